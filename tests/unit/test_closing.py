"""Running copies are asked first, ended last, and never in the middle of a cut."""

from typing import List, Optional, Tuple

import pytest

from agent.setting_up.closing import ASKED_SECONDS, CUT_SECONDS, ClosingPorts, close_copies
from agent.windows_facts import ProcessFacts, Refusal, Refused

FOLDER = r"C:\Program Files\Shop"
TRAY, CUTTING, OWN = 7, 8, 99


class Computer:
    """Programs that run, and a clock that only waiting moves."""

    def __init__(self, *running: ProcessFacts, heeds: bool = True, endable: bool = True) -> None:
        self.running = list(running)
        self._heeds, self._endable = heeds, endable
        self.seconds = 0.0
        self.did: List[str] = []
        self.leaves_at: Optional[float] = None

    def ask(self) -> None:
        self.did.append("ask")
        if self._heeds:
            self.running = [one for one in self.running if one.pid != TRAY]

    def end(self, process: ProcessFacts) -> Optional[Refused]:
        self.did.append(f"end {process.name}")
        if not self._endable:
            return Refused(Refusal.FAILED, "no")
        self.running.remove(process)
        return None

    def pause(self, seconds: float) -> None:
        self.seconds += seconds
        if self.leaves_at is not None and self.seconds >= self.leaves_at:
            self.running.clear()

    def close(self) -> Tuple[str, ...]:
        ports = ClosingPorts(
            self.ask, lambda: tuple(self.running), self.end, lambda: self.seconds, self.pause
        )
        return close_copies(FOLDER, OWN, ports)


def program(pid: int, name: str, folder: Optional[str] = FOLDER) -> ProcessFacts:
    return ProcessFacts(pid, name, None if folder is None else f"{folder}\\{name}", 1)


def test_a_copy_that_heeds_the_request_is_never_ended() -> None:
    computer = Computer(program(TRAY, "assistance.exe"))
    assert computer.close() == ()
    assert computer.did == ["ask"]


def test_a_copy_that_does_not_answer_is_ended_after_its_time() -> None:
    computer = Computer(program(TRAY, "assistance.exe"), heeds=False)
    assert computer.close() == ()
    assert computer.did == ["ask", "end assistance.exe"]
    assert computer.seconds > ASKED_SECONDS


def test_a_cut_under_way_is_waited_for() -> None:
    computer = Computer(program(CUTTING, "assistance-cutoff.exe"))
    computer.leaves_at = CUT_SECONDS - 10
    assert computer.close() == ()
    assert computer.did == ["ask"]


def test_a_cut_that_does_not_end_is_named_and_not_ended() -> None:
    computer = Computer(program(CUTTING, "assistance-cutoff.exe"))
    assert computer.close() == ("assistance-cutoff.exe",)
    assert computer.did == ["ask"]


def test_what_cannot_be_ended_is_named() -> None:
    computer = Computer(program(TRAY, "assistance.exe"), heeds=False, endable=False)
    assert computer.close() == ("assistance.exe",)


@pytest.mark.parametrize(
    "other",
    [
        program(OWN, "assistance-cli.exe"),
        program(1, "assistance.exe", r"C:\Program Files\Shop.new"),
        program(1, "assistance.exe", r"D:\Portable"),
        program(1, "assistance.exe", None),
    ],
    ids=["itself", "the new copy", "a portable copy", "a place withheld"],
)
def test_what_does_not_run_from_the_folder_is_left_alone(other: ProcessFacts) -> None:
    computer = Computer(other, heeds=False)
    assert computer.close() == ()
    assert computer.did == ["ask"]


def test_the_folder_is_known_in_any_case_of_letters() -> None:
    computer = Computer(program(TRAY, "ASSISTANCE.EXE", FOLDER.upper()), heeds=False)
    computer.close()
    assert computer.did == ["ask", "end ASSISTANCE.EXE"]
