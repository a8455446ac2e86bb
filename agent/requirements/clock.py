"""The computer's date and time are right, or safe connections are refused.

Pure; advises only. Value: this computer's time less the server's, in whole seconds; need: the most
it may differ, in seconds.
"""

from dataclasses import dataclass
from typing import ClassVar, Tuple

from agent.requirements.facts import Facts, InternetAccess
from agent.requirements.requirement import Wording
from agent.requirements.thresholds import Thresholds
from agent.state import Finding, RequirementName

_UNITS = (("days", 86400), ("hours", 3600), ("minutes", 60))
_LEAST_SHOWN = 2
"""Below two of a unit the next smaller one says it better, and needs no singular."""


def _in_words(seconds: int) -> Tuple[str, int]:
    for unit, length in _UNITS:
        if seconds >= _LEAST_SHOWN * length:
            return unit, seconds // length
    return "seconds", seconds


@dataclass(frozen=True)
class ClockRequirement:
    """Met when this computer and the check page's server agree on the time."""

    thresholds: Thresholds
    name: ClassVar[RequirementName] = RequirementName.CLOCK

    def evaluate(self, facts: Facts) -> Finding:
        """Unknown without the server's time, which a wrong date can itself be the reason for."""
        wording = Wording(self.name, self.thresholds.clock_skew_s)
        if facts.is_offline:
            return wording.unknown("skipped")
        internet = facts.network.internet
        if internet.clock_skew_s is None:
            is_doubtful = internet.access is InternetAccess.WRONG_DATES
            return wording.unknown("doubtful" if is_doubtful else "unknown")
        skew = round(internet.clock_skew_s)
        if abs(internet.clock_skew_s) <= self.thresholds.clock_skew_s:
            return wording.met("met", skew)
        unit, amount = _in_words(abs(skew))
        return wording.unmet(f"wrong_by_{unit}", skew, amount=amount)
