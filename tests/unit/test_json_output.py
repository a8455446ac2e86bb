"""The JSON of the command line has exactly the fields of its contract."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from agent.doors import Door, DoorName, Doors
from agent.json_output import (
    check_json,
    doors_json,
    identity_json,
    opening_json,
    status_json,
    utc_text,
)
from agent.state import (
    AccessPicture,
    CheckReport,
    Finding,
    Identity,
    IdentityState,
    Opening,
    Outcome,
    Product,
    ReportPicture,
    ReportState,
    RequirementName,
    StaleIdentity,
)
from agent.texts import message
from tests.unit.pictures_of_state import snapshot

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=1)))


def test_an_identity_has_all_fields_also_when_there_is_none() -> None:
    assert identity_json(Identity(IdentityState.ABSENT)) == {
        "state": "absent",
        "id": None,
        "display": None,
        "source": None,
        "product": None,
        "version": None,
        "running": False,
        "stale": [],
    }


def test_a_ready_identity_shows_its_digits_in_groups() -> None:
    identity = Identity(
        IdentityState.READY,
        "1234567890",
        "registry64",
        Product.FULL,
        "15.75.5",
        running=True,
        stale=(StaleIdentity("registry32", "112345678"),),
    )
    shown = identity_json(identity)
    assert (shown["id"], shown["display"]) == ("1234567890", "1 234 567 890")
    assert shown["stale"] == [{"source": "registry32", "id": "112345678"}]


def test_times_are_utc_whatever_zone_they_were_in() -> None:
    assert utc_text(NOON) == "2026-11-23T11:00:00Z"
    assert opening_json(Opening(is_open=True, until=NOON, next_opening=None)) == {
        "open": True,
        "until": "2026-11-23T11:00:00Z",
        "next_opening": None,
    }


def test_findings_are_told_in_sentences() -> None:
    finding = Finding(
        RequirementName.POWER, Outcome.UNKNOWN, None, 30, message("a", x=1), message("b")
    )
    report = CheckReport(Outcome.UNKNOWN, (finding,), NOON)
    assert check_json(report, lambda m: m.key.upper()) == {
        "outcome": "unknown",
        "findings": [
            {
                "requirement": "power",
                "outcome": "unknown",
                "value": None,
                "needed": 30,
                "reason": "A",
                "advice": "B",
            }
        ],
    }


def test_the_status_has_the_doors_as_the_doors_have_themselves() -> None:
    doors = Doors((Door(DoorName.EASY_ACCESS, None, message("a")),))
    shown = status_json(replace(snapshot(), doors=doors), (), lambda m: m.key)
    assert shown["doors"] == doors_json(doors, lambda m: m.key)
    assert shown["doors"]["doors"][0]["open"] is None


def test_doors_that_nobody_looked_at_are_null_in_the_status() -> None:
    assert status_json(snapshot(), (), lambda m: m.key)["doors"] is None


def test_the_status_says_what_the_window_says_of_reports_journals_and_differences() -> None:
    access = AccessPicture(troubles=(message("consent_journal.state.torn"),))
    picture = replace(
        snapshot(), access=access, cut_stands=True, report=ReportPicture(ReportState.PREPARED)
    )
    shown = status_json(picture, ("TeamViewer runs again.",), lambda m: m.key)
    assert shown["troubles"] == ["consent_journal.state.torn"]
    assert (shown["cut_stands"], shown["differences"]) == (True, ["TeamViewer runs again."])
    assert shown["report"] == {
        "state": "prepared", "received_at": None, "words": [], "why": None,
    }  # fmt: skip
