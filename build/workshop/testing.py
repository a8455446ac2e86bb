"""Run every test where it belongs, and add the numbers up.

Pure tests, and those with servers of their own, run on the developer's Python and again on the
Windows Python; `tests/windows` runs on the Windows Python; `tests/screens` runs on the developer's
Python and drives the program with real clicks; `tests/desk` runs on the desk's Python,
as does `tests/together`, which needs all of it at once.
"""

import ast
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Callable, Dict, Iterator, List, Optional, Tuple

from workshop import desk, display, wine
from workshop.layout import (
    DESK_PYTHON,
    NATIVE_PYTHON,
    ON_WINDOWS,
    PREFIXES,
    RESULTS,
    ROOT,
    TEMPORARY,
    TRANSLATIONS,
)
from workshop.steps import say

TESTS = ROOT / "tests"
NATIVE_SUITES = ("unit", "network", "architecture")
SCREEN_SUITES = ("screens",)
# The frozen program and its installer are made, and used.
FROZEN_SUITES = ("frozen",)
DESK_SUITES = ("desk",)
# The program on Windows, the desk and a browser, all at once.
TOGETHER_SUITES = ("together",)
WINDOWS_SUITES = ("unit", "network", "windows")
NOTHING_COLLECTED = 5
# What follows one of these is its value, also when a file of the checkout has that name.
TAKE_A_WORD = ("-k", "-m", "-p", "-o", "-W")


@dataclass(frozen=True)
class Tally:
    """How many tests passed, failed (errors count as failed) and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def read_tally(report: Path, exit_code: int) -> Tally:
    """Add up a JUnit report; a run that ended badly without saying so counts as one failure."""
    if not report.exists():
        if exit_code == NOTHING_COLLECTED:
            return Tally()
        say(f"{report.stem}: the run ended with code {exit_code} and without a report")
        return Tally(failed=1)
    total = Tally()
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314 - our own file
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        total += Tally(int(suite.get("tests", 0)) - failed - skipped, failed, skipped)
    silent = exit_code not in (0, 1, NOTHING_COLLECTED) and total.failed == 0
    return total + Tally(failed=1) if silent else total


def select(arguments: List[str], suites: Tuple[str, ...]) -> Optional[List[str]]:
    """The pytest words for these suites; None when the arguments name only other suites."""
    pairs = list(zip(["", *arguments], arguments))
    suite_of = [None if before in TAKE_A_WORD else _suite_of(word) for before, word in pairs]
    options = [word for word, suite in zip(arguments, suite_of) if suite is None]
    named = [(word, suite) for word, suite in zip(arguments, suite_of) if suite is not None]
    if not named or any(suite == "" for _, suite in named):
        return [*(f"tests/{suite}" for suite in suites if (TESTS / suite).is_dir()), *options]
    ours = [word for word, suite in named if suite in suites]
    return [*ours, *options] if ours else None


def _suite_of(word: str) -> Optional[str]:
    """The suite in which a test lies; empty for all of them, None for a word that names none."""
    path = (ROOT / word.split("::")[0]).resolve()
    if word[:1] in ("", "-") or not path.exists():
        return None
    if path == TESTS or path in TESTS.parents:
        return ""
    return path.relative_to(TESTS).parts[0] if TESTS in path.parents else None


def count_tests(*suites: str) -> int:
    """How many test functions these suites hold, without importing them."""
    files = [file for suite in suites for file in (TESTS / suite).glob("**/test_*.py")]
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return sum(isinstance(n, ast.FunctionDef) and n.name.startswith("test_") for n in nodes)


def run_desk(
    arguments: List[str],
    suites: Tuple[str, ...] = DESK_SUITES,
    printed: Optional[IO[bytes]] = None,
) -> Tally:
    """Run the desk's tests on the desk's Python; what they print goes to `printed` if given."""
    words = select(arguments, suites)
    if words is None:
        return Tally()
    report = _fresh_report("desk")
    command = [str(DESK_PYTHON), "-m", "pytest", *words, f"--junitxml={report}"]
    command.append(f"--basetemp={TEMPORARY}-desk")
    env = desk.environment_of_desk()
    code = subprocess.run(
        command, cwd=ROOT, env=env, stdout=printed, stderr=printed, check=False
    ).returncode
    return read_tally(report, code)


def run_native(arguments: List[str], suites: Tuple[str, ...], title: str) -> Tally:
    """Run suites on the developer's Python and say how it ended."""
    return _told_unless_none(title, run_quietly_native(arguments, suites))


def run_quietly_native(
    arguments: List[str], suites: Tuple[str, ...], printed: Optional[IO[bytes]] = None
) -> Tally:
    """Run suites on the developer's Python; what they print goes to `printed` if given."""
    words = select(arguments, suites)
    if words is None:
        return Tally()
    name = "-".join(suites)
    report = _fresh_report(name)
    env = {**os.environ, "COUPDEMAIN_TRANSLATIONS": str(TRANSLATIONS)}
    command = [str(NATIVE_PYTHON), "-m", "pytest", *words, f"--junitxml={report}"]
    command.append(f"--basetemp={TEMPORARY}-{name}")
    code = subprocess.run(
        command, cwd=ROOT, env=env, stdout=printed, stderr=printed, check=False
    ).returncode
    return read_tally(report, code)


def run_windows(arguments: List[str], printed: Optional[IO[bytes]] = None) -> Tally:
    """Run suites on the Windows Python, in a prefix and on a screen of their own.

    What it prints goes to `printed` when that is given.
    """
    words = select(arguments, WINDOWS_SUITES)
    if words is None:
        return Tally()
    report = _fresh_report("windows")
    pytest = ["-m", "pytest", *words, f"--junitxml={wine.windows_path(report)}"]
    # At the same addresses each time the run has once ended without a word; what is lost at random
    # addresses is started again (`tests/lost_processes.py`).
    program = wine.python_command(pytest, is_steady=False)
    with own_prefix() as prefix, own_screen() as screen:
        code = wine.run(program, wine.agent_environment(prefix, **screen), printed)
    return read_tally(report, code)


def told(title: str, tally: Tally) -> Tally:
    """Say how one run ended."""
    say(f"{title}: {tally}")
    return tally


def _fresh_report(name: str) -> Path:
    report = RESULTS / f"{name}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        report.unlink()
    return report


@contextlib.contextmanager
def own_prefix() -> Iterator[Optional[Path]]:
    """A copy of the prepared prefix, so that a test leaves nothing for the next run."""
    if ON_WINDOWS:
        yield None
        return
    prefix = PREFIXES / f"test-{os.getpid()}"
    wine.ensure_prefix(prefix)
    try:
        yield prefix
    finally:
        wine.end_prefix(prefix)
        shutil.rmtree(prefix, ignore_errors=True)


@contextlib.contextmanager
def own_screen() -> Iterator[Dict[str, str]]:
    """The variables that lead to a screen of our own."""
    if ON_WINDOWS:
        yield {}
        return
    with display.virtual_screen() as name:
        yield {"DISPLAY": name}


def run_all(arguments: List[str], *, has_desk: bool = False) -> Tally:
    """Every test, natively and on Windows Python, and the desk's if it is there.

    The screens, which take longest, begin at once; the others run beside them, and what those
    printed is shown once all are done. The frozen program's turn comes after the desk's.
    """
    beside_windows = (NATIVE_SUITES, SCREEN_SUITES, FROZEN_SUITES)
    if not has_desk and all(select(arguments, suites) is None for suites in beside_windows):
        return _told_unless_none("On Windows Python", run_windows(arguments))
    of_desk = (*DESK_SUITES, *TOGETHER_SUITES) if has_desk else ()
    with _Beside() as beside:
        beside.start(
            "On this machine's Python, then on Windows Python",
            lambda out: (
                run_quietly_native(arguments, NATIVE_SUITES, out) + run_windows(arguments, out)
            ),
        )
        beside.start(
            "The desk, the frozen program and its installer",
            lambda out: (
                (run_desk(arguments, of_desk, out) if of_desk else Tally())
                + run_quietly_native(arguments, FROZEN_SUITES, out)
            ),
        )
        total = run_native(arguments, SCREEN_SUITES, "With real windows and clicks")
        return total + beside.tally()


class _Beside:
    """Runs of tests beside the others; what each printed is shown when all are waited for."""

    def __init__(self) -> None:
        self._files = contextlib.ExitStack()
        self._threads = ThreadPoolExecutor()
        self._runs: List[Tuple[str, IO[bytes], Future[Tally]]] = []

    def __enter__(self) -> "_Beside":
        return self

    def __exit__(self, *_error: object) -> None:
        self._threads.shutdown()
        self._files.close()

    def start(self, title: str, run: Callable[[IO[bytes]], Tally]) -> None:
        """Begin a run, which prints into the file it is given."""
        printed = self._files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
        self._runs.append((title, printed, self._threads.submit(run, printed)))

    def tally(self) -> Tally:
        """Wait for all runs, show what they printed, and add them up."""
        total = Tally()
        for title, printed, run in self._runs:
            tally = run.result()
            sys.stdout.flush()
            printed.seek(0)
            shutil.copyfileobj(printed, sys.stdout.buffer)
            total += _told_unless_none(title, tally)
        return total


def _told_unless_none(title: str, tally: Tally) -> Tally:
    return told(title, tally) if tally != Tally() else tally


def report(total: Tally, *unrun: str) -> int:
    """Print the closing lines and give the exit code; a run without any test is a failure."""
    for line in unrun:
        print(line)
    print(total)
    sys.stdout.flush()
    if total.failed or not total.passed:
        return 1
    return 3 if unrun else 0
