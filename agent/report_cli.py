"""`agent report`: send the ID and the journal to the shop's desk now. Asking for it is agreeing."""

import argparse
import logging
from typing import Dict

from agent.app import Core
from agent.errors import AgentError
from agent.exit_codes import NO, NOT_NOW, YES
from agent.json_output import JsonObject, utc_text
from agent.output import note, say, say_json
from agent.reporting.fields import fields_of, told_to_client
from agent.reporting.picture import picture_of
from agent.reporting_building import NoDeskError, about_this_computer, build_sync
from agent.state import ReportPicture, ReportState
from agent.texts import message

_CODES: Dict[ReportState, int] = {
    ReportState.RECEIVED: YES,
    ReportState.REFUSED: NO,
    ReportState.FORKED: NO,
}

_log = logging.getLogger(__name__)


def run(core: Core, options: argparse.Namespace) -> int:
    """Do `agent report`: 0 received, 1 refused, 3 no desk, no network or nothing could be written.

    Without a desk, standard output has the text to read out.
    """
    try:
        picture = _report(core)
    except NoDeskError:
        return _without_desk(core, options)
    except AgentError as error:
        for text in (core.translate(error.title), core.translate(error.advice), error.detail):
            note(text)
        picture = ReportPicture(ReportState.PREPARED)
    _answer(core, picture, options)
    return _CODES.get(picture.state, NOT_NOW)


def _report(core: Core) -> ReportPicture:
    sync, about = build_sync(core), about_this_computer(core)
    for told in told_to_client(about, core.brand.names.shop):
        note("- " + core.translate(told))
    snapshot = core.snapshot_once(offline=False)
    sync.prepare(fields_of(snapshot.identity, snapshot.check, about))
    synced = sync.run()
    _log.info("report: %s %s", synced.reached.value, synced.why)
    return picture_of(synced)


def _answer(core: Core, picture: ReportPicture, options: argparse.Namespace) -> None:
    if options.json:
        say_json(report_json(picture))
        return
    line = core.presenter.report.line(picture, core.sources.now())
    for text in filter(None, (line.sentence, line.words)):
        say(text)


def report_json(picture: ReportPicture) -> JsonObject:
    """The object of `agent report`; the words are there only once the desk has signed."""
    return {
        "state": picture.state.value,
        "received_at": utc_text(picture.received_at),
        "words": list(picture.words),
        "why": picture.why.key or None,
    }


def _without_desk(core: Core, options: argparse.Namespace) -> int:
    note(core.translate(message("report.no_desk")))
    if options.json:
        say_json(report_json(ReportPicture(ReportState.NO_DESK)))
        return NOT_NOW
    snapshot = core.snapshot_once(offline=True)
    lines = core.presenter.finding_lines(snapshot.check)
    for text in core.presenter.report.facts(snapshot, about_this_computer(core), lines):
        say(text)
    return NOT_NOW
