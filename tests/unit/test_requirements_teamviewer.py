"""TeamViewer: there, and of a version that still connects and suits this Windows."""

from datetime import date, datetime, timedelta, timezone
from typing import Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.requirements.facts import Facts, InternetAccess, InternetFacts, NetworkFacts
from agent.requirements.teamviewer_lifetime import parse_version
from agent.requirements.teamviewer_present import TeamViewerPresentRequirement
from agent.requirements.teamviewer_version import WRITTEN_ON, TeamViewerVersionRequirement
from agent.state import Identity, IdentityState, Outcome
from agent.windows_version import WindowsVersion

MET, UNMET, UNKNOWN = Outcome.MET, Outcome.UNMET, Outcome.UNKNOWN
SEVEN, EIGHT_ONE = WindowsVersion(6, 1, 7601, 1), WindowsVersion(6, 3, 9600)
TEN, ELEVEN = WindowsVersion(10, 0, 19045), WindowsVersion(10, 0, 26100)
LONG_BEFORE = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("state", "outcome", "case"),
    [
        (IdentityState.READY, MET, "met"),
        (IdentityState.WAITING, MET, "waiting"),
        (IdentityState.ABSENT, UNMET, "absent"),
        (IdentityState.UNREADABLE, UNKNOWN, "unreadable"),
        (IdentityState.CONFLICT, UNKNOWN, "conflict"),
    ],
)
def test_teamviewer_is_present_only_when_it_is_plainly_there(
    state: IdentityState, outcome: Outcome, case: str
) -> None:
    finding = TeamViewerPresentRequirement().evaluate(Facts(identity=Identity(state)))
    assert finding.outcome is outcome
    assert finding.reason.key == f"requirement.teamviewer_present.{case}"
    assert finding.value == state.value


def test_an_identity_that_was_not_looked_for_is_unknown() -> None:
    assert TeamViewerPresentRequirement().evaluate(Facts()).outcome is UNKNOWN
    assert TeamViewerVersionRequirement().evaluate(Facts()).outcome is UNKNOWN


def on(
    version: Optional[str],
    windows: Optional[WindowsVersion] = TEN,
    day: date = WRITTEN_ON,
    state: IdentityState = IdentityState.READY,
) -> Facts:
    now = datetime(day.year, day.month, day.day, 12, tzinfo=timezone.utc)
    return Facts(now=now, windows=windows, identity=Identity(state, version=version))


@pytest.mark.parametrize(
    ("version", "windows", "outcome", "case"),
    [
        ("15.75.5", TEN, MET, "met"),
        ("15.75.5", ELEVEN, MET, "met"),
        ("15.0.8397", TEN, MET, "met"),
        ("16.1.2", TEN, MET, "met"),
        ("15.64.5", SEVEN, MET, "met"),
        ("15.64.99999", EIGHT_ONE, MET, "met"),
        ("15.65.0", SEVEN, UNKNOWN, "not_for_windows"),
        ("15.75.5", EIGHT_ONE, UNKNOWN, "not_for_windows"),
        ("16.1.2", SEVEN, UNKNOWN, "not_for_windows"),
        ("15.64.5", None, MET, "met"),
        ("15.65.0", None, UNKNOWN, "windows_unknown"),
        ("14.7.48809", TEN, UNMET, "ended"),
        ("14.1.3399 HC", SEVEN, UNMET, "ended"),
        ("12.0.259325", None, UNMET, "ended"),
        ("10.0.1", TEN, UNMET, "ended_long_ago"),
        ("7.0.43148", SEVEN, UNMET, "ended_long_ago"),
        (None, TEN, UNKNOWN, "unreadable"),
        ("", TEN, UNKNOWN, "unreadable"),
        ("15", TEN, UNKNOWN, "unreadable"),
        ("HC 15.1", TEN, UNKNOWN, "unreadable"),
        ("-15.1", TEN, UNKNOWN, "unreadable"),
    ],
)
def test_a_version_suits_when_it_has_not_ended_and_belongs_on_this_windows(
    version: Optional[str], windows: Optional[WindowsVersion], outcome: Outcome, case: str
) -> None:
    finding = TeamViewerVersionRequirement().evaluate(on(version, windows))
    assert finding.outcome is outcome
    assert finding.reason.key == f"requirement.teamviewer_version.{case}"


@pytest.mark.parametrize(
    ("version", "last_good_day"),
    [
        ("11.0.1", date(2025, 12, 30)),
        ("12.0.1", date(2025, 12, 30)),
        ("13.2.36227", date(2026, 10, 30)),
        ("14.7.48809", date(2026, 10, 30)),
    ],
)
def test_a_version_ends_on_its_day(version: str, last_good_day: date) -> None:
    requirement = TeamViewerVersionRequirement(not_before=LONG_BEFORE)
    last = requirement.evaluate(on(version, day=last_good_day))
    after = requirement.evaluate(on(version, day=last_good_day + timedelta(days=1)))
    assert (last.outcome, after.outcome) == (MET, UNMET)
    assert dict(after.reason.values)["version"] == version


def test_what_is_needed_names_the_oldest_version_accepted_that_day() -> None:
    requirement = TeamViewerVersionRequirement(not_before=LONG_BEFORE)
    assert requirement.evaluate(on("15.1", TEN, date(2025, 1, 1))).needed == {
        "from": "11",
        "to": None,
    }
    assert requirement.evaluate(on("15.1", SEVEN, date(2026, 1, 1))).needed == {
        "from": "13",
        "to": "15.64",
    }
    assert requirement.evaluate(on("15.1", TEN, date(2027, 1, 1))).needed == {
        "from": "15",
        "to": None,
    }


def test_a_clock_set_back_does_not_make_an_ended_version_good_again() -> None:
    finding = TeamViewerVersionRequirement().evaluate(on("14.7.48809", day=date(2015, 1, 1)))
    assert finding.outcome is UNMET


def test_an_unknown_day_does_not_make_an_ended_version_good_again() -> None:
    facts = Facts(windows=TEN, identity=Identity(IdentityState.READY, version="14.7.48809"))
    assert TeamViewerVersionRequirement().evaluate(facts).outcome is UNMET


def test_the_server_knows_the_day_better_than_a_slow_clock() -> None:
    day = datetime(2026, 10, 1, tzinfo=timezone.utc)
    a_year = InternetFacts(InternetAccess.REACHABLE, -365 * 86400.0)
    facts = Facts(
        now=day,
        windows=TEN,
        identity=Identity(IdentityState.READY, version="14.7.1"),
        network=NetworkFacts(internet=a_year),
    )
    assert facts.today == date(2027, 10, 1)
    requirement = TeamViewerVersionRequirement(not_before=LONG_BEFORE)
    assert requirement.evaluate(facts).outcome is UNMET


@pytest.mark.parametrize("state", [IdentityState.ABSENT, IdentityState.CONFLICT])
def test_no_version_is_judged_where_no_single_teamviewer_is(state: IdentityState) -> None:
    finding = TeamViewerVersionRequirement().evaluate(on("15.75.5", state=state))
    assert (finding.outcome, finding.value) == (UNKNOWN, None)
    assert finding.reason.key == f"requirement.teamviewer_version.{state.value}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("15.27.3 ", "15.27.3"),
        ("14.1.3399 HC", "14.1.3399"),
        ("11.0.53254HC", "11.0.53254"),
        ("  15.2", "15.2"),
        ("15.75.5.0", "15.75.5.0"),
        ("15.1\nFélicitations", "15.1"),
    ],
)
def test_the_number_is_taken_from_the_start_of_what_is_written(text: str, shown: str) -> None:
    version = parse_version(text)
    assert version is not None
    assert version.text == shown


@given(st.text(max_size=60))
def test_nothing_but_digits_and_dots_of_a_version_reaches_a_person(text: str) -> None:
    version = parse_version(text)
    if version is not None:
        assert set(version.text) <= set("0123456789.")
        assert len(version.text) <= 32
        assert version.text.startswith(f"{version.text.split('.')[0]}.")


@given(st.text(max_size=30), st.datetimes(), st.sampled_from([None, SEVEN, TEN]))
def test_any_text_any_day_gives_a_finding(
    text: str, day: datetime, windows: Optional[WindowsVersion]
) -> None:
    facts = Facts(
        now=day.replace(tzinfo=timezone.utc),
        windows=windows,
        identity=Identity(IdentityState.READY, version=text),
    )
    finding = TeamViewerVersionRequirement().evaluate(facts)
    assert (finding.outcome is MET) <= (parse_version(text) is not None)


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Facts(now=datetime(2026, 11, 22))
