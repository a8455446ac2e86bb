"""TeamViewer's servers can be reached, by the first of its ways that is open.

Pure. TeamViewer tries port 5938, then 443, then 80, which it calls a slow last resort ("Ports used
by TeamViewer"). Value: `port` (a number, null when none) and `through_proxy`; need: the ports as
text, in that order.
"""

from dataclasses import dataclass
from typing import ClassVar

from agent.requirements.facts import Facts, InternetAccess, Reach, ReachFacts
from agent.requirements.requirement import Wording
from agent.state import Finding, JsonValue, RequirementName

SLOW_PORT = 80


def _described(found: ReachFacts) -> JsonValue:
    return {"port": found.port, "through_proxy": found.is_through_proxy}


@dataclass(frozen=True)
class TeamViewerReachableRequirement:
    """Met when a connection to TeamViewer's servers was really opened."""

    name: ClassVar[RequirementName] = RequirementName.TEAMVIEWER_REACHABLE

    def evaluate(self, facts: Facts) -> Finding:
        """Unknown behind a login page: such a page answers in everybody's name."""
        wording = Wording(self.name, "5938, 443, 80")
        if facts.is_offline:
            return wording.unknown("skipped")
        found = facts.network.teamviewer
        value = _described(found)
        if found.reach is Reach.CLOSED:
            return wording.unmet("closed", value)
        if found.reach is not Reach.REACHED:
            return wording.unknown("unknown", value)
        if facts.network.internet.access is InternetAccess.CAPTURED:
            return wording.unknown("captured", value)
        if found.port == SLOW_PORT:
            return wording.met_but("met_slow", value)
        return wording.met("met", value)
