"""What the doors say against what was allowed and cut: plain sentences, and the one next step.

Pure. What is not known never counts as allowed, and never as shut.
"""

import enum
from dataclasses import dataclass
from typing import Iterator, Optional, Tuple

from agent.doors import DoorName, Doors
from agent.state import AccessPicture, AccessState
from agent.texts import Message, message


class NextStep(enum.Enum):
    """What the one button does, the most urgent first.

    WITHDRAW cuts, then removes the permanent password. CUT cuts again. SHOW_DOORS tells how to
    shut what only TeamViewer can shut. LOOK_AGAIN reads once more. STOP_ACCESS takes the
    permission back.
    """

    WITHDRAW = "withdraw"
    CUT = "cut"
    SHOW_DOORS = "show_doors"
    LOOK_AGAIN = "look_again"
    STOP_ACCESS = "stop_access"


@dataclass(frozen=True)
class Standing:
    """What is to be compared.

    `cut_stands` is whether the client cut the connection software and nobody restored it, None
    when that is not known; `password_removed` whether this program removed the permanent password
    before.
    """

    doors: Doors
    access: AccessPicture
    cut_stands: Optional[bool]
    password_removed: bool = False


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was wanted, told to the client, and what would mend it."""

    sentence: Message
    step: NextStep
    is_alarm: bool = False


@dataclass(frozen=True)
class Reconciliation:
    """Everything that is not as it was wanted, the most urgent first; empty when all agrees."""

    differences: Tuple[Difference, ...]

    @property
    def sentences(self) -> Tuple[Message, ...]:
        """What the client reads."""
        return tuple(one.sentence for one in self.differences)

    @property
    def step(self) -> Optional[NextStep]:
        """What the one button does; None when nothing is to be done."""
        return self.differences[0].step if self.differences else None

    @property
    def is_alarm(self) -> bool:
        """Whether something that was shut opened again by itself."""
        return any(one.is_alarm for one in self.differences)


_URGENCY = tuple(NextStep)


def reconcile(standing: Standing) -> Reconciliation:
    """Compare the doors with what was allowed and cut."""
    found = [
        *_password(standing),
        *_after_cut(standing),
        *_accounts(standing),
        *_unused_permission(standing),
    ]
    return Reconciliation(tuple(sorted(found, key=lambda one: _URGENCY.index(one.step))))


def _password(standing: Standing) -> Iterator[Difference]:
    if standing.access.allows_lasting:
        return
    is_set = standing.doors.is_open(DoorName.PERMANENT_PASSWORD)
    if is_set is None:
        yield Difference(message("reconcile.secret_unknown"), NextStep.LOOK_AGAIN)
    elif is_set and standing.password_removed:
        sentence = message("reconcile.secret_came_back")
        yield Difference(sentence, NextStep.WITHDRAW, is_alarm=True)
    elif is_set:
        unknown = standing.access.state is AccessState.UNKNOWN
        key = "reconcile.secret_perhaps_unwanted" if unknown else "reconcile.secret_unwanted"
        yield Difference(message(key), NextStep.WITHDRAW)


def _after_cut(standing: Standing) -> Iterator[Difference]:
    """A TeamViewer that was cut and runs, or will run, again: by hand or by an update."""
    if standing.cut_stands is False:
        return
    runs = standing.doors.is_open(DoorName.TEAMVIEWER_RUNNING)
    starts = standing.doors.is_open(DoorName.STARTS_WITH_WINDOWS)
    if standing.cut_stands is None:
        if runs is not False or starts is not False:
            yield Difference(message("reconcile.cut_unknown"), NextStep.CUT)
        return
    if runs:
        yield Difference(message("reconcile.runs_again"), NextStep.CUT, is_alarm=True)
    if starts:
        yield Difference(message("reconcile.starts_again"), NextStep.CUT, is_alarm=True)
    if not runs and not starts and None in (runs, starts):
        yield Difference(message("reconcile.cut_unsure"), NextStep.CUT)


def _accounts(standing: Standing) -> Iterator[Difference]:
    """Ways in without a password, which only TeamViewer itself can shut."""
    if standing.access.allows_lasting:
        return
    for name in (DoorName.EASY_ACCESS, DoorName.WINDOWS_LOGON):
        if standing.doors.is_open(name):
            yield Difference(message(f"reconcile.{name.value}"), NextStep.SHOW_DOORS)


def _unused_permission(standing: Standing) -> Iterator[Difference]:
    """Permanent access was allowed and nothing lets the technician use it."""
    if not standing.access.allows_lasting or standing.cut_stands:
        return
    ways = (DoorName.PERMANENT_PASSWORD, DoorName.EASY_ACCESS, DoorName.WINDOWS_LOGON)
    if all(standing.doors.is_open(name) is False for name in ways):
        yield Difference(message("reconcile.permission_unused"), NextStep.STOP_ACCESS)
