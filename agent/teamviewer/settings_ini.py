"""The ID in the `TeamViewer.ini` that a portable TeamViewer keeps beside its program.

Pure. The file's layout is not published, so only a statement that leaves no doubt counts.
"""

import re
from typing import Optional

from agent.teamviewer.client_id import KnownId, client_id_of_text
from agent.teamviewer.text_encoding import decode, encoding_of
from agent.windows_facts import FileEnds

# A settings file is a few kilobytes; a longer one is something else.
MAX_INI_BYTES = 64 * 1024

_CLIENT_ID = re.compile(r"^[ \t]*ClientID[ \t]*=([^\r\n]*)", re.MULTILINE | re.IGNORECASE)


def id_in_ini(ends: FileEnds) -> Optional[KnownId]:
    """The ID when every `ClientID=` line states the same valid one, else None."""
    if ends.tail or ends.size > MAX_INI_BYTES:
        return None
    encoding, mark = encoding_of(ends.head)
    text = decode(ends.head[mark:], encoding)
    readings = {client_id_of_text(found.strip()) for found in _CLIENT_ID.findall(text)}
    reading = readings.pop() if len(readings) == 1 else None
    return reading if isinstance(reading, KnownId) else None
