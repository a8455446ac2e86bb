"""The computer will not go dark in the middle of the help.

Pure; advises only. Value: `source` and `battery_percent` (null where there is none to read); need:
the least battery in percent when the computer is not plugged in.
"""

from dataclasses import dataclass
from math import floor
from typing import ClassVar

from agent.requirements.facts import Facts, PowerSource
from agent.requirements.requirement import Wording
from agent.requirements.thresholds import Thresholds
from agent.state import Finding, JsonValue, RequirementName


def _described(facts: Facts) -> JsonValue:
    machine = facts.machine
    return {"source": machine.power_source.value, "battery_percent": machine.battery_percent}


@dataclass(frozen=True)
class PowerRequirement:
    """Met on mains, without a battery, or with enough battery."""

    thresholds: Thresholds
    name: ClassVar[RequirementName] = RequirementName.POWER

    def evaluate(self, facts: Facts) -> Finding:
        """Unknown when Windows does not say, or does not say how full the battery is."""
        wording = Wording(self.name, self.thresholds.battery_percent)
        source, value = facts.machine.power_source, _described(facts)
        if source is PowerSource.MAINS:
            return wording.met("mains", value)
        if source is PowerSource.NO_BATTERY:
            return wording.met("no_battery", value)
        if source is PowerSource.BATTERY:
            return self._on_battery(facts, wording)
        return wording.unknown("unknown", value)

    def _on_battery(self, facts: Facts, wording: Wording) -> Finding:
        percent, value = facts.machine.battery_percent, _described(facts)
        if percent is None:
            return wording.unknown("battery_unknown", value)
        words = {"percent": floor(percent), "needed": self.thresholds.battery_percent}
        if percent >= self.thresholds.battery_percent:
            return wording.met_but("battery_enough", value, **words)
        return wording.unmet("battery_low", value, **words)
