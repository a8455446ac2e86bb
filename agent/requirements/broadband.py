"""A connection fast enough to work through.

Pure. Value and need: `download_mbit_s` and `upload_mbit_s` in millions of bits per second,
`latency_ms` in milliseconds; a value is null when it could not be measured. TeamViewer publishes
no least bandwidth, so the thresholds are the shop's.
"""

from dataclasses import dataclass
from math import ceil, floor
from typing import ClassVar, Dict, Mapping, Optional, Tuple

from agent.requirements.facts import Facts, Rate, SpeedFacts
from agent.requirements.figures import rounded_down, rounded_up
from agent.requirements.requirement import Wording
from agent.requirements.thresholds import Thresholds
from agent.state import Finding, JsonValue, RequirementName

Slowness = Tuple[str, Mapping[str, object]]
"""The case of what is too slow, and the figures for its sentence."""


def _is_enough(rate: Optional[Rate], needed: float) -> bool:
    return rate is not None and rate.mbit_s >= needed


def _is_too_little(rate: Optional[Rate], needed: float) -> bool:
    """A lower bound proves that a rate is enough, never that it is too little."""
    return rate is not None and not rate.is_lower_bound and rate.mbit_s < needed


def _figures(name: str, split: Tuple[int, int]) -> Dict[str, object]:
    return {name: split[0], f"{name}_tenths": split[1]}


def _shown(measured: Optional[Rate], needed: float) -> Mapping[str, object]:
    got = rounded_down(measured.mbit_s if measured else 0.0)
    return {**_figures("measured", got), **_figures("needed", rounded_up(needed))}


def _measured(speed: SpeedFacts) -> JsonValue:
    return {
        "download_mbit_s": speed.download.mbit_s if speed.download else None,
        "upload_mbit_s": speed.upload.mbit_s if speed.upload else None,
        "latency_ms": speed.latency_ms,
    }


@dataclass(frozen=True)
class BroadbandRequirement:
    """Met when both directions and the latency are; unmet as soon as one is not."""

    thresholds: Thresholds
    name: ClassVar[RequirementName] = RequirementName.BROADBAND

    def evaluate(self, facts: Facts) -> Finding:
        """Unknown when nothing measured is too slow but something could not be measured."""
        wording = Wording(self.name, self._needed())
        if facts.is_offline:
            return wording.unknown("skipped")
        speed = facts.network.speed
        slowness = self._slowness(speed)
        if slowness is not None:
            return wording.unmet(slowness[0], _measured(speed), **slowness[1])
        if self._is_fast(speed):
            return wording.met("met", _measured(speed))
        return wording.unknown("unknown", _measured(speed))

    def _needed(self) -> JsonValue:
        return {
            "download_mbit_s": self.thresholds.download_mbit_s,
            "upload_mbit_s": self.thresholds.upload_mbit_s,
            "latency_ms": self.thresholds.latency_ms,
        }

    def _slowness(self, speed: SpeedFacts) -> Optional[Slowness]:
        needed = self.thresholds
        if _is_too_little(speed.download, needed.download_mbit_s):
            return "slow_download", _shown(speed.download, needed.download_mbit_s)
        if _is_too_little(speed.upload, needed.upload_mbit_s):
            return "slow_upload", _shown(speed.upload, needed.upload_mbit_s)
        if speed.latency_ms is not None and speed.latency_ms > needed.latency_ms:
            shown = {"measured": ceil(speed.latency_ms), "needed": floor(needed.latency_ms)}
            return "slow_answer", shown
        return None

    def _is_fast(self, speed: SpeedFacts) -> bool:
        return (
            _is_enough(speed.download, self.thresholds.download_mbit_s)
            and _is_enough(speed.upload, self.thresholds.upload_mbit_s)
            and speed.latency_ms is not None
            and speed.latency_ms <= self.thresholds.latency_ms
        )
