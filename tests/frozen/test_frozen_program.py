"""The frozen program does what the source does, and says what is missing when it cannot."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator, List, Tuple

import pytest
from workshop import wine
from workshop.layout import PREFIXES, ROOT

from tests.screens.desktop import THE_ID, Desktop, own_desktop_of

PARTS = "_internal"
SHOWN = "1 234 567 890"


class FrozenDesktop(Desktop):
    """A desktop on which the frozen program is started."""

    def command(self, *arguments: str) -> List[str]:
        return wine.command([str(ROOT / "dist" / "assistance" / "assistance.exe"), *arguments])


@pytest.fixture(scope="module")
def prefix() -> Iterator[Path]:
    place = PREFIXES / f"frozen-{os.getpid()}"
    wine.ensure_prefix(place)
    yield place
    wine.end_prefix(place)
    shutil.rmtree(place, ignore_errors=True)


def run(prefix: Path, program: Path, *arguments: str, **more: str) -> Tuple[int, str, str]:
    data = wine.windows_path(prefix / "data")
    environment = wine.environment(prefix, COUPDEMAIN_DATA=data, **more)
    done = subprocess.run(
        wine.command([str(program), *arguments]),
        env={**environment, "COUPDEMAIN_LANGUAGE": "fr"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")


def test_a_double_click_on_the_icon_shows_the_id(program: Path) -> None:
    assert (program / "assistance.exe").is_file()
    with own_desktop_of(FrozenDesktop) as desktop:
        desktop.install_teamviewer()
        desktop.ask("set_id", THE_ID)
        desktop.start("tray", "--background")
        desktop.process()
        desktop.click_icon(times=2)
        desktop.wait_for_main_window()
        assert desktop.controls("Edit")[0]["text"] == SHOWN
        desktop.picture("frozen")


def test_the_command_line_answers_from_any_folder(program: Path, prefix: Path) -> None:
    command_line = program / "assistance-cli.exe"
    assert run(prefix, command_line, "--version")[:2] == (0, "0.1.0\r\n")
    code, answer, told = run(prefix, command_line, "status", "--json", "--offline")
    assert (code, told) == (1, "")
    assert json.loads(answer)["id"]["state"] == "absent"
    assert "Windows" in run(prefix, command_line, "check", "--offline")[1]


def test_the_sentences_are_its_own_whatever_the_environment_names(
    program: Path, prefix: Path
) -> None:
    elsewhere = {"COUPDEMAIN_TRANSLATIONS": r"C:\nowhere"}
    code, _answer, told = run(prefix, program / "assistance-cli.exe", "id", **elsewhere)
    assert code == 1
    assert "n’est pas sur cet ordinateur" in told


def test_the_statement_and_the_proof_s_parts_are_there(program: Path) -> None:
    names = {file.relative_to(program / PARTS).as_posix() for file in (program / PARTS).rglob("*")}
    for name in ("brand/2clicks/brand.toml", "brand/2clicks/terms/index.toml"):
        assert f"agent/{name}" in names
    assert "agent/consent/standalone/verify.py" in names
    assert {f"translations/{lang}/LC_MESSAGES/agent.mo" for lang in ("fr", "en")} <= names


def test_the_cutoff_refuses_what_is_no_word_of_its_own(program: Path, prefix: Path) -> None:
    assert run(prefix, program / "assistance-cutoff.exe", "nonsense")[0] == 2


def test_windows_7_can_load_every_file_of_the_program(program: Path) -> None:
    audit = [sys.executable, str(ROOT / "build" / "windows7.py"), str(program)]
    done = subprocess.run(audit, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1].endswith(" imports checked, 0 findings")
    assert done.returncode == 0


# Without these, only the start code can say so, and ends with a code of its own.
INTERPRETER = ("python38.dll", "base_library.zip")


@pytest.mark.fault("a file of the frozen program is missing")
@pytest.mark.parametrize(
    "part",
    [
        "python38.dll",
        "base_library.zip",
        "_ctypes.pyd",
        "wx/_core.cp38-win_amd64.pyd",
        "agent/brand/2clicks/brand.toml",
        "translations/fr/LC_MESSAGES/agent.mo",
        "parts.txt",
    ],
)
def test_a_start_names_the_part_that_is_missing(part: str, program: Path, prefix: Path) -> None:
    copy = prefix / "copy"
    if not copy.exists():
        shutil.copytree(program, copy)
    away = copy / PARTS / part
    kept = away.read_bytes()
    away.unlink()
    try:
        code, answer, told = run(prefix, copy / "assistance-cli.exe", "--version")
    finally:
        away.write_bytes(kept)
    assert code != 0 if part in INTERPRETER else code == 4
    assert answer == ""
    assert part.rpartition("/")[2] in told
