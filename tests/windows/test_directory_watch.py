"""Every change in a watched folder is noticed, also in one that does not exist yet."""

import contextlib
import sys
import threading
from pathlib import Path
from typing import Callable, Dict, Iterator, List, Optional

import pytest
import win32event

from agent.teamviewer.watching import Watching
from agent.win32.directory_watch import Change, DirectoryWatch

assert sys.platform == "win32"

# Waiting longer than any signal needs: only a missing signal takes so long.
GENEROUS_MS = 30_000
GENEROUS_SECONDS = GENEROUS_MS / 1000


def next_change(watch: DirectoryWatch, timeout_ms: int = GENEROUS_MS) -> Optional[Change]:
    """The next change that matters, with its handle watched again; None when there is none."""
    while True:
        handles = watch.handles()
        result = win32event.WaitForMultipleObjects(handles, False, timeout_ms)
        if result == win32event.WAIT_TIMEOUT:
            return None
        change = watch.rearm(handles[result])
        if change.matters:
            return change


def settle(watch: DirectoryWatch) -> None:
    while next_change(watch, 300):
        pass


def append(path: Path, text: str = "x\n") -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


CHANGES: Dict[str, Callable[[Path], object]] = {
    "created": lambda log: Path(f"{log}.new").write_text("x"),
    "written": append,
    "renamed": lambda log: log.rename(f"{log}.old"),
    "deleted": Path.unlink,
    "truncated": lambda log: log.write_text(""),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_a_file_is_noticed_each_time(name: str, tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    log.write_text("first")
    with DirectoryWatch([str(tmp_path)]) as watch:
        CHANGES[name](log)
        change = next_change(watch)
        assert change is not None
        assert not change.is_of_folder
        settle(watch)
        append(tmp_path / "again.log")
        assert next_change(watch)


@pytest.mark.parametrize("below", ["a", "a/b/c"])
def test_a_folder_that_appears_later_is_noticed_and_then_watched(
    below: str, tmp_path: Path
) -> None:
    folder = tmp_path / below
    with DirectoryWatch([str(folder)]) as watch:
        folder.mkdir(parents=True)
        change = next_change(watch)
        assert change is not None
        assert change.is_of_folder
        settle(watch)
        append(folder / "a.log")
        assert next_change(watch)


def test_a_folder_that_goes_is_noticed_also_when_it_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    with DirectoryWatch([str(folder)]) as watch:
        folder.rename(tmp_path / "b")
        change = next_change(watch)
        assert change is not None
        assert change.is_of_folder
        settle(watch)
        folder.mkdir()
        change = next_change(watch)
        assert change is not None
        assert change.is_of_folder
        settle(watch)
        append(folder / "a.log")
        assert next_change(watch)


def test_a_neighbour_of_the_folder_is_no_change(tmp_path: Path) -> None:
    with DirectoryWatch([str(tmp_path / "wanted")]) as watch:
        (tmp_path / "other").mkdir()
        assert next_change(watch, 300) is None
        (tmp_path / "wanted").mkdir()
        assert next_change(watch)


def test_another_computer_and_what_is_no_folder_here_are_never_watched(tmp_path: Path) -> None:
    elsewhere = ["\\\\server\\share\\TeamViewer", "relative\\folder", ""]
    with DirectoryWatch([*elsewhere, str(tmp_path)]) as watch:
        assert watch.unwatched() == tuple(elsewhere)
        append(tmp_path / "a.log")
        assert next_change(watch)


def test_a_watch_that_is_closed_holds_nothing(tmp_path: Path) -> None:
    with DirectoryWatch([str(tmp_path)]) as watch:
        assert watch.handles()
    assert watch.handles() == []


class Looks:
    """Counts looks, and lets a test wait for the next one."""

    def __init__(self, answer: Callable[[], Optional[float]] = lambda: None) -> None:
        self.answer = answer
        self.count = 0
        self._looked = threading.Semaphore(0)

    def look(self) -> Optional[float]:
        self.count += 1
        self._looked.release()
        return self.answer()

    def wait(self) -> bool:
        return self._looked.acquire(timeout=GENEROUS_SECONDS)

    def settle(self) -> None:
        while self._looked.acquire(timeout=0.6):
            pass


@contextlib.contextmanager
def watching(folders: List[Path], looks: Looks) -> Iterator[Watching]:
    watcher = Watching(lambda: [str(folder) for folder in folders], looks.look)
    watcher.start()
    try:
        yield watcher
    finally:
        watcher.stop()


def test_it_is_looked_at_the_start_at_each_change_and_when_woken(tmp_path: Path) -> None:
    looks = Looks()
    with watching([tmp_path], looks) as watcher:
        assert looks.wait()
        append(tmp_path / "a.log")
        assert looks.wait()
        looks.settle()
        watcher.wake()
        assert looks.wait()


def test_it_is_looked_again_after_the_seconds_that_were_said(tmp_path: Path) -> None:
    looks = Looks(lambda: 0.01)
    with watching([tmp_path], looks):
        assert all(looks.wait() for _ in range(3))


def test_a_burst_is_looked_at_few_times_and_its_last_change_always(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    seen: List[str] = []
    looks = Looks(lambda: seen.append(log.read_text() if log.exists() else ""))
    with watching([tmp_path], looks):
        assert looks.wait()
        for number in range(200):
            append(log, f"{number}\n")
        looks.settle()
    assert seen[-1].endswith("199\n")
    assert looks.count < 200


def test_a_look_that_fails_does_not_end_the_watching(tmp_path: Path) -> None:
    def fail() -> Optional[float]:
        raise ValueError

    looks = Looks(fail)
    with watching([tmp_path], looks) as watcher:
        assert looks.wait()
        looks.answer = lambda: None
        watcher.wake()
        assert looks.wait()


def test_the_folders_are_asked_again_when_one_appears(tmp_path: Path) -> None:
    folders, looks = [tmp_path / "first"], Looks()
    with watching(folders, looks):
        assert looks.wait()
        folders.append(tmp_path / "second")
        folders[0].mkdir()
        looks.settle()
        folders[1].mkdir()
        looks.settle()
        count = looks.count
        append(folders[1] / "a.log")
        assert looks.wait()
        assert looks.count > count


def test_after_a_stop_nothing_is_looked_at(tmp_path: Path) -> None:
    looks = Looks()
    with watching([tmp_path], looks):
        assert looks.wait()
    count = looks.count
    append(tmp_path / "a.log")
    assert looks.count == count
    assert not any(one.name == "watching" for one in threading.enumerate())
