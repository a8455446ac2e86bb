"""What can happen around a journal: to its lock, its clock, its key and its texts."""

import contextlib
from datetime import timedelta
from pathlib import Path
from typing import Callable, Iterator, List

from agent.consent.journal_lock import locked
from agent.consent.retention import forget_person
from tests.unit.access_scene import Scene, Strike, lasting_damage


@contextlib.contextmanager
def lock_held(scene: Scene) -> Iterator[None]:
    """Another program holds the journal's lock longer than anybody waits."""
    with locked(scene.place.lock(scene.kid)):
        yield


@contextlib.contextmanager
def clock_set_back(scene: Scene) -> Iterator[None]:
    """The wall clock goes back behind the permission, and comes right again."""
    scene.clock.set_wall_clock(scene.clock.stamp.t - timedelta(hours=2))
    yield
    scene.clock.set_wall_clock(scene.clock.stamp.t + timedelta(hours=2))


def key_entry(scene: Scene) -> str:
    return next(name for name in scene.store.texts if name.endswith("/key"))


@contextlib.contextmanager
def entry_of_another_program(scene: Scene) -> Iterator[None]:
    """Another program's secret lies where the key belongs, until it is taken away."""
    entry = key_entry(scene)
    text, owner = scene.store.texts[entry], scene.store.owners[entry]
    scene.store.texts[entry], scene.store.owners[entry] = "its secret", "another-program"
    yield
    assert scene.store.texts[entry] == "its secret"
    scene.store.texts[entry], scene.store.owners[entry] = text, owner


@contextlib.contextmanager
def store_unreadable(scene: Scene) -> Iterator[None]:
    """Windows does not let the credential store be read."""
    scene.store.unreadable = True
    yield
    scene.store.unreadable = False


def key_lost(scene: Scene) -> None:
    """The credential store is empty, as after an administrator's password reset."""
    scene.store.texts.clear()


def blobs(change: Callable[[List[Path]], None]) -> Strike:
    """Something happens to the texts and personal data."""
    return lasting_damage(lambda scene: change(sorted(scene.place.blobs.iterdir())))


def swapped(paths: List[Path]) -> None:
    first, second = paths[0].read_bytes(), paths[1].read_bytes()
    paths[0].write_bytes(second)
    paths[1].write_bytes(first)


def grown(paths: List[Path]) -> None:
    paths[0].write_bytes(paths[0].read_bytes() + b" " * 300_000)


def removed(paths: List[Path]) -> None:
    for path in paths:
        path.unlink()


def erased(scene: Scene) -> None:
    assert not forget_person(scene.place).left
