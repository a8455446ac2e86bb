"""Plain values from which tests build what is known."""

from datetime import datetime, timedelta, timezone
from typing import Optional

from agent.requirements.evaluation import whole_outcome
from agent.state import (
    CheckReport,
    Finding,
    Identity,
    IdentityState,
    Opening,
    Outcome,
    Product,
    RequirementName,
    Snapshot,
)
from agent.texts import message

PARIS_WINTER = timezone(timedelta(hours=1))
MONDAY_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS_WINTER)
READY = Identity(
    IdentityState.READY,
    "1234567890",
    "registry64",
    Product.FULL,
    "15.75.5",
    running=True,
    program=r"C:\Program Files\TeamViewer\TeamViewer.exe",
)
OPEN = Opening(is_open=True, until=MONDAY_TEN.replace(hour=12), next_opening=None)


def report(outcome: Outcome, at: datetime = MONDAY_TEN) -> CheckReport:
    """A check in which every requirement has this outcome."""
    findings = tuple(
        Finding(name, outcome, None, None, message("hours.closed_unknown"), message(""))
        for name in RequirementName
    )
    return CheckReport(whole_outcome(findings), findings, at)


def snapshot(
    identity: Identity = READY,
    outcome: Outcome = Outcome.MET,
    measured_at: Optional[datetime] = MONDAY_TEN,
) -> Snapshot:
    """A picture on a Monday at ten, when the shop is open."""
    return Snapshot(identity, OPEN, report(outcome), MONDAY_TEN, measured_at)
