"""`agent report`: send the ID and the journal to the shop's desk now. Asking for it is agreeing."""

import argparse
import logging
from typing import Dict

from agent.app import Core, has_journals
from agent.errors import AgentError
from agent.exit_codes import NO, NOT_NOW, YES
from agent.json_output import report_json
from agent.output import note, say, say_json
from agent.paths import settings_file
from agent.reporting.fields import fields_of, told_to_client
from agent.reporting.picture import picture_of
from agent.reporting_building import NoDeskError, about_this_computer, build_sync
from agent.settings import load_settings
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
        _explain(core, error)
        picture = ReportPicture(ReportState.NOTHING, why=error.title)
    _answer(core, picture, options)
    return _CODES.get(picture.state, NOT_NOW)


def _report(core: Core) -> ReportPicture:
    sync, about = build_sync(core), about_this_computer(core)
    for told in told_to_client(about, core.brand.names.shop):
        note("- " + core.translate(told))
    snapshot = core.snapshot_once(offline=False)
    sync.prepare(fields_of(snapshot.identity, snapshot.check, about))
    try:
        synced = sync.run()
    except AgentError as error:
        _explain(core, error)
        return ReportPicture(ReportState.PREPARED)
    _log.info("report: %s %s", synced.reached.value, synced.why)
    return picture_of(synced)


def _explain(core: Core, error: AgentError) -> None:
    for text in (core.translate(error.title), core.translate(error.advice), error.detail):
        note(text)


def standing(core: Core) -> ReportPicture:
    """What the window says of reports; the desk is not asked, and nothing is written."""
    agreed = load_settings(settings_file(core.folder)).reports_allowed
    if not (agreed and has_journals(core)):
        return ReportPicture()
    try:
        return picture_of(build_sync(core).look())
    except AgentError as error:
        _log.warning("reports: %s", error)
        return ReportPicture(ReportState.REFUSED, why=error.title)


def _answer(core: Core, picture: ReportPicture, options: argparse.Namespace) -> None:
    if options.json:
        say_json(report_json(picture))
        return
    line = core.presenter.report.line(picture, core.sources.now())
    for text in filter(None, (line.sentence, line.words)):
        say(text)


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
