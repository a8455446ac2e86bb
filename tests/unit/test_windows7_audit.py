"""A file that Windows 7 SP1 would refuse is found before a client has it."""

import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List, Mapping, Sequence, Tuple

import pytest

pytest.importorskip("pefile", reason="only the developer's own Python has the reader")

from audit.judging import Finding, Level, judge
from audit.pe_file import UnreadableFileError, read_file
from audit.windows_facts import load_facts

from tests.unit.planted_file import X86, program_file

SCRIPT = Path(__file__).resolve().parents[2] / "build" / "windows7.py"
FACTS = load_facts()
OLD = {"kernel32.dll": ["CreateFileW", "GetTickCount64"]}
Imports = Mapping[str, Sequence[str]]


def judged(*files: Tuple[str, bytes]) -> List[Finding]:
    return list(judge([read_file(name, content) for name, content in files], FACTS, "x64"))


def levels(imports: Imports, **more: Any) -> List[Level]:  # noqa: ANN401 - passed on
    return [finding.level for finding in judged(("planted.pyd", program_file(imports, **more)))]


@pytest.mark.parametrize("imports", [OLD, {"ws2_32.dll": ["socket", "inet_pton"]}])
def test_what_windows_7_has_is_no_finding(imports: Imports) -> None:
    assert levels(imports) == []


@pytest.mark.parametrize(
    ("imports", "why"),
    [
        ({"kernel32.dll": ["CreateFile2"]}, "first in Windows 8"),
        ({"ws2_32.dll": ["GetAddrInfoExCancel"]}, "first in Windows 8.1"),
        ({"kernel32.dll": ["GetTempPath2W"]}, "first in Windows 10.0.20348"),
    ],
)
def test_a_finding_says_since_when_windows_has_it(imports: Imports, why: str) -> None:
    assert [f.why for f in judged(("planted.pyd", program_file(imports)))] == [why]


@pytest.mark.parametrize(
    "imports",
    [
        {"kernel32.dll": ["GetSystemTimePreciseAsFileTime"]},
        {"KERNEL32.dll": ["CreateFile2"]},
        {"bcryptprimitives.dll": ["ProcessPrng"]},
        {"api-ms-win-core-synch-l1-2-0-x.dll": ["WaitOnAddress"]},
        {"api-ms-win-core-path-l1-1-0.dll": ["PathCchCombineEx"]},
        {"shcore.dll": ["SetProcessDpiAwareness"]},
        {"vcruntime140.dll": ["memcpy"]},
        {"python310.dll": ["Py_Main"]},
    ],
)
def test_what_came_later_or_is_not_brought_along_fails(imports: Imports) -> None:
    assert levels(imports) == [Level.FAILS]


@pytest.mark.parametrize(
    "imports",
    [
        {"api-ms-win-crt-runtime-l1-1-0.dll": ["_initterm"]},
        {"ucrtbase.dll": ["malloc"]},
        {"kernel32.dll": ["AddDllDirectory"]},
    ],
)
def test_what_an_update_brings_is_told_and_does_not_fail(imports: Imports) -> None:
    assert levels(imports) == [Level.UPDATE]


@pytest.mark.parametrize(
    "imports", [{"kernel32.dll": ["NobodyKnowsThis"]}, {"nobody.dll": ["Anything"]}]
)
def test_what_nothing_is_known_of_is_never_taken_for_good(imports: Imports) -> None:
    assert levels(imports) == [Level.UNKNOWN]


def test_the_runtime_that_the_program_brings_is_asked_for_the_function() -> None:
    user = ("user.pyd", program_file({"msvcp140.dll": ["_Mtx_lock"]}))
    too_old = ("msvcp140.dll", program_file(OLD))
    assert [(f.level, f.file) for f in judged(user, too_old)] == [(Level.FAILS, "user.pyd")]


@pytest.mark.parametrize(
    "more", [{"machine": X86}, {"mark": b"Wine builtin DLL"}, {"kind": 0x22, "subsystem": 10}]
)
def test_a_file_made_for_something_else_fails(more: Dict[str, Any]) -> None:
    assert levels(OLD, **more) == [Level.FAILS]


def test_a_library_that_names_a_later_windows_is_only_noted() -> None:
    assert levels(OLD, subsystem=10) == [Level.NOTE]


def test_a_broken_file_is_not_passed_over() -> None:
    with pytest.raises(UnreadableFileError, match=r"half\.pyd"):
        read_file("half.pyd", b"MZ" + bytes(100))


@pytest.mark.parametrize(
    ("planted", "code", "findings"),
    [({}, 0, 0), ({"kernel32.dll": ["CreateFile2"]}, 1, 1)],
)
def test_the_last_line_counts_and_the_exit_code_follows(
    planted: Imports, code: int, findings: int, tmp_path: Path
) -> None:
    (tmp_path / "good.pyd").write_bytes(program_file(OLD))
    (tmp_path / "planted.pyd").write_bytes(program_file(planted))
    command = [sys.executable, str(SCRIPT), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    imports = 2 + len(planted)
    last = f"2 program files, {imports} imports checked, {findings} findings"
    assert done.stdout.splitlines()[-1] == last
    assert done.returncode == code
    assert ("planted.pyd" in done.stdout) == bool(findings)


def test_an_empty_folder_is_no_pass(tmp_path: Path) -> None:
    command = [sys.executable, str(SCRIPT), str(tmp_path)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2
