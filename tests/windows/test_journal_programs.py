"""Programs that write on one journal at once, and programs killed in the midst of it."""

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Dict, Iterator, List, Optional, Set, Tuple

import pytest

from agent.consent import chain
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.keys import AccountKeys
from agent.consent.record import parse
from agent.consent.signing import Sodium
from agent.consent.storage_errors import JournalBusyError
from agent.consent.windows_key_store import WindowsKeyStore
from tests.unit.consent_journals import CID, withdrawn
from tests.windows.journal_program import SEEN, STEPS, FileKeyStore, open_journal
from tests.windows.test_windows_key_store import clear

assert sys.platform == "win32"

ROOT = Path(__file__).resolve().parents[2]
KILLS = 200


class Program:
    """A running `journal_program`."""

    def __init__(self, folder: Path, store: str) -> None:
        command = [sys.executable, "-m", "tests.windows.journal_program", str(folder), store]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, cwd=str(ROOT), stdin=pipe, stdout=pipe, universal_newlines=True
        )

    def tell(self, *orders: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("".join(order + "\n" for order in orders))
        self._process.stdin.flush()

    def hear(self) -> str:
        """The next answer; an empty one when the program has ended."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def wait_until_ready(self) -> "Program":
        assert self.hear() == "ready"
        return self

    def end(self) -> None:
        """End it; it may have ended already."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def finish(self) -> None:
        """Let it save what it has to save and end by itself."""
        self.tell("end")
        assert self._process.wait(60) == 0
        self.end()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "consent"
    folder.mkdir()
    return folder


@pytest.fixture
def programs() -> Iterator[List[Program]]:
    running: List[Program] = []
    yield running
    for program in running:
        program.end()


def only_journal(folder: Path) -> List[bytes]:
    """The lines of the one journal there is, which has to hold."""
    [path] = folder.glob("journal-*.jsonl")
    data = path.read_bytes()
    assert data.endswith(b"\n")
    lines = data.split(b"\n")[:-1]
    report = chain.check(lines, Sodium().verify)
    assert report.ok, report.bad
    return lines


def numbered(lines: List[bytes]) -> Set[Tuple[int, str]]:
    return {(seq, hashlib.sha256(line).hexdigest()) for seq, line in enumerate(lines)}


def acknowledged(answer: str) -> Tuple[int, str]:
    word, seq, sha256 = answer.split()
    assert word == "ack"
    return int(seq), sha256


@pytest.mark.fault("four programs append at once")
def test_four_programs_starting_and_writing_at_once_make_one_whole_journal(
    folder: Path, programs: List[Program]
) -> None:
    clear()
    programs.extend(Program(folder, "vault") for _ in range(4))
    for program in programs:
        program.wait_until_ready()
    for program in programs:
        program.tell(*["append"] * 25)
    found = {acknowledged(program.hear()) for program in programs for _ in range(25)}
    for program in programs:
        program.finish()
    lines = only_journal(folder)
    assert len(found) == 100
    assert found < numbered(lines)
    assert len(lines) == 101
    keys = AccountKeys(WindowsKeyStore(), "tests", folder, Sodium())
    key = keys.current()
    assert key is not None
    assert keys.coming() is None
    head = keys.head(key.kid)
    assert head is not None
    assert (head.size - 1, head.line_sha256) in numbered(lines)
    clear()


@pytest.mark.fault("lock held for long")
def test_a_lock_held_by_another_program_is_told_and_free_once_it_is_killed(
    folder: Path, programs: List[Program]
) -> None:
    journal = open_journal(folder, FileKeyStore(folder.parent / "keys.json"), wait_seconds=0.2)
    journal.append(SEEN)
    programs.append(Program(folder, "file").wait_until_ready())
    programs[0].tell("hold")
    assert programs[0].hear() == "held"
    with pytest.raises(JournalBusyError):
        journal.append(SEEN)
    withdrawal = journal.withdraw(CID, withdrawn())
    assert not withdrawal.wait(0)
    assert journal.withdrawn_in_memory == {CID}
    programs[0].end()
    journal.try_again()
    assert withdrawal.wait(60)
    assert len(only_journal(folder)) == 3


@pytest.mark.fault("kill at any step of an append")
def test_no_acknowledged_line_is_lost_when_a_program_is_killed_at_any_step(
    folder: Path, programs: List[Program]
) -> None:
    known: Dict[int, str] = {}
    waiting: Optional[Program] = None
    for kill in range(KILLS):
        program = waiting or Program(folder, "file")
        # The next one starts while this one works: starting takes longer than writing.
        waiting = Program(folder, "file")
        programs[:] = [program, waiting]
        known.update(work_until_killed(program, STEPS[kill % len(STEPS)], kill % 3))
    survivor = programs[1].wait_until_ready()
    survivor.tell("append")
    known.update([acknowledged(survivor.hear())])
    survivor.finish()
    lines = only_journal(folder)
    assert set(known.items()) <= numbered(lines)
    types = [parse(line).type for line in lines]
    assert types.count("log.recovered") == len(list(folder.glob("*.torn-*")))
    assert types.count("log.recovered") >= KILLS // len(STEPS)
    assert "log.rollback_detected" not in types


def work_until_killed(program: Program, step: str, before: int) -> Iterator[Tuple[int, str]]:
    """Append some lines, then stop in the midst of another; yields what was acknowledged."""
    program.wait_until_ready()
    program.tell(*["append"] * before, f"stop {step}", "append")
    answer = program.hear()
    while answer != f"at {step}":
        yield acknowledged(answer)
        answer = program.hear()
    program.end()


def test_a_program_ended_by_force_leaves_no_lock_behind(
    folder: Path, programs: List[Program]
) -> None:
    programs.append(Program(folder, "file").wait_until_ready())
    programs[0].tell("append", "stop with the lock", "append")
    acknowledged(programs[0].hear())
    assert programs[0].hear() == "at with the lock"
    programs[0].end()
    journal = open_journal(folder, FileKeyStore(folder.parent / "keys.json"), wait_seconds=0)
    journal.append(Draft(EventType.CLOCK_JUMP, {"ms": 1}))
    assert len(only_journal(folder)) == 3
