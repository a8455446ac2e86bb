"""What a journal's lines tell of connections: each once, and nobody once erased."""

import pytest

from agent.consent.canonical import encode
from agent.consent.event_data import EventType
from desk.remote_sessions import RemoteSession, sessions_in
from tests.desk.journals import Client
from tests.unit.consent_journals import CID, session

STARTED, ENDED = EventType.SESSION_STARTED, EventType.SESSION_ENDED
UNEXPECTED = EventType.SESSION_UNEXPECTED
ROW = "123456789\tAna\t23-11-2026 09:05:00\t23-11-2026 09:15:00\tzoe\tRemoteControl\t{1}"


def told(client: Client, **erased: bool) -> tuple[RemoteSession, ...]:
    blobs = {} if erased else client.blobs
    return sessions_in(client.writer.records, blobs.get)


def client_with(
    *events: tuple[EventType, str, str, str | None], peer: str = "123456789", row: str = ""
) -> Client:
    """Each event as type, source, start and end (`HH:MM`)."""
    client = Client()
    blob = client.keep(
        encode({"data": {"peer_id": peer, "peer_name": "Ana", "line": row}, "salt": "0" * 32})
    )
    for kind, source, start, end in events:
        data = session(
            source=source,
            started=f"2026-11-23T{start}:00.000Z",
            ended=None if end is None else f"2026-11-23T{end}:00.000Z",
            peer_sha256=blob,
            line_sha256=blob if source == "list" else None,
        )
        client.event(5, kind, data, CID)
    return client


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([(STARTED, "log", "09:05", None)], [("09:05", None)]),
        ([(STARTED, "log", "09:05", None), (ENDED, "log", "09:05", "09:15")], [("09:05", "09:15")]),
        (
            [(ENDED, "log", "09:05", "09:15"), (ENDED, "list", "09:04", "09:15")],
            [("09:04", "09:15")],
        ),
        (
            [(ENDED, "list", "11:00", "11:10"), (ENDED, "list", "09:05", "09:15")],
            [("09:05", "09:15"), ("11:00", "11:10")],
        ),
        ([(UNEXPECTED, "list", "09:05", "09:15")], [("09:05", "09:15")]),
    ],
)
def test_every_connection_is_told_once(
    events: list[tuple[EventType, str, str, str | None]], expected: list[tuple[str, str | None]]
) -> None:
    found = told(client_with(*events))
    assert [
        (f"{one.started:%H:%M}", None if one.ended is None else f"{one.ended:%H:%M}")
        for one in found
    ] == expected


def test_who_it_was_is_told_until_it_is_erased() -> None:
    client = client_with((UNEXPECTED, "list", "09:05", "09:15"), row=ROW)
    (known,) = told(client)
    assert (known.peer_id, known.peer_name, known.kind) == ("123456789", "Ana", "RemoteControl")
    assert known.is_unexpected
    assert known.cid == CID
    (erased,) = told(client, erased=True)
    assert (erased.peer_id, erased.peer_name, erased.kind) == ("", "", "")
