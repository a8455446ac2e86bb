"""Windows, power and disk: what is enough, and that an unread fact is never a yes."""

from typing import Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.requirements.disk_space import DiskSpaceRequirement
from agent.requirements.facts import Facts, MachineFacts, PowerSource
from agent.requirements.machine import power_of
from agent.requirements.power import PowerRequirement
from agent.requirements.requirement import NO_ADVICE
from agent.requirements.thresholds import Thresholds
from agent.requirements.windows_name import windows_name
from agent.requirements.windows_version import WindowsVersionRequirement
from agent.state import Outcome
from agent.windows_version import WindowsVersion

MET, UNMET, UNKNOWN = Outcome.MET, Outcome.UNMET, Outcome.UNKNOWN
THRESHOLDS = Thresholds(battery_percent=30, free_disk_mb=500)


@pytest.mark.parametrize(
    ("windows", "outcome", "case"),
    [
        (None, UNKNOWN, "unknown"),
        (WindowsVersion(5, 1, 2600, 3), UNMET, "too_old"),
        (WindowsVersion(6, 0, 6002, 2), UNMET, "too_old"),
        (WindowsVersion(6, 1, 7600, 0), UNMET, "no_service_pack"),
        (WindowsVersion(6, 1, 7601, 0), UNMET, "no_service_pack"),
        (WindowsVersion(6, 1, 7601, 1), MET, "met"),
        (WindowsVersion(6, 2, 9200), MET, "met"),
        (WindowsVersion(6, 3, 9600), MET, "met"),
        (WindowsVersion(10, 0, 10240), MET, "met"),
        (WindowsVersion(10, 0, 26100), MET, "met"),
    ],
)
def test_windows_is_enough_from_seven_with_its_service_pack_on(
    windows: Optional[WindowsVersion], outcome: Outcome, case: str
) -> None:
    finding = WindowsVersionRequirement().evaluate(Facts(windows=windows))
    assert finding.outcome is outcome
    assert finding.reason.key == f"requirement.windows_version.{case}"
    assert (finding.advice == NO_ADVICE) is (outcome is MET)


def test_windows_is_named_with_its_number_beside_what_is_needed() -> None:
    finding = WindowsVersionRequirement().evaluate(Facts(windows=WindowsVersion(6, 0, 6002, 2)))
    assert finding.value == {"name": "Windows Vista", "version": "6.0.6002", "service_pack": 2}
    assert finding.needed == {"name": "Windows 7", "version": "6.1.7601", "service_pack": 1}
    assert dict(finding.reason.values) == {"windows": "Windows Vista"}


@pytest.mark.parametrize(
    ("version", "name"),
    [
        (WindowsVersion(5, 1, 2600), "Windows XP"),
        (WindowsVersion(6, 0, 6002), "Windows Vista"),
        (WindowsVersion(6, 1, 7601), "Windows 7"),
        (WindowsVersion(6, 2, 9200), "Windows 8"),
        (WindowsVersion(6, 3, 9600), "Windows 8.1"),
        (WindowsVersion(10, 0, 19045), "Windows 10"),
        (WindowsVersion(10, 0, 21999), "Windows 10"),
        (WindowsVersion(10, 0, 22000), "Windows 11"),
        (WindowsVersion(12, 3, 1), "Windows 12.3"),
    ],
)
def test_windows_is_called_by_the_name_on_its_box(version: WindowsVersion, name: str) -> None:
    assert windows_name(version) == name


@pytest.mark.parametrize(
    ("source", "percent", "outcome", "case"),
    [
        (PowerSource.MAINS, 3.0, MET, "mains"),
        (PowerSource.MAINS, None, MET, "mains"),
        (PowerSource.NO_BATTERY, None, MET, "no_battery"),
        (PowerSource.BATTERY, 100.0, MET, "battery_enough"),
        (PowerSource.BATTERY, 30.0, MET, "battery_enough"),
        (PowerSource.BATTERY, 29.9, UNMET, "battery_low"),
        (PowerSource.BATTERY, 0.0, UNMET, "battery_low"),
        (PowerSource.BATTERY, None, UNKNOWN, "battery_unknown"),
        (PowerSource.UNKNOWN, 100.0, UNKNOWN, "unknown"),
        (PowerSource.UNKNOWN, None, UNKNOWN, "unknown"),
    ],
)
def test_power_is_enough_on_mains_or_with_enough_battery(
    source: PowerSource, percent: Optional[float], outcome: Outcome, case: str
) -> None:
    machine = MachineFacts(power_source=source, battery_percent=percent)
    finding = PowerRequirement(THRESHOLDS).evaluate(Facts(machine=machine))
    assert (finding.outcome, finding.reason.key) == (outcome, f"requirement.power.{case}")
    assert finding.value == {"source": source.value, "battery_percent": percent}


def test_a_battery_just_below_the_threshold_is_not_shown_as_being_on_it() -> None:
    machine = MachineFacts(PowerSource.BATTERY, 29.99)
    finding = PowerRequirement(THRESHOLDS).evaluate(Facts(machine=machine))
    assert dict(finding.reason.values) == {"needed": "30", "percent": "29"}


@pytest.mark.parametrize(
    ("free", "outcome"),
    [(None, UNKNOWN), (0, UNMET), (499, UNMET), (500, MET), (10**9, MET)],
)
def test_disk_space_is_enough_from_the_threshold_on(free: Optional[int], outcome: Outcome) -> None:
    facts = Facts(machine=MachineFacts(free_disk_mb=free))
    finding = DiskSpaceRequirement(THRESHOLDS).evaluate(facts)
    assert (finding.outcome, finding.value, finding.needed) == (outcome, free, 500)


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_a_battery_level_that_cannot_be_is_refused_where_it_enters(percent: float) -> None:
    if 0 <= percent <= 100:
        assert MachineFacts(battery_percent=percent).battery_percent == percent
    else:
        with pytest.raises(ValueError, match="battery_percent"):
            MachineFacts(battery_percent=percent)


def test_a_battery_level_that_windows_does_not_know_is_unknown() -> None:
    assert power_of(255, is_plugged_in=False) == (PowerSource.BATTERY, None)
    assert power_of(-1, is_plugged_in=True) == (PowerSource.MAINS, None)
    assert power_of(55, is_plugged_in=None) == (PowerSource.UNKNOWN, 55)
