"""Asks the probe, a process of its own on a desktop, and starts another when one ended."""

import contextlib
import json
import select
import subprocess
from pathlib import Path
from typing import Any, Dict, List, Optional

from workshop import wine

PATIENCE_SECONDS = 60.0
STARTS = 2


class Probing:
    """One probe at a time."""

    def __init__(self, environment: Dict[str, str]) -> None:
        self._environment = environment
        self._probe: Optional[subprocess.Popen[bytes]] = None
        self._complaints: List[str] = []

    def ask(self, word: str, *arguments: Any) -> Any:  # noqa: ANN401 - JSON
        """What it answers; a window that goes at the wrong moment may take one probe with it."""
        for _ in range(STARTS):
            line = self._asked(word, *arguments)
            if line:
                break
        assert line, f"no probe answers {word}{arguments}: {self._complaints}"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["ok"]

    def _asked(self, word: str, *arguments: Any) -> bytes:  # noqa: ANN401 - JSON
        """The probe's line; nothing when it ended, and then the next call starts another."""
        probe = self._probe = self._probe or self._start()
        assert probe.stdin
        assert probe.stdout
        with contextlib.suppress(BrokenPipeError):
            probe.stdin.write(json.dumps([word, *arguments]).encode() + b"\n")
            probe.stdin.flush()
        is_answered = bool(select.select([probe.stdout], [], [], PATIENCE_SECONDS)[0])
        line = probe.stdout.readline() if is_answered else b""
        if not line:
            probe.kill()
            self.close()
        return line

    def _start(self) -> "subprocess.Popen[bytes]":
        script = wine.windows_path(Path(__file__).with_name("probe.py"))
        return subprocess.Popen(
            wine.python_command(["-X", "faulthandler", script]),
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def close(self) -> None:
        """Let it end; the next question starts another."""
        if self._probe is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                said = self._probe.communicate(timeout=20)[1]
                self._complaints.append(said.decode("utf-8", "replace"))
            self._probe = None
