"""A computer in memory whose TeamViewer others can shut, or say that they did.

It knows nothing of how shutting is decided: it is open until somebody with the rights shuts it.
"""

import enum
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import Dict, List, Optional

from agent.cutoff.result import Fault, Result
from agent.cutoff.words import Word
from agent.shutting.belief import Reading
from agent.shutting.ports import Ports
from agent.teamviewer.control.looking import Seen
from agent.teamviewer.control.outcome import Left, Outcome, Why
from agent.teamviewer.removal import LeftValue, Removal
from agent.windows_facts import ABSENT, Ran, Unreadable

NOW = datetime(2030, 1, 31, 9, 5, 7, 654321, tzinfo=timezone.utc)
EARLIER = "0" * 32
RUNNING = (Left("TeamViewer", Why.RUNNING),)
UNSEEN = (Left("services", Why.NO_SERVICES), Left("processes", Why.NO_PROCESSES))


class Told(enum.Enum):
    """What lies there as the result once somebody else is through."""

    TRUTH = "truth"
    SHUT = "shut"
    STALE = "stale"
    OLD = "old"
    FUTURE = "future"
    OTHER_WORD = "other_word"
    CRASHED = "crashed"
    NOTHING = "nothing"
    UNREADABLE = "unreadable"
    BROKEN = "broken"


@dataclass(frozen=True)
class Helper:
    """Somebody with more rights: how it ran, whether it really shut, and what it left as told."""

    ran: Ran
    shuts: bool = True
    told: Told = Told.TRUTH


@dataclass
class PretendHelper:
    """The computer. This program shuts only with `rights`, and sees only when it `sees`."""

    service: Helper = Helper(Ran.MISSING)
    elevated: Helper = Helper(Ran.REFUSED_BY_PERSON, shuts=False)
    is_administrator: bool = False
    rights: bool = False
    sees: bool = True
    breaks: bool = False
    is_open: bool = True
    has_values: bool = True
    own_value: bool = False
    steps: List[str] = field(default_factory=list)
    reading: Reading = ABSENT

    @property
    def ports(self) -> Ports:
        """This computer's answers."""
        return Ports(
            run_service=lambda word: self._run("service", self.service, word),
            run_elevated=lambda word: self._run("elevated", self.elevated, word),
            read_result=self._read,
            is_administrator=lambda: self.is_administrator,
            cut=lambda: self._cut("cut"),
            cut_at_once=lambda: self._cut("cut at once"),
            look=self.look,
            remove=self.remove,
            now=lambda: NOW,
            clock=lambda: 0.0,
        )

    def look(self) -> Seen:
        self.steps.append("look")
        if self.breaks:
            raise RuntimeError("look")
        if not self.sees:
            return Seen(UNSEEN, services_stopped=False)
        return Seen(RUNNING if self.is_open else (), services_stopped=not self.is_open)

    def remove(self) -> Removal:
        assert not self.is_open
        removed = (("user", "Own"),) if self.own_value else ()
        self.own_value = False
        self.has_values = self.has_values and not self.rights
        left = (LeftValue("registry64", "Value", "Windows error 5"),) if self.has_values else ()
        return Removal(removed, left)

    def _cut(self, how: str) -> Outcome:
        self.steps.append(how)
        if self.breaks:
            raise RuntimeError("cut")
        self.is_open = self.is_open and not self.rights
        return Outcome(1, processes_ended=(how,), left=self.look().left)

    def _run(self, who: str, helper: Helper, word: Word) -> Ran:
        self.steps.append(who)
        if helper.ran in (Ran.MISSING, Ran.REFUSED_BY_PERSON):
            return helper.ran
        if helper.shuts:
            self.is_open = False
            self.has_values = self.has_values and word is not Word.WITHDRAW
        self.reading = self._result(helper.told, word)
        return helper.ran

    def _read(self) -> Reading:
        if self.reading == Unreadable("broken"):
            raise RuntimeError("read")
        return self.reading

    def _result(self, told: Told, word: Word) -> Reading:
        truth = RUNNING if self.is_open and told is Told.TRUTH else ()
        removal = Removal() if word is Word.WITHDRAW else None
        start = f"{len(self.steps):032x}"
        good = Result(word, start, NOW.replace(microsecond=0), Outcome(1, left=truth), removal)
        other = Word.CUT if word is Word.WITHDRAW else Word.WITHDRAW
        readings: Dict[Told, Reading] = {
            Told.STALE: replace(good, start=EARLIER),
            Told.OLD: replace(good, time=good.time - timedelta(seconds=1)),
            Told.FUTURE: replace(good, time=good.time + timedelta(seconds=60)),
            Told.OTHER_WORD: replace(good, word=other),
            Told.CRASHED: replace(good, fault=Fault.CRASHED),
            Told.NOTHING: ABSENT,
            Told.UNREADABLE: Unreadable("others can change it"),
            Told.BROKEN: Unreadable("broken"),
        }
        return readings.get(told, good)

    def planted_before(self) -> "PretendHelper":
        """With the result of an earlier run already there."""
        self.reading = self._result(Told.STALE, Word.CUT)
        return self


def is_really_done(computer: PretendHelper, word: Word) -> bool:
    """Whether what was asked is so, and could be seen to be so: the truth of this computer."""
    values: Optional[bool] = computer.has_values or computer.own_value
    is_removed = word is Word.CUT or not values
    return not computer.is_open and computer.sees and not computer.breaks and is_removed
