"""One answer out of all findings, no by default.

Pure.
"""

from datetime import datetime, timedelta
from typing import Sequence, Tuple

from agent.requirements.broadband import BroadbandRequirement
from agent.requirements.clock import ClockRequirement
from agent.requirements.disk_space import DiskSpaceRequirement
from agent.requirements.facts import Facts
from agent.requirements.internet import InternetRequirement
from agent.requirements.power import PowerRequirement
from agent.requirements.requirement import Requirement
from agent.requirements.teamviewer_present import TeamViewerPresentRequirement
from agent.requirements.teamviewer_reachable import TeamViewerReachableRequirement
from agent.requirements.teamviewer_version import TeamViewerVersionRequirement
from agent.requirements.thresholds import Thresholds
from agent.requirements.windows_version import WindowsVersionRequirement
from agent.state import CheckReport, Finding, Outcome, RequirementName

ADVISORY = frozenset({RequirementName.CLOCK, RequirementName.POWER, RequirementName.DISK_SPACE})
"""These advise only: they never change the whole's outcome."""


def standard_requirements(thresholds: Thresholds) -> Tuple[Requirement, ...]:
    """Every requirement, in the order in which they are shown."""
    return (
        WindowsVersionRequirement(),
        InternetRequirement(),
        BroadbandRequirement(thresholds),
        TeamViewerReachableRequirement(),
        TeamViewerPresentRequirement(),
        TeamViewerVersionRequirement(),
        ClockRequirement(thresholds),
        PowerRequirement(thresholds),
        DiskSpaceRequirement(thresholds),
    )


def whole_outcome(findings: Sequence[Finding]) -> Outcome:
    """Met only if something decides and every deciding finding is met.

    A list in which nothing decides is unmet: nothing was shown.
    """
    deciding = {found.outcome for found in findings if found.requirement not in ADVISORY}
    if not deciding or Outcome.UNMET in deciding:
        return Outcome.UNMET
    return Outcome.MET if deciding == {Outcome.MET} else Outcome.UNKNOWN


def evaluate_all(
    requirements: Sequence[Requirement], facts: Facts, checked_at: datetime
) -> CheckReport:
    """Every requirement's finding and the whole's outcome.

    `checked_at` is aware and in UTC; ValueError otherwise.
    """
    if checked_at.utcoffset() != timedelta(0):
        raise ValueError(f"not a time in UTC: {checked_at!r}")
    findings = tuple(requirement.evaluate(facts) for requirement in requirements)
    return CheckReport(whole_outcome(findings), findings, checked_at)
