"""Memory that nothing uses, for a remote tool beside what the client has open.

Pure; advises only. Value and need: millions of bytes.
"""

from dataclasses import dataclass
from typing import ClassVar

from agent.requirements.facts import Facts
from agent.requirements.requirement import Wording
from agent.requirements.thresholds import Thresholds
from agent.state import Finding, RequirementName


@dataclass(frozen=True)
class FreeMemoryRequirement:
    """Met from the threshold on."""

    thresholds: Thresholds
    name: ClassVar[RequirementName] = RequirementName.FREE_MEMORY

    def evaluate(self, facts: Facts) -> Finding:
        """Unknown when Windows did not say."""
        needed = self.thresholds.free_memory_mb
        wording = Wording(self.name, needed)
        free = facts.machine.free_memory_mb
        if free is None:
            return wording.unknown("unknown")
        if free >= needed:
            return wording.met("met", free)
        return wording.unmet("too_little", free, free=free, needed=needed)
