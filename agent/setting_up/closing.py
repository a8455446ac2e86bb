"""Closing the running copies of one folder: asked first, ended when they do not answer.

Pure: what it works with is given. A cut that is under way is waited for and never ended.
"""

import logging
import ntpath
from dataclasses import dataclass
from typing import Callable, Iterable, Optional, Tuple, Union

from agent.windows_facts import ProcessFacts, Refused, Unreadable

# A copy writes what it still has to write within a few seconds.
ASKED_SECONDS = 20.0
# As long as a cut takes at the very most.
CUT_SECONDS = 95.0
LOOK_SECONDS = 0.2
CUTTING_PROGRAM = "assistance-cutoff.exe"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ClosingPorts:
    """`ask` asks all copies; `running` lists programs by their name; `end` ends one of them."""

    ask: Callable[[], None]
    running: Callable[[], Union[Tuple[ProcessFacts, ...], Unreadable]]
    end: Callable[[ProcessFacts], Optional[Refused]]
    clock: Callable[[], float]
    pause: Callable[[float], None]


def close_copies(folder: str, own_pid: int, ports: ClosingPorts) -> Tuple[str, ...]:
    """The programs of the folder that still run when all was tried; empty when none does."""
    _attempt(ports.ask)
    begun = ports.clock()
    is_ended = False
    while True:
        left = copies_in(folder, own_pid, ports.running())
        waited = ports.clock() - begun
        if not left or waited > CUT_SECONDS:
            return tuple(sorted(one.name for one in left))
        ending = [one for one in left if one.name.lower() != CUTTING_PROGRAM]
        if waited > ASKED_SECONDS and ending:
            if is_ended:
                return tuple(sorted(one.name for one in left))
            is_ended = True
            _end(ending, ports)
        ports.pause(LOOK_SECONDS)


def copies_in(
    folder: str, own_pid: int, running: Union[Tuple[ProcessFacts, ...], Unreadable]
) -> Tuple[ProcessFacts, ...]:
    """Those that run from this folder; a program whose place Windows withholds is not counted."""
    if isinstance(running, Unreadable):
        return ()
    start = ntpath.normcase(folder).rstrip("\\") + "\\"
    others = (one for one in running if one.pid != own_pid and one.path)
    return tuple(one for one in others if ntpath.normcase(one.path or "").startswith(start))


def _end(copies: Iterable[ProcessFacts], ports: ClosingPorts) -> None:
    for one in copies:
        refused = ports.end(one)
        _log.warning("%s did not close and was ended: %s", one.name, refused or "done")


def _attempt(ask: Callable[[], None]) -> None:
    try:
        ask()
    except OSError as error:
        _log.warning("nobody was asked to close: %s", error)
