"""Benchmarks: each in a process of its own, in the Python that suits it, one after the other."""

import datetime
import json
import os
import shutil
import subprocess
import tempfile
from typing import IO, Any, Dict, Mapping, Sequence

from workshop import desk, distribution, setup, testing, wine
from workshop.failure import SetupError
from workshop.layout import DESK_PYTHON, NATIVE_PYTHON, ON_WINDOWS, ROOT, TRANSLATIONS
from workshop.steps import LONGEST_QUOTE, run_quietly, say

MISSED, NOT_MEASURED = 1, 3

_RUN = ["-m", "tests.bench.run"]
_NOTHING = ("ours", "baseline", "ratio", "budget", "ok")

Line = Mapping[str, Any]


def known() -> Dict[str, str]:
    """Every benchmark by its name, and the Python it runs in."""
    command = [str(NATIVE_PYTHON), *_RUN, "--list"]
    listed = run_quietly(command, "The benchmarks could not be listed", env=_environment())
    return dict(line.split() for line in listed.splitlines())


def run(benches: Mapping[str, str], *, write: bool) -> int:
    """Measure these, print a line of JSON each, and write `BENCHMARKS.md` if asked to."""
    lines = [_measured(name, where) for name, where in benches.items()]
    if write:
        _write_page(lines)
    return exit_code(lines)


def exit_code(lines: Sequence[Line]) -> int:
    """1 when a budget is missed, else 3 when something could not be measured, else 0."""
    verdicts = [line["ok"] for line in lines]
    if False in verdicts:
        return MISSED
    return NOT_MEASURED if None in verdicts else 0


def line_of(name: str, printed: str, errors: str) -> Line:
    """What a benchmark's process said; one that died says why it has no figure."""
    said = [line for line in printed.splitlines() if line.startswith("{")]
    if said:
        line: Line = json.loads(said[-1])
        return line
    last = (errors.strip().splitlines() or ["it said nothing"])[-1]
    return {"name": name, **dict.fromkeys(_NOTHING), "why": last[:LONGEST_QUOTE]}


def _measured(name: str, where: str) -> Line:
    say(f"{name}:")
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as errors:
        try:
            _MEASURING[where](name, printed, errors)
        except SetupError as failure:
            errors.write(failure.sentence.encode())
        line = line_of(name, _text(printed), _text(errors))
    print(json.dumps(line), flush=True)
    return line


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def _measure_natively(name: str, printed: IO[bytes], errors: IO[bytes]) -> None:
    command = [str(NATIVE_PYTHON), *_RUN, name]
    subprocess.run(
        command, cwd=ROOT, env=_environment(), stdout=printed, stderr=errors, check=False
    )


def _measure_desk(name: str, printed: IO[bytes], errors: IO[bytes]) -> None:
    setup.prepare_desk()
    command = [str(DESK_PYTHON), *_RUN, name]
    env = desk.environment_of_desk()
    subprocess.run(command, cwd=ROOT, env=env, stdout=printed, stderr=errors, check=False)


def _measure_on_windows(name: str, printed: IO[bytes], _errors: IO[bytes]) -> None:
    setup.prepare_windows()
    with testing.own_prefix() as prefix, testing.own_screen() as screen:
        env = wine.agent_environment(prefix, **screen)
        wine.run(wine.python_command([*_RUN, name]), env, printed)


_MEASURING = {
    "native": _measure_natively,
    "desk": _measure_desk,
    "windows": _measure_on_windows,
}


def _environment() -> Dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "build"))),
        "PYTHONDONTWRITEBYTECODE": "1",
        "COUPDEMAIN_TRANSLATIONS": str(TRANSLATIONS),
    }


def _write_page(lines: Sequence[Line]) -> None:
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    command = [str(NATIVE_PYTHON), "-m", "tests.bench.page", today, _commit(), _wine_version()]
    said = "".join(json.dumps(line) + "\n" for line in lines).encode()
    subprocess.run(command, cwd=ROOT, env=_environment(), input=said, check=True)
    say("BENCHMARKS.md is written")


def _commit() -> str:
    """The commit that was measured; a mark says that the files are not quite those."""
    if shutil.which("git") is None:
        return "unknown"
    here = ["git", "-C", str(ROOT)]
    asked = [*here, "rev-parse", "--short", "HEAD"]
    name = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    compared = [*here, "diff", "--quiet", "HEAD", "--", ".", ":!BENCHMARKS.md"]
    is_changed = subprocess.run(compared, check=False).returncode
    return f"{name}-changed" if name and is_changed else name or "unknown"


def _wine_version() -> str:
    program = "" if ON_WINDOWS else distribution.wine_program()
    try:
        return run_quietly([program, "--version"], "Wine does not start").strip() if program else ""
    except SetupError:
        return ""
