"""A real desk process, and its command line."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import httpx

ROOT = Path(__file__).resolve().parents[2]


def environment(url: str | None = None, **more: str) -> dict[str, str]:
    usual = {name: value for name, value in os.environ.items() if not name.startswith("DESK_")}
    usual["PYTHONPATH"] = str(ROOT)
    return {**usual, **({"DESK_DATABASE_URL": url} if url else {}), **more}


def desk(
    *words: str, data: Path, url: str | None = None, typed: str = ""
) -> "subprocess.CompletedProcess[str]":
    """One command, with `typed` on its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "desk", *words, "--data", str(data)],
        env=environment(url),
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@dataclass
class Running:
    """`desk serve`, on a port that the system chose."""

    data: Path
    url: str | None
    environment: dict[str, str]
    address: str = ""
    errors: "IO[str] | None" = None
    process: "subprocess.Popen[str] | None" = field(default=None)

    def start(self) -> None:
        """Start and wait until it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "desk", "serve", "--port", "0", "--data", str(self.data)],
            env=environment(self.url, **self.environment),
            stdout=subprocess.PIPE,
            stderr=self.errors or subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip().rstrip("/")
        assert self.address, "the desk did not start"

    def kill(self) -> None:
        """As kill -9 does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            assert self.process.stdout is not None
            self.process.stdout.close()
            self.process = None

    def post(self, body: bytes) -> httpx.Response:
        return httpx.post(f"{self.address}/v1/reports", content=body, timeout=60)

    def get(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        return httpx.get(self.address + path, headers=headers, timeout=60)
