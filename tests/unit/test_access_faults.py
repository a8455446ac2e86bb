"""Whatever goes wrong: the client is told, nothing opens by it, and stopping still works."""

import contextlib
from pathlib import Path
from typing import Optional

import pytest

from agent.consent.checking import Checking
from agent.consent.heads import Heads
from agent.consent.journal_reader import JournalReader
from agent.consent.record import Record
from agent.errors import AgentError
from tests.unit.access_faults import FAULTS, NOBODY, READY, TORN
from tests.unit.access_on_disk import WINDOW, Translator
from tests.unit.access_scene import Fault, Scene, open_cids
from tests.unit.journal_damage import older_copy

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


@pytest.mark.fault(
    "tail of zeros",
    "disk full under the journal",
    "read-only folder",
    "lock held for long",
    "two accounts in one folder",
    "clock set back",
    "journal replaced by an older copy",
    "journal of another computer",
    "line of 8192 and of 8193 bytes",
    "NUL in a line",
    "surrogate in a line",
    "key twice in a line",
    "float in a line",
    "brackets 10 000 deep",
    "texts swapped, missing or erased",
    "key entry of another program",
)
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


@pytest.mark.fault("last line torn at any byte")
def test_a_line_torn_at_any_byte_is_told_and_opens_nothing(scene: Scene) -> None:
    line, whole = scene.next_withdrawal(), scene.path.read_bytes()
    for length in range(1, len(line) - 1):
        scene.path.write_bytes(whole + line[:length])
        picture = scene.looked()
        assert (picture.allowed, scene.sentence(picture)) == (False, TORN), length


def test_after_lost_lines_a_new_yes_stands_and_only_that_is_told(scene: Scene) -> None:
    older_copy(scene)
    scene.start()
    record = scene.say_yes()
    picture = scene.looked()
    lost = "Il manque une partie de l’historique. Ce qui était permis avant ne l’est plus."
    assert open_cids(picture) == [record.cid]
    assert scene.sentence(picture) == f"{READY} {lost}"


def test_another_accounts_file_that_only_says_it_is_a_receipt_takes_nothing(scene: Scene) -> None:
    scene.place.receipt("0" * 16, 7).write_bytes(b"nonsense")
    picture = scene.looked()
    assert (picture.allowed, scene.sentence(picture)) == (True, READY)
    assert [receipt.ok for receipt in scene.checked().receipts] == [False]


def test_a_journal_in_a_shop_without_a_desk_is_checked_without_its_receipts(scene: Scene) -> None:
    scene.countersign()
    keys = scene.keys
    reader = JournalReader(scene.place, keys, Heads(keys), scene.here, None, 0)
    checked = Checking(scene.place, keys, reader, None).check()
    assert all(journal.ok for journal in checked.journals)
    assert [receipt.why for receipt in checked.receipts] == [
        "this shop has no key to check it with"
    ]


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
