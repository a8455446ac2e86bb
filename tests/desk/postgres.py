"""A real PostgreSQL of the test run's own, in a folder of its own, on a socket and a port."""

import contextlib
import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

PLACES = Path("/usr/lib/postgresql")
SETTINGS = ("fsync=off", "max_connections=80", "listen_addresses=127.0.0.1", "jit=off")
_AS_POSTGRES = ("runuser", "-u", "postgres", "--")


@dataclass
class Postgres:
    """A server that can be stopped hard and started again."""

    folder: Path
    programs: Path
    port: int
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def address(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"desk_{next(self.numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.address(name)

    def start(self) -> None:
        options = " ".join(f"-c {setting}" for setting in SETTINGS)
        options += f" -p {self.port} -k {self.folder}"
        log = str(self.folder / "log")
        self.control("start", "-w", "-l", log, "-o", options)

    def stop(self) -> None:
        """As if the power had gone: nothing is finished, nobody is told."""
        self.control("stop", "-w", "-m", "immediate")

    def control(self, *words: str) -> None:
        command = [str(self.programs / "pg_ctl"), "-D", str(self.folder / "data"), *words]
        _quietly([*_as_server(), *command])


@contextlib.contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A server while the block runs; the test is skipped, saying why, where there can be none."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="desk-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        server = Postgres(folder, programs, _free_port())
        make = ["initdb", "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-N"]
        make += ["-E", "UTF8", "--locale", "C.UTF-8"]
        _quietly([*_as_server(), str(programs / make[0]), *make[1:]])
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = sorted(PLACES.glob("*/bin/initdb"), key=lambda path: int(path.parents[1].name))
    if not found:
        pytest.skip("there is no PostgreSQL here: apt-get install postgresql")
    return found[-1].parent


def _as_server() -> tuple[str, ...]:
    """PostgreSQL refuses to run as root."""
    return _AS_POSTGRES if os.geteuid() == 0 else ()


def _quietly(command: list[str]) -> None:
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
