"""The Internet, and not a page that stands in its place.

Pure. Value: how the check page was answered; need: "reachable".
"""

from dataclasses import dataclass
from typing import ClassVar

from agent.requirements.facts import Facts, InternetAccess, Reach
from agent.requirements.requirement import Wording
from agent.state import Finding, RequirementName


@dataclass(frozen=True)
class InternetRequirement:
    """Met only when the check page itself answered."""

    name: ClassVar[RequirementName] = RequirementName.INTERNET

    def evaluate(self, facts: Facts) -> Finding:
        """Unknown when only the check page is silent while TeamViewer's servers answer."""
        wording = Wording(self.name, InternetAccess.REACHABLE.value)
        if facts.is_offline:
            return wording.unknown("skipped")
        access = facts.network.internet.access
        if access is InternetAccess.REACHABLE:
            return wording.met("met", access.value)
        if access is InternetAccess.CAPTURED:
            return wording.unmet("captured", access.value)
        if access is InternetAccess.UNREACHABLE:
            return self._silent(facts, wording)
        case = "wrong_dates" if access is InternetAccess.WRONG_DATES else "unknown"
        return wording.unknown(case, access.value)

    def _silent(self, facts: Facts, wording: Wording) -> Finding:
        value = InternetAccess.UNREACHABLE.value
        if facts.network.teamviewer.reach is Reach.REACHED:
            return wording.unknown("page_silent", value)
        return wording.unmet("unreachable", value)
