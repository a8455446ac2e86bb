"""Whatever is typed or set, the desk answers in a sentence and breaks nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desk.commands import user
from desk.errors import DeskError
from desk.key import KEY_FILE, load_or_make
from desk.settings import Settings, from_environment
from tests.desk.running import desk, environment

NO_UTF8 = os.fsdecode(b"\xff")


def refused(done: "subprocess.CompletedProcess[str]") -> bool:
    return done.returncode in (1, 2, 3) and "Traceback" not in done.stderr and bool(done.stderr)


@pytest.mark.parametrize("name", ["a b", "a+b", "a\nb"])
def test_a_name_that_is_none_makes_no_key(tmp_path: Path, name: str) -> None:
    with pytest.raises(DeskError, match="DESK_NAME"):
        load_or_make(tmp_path, name)
    assert not (tmp_path / KEY_FILE).exists()
    assert load_or_make(tmp_path, "coupdemain/desk") == load_or_make(tmp_path, name)


@pytest.mark.parametrize("variable", ["DESK_NAME", "DESK_DATA", "DESK_BEHIND_PROXY"])
def test_a_variable_that_is_empty_is_as_one_that_is_not_set(variable: str) -> None:
    assert from_environment(None, {variable: " "}) == from_environment(None, {})


@pytest.mark.parametrize(
    "words", [("serve", "--port", "65536"), ("serve", "--host", ".."), ("serve", "--port", "-1")]
)
def test_an_address_that_is_none_is_told(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = desk(*words, data=tmp_path)
    assert refused(done)
    assert "cannot be used" in done.stderr


@pytest.mark.parametrize("words", [("forget",), ("user", "remove"), ("user", "add"), ("backup",)])
def test_words_in_no_known_writing_are_told(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert refused(desk(*words, NO_UTF8, data=tmp_path, typed="long enough text\n"))


@pytest.mark.parametrize("address", ["postgresql://ana:s3cret@host:port/x", "s3cret"])
def test_the_password_in_a_wrong_address_is_not_told(tmp_path: Path, address: str) -> None:
    done = desk("check", data=tmp_path, url=address)
    assert refused(done)
    assert "DESK_DATABASE_URL" in done.stderr
    assert "s3cret" not in done.stderr


def piped(data: Path, typed: bytes, **more: str) -> "subprocess.CompletedProcess[bytes]":
    words = [sys.executable, "-m", "desk", "user", "add", "Ana", "--data", str(data)]
    return subprocess.run(
        words, env=environment(**more), input=typed, capture_output=True, timeout=120, check=False
    )


def test_a_password_that_no_browser_could_send_is_refused(tmp_path: Path) -> None:
    done = piped(tmp_path, b"long enough \xff\xfe\n")
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert desk("user", "list", data=tmp_path).stdout == ""


def test_a_password_is_the_same_whatever_the_terminal_speaks(tmp_path: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert piped(tmp_path, "été à la mer\n".encode(), **plain).returncode == 0


def test_a_terminal_that_closes_gives_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_question: str) -> str:
        raise EOFError

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", closed)
    with pytest.raises(DeskError, match="Nothing was changed"):
        user.add(Settings(tmp_path), "Ana")


def test_why_the_file_cannot_be_used_is_told(tmp_path: Path) -> None:
    assert desk("key", data=tmp_path).returncode == 0
    (tmp_path / "desk.sqlite").write_bytes(b"x" * 8192)
    done = desk("check", data=tmp_path)
    assert refused(done)
    assert "file is not a database" in done.stderr


def test_a_lost_key_is_told_and_no_other_is_made_in_its_place(tmp_path: Path) -> None:
    assert desk("user", "list", data=tmp_path).returncode == 0
    (tmp_path / KEY_FILE).unlink()
    done = desk("key", data=tmp_path)
    assert refused(done)
    assert "from a backup" in done.stderr
    assert not (tmp_path / KEY_FILE).exists()
