"""A cut shuts what it can whatever fails beside it, and is never called done while it is not."""

import contextlib
import itertools
import threading
from dataclasses import replace
from typing import ContextManager, FrozenSet, Iterator, List

import pytest

from agent.teamviewer.control.cut import SWEEPS, cut
from agent.teamviewer.control.outcome import Outcome, Why
from agent.teamviewer.control.record import Record, Remembered
from agent.teamviewer.control.targets import Belonging
from agent.windows_facts import StartType
from tests.unit.pretend_computer import SERVICE, WINDOW, Killed, PretendComputer, Step

AUTOMATIC, MANUAL, DISABLED = StartType.AUTOMATIC, StartType.MANUAL, StartType.DISABLED
COMBINATIONS = [frozenset(steps) for n in range(7) for steps in itertools.combinations(Step, n)]
BEFORE = (Remembered("TeamViewer", AUTOMATIC, running=True),)


class RemovingMemory:
    """Somebody removes TeamViewer while its start type is written down."""

    def __init__(self, computer: PretendComputer) -> None:
        self._computer = computer

    def load(self) -> Record:
        return ()

    def save(self, record: Record) -> None:
        del record
        self._computer.starts.clear()
        self._computer.running.clear()

    def set_aside(self) -> None:
        raise NotImplementedError


def names(steps: FrozenSet[Step]) -> str:
    return "+".join(sorted(step.value for step in steps)) or "nothing"


def is_proven_shut(failing: FrozenSet[Step]) -> bool:
    """What has to come of it: the other steps leave something open, or not to be seen.

    A record that fails keeps nothing open, and a service that does not stop can still be ended.
    """
    return not failing & {Step.DISABLE, Step.END, Step.SERVICES, Step.PROCESSES}


def whys(outcome: Outcome) -> List[Why]:
    return [left.why for left in outcome.left]


def test_there_are_64_combinations() -> None:
    assert len(set(COMBINATIONS)) == 64


@pytest.mark.fault("any step of a stop fails, alone and together", "access denied while stopping")
@pytest.mark.parametrize("breaks", [False, True], ids=["refused", "broken"])
@pytest.mark.parametrize("failing", COMBINATIONS, ids=names)
def test_whatever_fails_the_answer_is_the_truth(failing: FrozenSet[Step], breaks: bool) -> None:
    computer = PretendComputer(failing=set(failing), breaks=breaks)
    outcome = cut(computer.ports)
    assert outcome.ok is is_proven_shut(failing)
    assert not (outcome.ok and computer.is_open())
    assert outcome.ok is not bool(outcome.left)


@pytest.mark.parametrize("failing", COMBINATIONS, ids=names)
def test_whatever_fails_every_other_step_is_done(failing: FrozenSet[Step]) -> None:
    computer = PretendComputer(failing=set(failing))
    cut(computer.ports)
    sees_services = Step.SERVICES not in failing
    sees_programs = Step.PROCESSES not in failing
    is_disabled = sees_services and Step.DISABLE not in failing
    stops = sees_services and Step.STOP not in failing
    ends = sees_programs and Step.END not in failing
    assert (computer.starts["TeamViewer"] is DISABLED) is is_disabled
    assert (not computer.running) is (stops or ends)
    assert (not computer.programs) is ends
    assert (computer.record == BEFORE) is (sees_services and Step.RECORD not in failing)


@pytest.mark.parametrize("breaks", [False, True], ids=["refused", "broken"])
@pytest.mark.parametrize("failing", COMBINATIONS, ids=names)
def test_what_fails_only_once_is_tried_again(failing: FrozenSet[Step], breaks: bool) -> None:
    computer = PretendComputer(failing=set(failing), failures=1, breaks=breaks)
    assert cut(computer.ports).ok
    assert not computer.is_open()


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Step.DISABLE, Why.DENIED),
        (Step.END, Why.DENIED),
        (Step.SERVICES, Why.NO_SERVICES),
        (Step.PROCESSES, Why.NO_PROCESSES),
    ],
)
def test_what_is_left_is_told_with_its_reason(step: Step, expected: Why) -> None:
    outcome = cut(PretendComputer(failing={step}).ports)
    assert set(whys(outcome)) == {expected}


def test_a_service_that_neither_stops_nor_ends_is_told_as_such() -> None:
    computer = PretendComputer(failing={Step.STOP, Step.END})
    left = {(one.what, one.why) for one in cut(computer.ports).left}
    assert left == {
        ("TeamViewer", Why.IGNORED),
        (SERVICE, Why.DENIED),
        (WINDOW, Why.DENIED),
    }


def test_a_window_that_always_comes_back_is_never_called_shut() -> None:
    computer = PretendComputer(starts={}, running=set())
    computer.open(WINDOW, reopens=True)
    outcome = cut(computer.ports)
    assert Why.CAME_BACK in whys(outcome)
    assert not outcome.ok


def test_start_types_are_on_disk_before_anything_changes() -> None:
    computer = PretendComputer()
    cut(computer.ports)
    changes = [s for s in computer.steps if s.split()[0] in ("save", "disabled", "stop", "end")]
    assert changes[:3] == ["save", "disabled TeamViewer", "stop TeamViewer"]


def test_shut_was_seen_twice_with_a_pause_between() -> None:
    computer = PretendComputer()
    assert cut(computer.ports).ok
    assert computer.pauses == 1
    assert computer.steps[-4:] == ["look"] * 4


def test_what_never_shuts_is_not_tried_for_ever() -> None:
    computer = PretendComputer(failing={Step.END})
    cut(computer.ports)
    assert computer.pauses == SWEEPS


def test_the_outcome_names_what_was_done() -> None:
    computer = PretendComputer(
        starts={"TeamViewer": AUTOMATIC, "TeamViewer9": MANUAL, "TeamViewer7": DISABLED}
    )
    outcome = cut(computer.ports)
    assert [(s.name, s.was, s.now, s.running) for s in outcome.services] == [
        ("TeamViewer", AUTOMATIC, DISABLED, False),
        ("TeamViewer9", MANUAL, DISABLED, False),
        ("TeamViewer7", DISABLED, DISABLED, False),
    ]
    assert sorted(outcome.processes_ended) == ["TeamViewer.exe", "TeamViewer_Service.exe"]
    assert computer.record == (*BEFORE, Remembered("TeamViewer9", MANUAL, running=False))


def test_nothing_found_is_shut_with_empty_lists() -> None:
    outcome = cut(PretendComputer(starts={}, running=set()).ports)
    assert outcome == Outcome(0)
    assert outcome.ok


@pytest.mark.parametrize("step", [Step.SERVICES, Step.PROCESSES])
def test_nothing_found_is_not_shut_when_it_could_not_be_listed(step: Step) -> None:
    assert not cut(PretendComputer(starts={}, running=set(), failing={step}).ports).ok


@pytest.mark.parametrize("belonging", [one for one in Belonging if one is not Belonging.TEAMVIEWER])
def test_what_is_not_surely_teamviewer_is_left_alone_and_named(belonging: Belonging) -> None:
    computer = PretendComputer()
    stranger = "C:\\Users\\u\\Downloads\\TeamViewer.exe"
    pid = computer.open(stranger, belonging=belonging)
    outcome = cut(computer.ports)
    assert [left.what for left in outcome.left] == [stranger]
    assert set(computer.programs) == {pid}


@pytest.mark.parametrize(("name", "matters"), [("TeamViewer", True), ("Defender", False)])
def test_only_a_hidden_service_with_teamviewers_name_is_in_doubt(name: str, matters: bool) -> None:
    computer = PretendComputer(starts={name: AUTOMATIC}, running=set(), hidden={name})
    assert cut(computer.ports).ok is not matters


@pytest.mark.fault("service deleted meanwhile")
def test_a_service_removed_meanwhile_is_no_trouble() -> None:
    computer = PretendComputer()
    outcome = cut(replace(computer.ports, memory=RemovingMemory(computer)))
    assert outcome.ok
    assert [(one.was, one.now) for one in outcome.services] == [(AUTOMATIC, None)]


def test_a_start_type_that_cannot_be_read_back_is_not_shut() -> None:
    computer = PretendComputer(starts={"TeamViewer": StartType.UNKNOWN}, failing={Step.DISABLE})
    outcome = cut(computer.ports)
    assert whys(outcome) == [Why.UNREADABLE]
    assert [one.key for one in outcome.troubles] == ["cut.start_unknown"]


def test_what_a_stopping_service_opens_is_ended_in_the_same_sweep() -> None:
    computer = PretendComputer(opens_at_stop=WINDOW)
    assert cut(computer.ports).ok
    assert computer.pauses == 1


def test_what_ends_late_is_shut_only_when_it_was_seen_twice() -> None:
    computer = PretendComputer(failing={Step.END})

    def pause() -> None:
        computer.pause()
        if computer.pauses == SWEEPS:
            computer.programs.clear()

    assert cut(replace(computer.ports, pause=pause)).ok
    assert computer.pauses == SWEEPS + 1


@pytest.mark.fault("kill in the middle of a stop, then again")
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("killed_at", range(1, 14))
def test_killed_at_any_step_a_second_cut_shuts_and_keeps_the_record(
    killed_at: int, after: bool
) -> None:
    computer = PretendComputer(killed_at=killed_at, after=after)
    with pytest.raises(Killed):
        cut(computer.ports)
    assert cut(computer.ports).ok
    assert not computer.is_open()
    assert computer.record == BEFORE


def test_a_second_cut_keeps_what_the_first_one_remembered() -> None:
    computer = PretendComputer()
    cut(computer.ports)
    assert cut(computer.ports).ok
    assert computer.record == BEFORE


@pytest.mark.fault("stop during a stop")
def test_a_cut_during_a_cut_waits_and_then_looks_for_itself() -> None:
    computer, lock = PretendComputer(), threading.Lock()
    is_paused, may_go_on = threading.Event(), threading.Event()
    order: List[str] = []
    outcomes: List[Outcome] = []

    @contextlib.contextmanager
    def alone() -> Iterator[bool]:
        with lock:
            order.append("in")
            yield True
            order.append("out")

    def pause() -> None:
        is_paused.set()
        may_go_on.wait(60)

    ports = replace(computer.ports, alone=alone, pause=pause)
    cuts = [threading.Thread(target=lambda: outcomes.append(cut(ports))) for _ in range(2)]
    cuts[0].start()
    assert is_paused.wait(60)
    cuts[1].start()
    may_go_on.set()
    for one in cuts:
        one.join(60)
    assert order == ["in", "out", "in", "out"]
    assert [one.ok for one in outcomes] == [True, True]
    assert computer.record == BEFORE


def test_a_cut_that_waited_in_vain_is_made_all_the_same() -> None:
    computer = PretendComputer()
    ports = replace(computer.ports, alone=lambda: contextlib.nullcontext(False))
    assert cut(ports).ok
    assert not computer.is_open()


def test_a_lock_that_breaks_keeps_nothing_open() -> None:
    def alone() -> ContextManager[bool]:
        raise OSError

    computer = PretendComputer()
    assert cut(replace(computer.ports, alone=alone)).ok
    assert not computer.is_open()


def test_a_record_that_cannot_be_kept_is_told_and_keeps_nothing_open() -> None:
    outcome = cut(PretendComputer(failing={Step.RECORD}).ports)
    assert outcome.ok
    assert [one.key for one in outcome.troubles] == ["cut.record_unreadable"]


def test_a_damaged_record_is_set_aside_and_a_new_one_begun() -> None:
    computer = PretendComputer(damaged=True)
    outcome = cut(computer.ports)
    assert outcome.ok
    assert [one.key for one in outcome.troubles] == ["cut.record_damaged"]
    assert computer.record == BEFORE
