"""The look from outside after each simulated day, and at the end of all of them."""

import os
import shutil
import subprocess
import sys
import time
import zipfile
from typing import Any, Dict, List, Set

from workshop import wine

from tests.endurance import linux_process
from tests.endurance.computer import Computer
from tests.endurance.deeds import Deeds
from tests.endurance.journal_check import (
    Line,
    answers_in,
    left_open,
    row_faults,
    unmatched,
)
from tests.endurance.journals import log_of, read_journals
from tests.endurance.ledger import Ledger
from tests.endurance.left_behind import look_at
from tests.endurance.outcome import Outcome
from tests.endurance.own_desk import OwnDesk
from tests.endurance.plan import Day

# The program's own check, and the proof's, take seconds: not every day.
DAYS_BETWEEN_PROOFS = 30
DESK_SECONDS, AN_HOUR = 12.0, 3600
LOG_LIMIT = 3 * 1024 * 1024


class Inspection:
    """Looks at the journal, the desk's store, the files and the process."""

    def __init__(
        self, computer: Computer, desk: OwnDesk, deeds: Deeds, ledger: Ledger, outcome: Outcome
    ) -> None:
        self._computer, self._desk, self._deeds = computer, desk, deeds
        self._ledger, self._outcome = ledger, outcome
        self._known: Set[str] = set()

    def inspect(self, day: Day, seconds: float) -> None:
        """All of it; what must not be is a fault of this day, once."""
        if not day.logs_off:
            self.wait_for_desk(day)
        lines = self._journal()
        found = [*self._journal_faults, *self._answer_faults(lines), *self._desk_faults()]
        left = look_at(self._computer.prefix / "data")
        found += [f"left behind: {name}" for name in left.strangers]
        if left.log_bytes > LOG_LIMIT:
            found.append(f"the log has {left.log_bytes} bytes")
        if day.number and day.number % DAYS_BETWEEN_PROOFS == 0:
            found += self._proof_faults(day)
        self._fault(day, found)
        figures: Dict[str, Any] = {"day": day.number, "seconds": round(seconds, 1)}
        figures.update(
            lines=len(lines), files=left.files, data_bytes=left.data_bytes,
            journal_bytes=left.journal_bytes, log_bytes=left.log_bytes, receipts=left.receipts,
            blobs=left.blobs, temporary=self._temporary(), stretch=day.is_in_stretch,
        )  # fmt: skip
        figures.update(self._sizes())
        self._outcome.figures.append(figures)

    def inspect_at_end(self, day: Day) -> None:
        """Once more, and that the desk has everything."""
        self._desk.come()
        self.wait_for_desk(day, hours=12)
        lines = self._journal()
        rows = row_faults(lines, self._deeds.rows)
        self._fault(day, [*rows, *self._proof_faults(day)])
        held, lacking = sum(map(len, self._desk.lines().values())), self._lacking()
        if lacking:
            self._fault(day, [f"the desk lacks {lacking} of {len(lines)} lines"])
        kinds: Dict[str, int] = {}
        for line in lines:
            kinds[line["type"]] = kinds.get(line["type"], 0) + 1
        confirmed = sum(answer.is_confirmed for answer in self._ledger.entries)
        self._outcome.final = {
            "lines": len(lines), "kinds": kinds, "desk_lines": held, "rows": len(self._deeds.rows),
            "answers": len(self._ledger.entries), "confirmed": confirmed,
            "desk_came": self._desk.times_back, "updates": self._deeds.updates,
        }  # fmt: skip

    def _fault(self, day: Day, found: List[str]) -> None:
        new = [one for one in found if one not in self._known]
        self._known.update(new)
        self._outcome.fault(day.number, *new)
        if new:
            kept = self._computer.root.parent / f"data-{day.number}"
            shutil.copytree(self._computer.prefix / "data", kept, dirs_exist_ok=True)
        for one in new:
            print(f"day {day.number}: {one}", flush=True)  # noqa: T201

    def _journal(self) -> List[Line]:
        """The lines once nothing more is written for a moment."""
        data = self._computer.journals()
        for _ in range(20):
            time.sleep(0.2)
            again = self._computer.journals()
            if again == data:
                break
            data = again
        lines, self._journal_faults = read_journals(data)
        return lines

    def _answer_faults(self, lines: List[Line]) -> List[str]:
        return [*unmatched(answers_in(lines), self._ledger.entries), *left_open(lines)]

    def _desk_faults(self) -> List[str]:
        """The desk's lines are each journal's first ones, each once, and there is one story."""
        held = self._desk.lines()
        faults: List[str] = []
        for journal in self._computer.journals():
            known = held.pop(log_of(journal), [])
            if known != journal.split(b"\n")[: len(known)]:
                faults.append("the desk's lines are not the journal's")
        faults += [f"the desk holds a journal that is not here: {log}" for log in held]
        return faults + (["the desk was told two stories"] if self._desk.forks() else [])

    def wait_for_desk(self, day: Day, hours: int = 2) -> None:
        """Let it have what it lacks; a pause between two attempts may last an hour there."""
        if not day.is_online or not self._computer.runs:
            return
        for _ in range(hours):
            deadline = time.monotonic() + DESK_SECONDS / hours
            while time.monotonic() < deadline:
                if not self._lacking():
                    return
                time.sleep(0.3)
            self._computer.clock.pass_seconds(AN_HOUR)
        self._outcome.counts["evening on which the desk lacked lines"] += 1

    def _lacking(self) -> int:
        """Lines that the desk lacks, without those that only tell of its own answer."""
        held, lacking = self._desk.lines(), 0
        for journal in self._computer.journals():
            rest = journal.split(b"\n")[len(held.get(log_of(journal), [])) :]
            lacking += sum(b'"type":"report.acked"' not in line for line in rest if line)
        return lacking

    def _proof_faults(self, day: Day) -> List[str]:
        """What the program says of its journal, and the verifier in its proof."""
        told = self._computer.verified_by_program()
        faults = [] if told["ok"] else [f"consent verify: {told['journals']}"]
        proof = self._computer.prefix / f"proof-{day.number}-{time.monotonic_ns()}.zip"
        self._computer.run_program_here("consent", "export", wine.windows_path(proof))
        folder = proof.with_suffix("")
        with zipfile.ZipFile(proof) as archive:
            archive.extractall(folder)
        words = [os.path.realpath(sys.executable), "-I", "-S", "verify.py"]
        done = subprocess.run(words, cwd=folder, capture_output=True, check=False)
        self._outcome.counts["proof verified"] += done.returncode == 0
        if done.returncode:
            faults.append(f"the proof: {done.stdout.decode()[-300:]}")
        return faults

    def _temporary(self) -> int:
        users = self._computer.prefix / "drive_c" / "users"
        return sum(1 for folder in users.glob("*/Temp") for _ in folder.iterdir())

    def _sizes(self) -> Dict[str, int]:
        if not self._computer.runs:
            return {}
        told = linux_process.sizes(self._computer.linux_process())
        return {**told, **self._computer.measured()}
