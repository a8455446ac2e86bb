"""The shop's desk beside the computer: at one address, sometimes away, and back later."""

import contextlib
import os
import random
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Dict, List, Optional

from workshop.layout import ROOT

_PATIENCE_SECONDS = 60


class OwnDesk:
    """A real desk process with a store of its own."""

    def __init__(self, data: Path, environment: Dict[str, str]) -> None:
        self._data, self._environment = data, environment
        self._port = _free_port()
        self._process: Optional[subprocess.Popen[str]] = None
        self.times_back = 0

    @property
    def address(self) -> str:
        """Where it is, whether it answers or not."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def is_there(self) -> bool:
        """Whether it answers."""
        return self._process is not None

    def come(self) -> None:
        """Answer, until told to go."""
        if self.is_there:
            return
        words = [sys.executable, "-m", "desk", "serve", "--port", str(self._port)]
        self._process = subprocess.Popen(
            [*words, "--data", str(self._data)],
            env={**os.environ, "PYTHONPATH": str(ROOT), **self._environment},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline().strip(), "the desk did not start"
        self.times_back += 1

    def go(self) -> None:
        """Be gone at once."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def key(self) -> str:
        """The key that the program must know."""
        place = f"{self.address}/v1/key"
        with urllib.request.urlopen(place, timeout=_PATIENCE_SECONDS) as told:  # noqa: S310
            return str(told.read().decode("utf-8")).strip()

    def lines(self) -> Dict[str, List[bytes]]:
        """Every line that it holds, by journal, read from its store without asking it."""
        held: Dict[str, List[bytes]] = {}
        asked = "select name, line from lines join logs on logs.id = log_id order by log_id, seq"
        with contextlib.closing(self._store()) as store:
            for name, line in store.execute(asked).fetchall():
                held.setdefault(str(name), []).append(bytes(line))
        return held

    def forks(self) -> int:
        """How many second stories it was told."""
        with contextlib.closing(self._store()) as store:
            return int(store.execute("select count(*) from forks").fetchone()[0])

    def _store(self) -> sqlite3.Connection:
        file = self._data / "desk.sqlite"
        return sqlite3.connect(f"file:{file}?mode=ro", uri=True)


def _free_port() -> int:
    """A port that the system gives to nobody by itself: it is still free after weeks offline."""
    for port in random.sample(range(20000, 32000), 50):
        with socket.socket() as one, contextlib.suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")
