"""The command line with streams that lead nowhere: the exit code is true all the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.windows.computer_state import applied
from tests.windows.registry_states import CASES
from tests.windows.test_command_line import ROOT

assert sys.platform == "win32"

START = """
import os, sys
def lose(number):
    read, write = os.pipe()
    os.close(read)
    os.dup2(write, number)
{before}
from agent.starting import start
sys.exit(start(sys.argv[1:]))
"""
NO_ANSWER, NO_NOTES = "lose(1)", "lose(2)"
WINDOW = "sys.stdout = sys.stderr = None"
INTERRUPTED = """
from agent import cli
def interrupted(*_):
    raise KeyboardInterrupt
cli._COMMANDS["id"] = interrupted
"""


def run(
    before: str, *arguments: str, data: Path, unbuffered: str = "", **more: str
) -> "subprocess.CompletedProcess[bytes]":
    more = {"PYTHONPATH": str(ROOT), "COUPDEMAIN_LANGUAGE": "fr", **more}
    more.update(COUPDEMAIN_DATA=str(data), PYTHONUNBUFFERED=unbuffered)
    return subprocess.run(
        [sys.executable, "-c", START.format(before=before), *arguments],
        env={**os.environ, **more},
        cwd=str(ROOT),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_answer_that_cannot_be_written_is_told_and_is_no_yes(
    unbuffered: str, tmp_path: Path
) -> None:
    done = run(NO_ANSWER, "consent", "show", "--json", data=tmp_path, unbuffered=unbuffered)
    told = done.stderr.decode("utf-8").splitlines()
    assert (done.returncode, told[0]) == (4, "La réponse n’a pas pu être écrite.")
    assert len(told) == 3


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_words_for_the_person_that_nobody_reads_change_no_answer(
    unbuffered: str, tmp_path: Path
) -> None:
    with applied(CASES["F1"].state):
        done = run(NO_NOTES, "id", "--json", data=tmp_path, unbuffered=unbuffered)
    assert (done.returncode, json.loads(done.stdout.decode())["id"]) == (0, "1234567890")
    absent = run(NO_NOTES, "id", "--json", data=tmp_path, unbuffered=unbuffered)
    assert (absent.returncode, json.loads(absent.stdout.decode())["id"]) == (1, None)


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("before", [NO_ANSWER, NO_NOTES, WINDOW])
def test_wrong_usage_is_told_apart_whoever_hears_of_it(
    before: str, unbuffered: str, tmp_path: Path
) -> None:
    done = run(before, "nonsense", data=tmp_path, unbuffered=unbuffered)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("word", ["--help", "--version"])
def test_a_window_asked_for_help_ends_quietly(word: str, tmp_path: Path) -> None:
    done = run(WINDOW, word, data=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_person_who_interrupts_is_no_answer(tmp_path: Path) -> None:
    done = run(INTERRUPTED, "id", data=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (3, b"", b"")


def test_without_translations_the_error_is_one_of_the_program(tmp_path: Path) -> None:
    done = run("", "id", "--json", data=tmp_path, COUPDEMAIN_TRANSLATIONS=str(tmp_path / "none"))
    assert (done.returncode, done.stdout) == (4, b"")
    assert b"app.internal" in done.stderr
    assert b"Traceback" not in done.stderr
