"""TeamViewer is on this computer, one and only one, and it can be read.

Pure. Value: the state of the identity; need: "ready". An ID that cannot be read, or installations
that disagree, leave open whether the client can read out the right ID: that is not a yes.
"""

from dataclasses import dataclass
from typing import ClassVar

from agent.requirements.facts import Facts
from agent.requirements.requirement import Wording
from agent.state import Finding, IdentityState, RequirementName


@dataclass(frozen=True)
class TeamViewerPresentRequirement:
    """Met when there is a TeamViewer, even one still waiting for its ID."""

    name: ClassVar[RequirementName] = RequirementName.TEAMVIEWER_PRESENT

    def evaluate(self, facts: Facts) -> Finding:
        """Unknown for every state that is not plainly there or plainly absent."""
        wording = Wording(self.name, IdentityState.READY.value)
        if facts.identity is None:
            return wording.unknown("unknown")
        state = facts.identity.state
        if state is IdentityState.READY:
            return wording.met("met", state.value)
        if state is IdentityState.WAITING:
            return wording.met_but("waiting", state.value)
        if state is IdentityState.ABSENT:
            return wording.unmet("absent", state.value)
        case = "conflict" if state is IdentityState.CONFLICT else "unreadable"
        return wording.unknown(case, state.value)
