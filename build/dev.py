#!/usr/bin/env python3
"""Development commands: set up, run, test and check, with the same words on Windows and Linux.

Usage: python3 build/dev.py COMMAND

  setup                 get and prepare everything, in .dev/
  run                   open the tray program (a virtual screen and a picture without a display)
  test [-- ARGS]        every test, natively and on Windows Python; ARGS go to pytest
  test --native         only the tests that need no Windows
  agent ARGS            the program's command line
  python ARGS           the Windows Python
  desk ARGS             the desk, the technician's server
  wine ARGS             any Windows command in the prefix
  lint                  formatter, linter, types, imports
  frozen                the program as a client gets it, in dist/assistance/
  installer             setup program and portable zip, in dist/; --stub x86 for the 32-bit starter
  fuzz SECONDS [TARGET ...]   feed what reads files and answers with bytes nobody meant
  endurance [DAYS] [--seed N] [--only DAY] [--minutes M]   play a year, look after each day
  rest [MINUTES]        what the program does while nobody wants anything of it
  bench [--write] [NAME ...]  how fast it is beside bare baselines, one line of JSON each;
                        all of them, or --write, also write BENCHMARKS.md
"""

import contextlib
import itertools
import os
import sys
from pathlib import Path
from typing import Callable, Dict, List

sys.path.insert(0, str(Path(__file__).resolve().parent))

from workshop import (
    benching,
    desk,
    enduring,
    fuzzing,
    installing,
    linting,
    releasing,
    setup,
    testing,
    trying,
    wine,
)
from workshop.failure import SetupError
from workshop.layout import CACHES
from workshop.steps import say

USAGE, NOT_NOW = 2, 3
ALONE = ("setup", "lint", "frozen")
HELP = (["-h"], ["--help"])


def command_setup(_arguments: List[str]) -> int:
    """Prepare everything."""
    setup.prepare_all()
    return 0


def command_run(arguments: List[str]) -> int:
    """Open the tray program."""
    setup.prepare_all()
    return trying.run(arguments)


def command_test(arguments: List[str]) -> int:
    """Run the tests; say how many could not run here, and why."""
    native_only = arguments[:1] == ["--native"]
    arguments = [word for word in arguments[native_only:] if word != "--"]
    setup.prepare_native()
    unrun: List[str] = []
    has_desk = _has_desk(arguments, unrun)
    if native_only:
        return testing.report(_native_tests(arguments, has_desk=has_desk), *unrun)
    try:
        setup.prepare_windows()
    except SetupError as failure:
        suites = (testing.SCREEN_SUITES, testing.FROZEN_SUITES, testing.TOGETHER_SUITES)
        of_windows = ("windows", *itertools.chain(*suites))
        unrun.append(_told_unrun(testing.count_tests(*of_windows), "Windows", failure))
        return testing.report(_native_tests(arguments, has_desk=has_desk), *unrun)
    return testing.report(testing.run_all(arguments, has_desk=has_desk), *unrun)


def _has_desk(arguments: List[str], unrun: List[str]) -> bool:
    """Whether the desk's tests are asked for and can run; it is said when they cannot."""
    suites = (*testing.DESK_SUITES, *testing.TOGETHER_SUITES)
    if testing.select(arguments, suites) is None:
        return False
    try:
        setup.prepare_desk()
    except SetupError as failure:
        unrun.append(_told_unrun(testing.count_tests(*suites), "desk", failure))
        return False
    return True


def _told_unrun(missing: int, kind: str, failure: SetupError) -> str:
    why = str(failure).replace("\n", " ")
    return f"{missing} {kind} tests did not run: {why}"


def _native_tests(arguments: List[str], *, has_desk: bool) -> testing.Tally:
    total = testing.run_native(arguments, testing.NATIVE_SUITES, "On this machine's Python")
    if has_desk:
        total += testing.told("The desk", testing.run_desk(arguments))
    return total


def command_agent(arguments: List[str]) -> int:
    """Run the program's command line."""
    setup.prepare_all()
    return wine.run(wine.python_command(["-m", "agent", *arguments]), wine.agent_environment())


def command_desk(arguments: List[str]) -> int:
    """Run the desk."""
    setup.prepare_desk_alone()
    return desk.run(arguments)


def command_python(arguments: List[str]) -> int:
    """Run the Windows Python."""
    setup.prepare_all()
    return wine.run(wine.python_command(arguments), wine.agent_environment())


def command_wine(arguments: List[str]) -> int:
    """Run a Windows command."""
    setup.prepare_all()
    return wine.run(wine.command(arguments), wine.environment())


def command_frozen(_arguments: List[str]) -> int:
    """Make the program as a client gets it."""
    print(setup.prepare_frozen())
    say(releasing.NOT_SIGNED_YET)
    return 0


def command_installer(arguments: List[str]) -> int:
    """Make what a client is given."""
    if arguments not in ([], ["--stub", "x64"], ["--stub", "x86"]):
        print("Usage: python3 build/dev.py installer [--stub x64|x86]", file=sys.stderr)
        return USAGE
    made = setup.prepare_installer(*arguments[1:])
    installing.tell(made)
    for file in made:
        print(file)
    return 0


def command_lint(_arguments: List[str]) -> int:
    """Run the checks."""
    setup.prepare_native()
    with contextlib.suppress(SetupError):
        setup.prepare_desk_alone()
    return linting.run()


def command_fuzz(arguments: List[str]) -> int:
    """Run the fuzzers."""
    seconds, targets = arguments[:1], arguments[1:]
    if not seconds or not seconds[0].isdecimal() or not set(targets) <= set(fuzzing.TARGETS):
        print(f"fuzz SECONDS [TARGET ...]: {', '.join(fuzzing.TARGETS)}", file=sys.stderr)
        return USAGE
    fuzzing.prepare()
    return fuzzing.run(int(seconds[0]), targets)


def command_bench(arguments: List[str]) -> int:
    """Measure."""
    setup.prepare_native()
    known = benching.known()
    names = [word for word in arguments if word != "--write"]
    if not set(names) <= set(known):
        print(f"bench [--write] [NAME ...]: {', '.join(known)}", file=sys.stderr)
        return USAGE
    asked = {name: known[name] for name in names or known}
    return benching.run(asked, write="--write" in arguments or not names)


def command_endurance(arguments: List[str]) -> int:
    """Play simulated days."""
    setup.prepare_all()
    enduring.prepare()
    return enduring.play_year(arguments)


def command_rest(arguments: List[str]) -> int:
    """Measure the program at rest."""
    setup.prepare_all()
    enduring.prepare()
    return enduring.measure_rest(arguments)


COMMANDS: Dict[str, Callable[[List[str]], int]] = {
    "setup": command_setup,
    "run": command_run,
    "test": command_test,
    "agent": command_agent,
    "desk": command_desk,
    "python": command_python,
    "wine": command_wine,
    "lint": command_lint,
    "frozen": command_frozen,
    "installer": command_installer,
    "fuzz": command_fuzz,
    "bench": command_bench,
    "endurance": command_endurance,
    "rest": command_rest,
}


def main(words: List[str]) -> int:
    """Do one command and give the exit code."""
    name, arguments = (words[0], words[1:]) if words else ("", [])
    if name not in COMMANDS or (name in ALONE and arguments):
        is_asked = [word for word in words if word not in ALONE] in HELP
        print(__doc__, file=sys.stdout if is_asked else sys.stderr)
        return 0 if is_asked else USAGE
    os.environ.update({variable: str(folder) for variable, folder in CACHES.items()})
    try:
        return COMMANDS[name](arguments)
    except SetupError as failure:
        print(failure, file=sys.stderr)
        return NOT_NOW
    except OSError as error:
        print(f"The files could not be written or read: {error}", file=sys.stderr)
        return NOT_NOW
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
