"""A screen that breaks keeps nothing else from being told or done."""

from dataclasses import replace
from pathlib import Path
from typing import List

import pytest

from agent.controller import Controller
from agent.cutoff.words import Word
from agent.doors import Doors
from agent.state import AccessPicture, AccessState, Snapshot
from agent.telling import kept_apart
from tests.unit.access_on_disk import Translator
from tests.unit.access_room import Room
from tests.unit.test_controller import OPENED, SHUT, SOURCES, Watcher


def break_down(_news: object) -> None:
    """A screen that nobody foresaw to break."""
    raise OSError("Windows has no window for it")


def test_what_a_listener_raises_stays_with_it() -> None:
    heard: List[int] = []
    kept_apart(heard.append)(1)
    kept_apart(break_down)(2)
    assert heard == [1]


def test_one_screen_that_breaks_leaves_the_others_told() -> None:
    controller = Controller(SOURCES)
    controller.subscribe(break_down)
    watcher = Watcher(controller)
    controller.show_access(AccessPicture(AccessState.NONE))
    watcher.wait_for(lambda picture: picture.access.state is AccessState.NONE)
    controller.stop()


def test_ids_and_doors_are_still_looked_at_after_a_screen_has_broken() -> None:
    seen: List[Doors] = [SHUT]
    controller = Controller(replace(SOURCES, read_doors=lambda: seen[-1]))
    broken: List[Snapshot] = []

    def break_once(picture: Snapshot) -> None:
        if not broken:
            broken.append(picture)
            break_down(picture)

    controller.subscribe(break_once)
    watcher = Watcher(controller)
    controller.look_at_doors()
    watcher.wait_for(lambda picture: picture.doors == SHUT)
    seen.append(OPENED)
    controller.refresh()
    watcher.wait_for(lambda picture: picture.doors == OPENED)
    assert broken
    controller.stop()


@pytest.mark.fault("any step of a stop fails, alone and together")
def test_a_stop_shuts_and_is_written_though_no_screen_can_show_it(
    tmp_path: Path, translator: Translator
) -> None:
    room = Room(tmp_path, translator)
    room.allow()
    room.take = break_down  # type: ignore[method-assign,assignment]  # told from now on
    assert room.stopped().shut == room.came_of_shutting
    room.settle()
    assert room.words == [Word.CUT]
    assert room.client.written()[-2:] == ["consent.withdrawn", "access.cut"]
