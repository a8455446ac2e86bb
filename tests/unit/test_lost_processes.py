"""What Wine loses is started again; what is refused stays refused."""

import subprocess
import sys
from typing import List

import pytest

from tests.lost_processes import ERROR_INTERNAL_ERROR, TRIES, starting_again

ERROR_ACCESS_DENIED = 5


class RefusalError(OSError):
    """An error with the number that Windows gives it, on Linux too."""

    def __init__(self, winerror: int) -> None:
        super().__init__("refused")
        self.winerror = winerror


class Starts:
    """Refuses with these numbers in turn, then starts."""

    def __init__(self, *refusals: int) -> None:
        self.refusals: List[int] = list(refusals)

    def __call__(self, name: str) -> str:
        if self.refusals:
            raise RefusalError(self.refusals.pop(0))
        return f"{name} runs"


def test_a_lost_process_is_started_again() -> None:
    starts = Starts(*[ERROR_INTERNAL_ERROR] * (TRIES - 1))
    assert starting_again(starts)("program") == "program runs"


def test_what_is_lost_each_time_is_told() -> None:
    starts = Starts(*[ERROR_INTERNAL_ERROR] * 9)
    with pytest.raises(RefusalError):
        starting_again(starts)("program")
    assert len(starts.refusals) == 9 - TRIES


def test_what_windows_refuses_is_asked_once() -> None:
    starts = Starts(ERROR_ACCESS_DENIED, ERROR_ACCESS_DENIED)
    with pytest.raises(RefusalError):
        starting_again(starts)("program")
    assert len(starts.refusals) == 1


@pytest.mark.skipif(sys.platform != "win32", reason="only Wine loses processes")
def test_every_test_starts_its_programs_so() -> None:
    import _winapi

    assert _winapi.CreateProcess.__qualname__.startswith("starting_again.<locals>")
    done = subprocess.run([sys.executable, "-c", "exit(7)"], check=False)
    assert done.returncode == 7
