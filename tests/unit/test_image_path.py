"""A service's program is found however its command line is written."""

import ntpath
from typing import Dict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.win32.image_path import MAX_COMMAND_LENGTH, expand, local_folder, program_of

PROGRAM = "C:\\Program Files (x86)\\TeamViewer\\TeamViewer_Service.exe"
ENVIRONMENT = {"ProgramFiles(x86)": "C:\\Program Files (x86)", "SystemRoot": "C:\\Windows"}


@pytest.mark.fault("service path unquoted or with arguments")
@pytest.mark.parametrize(
    "command",
    [
        f'"{PROGRAM}"',
        f'  "{PROGRAM}" -service --name "a b.exe"',
        PROGRAM,
        f"{PROGRAM} -service",
        f"{PROGRAM}\t/x",
        '"%ProgramFiles(x86)%\\TeamViewer\\TeamViewer_Service.exe"',
        "%PROGRAMFILES(X86)%\\TeamViewer\\TeamViewer_Service.exe -x",
        f"\\??\\{PROGRAM}",
        f'"{PROGRAM}',
    ],
)
def test_every_form_names_the_same_program(command: str) -> None:
    assert program_of(command, ENVIRONMENT) == PROGRAM


def test_the_case_of_the_ending_is_kept() -> None:
    assert program_of("C:\\A B\\X.EXE -k", {}) == "C:\\A B\\X.EXE"


@pytest.mark.parametrize(
    "command",
    ["", "   ", '""', '"" -x', "x" * (MAX_COMMAND_LENGTH + 1)],
    ids=["empty", "blank", "quotes", "quotes and an argument", "too long"],
)
def test_no_program_is_none(command: str) -> None:
    assert program_of(command, ENVIRONMENT) is None


def test_a_driver_without_an_ending_is_its_first_word() -> None:
    assert program_of("system32\\drivers\\x.sys -y", {}) == "system32\\drivers\\x.sys"


def test_an_unknown_variable_stays_and_is_not_guessed() -> None:
    assert expand("%NOPE%\\a", ENVIRONMENT) == "%NOPE%\\a"


@given(st.text(), st.dictionaries(st.text(), st.text()))
def test_no_command_line_raises(command: str, environment: Dict[str, str]) -> None:
    program = program_of(command, environment)
    assert program is None or program


@given(st.text("abc \\%\"'.xe()", min_size=1, max_size=40))
def test_a_quoted_program_is_returned_as_it_stands(name: str) -> None:
    program = f"C:\\{name}.exe".replace('"', "").replace("%", "")
    assert program_of(f'"{program}" -a "b"', {}) == program.strip()


@pytest.mark.parametrize(
    "text",
    [
        "\\\\server\\share\\TeamViewer",
        "\\\\?\\C:\\TeamViewer",
        "TeamViewer",
        "\\TeamViewer",
        "C:",
        "C:TeamViewer",
        "C:\\a\0b",
        "C:/TeamViewer",
        "",
    ],
)
def test_only_a_full_path_on_a_drive_is_a_folder(text: str) -> None:
    assert local_folder(text) is None


def test_a_folder_is_made_plain() -> None:
    assert local_folder(' "C:\\Program Files\\x\\..\\TeamViewer\\" ') == FOLDER


FOLDER = "C:\\Program Files\\TeamViewer"


@pytest.mark.fault("service path on a network drive")
@given(st.text())
def test_a_folder_never_leaves_this_computer(text: str) -> None:
    folder = local_folder(text)
    assert folder is None or ntpath.splitdrive(folder)[0][1:] == ":"
