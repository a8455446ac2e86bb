"""A journal's bytes on disk: lines that hold, or the first that does not and why."""

import tempfile
from pathlib import Path

from agent.consent.canonical import decode, encode
from agent.consent.chain import check
from agent.consent.journal_reading import read_journal
from agent.consent.record import LINE_LIMIT, parse
from agent.consent.refusals import LineRefusedError
from tests.fuzz.apart import Apart
from tests.unit import quick_signatures


def attempt(data: bytes) -> None:
    _canonical(data)
    _line(data)
    apart = Apart(data)
    believes = apart.flag()
    content = apart.rest()
    lines = content.split(b"\n")[:-1]
    report = check(lines, lambda *_: believes, None, (1, 2))
    assert report.bad is None or report.bad.index == (report.head.size if report.head else 0)
    assert believes or report.head is None
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(content)
    try:
        _file(Path(file.name), len(lines), believes=believes)
    finally:
        Path(file.name).unlink()


def _file(path: Path, lines: int, *, believes: bool) -> None:
    reading = read_journal(path, lambda *_: believes, frozenset((1,)))
    assert reading.lines in (lines, lines + 1) or reading.bad is not None
    again = read_journal(path, lambda *_: believes, frozenset((1,)), reading)
    assert (again.lines, again.end) == (reading.lines, reading.end)
    assert read_journal(path, quick_signatures.verify, frozenset()).end == reading.end


def _canonical(data: bytes) -> None:
    try:
        value = decode(data)
    except LineRefusedError:
        return
    assert encode(value) == data


def _line(data: bytes) -> None:
    try:
        record = parse(data)
    except LineRefusedError:
        return
    assert len(data) < LINE_LIMIT
    assert len(record.signature) == 64
    assert record.signed.count(b'"sig"') == data.count(b'"sig"') - 1
    assert record.wrong_field is None or record.event is not None
    assert all(len(name) == 64 for name in record.blobs)
