"""Windows 7 with Service Pack 1 or newer: what the shop's conditions and TeamViewer ask for.

Pure. Value and need: name, version number as text, service pack as a number.
"""

from dataclasses import dataclass
from typing import ClassVar

from agent.requirements.facts import Facts
from agent.requirements.requirement import Wording
from agent.requirements.windows_name import windows_name
from agent.state import Finding, JsonValue, RequirementName
from agent.windows_version import WindowsVersion

OLDEST = WindowsVersion(6, 1, 7601, 1)


def _described(version: WindowsVersion) -> JsonValue:
    return {
        "name": windows_name(version),
        "version": f"{version.major}.{version.minor}.{version.build}",
        "service_pack": version.service_pack,
    }


@dataclass(frozen=True)
class WindowsVersionRequirement:
    """Met by the true version, which Windows does not bend for old programs."""

    name: ClassVar[RequirementName] = RequirementName.WINDOWS_VERSION

    def evaluate(self, facts: Facts) -> Finding:
        """Unmet below Windows 7 SP1; unknown when Windows did not say."""
        wording = Wording(self.name, _described(OLDEST))
        windows = facts.windows
        if windows is None:
            return wording.unknown("unknown")
        value, words = _described(windows), {"windows": windows_name(windows)}
        if windows >= OLDEST:
            return wording.met("met", value, **words)
        is_seven = (windows.major, windows.minor) == (OLDEST.major, OLDEST.minor)
        return wording.unmet("no_service_pack" if is_seven else "too_old", value, **words)
