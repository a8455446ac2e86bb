"""Development steps: made once, whole or not at all."""

import subprocess
import sys
from pathlib import Path
from typing import List, Tuple

import pytest
from workshop import steps
from workshop.failure import SetupError


def test_a_right_folder_is_not_made_again(tmp_path: Path) -> None:
    calls: List[Path] = []

    def build(folder: Path) -> None:
        calls.append(folder)
        folder.mkdir()

    for _ in range(2):
        steps.make_folder(tmp_path / "thing", "mark", "Making", build)
    assert len(calls) == 1
    assert steps.is_made(tmp_path / "thing", "mark")


def test_another_lock_makes_the_folder_again(tmp_path: Path) -> None:
    for mark in ("one", "two"):
        steps.make_folder(tmp_path / "thing", mark, "Making", lambda folder: folder.mkdir())
    assert steps.is_made(tmp_path / "thing", "two")
    assert not steps.is_made(tmp_path / "thing", "one")


@pytest.mark.parametrize("error", [SetupError("no network"), KeyboardInterrupt(), OSError("full")])
def test_a_failure_leaves_nothing_half_done(tmp_path: Path, error: BaseException) -> None:
    def build(folder: Path) -> None:
        folder.mkdir()
        (folder / "file").write_text("half")
        raise error

    with pytest.raises(type(error)):
        steps.make_folder(tmp_path / "thing", "mark", "Making", build)
    with pytest.raises(type(error)):
        steps.make_folder_in_place(tmp_path / "other", "mark", build)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_keeps_what_was_right_before(tmp_path: Path) -> None:
    def fail(_folder: Path) -> None:
        raise SetupError("no network")

    steps.make_folder(tmp_path / "thing", "old", "Making", lambda folder: folder.mkdir())
    with pytest.raises(SetupError):
        steps.make_folder(tmp_path / "thing", "new", "Making", fail)
    assert steps.is_made(tmp_path / "thing", "old")


def test_a_missing_tool_is_one_sentence_with_the_command_that_helps() -> None:
    with pytest.raises(SetupError) as caught:
        steps.run_quietly(
            ["no-such-program-here"], "The picture was not taken", "apt-get install x"
        )
    assert "no-such-program-here was not found" in str(caught.value)
    assert str(caught.value).endswith("\n  apt-get install x")


def test_a_tool_that_fails_is_told_with_its_last_words() -> None:
    with pytest.raises(SetupError, match=r"It did not work .*because of this"):
        steps.run_quietly([sys.executable, "-c", "exit('because of this')"], "It did not work")


def dev(*words: str) -> "subprocess.CompletedProcess[str]":
    script = Path(steps.__file__).resolve().parents[1] / "dev.py"
    return subprocess.run(
        [sys.executable, str(script), *words], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("words", [("nonsense",), ("setup", "lint"), ("frozen", "-x"), ()])
def test_a_word_that_no_command_takes_is_wrong_usage(words: Tuple[str, ...]) -> None:
    done = dev(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Development commands")


def test_help_is_an_answer_also_of_a_command_that_takes_no_words() -> None:
    asked = [dev(*words) for words in (("--help",), ("setup", "--help"))]
    assert [(done.returncode, done.stderr) for done in asked] == [(0, "")] * 2
    assert asked[0].stdout == asked[1].stdout != ""
