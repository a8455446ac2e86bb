"""A TeamViewer that the servers still accept and that belongs on this Windows.

Pure. Value: the version as text; need: `from`, the lowest major version accepted on the day, and
`to`, the last version for this Windows or null where there is none or it is not known.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Optional

from agent.requirements.facts import Facts
from agent.requirements.requirement import Wording
from agent.requirements.teamviewer_lifetime import (
    LAST_FOR_OLD_WINDOWS,
    TeamViewerVersion,
    end_of,
    has_ended,
    is_for_every_windows,
    is_old_windows,
    oldest_accepted,
    parse_version,
)
from agent.requirements.windows_name import windows_name
from agent.state import Finding, IdentityState, JsonValue, RequirementName

WRITTEN_ON = date(2026, 11, 22)
"""When the dates in `teamviewer_lifetime` were last read: no true clock shows an earlier day."""


@dataclass(frozen=True)
class TeamViewerVersionRequirement:
    """Met for a version that has not ended and suits the Windows it runs on.

    `not_before`: an earlier day is a wrong clock, which must not make an ended version good again.
    """

    not_before: date = WRITTEN_ON
    name: ClassVar[RequirementName] = RequirementName.TEAMVIEWER_VERSION

    def evaluate(self, facts: Facts) -> Finding:
        """Unknown without a version, and where the version and Windows do not go together."""
        day = self._day(facts)
        wording = Wording(self.name, _needed(facts, day))
        case = _why_there_is_no_version(facts)
        version = None if facts.identity is None else parse_version(facts.identity.version or "")
        if case is not None or version is None:
            return wording.unknown(case or "unreadable")
        if has_ended(version, day):
            return _ended(version, wording)
        return _suits(version, facts, wording)

    def _day(self, facts: Facts) -> date:
        return self.not_before if facts.today is None else max(facts.today, self.not_before)


def _needed(facts: Facts, day: date) -> JsonValue:
    windows = facts.windows
    is_old = windows is not None and is_old_windows(windows)
    return {"from": str(oldest_accepted(day)), "to": LAST_FOR_OLD_WINDOWS if is_old else None}


def _why_there_is_no_version(facts: Facts) -> Optional[str]:
    """The case for a computer on which no single version can be named."""
    if facts.identity is None:
        return "unknown"
    if facts.identity.state is IdentityState.ABSENT:
        return "absent"
    return "conflict" if facts.identity.state is IdentityState.CONFLICT else None


def _ended(version: TeamViewerVersion, wording: Wording) -> Finding:
    end = end_of(version)
    if end is None:
        return wording.unmet("ended_long_ago", version.text, version=version.text)
    day, month = f"{end.day:02}", f"{end.month:02}"
    return wording.unmet(
        "ended", version.text, version=version.text, day=day, month=month, year=end.year
    )


def _suits(version: TeamViewerVersion, facts: Facts, wording: Wording) -> Finding:
    windows, words = facts.windows, {"version": version.text}
    if is_for_every_windows(version):
        return wording.met("met", version.text, **words)
    if windows is None:
        return wording.unknown("windows_unknown", version.text, **words)
    if is_old_windows(windows):
        name = windows_name(windows)
        return wording.unknown("not_for_windows", version.text, windows=name, **words)
    return wording.met("met", version.text, **words)
