"""Room on Windows' drive for the logs and updates of a repair.

Pure; advises only. Value and need: millions of bytes.
"""

from dataclasses import dataclass
from typing import ClassVar

from agent.requirements.facts import Facts
from agent.requirements.requirement import Wording
from agent.requirements.thresholds import Thresholds
from agent.state import Finding, RequirementName


@dataclass(frozen=True)
class DiskSpaceRequirement:
    """Met from the threshold on."""

    thresholds: Thresholds
    name: ClassVar[RequirementName] = RequirementName.DISK_SPACE

    def evaluate(self, facts: Facts) -> Finding:
        """Unknown when the drive could not be asked."""
        needed = self.thresholds.free_disk_mb
        wording = Wording(self.name, needed)
        free = facts.machine.free_disk_mb
        if free is None:
            return wording.unknown("unknown")
        if free >= needed:
            return wording.met("met", free)
        return wording.unmet("too_little", free, free=free, needed=needed)
