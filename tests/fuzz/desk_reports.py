"""A report's body from anybody, and everything that is said of it before its key is known."""

from desk.api.signed_request import LinesRequest
from desk.api.wire import read_report
from desk.witness.facts import facts_in, read_facts
from desk.witness.refusals import MalformedReportError, UnsignedReportError
from desk.witness.report import check, genesis_key

_OUTCOMES = ("met", "unmet", "unknown")


def attempt(data: bytes) -> None:
    _facts(data)
    _request(data)
    try:
        report = read_report(data)
        key = genesis_key(report) or bytes(32)
    except MalformedReportError:
        return
    for verdict in (True, False):
        try:
            checked = check(report, key, lambda *_, verdict=verdict: verdict)
        except (MalformedReportError, UnsignedReportError):
            continue
        assert verdict
        assert checked.checkpoint.size == report.first + len(checked.records)
        facts_in(checked.records, report.blobs)


def _facts(data: bytes) -> None:
    facts = read_facts(data)
    if facts is None:
        return
    assert facts.outcome in _OUTCOMES
    for text in (facts.machine, facts.windows, facts.contact, facts.program):
        assert text is None or (0 < len(text) <= 200 and "\n" not in text)
    assert facts.teamviewer_id is None or facts.teamviewer_id.isdigit()


def _request(data: bytes) -> None:
    log, first, time, signature = (*data.decode("latin-1").split("\n"), "", "", "", "")[:4]
    asked = LinesRequest(log, first, time, signature)
    assert not asked.is_right(bytes(32), 0, lambda *_: False)
    if asked.is_right(bytes(32), 1000, lambda *_: True):
        assert asked.is_well_formed
        assert abs(int(time) - 1000) <= 300
