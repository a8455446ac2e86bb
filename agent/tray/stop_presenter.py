"""What came of a stop, in sentences: what was shut, when, and how that was checked. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Iterator, List, Optional, Tuple

from agent.doors import DoorName, Doors
from agent.hours_text import time_text
from agent.shutting.shut import Shut
from agent.stopping import Stopped
from agent.texts import Message, message
from agent.translations import Translate

# More would not be read; `agent cut` names them all.
MOST_NAMES = 6


@dataclass(frozen=True)
class StopWords:
    """A headline and the sentences below it."""

    headline: str
    sentences: Tuple[str, ...]


def stopping_words(translate: Translate) -> StopWords:
    """What is said while access is being stopped."""
    keys = ("stop.under_way.text", "stop.under_way.windows")
    words = tuple(translate(message(key)) for key in keys)
    return StopWords(translate(message("stop.under_way")), words)


def stopped_words(
    stopped: Stopped, local: datetime, doors: Optional[Doors], translate: Translate
) -> StopWords:
    """What is said after it; `local` is its time on this computer's clock.

    `doors` were read before or after the stop, which shuts none of those named here; None when
    they were not read.
    """
    time, shut = time_text(local, translate), stopped.shut
    if shut is None:
        key, messages = "stop.one", _of_one(time)
    elif shut.ok:
        key, messages = "stop.done", _of_success(time, stopped, shut)
    else:
        key, messages = "stop.not_done", _of_failure(time, stopped, shut)
    told = (*messages, *(_that_remain(doors) if doors else ()))
    return StopWords(translate(message(key)), tuple(map(translate, told)))


def _that_remain(doors: Doors) -> Iterator[Message]:
    """The ways in that shutting TeamViewer leaves as they are."""
    if doors.is_open(DoorName.OTHER_REMOTE_TOOL):
        yield message("stop.remains.other_tool")
    if doors.is_open(DoorName.EASY_ACCESS) or doors.is_open(DoorName.WINDOWS_LOGON):
        yield message("stop.remains.account")


def _of_one(time: str) -> Iterator[Message]:
    yield message("stop.one.text", time=time)


def _of_success(time: str, stopped: Stopped, shut: Shut) -> Iterator[Message]:
    outcome = shut.outcome
    names = [*(one.name for one in outcome.services), *outcome.processes_ended]
    if names:
        yield message("stop.done.shut", time=time)
        yield message("stop.done.what", what=_listed(names))
    else:
        yield message("stop.done.nothing", time=time)
    yield from _of_consent(stopped)
    if shut.removal is not None and shut.removal.removed:
        yield message("stop.done.door")
    yield from outcome.troubles


def _of_failure(time: str, stopped: Stopped, shut: Shut) -> Iterator[Message]:
    yield message("stop.not_done.text", time=time)
    yield from _of_consent(stopped)
    if shut.failure is not None:
        yield shut.failure.title
        yield shut.failure.advice
    yield from [left.sentence for left in shut.outcome.left][:MOST_NAMES]
    if shut.removal is not None and not shut.removal.ok:
        yield message("stop.not_done.door")
    yield message("stop.not_done.cable")


def _of_consent(stopped: Stopped) -> Iterator[Message]:
    """That nothing was in force is said only where that could be read."""
    if stopped.ended:
        yield message("stop.consent")
    elif stopped.is_known:
        yield message("stop.consent.none")


def _listed(names: List[str]) -> str:
    """Each once; of many, the first ones."""
    once = list(dict.fromkeys(names))
    more = "…" if len(once) > MOST_NAMES else ""
    return ", ".join(once[:MOST_NAMES]) + more
