"""Making the cutoff a service of this computer, and taking it away. For the installer."""

import sys
from pathlib import Path
from typing import Callable, Iterator, Optional, Tuple

from agent.access_lists import CHANGE, REPLACE, is_only_for
from agent.cutoff.service_access import service_access
from agent.cutoff.words import SERVICE_NAME
from agent.errors import AgentError
from agent.texts import message
from agent.win32.access_lists import access_of, trusted_accounts
from agent.win32.files import is_on_this_computer
from agent.win32.service_creation import ServiceToCreate, create_service, delete_service
from agent.windows_facts import Refusal, Refused

assert sys.platform == "win32"

DESCRIPTION = "Shuts TeamViewer when a person at this computer asks for it."


class CutoffInstallError(AgentError):
    """The service is not installed, or not taken away."""

    def __init__(self, key: str, detail: str) -> None:
        super().__init__(message(key), message(key + ".advice"), detail)


def install_cutoff(command_line: str) -> None:
    """Make the service, or set it right when it is there; it is not started.

    `command_line` begins with the program's whole path in quotes.

    Raises:
        CutoffInstallError: others could put their own program there, or Windows refuses.
    """
    refuse_open_place(_program(command_line))
    service = ServiceToCreate(
        SERVICE_NAME, SERVICE_NAME, DESCRIPTION, command_line, service_access()
    )
    _told(lambda: create_service(service))


def remove_cutoff() -> None:
    """Take the service away; none there is as good.

    Raises:
        CutoffInstallError: Windows refuses.
    """
    _told(lambda: delete_service(SERVICE_NAME))


def refuse_open_place(program: Path) -> None:
    """What runs as Windows itself must not be replaceable by anybody but an administrator.

    Raises:
        CutoffInstallError: the program, what lies beside it or a folder above can be changed.
    """
    try:
        trusted = trusted_accounts()
        for path, rights in _to_check(program):
            if not is_only_for(access_of(str(path)), trusted, rights):
                raise CutoffInstallError("cut.install_open", str(path))
    except OSError as error:
        raise CutoffInstallError("cut.install_open", f"{program}: {error}") from error


def _program(command_line: str) -> Path:
    """Without quotes, a program named like the start of the path would run instead."""
    quote, program, end = command_line[:1], *command_line[1:].partition('"')[:2]
    if quote != '"' or end != '"' or not is_on_this_computer(program):
        raise CutoffInstallError("cut.install_open", command_line)
    return Path(program)


def _to_check(program: Path) -> Iterator[Tuple[Path, int]]:
    folder = program.parent
    for path in (program, folder, *folder.rglob("*")):
        yield path, CHANGE
    for above in folder.parents:
        yield above, REPLACE


def _told(action: Callable[[], Optional[Refused]]) -> None:
    refused = action()
    if refused is not None and refused.refusal is not Refusal.GONE:
        raise CutoffInstallError("cut.install_refused", refused.why)
