"""What can happen to the journal that a permission stands in."""

import contextlib
from pathlib import Path
from typing import Callable, Iterator

from tests.unit.access_scene import Scene, Strike, lasting_damage


def torn(length: Callable[[int], int]) -> Strike:
    """A program was killed after so many bytes of the line that takes the permission back."""

    def damage(scene: Scene) -> None:
        line = scene.next_withdrawal()
        scene.add(line[: length(len(line))])

    return lasting_damage(damage)


def added(tail: bytes) -> Strike:
    """Bytes after the last line."""
    return lasting_damage(lambda scene: scene.add(tail))


def bad_line(make: Callable[[bytes], bytes]) -> Strike:
    """One more line, which is none."""

    def damage(scene: Scene) -> None:
        line = scene.next_line()
        made = make(line)
        assert made != line
        scene.add(made)

    return lasting_damage(damage)


def door(value: bytes) -> Strike:
    """One more line with another value in it."""
    return bad_line(lambda line: line.replace(b'"easy_access"', value))


def older_copy(scene: Scene) -> None:
    """An older copy was put back, from before the permission was taken back."""
    before, line = scene.path.read_bytes(), scene.next_withdrawal()
    scene.add(line)
    scene.append()
    scene.path.write_bytes(before)


def older_copy_without_a_head(scene: Scene) -> None:
    """The same, and the account has forgotten its head: only the desk's receipt is left."""
    before = scene.path.read_bytes()
    scene.add(scene.next_withdrawal())
    scene.countersign()
    scene.path.write_bytes(before)
    scene.store.texts = {k: v for k, v in scene.store.texts.items() if "head" not in k}


def the_same_behind_a_false_receipt(scene: Scene) -> None:
    """The same, and a receipt that is none claims to be the newest."""
    older_copy_without_a_head(scene)
    scene.place.receipt(scene.kid, 999).write_bytes(b"nonsense")


def unreadable(path: Callable[[Scene], Path]) -> Strike:
    """A folder lies where a file should be; the file comes back."""

    @contextlib.contextmanager
    def strike(scene: Scene) -> Iterator[None]:
        found = path(scene)
        away = found.with_name("away")
        found.rename(away)
        found.mkdir()
        yield
        found.rmdir()
        away.rename(found)

    return strike


def set_aside_unreadable(scene: Scene) -> None:
    """A damaged journal that nobody can look into."""
    (scene.place.folder / f"{scene.path.name}.corrupt-20261123T090000Z").mkdir()


def gone(scene: Scene) -> None:
    """The journal was deleted."""
    scene.path.unlink()


def emptied(scene: Scene) -> None:
    """The journal is there, without any line."""
    scene.path.write_bytes(b"")
