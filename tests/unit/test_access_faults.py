"""Whatever goes wrong: the client is told, nothing opens by it, and stopping still works."""

import contextlib
from pathlib import Path
from typing import Optional

import pytest

from agent.consent.record import Record
from agent.errors import AgentError
from tests.unit.access_faults import FAULTS, NOBODY, READY
from tests.unit.access_on_disk import WINDOW, Translator
from tests.unit.access_scene import Fault, Scene, open_cids

each_fault = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)


@pytest.fixture
def scene(tmp_path: Path, translator: Translator) -> Scene:
    scene = Scene(tmp_path / "consent", translator)
    scene.permit()
    return scene


def test_without_a_fault_the_permission_is_told_and_everything_holds(scene: Scene) -> None:
    picture = scene.looked()
    assert (picture.allowed, scene.sentence(picture)) == (True, READY)
    assert scene.checked().ok


@each_fault
@pytest.mark.parametrize("starts_again", [False, True], ids=["running", "started again"])
def test_the_client_is_told_nothing_opens_and_stopping_still_works(
    scene: Scene, fault: Fault, starts_again: bool
) -> None:
    scene.looked()
    with fault.strike(scene):
        if starts_again:
            scene.start()
        picture = scene.looked()
        assert (picture.allowed, scene.sentence(picture)) == (fault.allowed, fault.told)
        scene.choices.withdraw_all(WINDOW)
        stopped = scene.looked()
        assert not stopped.allowed
        assert scene.sentence(stopped).startswith(NOBODY)
    assert_the_stop_is_written(scene, never=fault.forgets and starts_again)


def assert_the_stop_is_written(scene: Scene, *, never: bool) -> None:
    """Once the fault is over; `never` when nobody can know any more what there was to stop."""
    scene.looked()
    scene.choices.try_again()
    assert scene.choices.close(60)
    scene.start()
    assert scene.cid not in open_cids(scene.looked())
    assert scene.journals_say(b'"consent.withdrawn"') or never


@each_fault
def test_checking_tells_the_fault_and_a_yes_counts_only_with_its_line_on_disk(
    scene: Scene, fault: Fault
) -> None:
    with fault.strike(scene):
        checked = scene.checked()
        scene.start()
        record = said_yes(scene)
        opened = set(open_cids(scene.looked())) - {scene.cid}
        assert record is None or scene.journals_say(record.line)
        assert opened <= ({record.cid} if record else set())
    whys = [j.why for j in checked.journals] + [r.why for r in checked.receipts]
    assert checked.ok == (not fault.checked)
    assert any(fault.checked in why for why in whys), whys


def said_yes(scene: Scene) -> Optional[Record]:
    with contextlib.suppress(AgentError):
        return scene.say_yes()
    return None
