"""Another Windows program of the tests, which answers each line it is told with one line."""

import contextlib
import json
import subprocess
from typing import Any, Dict, Iterator

from workshop import wine

from tests.screens.desktop import Desktop


class AskedProgram:
    """It has said how things stand once this is made; `at_first` is that."""

    def __init__(self, program: "subprocess.Popen[bytes]") -> None:
        self._program = program
        self.at_first = self._answer()

    def tell(self, *words: object) -> Dict[str, Any]:
        """Tell it something; what it answers."""
        assert self._program.stdin
        self._program.stdin.write(json.dumps(words).encode() + b"\n")
        self._program.stdin.flush()
        return self._answer()

    def now(self) -> Dict[str, Any]:
        """How things stand."""
        return self.tell("look")

    def _answer(self) -> Dict[str, Any]:
        assert self._program.stdout
        answer: Dict[str, Any] = json.loads(self._program.stdout.readline())
        return answer


@contextlib.contextmanager
def running(desktop: Desktop, module: str) -> Iterator[AskedProgram]:
    """The module on this desktop's Windows Python while the block runs."""
    program = subprocess.Popen(
        wine.python_command(["-m", module]),
        env=desktop.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield AskedProgram(program)
    finally:
        program.communicate(timeout=90)
