"""A restoration puts back what cuts changed, needs an administrator, and touches nothing else."""

import contextlib
from dataclasses import replace

import pytest

from agent.teamviewer.control.cut import cut
from agent.teamviewer.control.outcome import Why
from agent.teamviewer.control.record import RecordError, Remembered
from agent.teamviewer.control.restore import RestoreRefusedError, restore
from agent.windows_facts import StartType
from tests.unit.pretend_computer import Killed, PretendComputer, Step

AUTOMATIC, MANUAL, DISABLED = StartType.AUTOMATIC, StartType.MANUAL, StartType.DISABLED


def yes() -> bool:
    return True


def several() -> PretendComputer:
    return PretendComputer(
        starts={"TeamViewer": AUTOMATIC, "TeamViewer9": MANUAL, "TeamViewer7": DISABLED},
        running={"TeamViewer", "TeamViewer9"},
    )


def cut_once(computer: PretendComputer) -> PretendComputer:
    assert cut(computer.ports).ok
    computer.steps.clear()
    return computer


def test_a_restoration_undoes_a_cut_and_forgets_it() -> None:
    computer = cut_once(several())
    outcome = restore(computer.ports, yes)
    assert outcome.ok
    assert computer.starts == several().starts
    assert computer.running == {"TeamViewer"}
    assert computer.record == ()
    assert [(s.name, s.was, s.now) for s in outcome.services] == [
        ("TeamViewer", DISABLED, AUTOMATIC),
        ("TeamViewer9", DISABLED, MANUAL),
    ]


def test_two_cuts_are_undone_by_one_restoration() -> None:
    computer = cut_once(cut_once(several()))
    assert restore(computer.ports, yes).ok
    assert computer.starts == several().starts


def test_without_an_administrators_rights_nothing_is_touched() -> None:
    computer = cut_once(several())
    with pytest.raises(RestoreRefusedError) as refused:
        restore(computer.ports, lambda: False)
    assert refused.value.title.key == "cut.not_administrator"
    assert computer.steps == []


def test_what_no_cut_recorded_is_not_restored() -> None:
    computer = PretendComputer(starts={"TeamViewer": DISABLED}, running=set())
    with pytest.raises(RestoreRefusedError) as refused:
        restore(computer.ports, yes)
    assert refused.value.title.key == "cut.nothing_recorded"
    assert computer.steps == ["load"]


def test_a_second_restoration_finds_nothing() -> None:
    computer = cut_once(several())
    restore(computer.ports, yes)
    with pytest.raises(RestoreRefusedError):
        restore(computer.ports, yes)


@pytest.mark.parametrize(
    ("failing", "kind"),
    [(Step.RECORD, RecordError), (Step.SERVICES, RestoreRefusedError)],
)
def test_what_cannot_be_read_is_not_restored(failing: Step, kind: type) -> None:
    computer = cut_once(several())
    computer.failing = {failing}
    with pytest.raises(kind):
        restore(computer.ports, yes)
    assert set(computer.starts.values()) == {DISABLED}


def test_nothing_is_restored_while_a_cut_is_under_way() -> None:
    computer = cut_once(several())
    ports = replace(computer.ports, alone=lambda: contextlib.nullcontext(False))
    with pytest.raises(RestoreRefusedError) as refused:
        restore(ports, yes)
    assert refused.value.title.key == "cut.busy"
    assert set(computer.starts.values()) == {DISABLED}


@pytest.mark.fault("service deleted meanwhile", "restoration after an uninstallation")
def test_a_service_removed_meanwhile_is_named_and_forgotten() -> None:
    computer = cut_once(several())
    del computer.starts["TeamViewer"]
    outcome = restore(computer.ports, yes)
    assert outcome.ok
    assert next((s.name, s.now) for s in outcome.services) == ("TeamViewer", None)
    assert [one.key for one in outcome.troubles] == ["cut.service_gone"]
    assert computer.starts["TeamViewer9"] is MANUAL
    assert computer.record == ()


def test_a_service_that_somebody_enabled_since_is_left_as_it_is() -> None:
    computer = cut_once(several())
    computer.starts["TeamViewer"] = MANUAL
    outcome = restore(computer.ports, yes)
    assert outcome.ok
    assert computer.starts["TeamViewer"] is MANUAL
    assert "TeamViewer" not in computer.running
    assert computer.record == ()


def test_a_service_that_cannot_be_looked_into_is_told_and_stays_recorded() -> None:
    computer = cut_once(several())
    computer.hidden = {"TeamViewer"}
    outcome = restore(computer.ports, yes)
    assert [(left.what, left.why) for left in outcome.left] == [("TeamViewer", Why.UNREADABLE)]
    assert computer.record == (Remembered("TeamViewer", AUTOMATIC, running=True),)


@pytest.mark.parametrize("breaks", [False, True], ids=["refused", "broken"])
def test_what_is_refused_is_told_and_stays_recorded(breaks: bool) -> None:
    computer = cut_once(several())
    recorded = computer.record
    computer.failing, computer.breaks = {Step.DISABLE}, breaks
    outcome = restore(computer.ports, yes)
    assert {left.what for left in outcome.left} == {"TeamViewer", "TeamViewer9"}
    assert not outcome.ok
    assert computer.record == recorded


@pytest.mark.fault("kill in the middle of a stop, then again")
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("killed_at", range(3, 9))
def test_killed_at_any_step_a_second_restoration_finishes(killed_at: int, after: bool) -> None:
    computer = cut_once(several())
    computer.killed_at, computer.after = killed_at, after
    with contextlib.suppress(Killed):
        restore(computer.ports, yes)
    computer.killed_at = None
    with contextlib.suppress(RestoreRefusedError):
        restore(computer.ports, yes)
    assert computer.starts == several().starts
    assert computer.record == ()
