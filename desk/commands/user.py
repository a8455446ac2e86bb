"""`desk user add|remove|list`."""

import getpass
import sys

from desk.api.desk import open_desk
from desk.errors import DeskError
from desk.settings import Settings
from desk.store import own_log, technicians


def add(settings: Settings, name: str) -> int:
    """Let somebody sign in; the password is asked for twice, or read from a pipe's first line.

    Raises:
        DeskError: name or password is none, or the two passwords differ.
    """
    desk = open_desk(settings)
    password = _password()
    with desk.store.writing() as connection:
        technicians.add(connection, name, password, desk.now())
        own_log.write(connection, desk.key, desk.now(), "desk.user_added", {"name": name.strip()})
    print(f"{name.strip()} can sign in.")
    return 0


def remove(settings: Settings, name: str) -> int:
    """End somebody's access at once."""
    desk = open_desk(settings)
    with desk.store.writing() as connection:
        was_there = technicians.remove(connection, name)
        if was_there:
            own_log.write(connection, desk.key, desk.now(), "desk.user_removed", {"name": name})
    print(f"{name} can no longer sign in." if was_there else f"There is no technician {name}.")
    return 0 if was_there else 1


def every(settings: Settings) -> int:
    """Print the names."""
    desk = open_desk(settings)
    with desk.store.reading() as connection:
        for technician in technicians.every(connection):
            print(technician.name)
    return 0


def _password() -> str:
    try:
        # Browsers send UTF-8, whatever this terminal speaks.
        password = _typed() if sys.stdin.isatty() else sys.stdin.buffer.readline().decode("utf-8")
        return password.rstrip("\r\n")
    except (EOFError, UnicodeError) as error:
        raise DeskError("No password in UTF-8 was typed. Nothing was changed.") from error


def _typed() -> str:
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise DeskError("The two passwords differ. Nothing was changed.")
    first.encode()
    return first
