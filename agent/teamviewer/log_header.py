"""The ID that TeamViewer wrote into its own log, for the products that keep none in the registry.

Pure. Each start writes a header with `ID: N`; a first ID is announced as `New machineID = N`. Only
the ends of a log are looked at, because a log has no bound of its own.
"""

import re

from agent.teamviewer.client_id import IdReading, NoIdYet, client_id_of_text
from agent.teamviewer.text_encoding import decode, encoding_of
from agent.windows_facts import FileEnds

# The header is near the start; a log rolls over at 1 MB, so its last start is within the tail.
HEAD_BYTES = 64 * 1024
TAIL_BYTES = 1024 * 1024

# A name that a stranger chose stands behind `name=`: a line with an earlier `=` announces nothing.
_ANNOUNCEMENT = re.compile(
    r"^(?:ID:(?P<header>[^\r\n]*)"
    r"|[^=\r\n]*\bNew machineID[ \t]*=[ \t]*(?P<announced>[^\s,;(]*))",
    re.MULTILINE,
)


def id_in_log(ends: FileEnds) -> IdReading:
    """What the last announcement in the log says; a log without any says that there is none yet."""
    encoding, mark = encoding_of(ends.head)
    head = decode(ends.head[mark:], encoding)
    if not ends.tail:
        return _last_announcement(head)
    # A line cut by a bound could show a shorter number: it is dropped.
    head = head.rpartition("\n")[0]
    tail_start = ends.size - len(ends.tail)
    misaligned = tail_start % 2 if encoding.startswith("utf-16") else 0
    tail = decode(ends.tail[misaligned:], encoding).partition("\n")[2]
    return _last_announcement(head + "\n" + tail)


def _last_announcement(text: str) -> IdReading:
    announcements = [found.groupdict() for found in _ANNOUNCEMENT.finditer(text)]
    if not announcements:
        return NoIdYet()
    header, announced = announcements[-1]["header"], announcements[-1]["announced"]
    return client_id_of_text(announced.rstrip(".") if header is None else header.strip())
