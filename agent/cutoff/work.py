"""What the cutoff does for a word. Pure: what it works with is given.

It ends in a result whatever breaks, and a result of something broken is never ok.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Callable, Optional, Sequence

from agent.cutoff.result import Fault, Result
from agent.cutoff.words import Word, word_of
from agent.teamviewer.control.looking import Seen
from agent.teamviewer.control.outcome import Outcome
from agent.teamviewer.removal import LeftValue, Removal

NOT_STOPPED = Removal(left=(LeftValue("", "", "the services are not known to be stopped"),))

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tools:
    """`cut` shuts; `look` changes nothing; `remove` is told that the services are stopped.

    `new_start` names a run as no other; `now` is in UTC.
    """

    cut: Callable[[], Outcome]
    look: Callable[[], Seen]
    remove: Callable[[], Removal]
    new_start: Callable[[], str]
    now: Callable[[], datetime]


def perform(arguments: Sequence[str], tools: Tools) -> Result:
    """Do what the only argument says; anything but one fixed word does nothing. Never raises."""
    word = word_of(arguments)
    if word is None:
        return failed(Fault.REFUSED, tools)
    try:
        outcome = tools.cut()
        removal = remove_when_stopped(tools.look, tools.remove) if word is Word.WITHDRAW else None
    except Exception:  # noqa: BLE001 - whoever asked has to be told in any case
        _log.exception("cutoff")
        return failed(Fault.CRASHED, tools, word)
    return Result(word, tools.new_start(), tools.now(), outcome, removal)


def failed(fault: Fault, tools: Tools, word: Optional[Word] = None) -> Result:
    """The result of a run that did not come to its end."""
    return Result(word, tools.new_start(), tools.now(), Outcome(0), None, fault)


def remove_when_stopped(look: Callable[[], Seen], remove: Callable[[], Removal]) -> Removal:
    """Remove what gives permanent access; not while a service may write it back."""
    return remove() if look().services_stopped else NOT_STOPPED
