"""Plays simulated days one after the other, and looks from outside after each.

    python -m tests.endurance.year DAYS [--seed N] [--only DAY]

`--only` plays the first day, for what it sets up, and then this one, on a fresh computer.
"""

import argparse
import contextlib
import random
import sys
import threading
import time
import traceback
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Iterator, List, Sequence

from workshop.layout import WORK

from tests.endurance.about import about_this_run
from tests.endurance.computer import Computer, ProgramEndedError
from tests.endurance.deeds import Deeds
from tests.endurance.inspection import Inspection
from tests.endurance.ledger import YES_LASTING, YES_ONCE, Answered, Ledger
from tests.endurance.outcome import Outcome
from tests.endurance.own_desk import OwnDesk
from tests.endurance.plan import EVENING, MORNING, Day, Event, Morning, plan_year
from tests.endurance.shifted_clock import ShiftedClock
from tests.screens.desktop import own_desktop_of

FOLDER = WORK / "endurance"
# A day that is played again, after the first.
_DAYS_OF_ONE = 2
# High enough for every button of the main window to be seen at once.
SCREEN = "1366x1200x24"


class Year:
    """A computer, a desk, and the days they live."""

    def __init__(self, computer: Computer, folder: Path, outcome: Outcome) -> None:
        self.computer, self.outcome = computer, outcome
        self.clock = ShiftedClock(folder)
        self.clock.begin(_moment(plan_year(0, 1)[0], MORNING - 60))
        computer.set_up(self.clock, folder)
        self.desk = OwnDesk(folder / "desk", self.clock.for_desk())
        self.ledger, self.today = Ledger(), 0
        self.deeds = Deeds(computer, self._begin)
        self.inspection = Inspection(computer, self.desk, self.deeds, self.ledger, outcome)

    def _begin(self, what: str) -> Answered:
        return self.ledger.begin(what, self.today)

    def begin(self) -> None:
        """The desk is there, and the client has agreed to reports."""
        self.desk.come()
        about = {"COUPDEMAIN_DESK": self.desk.address, "COUPDEMAIN_DESK_KEY": self.desk.key()}
        self.computer.program_environment.update(about)
        self.computer.boot()
        self.computer.log_on()
        self.deeds.agree_to_reports()

    def live(self, day: Day) -> None:
        """One day, from its morning to the look from outside."""
        self.today = day.number
        began = time.monotonic()
        self._pass_until(_moment(day, MORNING))
        self._come_or_go(day)
        self._morning(day)
        for event in day.events:
            self._happen(day, event)
        self._evening(day)
        self.inspection.inspect(day, time.monotonic() - began)

    def _pass_until(self, moment: datetime) -> None:
        """Let time pass, and the program do what comes due with it."""
        answers = self.ledger.entries
        is_due = bool(answers) and answers[-1].what in (YES_ONCE, YES_LASTING)
        self.computer.settle()
        self.clock.pass_until(moment)
        self.computer.settle(2.0 if is_due else 0.3)

    def _come_or_go(self, day: Day) -> None:
        if day.is_online:
            self.desk.come()
        else:
            self.desk.go()
            self.outcome.counts["day without the desk"] += 1

    def _morning(self, day: Day) -> None:
        computer = self.computer
        if day.morning is Morning.BOOT and day.number:
            computer.switch_off()
            computer.boot()
        elif day.morning is Morning.LOG_ON and computer.runs:
            computer.quit()
        self.outcome.counts[f"morning: {day.morning.value}"] += 1
        self._log_on()

    def _log_on(self) -> None:
        if not self.computer.runs:
            self.computer.kill()
            self.computer.log_on()
            self.outcome.counts["program started"] += 1

    def _happen(self, day: Day, event: Event) -> None:
        self._pass_until(_moment(day, event.minute))
        counts, name = self.outcome.counts, event.deed.value
        counts[name] += 1
        with self._ended_after(event):
            try:
                self.deeds.do(event)
            except ProgramEndedError:
                counts["interrupted by a kill" if event.killed_after else "ended by itself"] += 1
                if not event.killed_after:
                    self.outcome.fault(day.number, f"the program ended during: {name}")
            except Exception:  # noqa: BLE001 - the day is told of, and the year goes on
                self._tell_disturbed(day, event)
        if event.killed_after:
            counts["kill -9"] += 1
        self._log_on()

    @contextlib.contextmanager
    def _ended_after(self, event: Event) -> Iterator[None]:
        """Nobody waits for a window of a program that was killed meanwhile."""
        if not event.killed_after:
            yield
            return
        timer = threading.Timer(event.killed_after, self._kill)
        timer.start()
        try:
            yield
        finally:
            timer.join()
            self.computer.kill()

    def _kill(self) -> None:
        if self.computer.program is not None:
            self.computer.program.kill()

    def _tell_disturbed(self, day: Day, event: Event) -> None:
        why = traceback.format_exc().strip().splitlines()[-1]
        with contextlib.suppress(Exception):
            self.computer.picture(f"endurance-{self.outcome.seed}-{day.number}")
        self.outcome.disturb(day.number, event.deed.value, why)
        print(f"day {day.number}, {event.deed.value}: {why}", flush=True)  # noqa: T201

    def _evening(self, day: Day) -> None:
        self._pass_until(_moment(day, EVENING))
        if self.clock.wrong:
            self.clock.set_wrong(0)
        if day.logs_off:
            self.inspection.wait_for_desk(day)
            self._log_off(day)

    def _log_off(self, day: Day) -> None:
        """Windows asks whether the session may end; then everything ends."""
        answers: List[bool] = self.computer.ask("ask_end_of_session", self.computer.process())
        if not all(answers):
            self.outcome.fault(day.number, f"the session may not end: {answers}")
        self.computer.quit()
        self.outcome.counts["log-off"] += 1


def _moment(day: Day, minute: int) -> datetime:
    midnight = datetime(day.date.year, day.date.month, day.date.day, tzinfo=timezone.utc)
    return midnight + timedelta(minutes=minute)


def play(days: Sequence[Day], outcome: Outcome, folder: Path, seconds: float) -> None:
    """Live these days, as many as time allows; what came of them is on disk after each."""
    began = time.monotonic()
    with own_desktop_of(Computer, size=SCREEN) as computer:
        year = Year(computer, folder, outcome)
        try:
            year.begin()
            for day in days:
                if time.monotonic() - began > seconds:
                    break
                if not _live(year, day):
                    break
                outcome.days += 1
                outcome.seconds = round(time.monotonic() - began, 1)
                outcome.save(_file_of(outcome))
            year.inspection.inspect_at_end(days[outcome.days - 1])
            outcome.save(_file_of(outcome))
        finally:
            year.desk.go()


def _file_of(outcome: Outcome) -> Path:
    """One day that is played again is no year: it is on no page."""
    kind = "year" if outcome.days_planned > _DAYS_OF_ONE else "again"
    return FOLDER / f"{kind}-{outcome.seed}.json"


def _live(year: Year, day: Day) -> bool:
    """Whether there is a next day: after one that went wrong as a whole it begins with a boot."""
    try:
        year.live(day)
        return True
    except Exception:  # noqa: BLE001 - it is told of, and the year goes on
        why = "".join(traceback.format_exc().splitlines(keepends=True)[-6:])
        print(f"day {day.number}: {why}", flush=True)  # noqa: T201
        year.outcome.disturb(day.number, "the whole day", why.strip().splitlines()[-1])
    return _begun_again(year)


def _begun_again(year: Year) -> bool:
    try:
        year.computer.switch_off()
        year.computer.boot()
        year.computer.log_on()
    except Exception:  # noqa: BLE001 - what was played until now is told of
        print(traceback.format_exc(), flush=True)  # noqa: T201
        return False
    return True


def main() -> int:
    """Play; 0 when nothing was found."""
    parser = argparse.ArgumentParser(prog="endurance")
    parser.add_argument("days", type=int, nargs="?", default=365)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--only", type=int)
    parser.add_argument("--minutes", type=float, default=60.0)
    options = parser.parse_args()
    print(f"seed {options.seed}, {options.days} days", flush=True)  # noqa: T201
    days = plan_year(options.seed, options.days)
    if options.only is not None:
        days = tuple(day for day in days if day.number in (0, options.only))
    outcome = Outcome(options.seed, len(days), about_this_run())
    folder = FOLDER / f"run-{options.seed}-{int(time.time())}"
    play(days, outcome, folder, options.minutes * 60)
    for fault in outcome.faults:
        print(f"day {fault['day']}: {fault['what']}", flush=True)  # noqa: T201
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
