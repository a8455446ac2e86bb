"""Rows of TeamViewer's list as the tests write them; all names and numbers are invented."""

from datetime import datetime, timezone
from typing import Tuple

from agent.connections import ListedConnection, Recording
from agent.teamviewer.connections.list_text import ListContent, ListText
from agent.teamviewer.connections.merging import merge

FILE = "C:\\TeamViewer\\Connections_incoming.txt"
FIRST = (
    "1234567890\tHELPDESK-01\t05-03-2025 08:15:00\t05-03-2025 08:42:10\tanna\tRemoteControl\t"
    "{11111111-2222-3333-4444-555555555555}"
)
SECOND = (
    "987654321\tMax Muster (IT)\t29-10-2023 00:59:30\t29-10-2023 01:10:05\tSERVER TV\tFileTransfer"
    "\t{aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee}"
)
AS_TEAMVIEWER_WRITES = f"\n{FIRST}\t\n{SECOND}".encode()


def utc(*parts: int) -> datetime:
    year, month, day, hour, minute, second = parts
    return datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)


def row(number: int, **changes: str) -> str:
    """A row of its own for each number; `changes` replace fields by name."""
    fields = {
        "peer": "1234567890",
        "name": "HELPDESK-01",
        "start": f"05-03-2025 {number // 60 % 24:02}:{number % 60:02}:00",
        "end": f"06-03-2025 {number // 60 % 24:02}:{number % 60:02}:00",
        "user": "anna",
        "kind": "RemoteControl",
        "session": f"{{{number:08x}-2222-3333-4444-555555555555}}",
    }
    return "\t".join({**fields, **changes}.values())


def content(data: bytes, *, final: bool = False, code_page: str = "cp1252") -> ListContent:
    """What a list of these bytes holds."""
    text = ListText(FILE, code_page)
    text.feed(data)
    return text.content(final=final)


def rows_of(text: str, encoding: str = "utf-8") -> Tuple[ListedConnection, ...]:
    found = merge([content(text.encode(encoding), final=True)], Recording.ON)
    assert not found.damaged
    return found.rows


def reasons(data: bytes, *, final: bool = True) -> Tuple[Tuple[object, str], ...]:
    """Line and reason of what is damaged."""
    return tuple((one.line, one.reason) for one in content(data, final=final).damaged)
