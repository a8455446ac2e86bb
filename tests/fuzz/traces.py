"""A portable TeamViewer's settings file and log, whatever bytes they hold."""

from agent.teamviewer.client_id import KnownId
from agent.teamviewer.log_header import HEAD_BYTES, TAIL_BYTES, id_in_log
from agent.teamviewer.settings_ini import id_in_ini
from agent.teamviewer.text_encoding import decode, encoding_of
from agent.windows_facts import FileEnds


def attempt(data: bytes) -> None:
    whole = FileEnds(data, b"", len(data))
    _is_written(id_in_ini(whole), data)
    _is_written(id_in_log(whole), data)
    middle = len(data) // 2
    cut = FileEnds(data[:middle], data[middle + 1 :] or b"\n", len(data))
    id_in_log(cut)
    assert id_in_ini(cut) is None
    assert len(data) <= HEAD_BYTES + TAIL_BYTES


def _is_written(reading: object, data: bytes) -> None:
    """An ID stands in the file, digit by digit."""
    if isinstance(reading, KnownId):
        encoding, mark = encoding_of(data)
        assert reading.id in decode(data[mark:], encoding).replace(" ", "")
