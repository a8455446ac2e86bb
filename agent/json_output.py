"""The JSON of the command line, field by field as its contract says. Pure."""

from datetime import datetime, timezone
from typing import Any, Dict, List, Optional, Sequence

from agent.connections import DamagedRow, Live
from agent.doors import Doors
from agent.state import (
    AccessPicture,
    AccessState,
    CheckReport,
    Finding,
    Identity,
    Opening,
    ReportPicture,
    Snapshot,
)
from agent.translations import Translate
from agent.visits import Connection, History, Visit

JsonObject = Dict[str, Any]


def utc_text(moment: Optional[datetime]) -> Optional[str]:
    """`YYYY-MM-DDTHH:MM:SSZ` of an aware moment."""
    if moment is None:
        return None
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def identity_json(identity: Identity) -> JsonObject:
    """The object of `agent id`."""
    return {
        "state": identity.state.value,
        "id": identity.id,
        "display": identity.display,
        "source": identity.source,
        "product": identity.product.value if identity.product else None,
        "version": identity.version,
        "running": identity.running,
        "stale": [{"source": stale.source, "id": stale.id} for stale in identity.stale],
    }


def check_json(report: CheckReport, translate: Translate) -> JsonObject:
    """The object of `agent check`."""
    findings = [_finding_json(finding, translate) for finding in report.findings]
    return {"outcome": report.outcome.value, "findings": findings}


def _finding_json(finding: Finding, translate: Translate) -> JsonObject:
    return {
        "requirement": finding.requirement.value,
        "outcome": finding.outcome.value,
        "value": finding.value,
        "needed": finding.needed,
        "reason": translate(finding.reason),
        "advice": translate(finding.advice),
    }


def opening_json(opening: Opening) -> JsonObject:
    """Whether the shop is open, and the next change."""
    return {
        "open": opening.is_open,
        "until": utc_text(opening.until),
        "next_opening": utc_text(opening.next_opening),
    }


def status_json(snapshot: Snapshot, differences: Sequence[str], translate: Translate) -> JsonObject:
    """The object of `agent status`: everything the window shows.

    `differences` are its sentences on what is not as it was wanted; `troubles` those on journals.
    """
    return {
        "id": identity_json(snapshot.identity),
        "check": check_json(snapshot.check, translate),
        "measured_at": utc_text(snapshot.measured_at),
        "opening": opening_json(snapshot.opening),
        "access": access_json(snapshot.access),
        "troubles": [translate(trouble) for trouble in snapshot.access.troubles],
        "live": live_json(snapshot.session.live),
        "doors": doors_json(snapshot.doors, translate) if snapshot.doors else None,
        "cut_stands": snapshot.cut_stands,
        "differences": list(differences),
        "report": report_json(snapshot.report),
        "taken_at": utc_text(snapshot.taken_at),
    }


def report_json(picture: ReportPicture) -> JsonObject:
    """The object of `agent report`; the words are there only once the desk has signed."""
    return {
        "state": picture.state.value,
        "received_at": utc_text(picture.received_at),
        "words": list(picture.words),
        "why": picture.why.key or None,
    }


def standing_json(picture: AccessPicture, journals: List[JsonObject]) -> JsonObject:
    """The object of `agent consent show`."""
    return {**access_json(picture), "journals": journals}


def access_json(picture: AccessPicture) -> JsonObject:
    """What is allowed; what could not be read allows nothing."""
    current = picture.current
    is_known = picture.state is not AccessState.UNKNOWN
    return {
        "state": picture.state.value if is_known else AccessState.NONE.value,
        "scope": current.scope if current else None,
        "cid": current.cid if current else None,
        "valid_until": utc_text(current.ends) if current else None,
    }


def doors_json(doors: Doors, translate: Translate) -> JsonObject:
    """The object of `agent doors`; a door that cannot be told is null and not shut."""
    return {
        "open": doors.open,
        "doors": [
            {
                "door": door.name.value,
                "open": door.open,
                "detail": " ".join(filter(None, map(translate, (door.says, door.shut)))),
            }
            for door in doors.doors
        ],
    }


def connections_json(history: History, live: Live) -> JsonObject:
    """The object of `agent connections`; what is not known of a connection is an empty text."""
    disagreements = [
        {"connection": index, "what": connection.disagreement.value}
        for index, connection in enumerate(history.connections)
        if connection.disagreement is not None
    ]
    return {
        "recording": history.recording.value,
        "connections": [_connection_json(connection) for connection in history.connections],
        "visits": [_visit_json(visit) for visit in history.visits],
        "damaged": [_damaged_json(damaged) for damaged in history.damaged],
        "live": live_json(live),
        "disagreements": disagreements,
    }


def live_json(live: Live) -> JsonObject:
    """Whether somebody is connected now."""
    return {"state": live.state.value, "peer_id": live.peer_id, "since": utc_text(live.since)}


def _connection_json(connection: Connection) -> JsonObject:
    return {
        "peer_id": connection.peer_id,
        "peer_name": connection.peer_name,
        "started": utc_text(connection.started),
        "ended": utc_text(connection.ended),
        "seconds": connection.seconds,
        "user": connection.user,
        "kind": connection.kind,
        "session": connection.session,
        "consent": connection.cid,
    }


def _visit_json(visit: Visit) -> JsonObject:
    return {
        "started": utc_text(visit.started),
        "ended": utc_text(visit.ended),
        "minutes": visit.minutes,
        "slices": visit.slices,
        "price_cents": visit.price_cents,
        "consent": visit.cid,
        "connections": list(visit.connections),
    }


def _damaged_json(damaged: DamagedRow) -> JsonObject:
    return {"file": damaged.file, "line": damaged.line, "reason": damaged.reason}
