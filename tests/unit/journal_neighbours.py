"""Journals of other accounts and other computers, beside the one a permission stands in."""

from datetime import timedelta

from agent.consent.origins import Whereabouts
from tests.unit.access_scene import Scene
from tests.unit.journal_on_disk import Account
from tests.unit.journal_with_desk import AccountWithDesk

ELSEWHERE = Whereabouts("machine-2", "account-1")
NEIGHBOUR = Whereabouts("machine-1", "account-2")


def journal_of(scene: Scene, here: Whereabouts, name: str) -> Account:
    """Another account's program on the same folder, or another computer's beside it."""
    folder = scene.place.folder if here is NEIGHBOUR else scene.place.folder.parent / name
    return Account(folder, here)


def anothers_in_its_place(scene: Scene) -> None:
    """The journal of another computer lies under this one's name."""
    other = journal_of(scene, ELSEWHERE, "other")
    other.grant()
    scene.path.write_bytes(other.path.read_bytes())


def anothers_beside_it(scene: Scene) -> None:
    """The journal of another computer was copied here, with what says so."""
    other = journal_of(scene, ELSEWHERE, "other")
    other.grant()
    for path in (other.path, other.place.folder / f"origin-{other.kid}"):
        (scene.place.folder / path.name).write_bytes(path.read_bytes())


def a_damaged_one_beside_it(scene: Scene) -> None:
    """The same, with a line changed."""
    anothers_beside_it(scene)
    path = next(p for p in scene.place.folder.glob("journal-*.jsonl") if p != scene.path)
    path.write_bytes(path.read_bytes().replace(b"oneoff", b"onenot", 1))


def neighbour_withdraws(scene: Scene) -> None:
    """Another Windows account takes the permission back."""
    journal_of(scene, NEIGHBOUR, "").withdraw(scene.cid)


def neighbour_torn(scene: Scene) -> None:
    """Another Windows account was killed while it wrote."""
    other = journal_of(scene, NEIGHBOUR, "")
    other.append()
    with other.path.open("ab") as file:
        file.write(b'{"cid":"')
    scene.touch(other.path)


def neighbours_journal_gone(scene: Scene) -> None:
    """Another account took the permission back, the desk saw it, and its journal was deleted."""
    clock = scene.clock.stamp.t + timedelta(minutes=1)
    other = AccountWithDesk(scene.place.folder, NEIGHBOUR)
    other.withdraw(scene.cid)
    other.countersign(int(clock.timestamp()))
    other.path.unlink()
