"""The words that can be typed, and what each does."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from desk.errors import DeskError
from desk.settings import Settings, from_environment

YES, NO, USAGE, NOT_NOW = 0, 1, 2, 3

_Command = Callable[[Settings, argparse.Namespace], int]


def main(words: list[str]) -> int:
    """Do one command; the exit code is 0 yes, 1 no, 2 wrong usage, 3 not possible now."""
    chosen = _parser().parse_args(words)
    if not _are_text(words):
        print("desk: the words are no UTF-8", file=sys.stderr)
        return USAGE
    try:
        settings = from_environment(chosen.data)
        return int(chosen.does(settings, chosen))
    except DeskError as error:
        print(error, file=sys.stderr)
        return NOT_NOW
    except KeyboardInterrupt:
        return 130


def _are_text(words: list[str]) -> bool:
    try:
        return bool("".join(words).encode())
    except UnicodeEncodeError:
        return False


def _parser() -> argparse.ArgumentParser:
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument("--data", type=Path, metavar="FOLDER", help="key and SQLite file")
    parser = argparse.ArgumentParser(prog="desk", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, summary: str, does: _Command) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=summary, parents=[everywhere])
        command.set_defaults(does=does)
        return command

    serve = add("serve", "answer the clients' programs and the technicians' browsers", _serve)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8420)
    user = add("user", "who may sign in; the password is asked for, or read from a pipe", _user)
    user.add_argument("what", choices=("add", "remove", "list"))
    user.add_argument("name", nargs="?", default="")
    add("key", "print the desk's public key, for the clients' brand file", _key)
    add("check", "check every chain and every receipt again", _check)
    backup = add("backup", "write everything, the key included, into one file", _backup)
    backup.add_argument("file", type=Path)
    restore = add("restore", "fill an empty desk from such a file", _restore)
    restore.add_argument("file", type=Path)
    forget = add("forget", "erase what a person can be known by; the chain stays whole", _forget)
    forget.add_argument("log")
    return parser


# Each is imported when it is used: serving needs most of it, a short command little.


def _serve(settings: Settings, chosen: argparse.Namespace) -> int:
    from desk.commands.serve import serve

    return serve(settings, chosen.host, chosen.port)


def _user(settings: Settings, chosen: argparse.Namespace) -> int:
    from desk.commands import user

    if chosen.what == "list":
        return user.every(settings)
    if not chosen.name:
        print(f"desk user {chosen.what} NAME", file=sys.stderr)
        return USAGE
    does = user.add if chosen.what == "add" else user.remove
    return does(settings, chosen.name)


def _key(settings: Settings, _chosen: argparse.Namespace) -> int:
    from desk.key import load_or_make

    print(load_or_make(settings.data, settings.name).signer.vkey)
    return YES


def _check(settings: Settings, _chosen: argparse.Namespace) -> int:
    from desk.commands.check import check

    return check(settings)


def _backup(settings: Settings, chosen: argparse.Namespace) -> int:
    from desk.commands.backup import backup

    return backup(settings, chosen.file)


def _restore(settings: Settings, chosen: argparse.Namespace) -> int:
    from desk.commands.restore import restore

    return restore(settings, chosen.file)


def _forget(settings: Settings, chosen: argparse.Namespace) -> int:
    from desk.commands.forget import forget

    return forget(settings, chosen.log)
