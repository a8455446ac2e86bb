"""The cutoff does what one fixed word says, and nothing for anything else."""

from datetime import datetime, timezone
from typing import List, Sequence

import pytest

from agent.cutoff.result import Fault
from agent.cutoff.words import Word
from agent.cutoff.work import NOT_STOPPED, Tools, perform
from agent.teamviewer.control.looking import Seen, is_known_stopped
from agent.teamviewer.control.outcome import Left, Outcome, Why
from agent.teamviewer.removal import Removal
from agent.windows_facts import ServiceFacts, ServicesReading, StartType, Unreadable

NOW = datetime(2030, 1, 31, 9, 5, 7, tzinfo=timezone.utc)
REMOVED = Removal((("registry64", "Value"),))


class Steps:
    """Tools that remember what was asked of them; `breaks` names the one that raises."""

    def __init__(self, *, stopped: bool = True, breaks: str = "") -> None:
        self.done: List[str] = []
        self._breaks, self._stopped = breaks, stopped
        self.tools = Tools(self._cut, self._look, self._remove, lambda: "0" * 32, lambda: NOW)

    def _cut(self) -> Outcome:
        self._step("cut")
        left = () if self._stopped else (Left("TeamViewer", Why.IGNORED),)
        return Outcome(1, left=left)

    def _look(self) -> Seen:
        self._step("look")
        return Seen((), services_stopped=self._stopped)

    def _remove(self) -> Removal:
        self._step("remove")
        return REMOVED

    def _step(self, name: str) -> None:
        self.done.append(name)
        if name == self._breaks:
            raise RuntimeError(name)


def test_cut_shuts_and_removes_nothing() -> None:
    steps = Steps()
    result = perform(["cut"], steps.tools)
    assert (result.word, result.ok, result.removal) == (Word.CUT, True, None)
    assert steps.done == ["cut"]


def test_withdraw_shuts_first_and_removes_then() -> None:
    steps = Steps()
    result = perform(["withdraw"], steps.tools)
    assert (result.word, result.ok, result.removal) == (Word.WITHDRAW, True, REMOVED)
    assert steps.done == ["cut", "look", "remove"]


def test_nothing_is_removed_while_a_service_may_write_it_back() -> None:
    steps = Steps(stopped=False)
    result = perform(["withdraw"], steps.tools)
    assert (result.ok, result.removal) == (False, NOT_STOPPED)
    assert "remove" not in steps.done


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [""],
        ["Cut"],
        ["CUT"],
        [" cut"],
        ["cut\0"],
        ["cut", "cut"],
        ["cut", "withdraw"],
        ["cut withdraw"],
        ["restore"],
        ["--cut"],
        ["c", "u", "t"],
        ["x" * 100_000],
    ],
    ids=lambda arguments: " ".join(arguments)[:20].replace("\0", "0") or "none",
)
def test_anything_but_one_fixed_word_does_nothing(arguments: Sequence[str]) -> None:
    steps = Steps()
    result = perform(arguments, steps.tools)
    assert (result.word, result.fault, result.ok) == (None, Fault.REFUSED, False)
    assert steps.done == []


@pytest.mark.parametrize("breaks", ["cut", "look", "remove"])
def test_what_breaks_ends_in_a_result_that_is_not_ok(breaks: str) -> None:
    result = perform(["withdraw"], Steps(breaks=breaks).tools)
    assert (result.word, result.fault, result.ok) == (Word.WITHDRAW, Fault.CRASHED, False)


def service(*, running: bool) -> ServiceFacts:
    return ServiceFacts("TeamViewer", "C:\\TeamViewer_Service.exe", StartType.DISABLED, running)


def test_services_are_stopped_only_when_all_are_known_to_be() -> None:
    assert is_known_stopped(ServicesReading((), ("Spooler",)))
    assert is_known_stopped(ServicesReading((service(running=False),), ()))
    assert not is_known_stopped(ServicesReading((service(running=True),), ()))
    assert not is_known_stopped(ServicesReading((), ("TeamViewer9",)))
    assert not is_known_stopped(Unreadable("Windows error 5"))
