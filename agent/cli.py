"""The command line: arguments to one call each, text or JSON, and the exit code.

Answers go to standard output, messages for people to standard error.
"""

import argparse
import contextlib
import io
import logging
import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Callable, Dict, List, Optional

from agent.app import Core, build_core, has_journals, load_language, show_error
from agent.command_words import parser
from agent.connections import SessionPicture
from agent.errors import AgentError
from agent.exit_codes import INTERNAL, NO, NOT_NOW, USAGE, YES
from agent.json_output import check_json, identity_json, status_json
from agent.output import AnswerRefusedError, finish, note, say, say_json
from agent.state import (
    AccessPicture,
    AccessState,
    CheckReport,
    Identity,
    IdentityState,
    Outcome,
    ReportPicture,
    ReportState,
    Snapshot,
)
from agent.texts import Message, message
from agent.translations import Translate

if TYPE_CHECKING:
    from agent.first_icon import FirstIcon

# Run with an administrator's rights: the person's folder may lead, by a link, to anybody's files.
_WITH_MORE_RIGHTS = ("restore",)

_log = logging.getLogger(__name__)


def main(arguments: List[str], first: "Optional[FirstIcon]" = None) -> int:
    """Do what the arguments ask and give the exit code. Never raises but for wrong usage.

    `first` is the icon that already stands beside the clock.
    """
    _speak_utf8()
    # Without a handler of its own, logging would write to standard error.
    logging.getLogger("agent").addHandler(logging.NullHandler())
    options = _parsed(arguments)
    options.command = options.command or "tray"
    translate: Translate = _without_words
    try:
        language, translate = load_language()
        code = _done(options, language, translate, first)
        finish()
        return code
    except KeyboardInterrupt:
        return NOT_NOW
    except AgentError as error:
        _log.error("%s", error)
        _tell(translate, error, options.command)
    except Exception as error:  # noqa: BLE001 - the last border: logged, told in a sentence
        _log.exception("internal error")
        title, advice = message("app.internal"), message("app.internal.advice")
        _tell(translate, AgentError(title, advice, str(error)), options.command)
    with contextlib.suppress(AnswerRefusedError):
        finish()
    return INTERNAL


def _without_words(sentence: Message) -> str:
    """When there is not even a translation: what it was about, which a technician can look up."""
    return sentence.key


def _parsed(arguments: List[str]) -> argparse.Namespace:
    """The arguments read; wrong ones end the program with their exit code, told or not."""
    streams = contextlib.ExitStack()
    if sys.stderr is None:
        # A window has no streams, and argparse writes without asking.
        streams.enter_context(contextlib.redirect_stderr(io.StringIO()))
    try:
        with streams:
            return parser().parse_args(arguments)
    except OSError:
        raise SystemExit(USAGE) from None
    finally:
        with contextlib.suppress(AnswerRefusedError):
            finish()


def _done(
    options: argparse.Namespace,
    language: str,
    translate: Translate,
    first: "Optional[FirstIcon]",
) -> int:
    core = build_core(language, translate, logs=options.command not in _WITH_MORE_RIGHTS)
    if first is not None:
        return _run_behind(first, core, options)
    return _COMMANDS[options.command](core, options)


def _speak_utf8() -> None:
    """Pipes and files get UTF-8 whatever the code page; a console takes Unicode by itself."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _tell(translate: Translate, error: AgentError, command: str) -> None:
    """On standard error, with the detail; for the tray in a message box, as it has no console."""
    sentences = [text for text in map(translate, (error.title, error.advice)) if text]
    note("\n".join([*sentences, error.detail]))
    if command == "tray":
        show_error("\n\n".join(sentences))


def _tray(core: Core, options: argparse.Namespace) -> int:
    from agent.first_icon import first_icon

    with first_icon(core.brand, background=options.background) as first:
        return YES if first is None else _run_behind(first, core, options)


def _run_behind(first: "FirstIcon", core: Core, options: argparse.Namespace) -> int:
    from agent.tray_program import run_tray

    return run_tray(core, first, background=options.background)


def _id(core: Core, options: argparse.Namespace) -> int:
    identity = core.sources.read_identity()
    if options.json:
        say_json(identity_json(identity))
    elif identity.display:
        say(identity.display)
    _explain(core, identity)
    return YES if identity.state is IdentityState.READY else NO


def _explain(core: Core, identity: Identity) -> None:
    """Why there is no ID, and what looked like TeamViewer but was not taken for it."""
    for line in core.presenter.identity_notes(identity):
        note(line)


def _check(core: Core, options: argparse.Namespace) -> int:
    report = core.check_once(offline=options.offline)
    if options.json:
        say_json(check_json(report, core.translate))
    else:
        _say_findings(core, report)
    return YES if report.outcome is Outcome.MET else NO


def _say_findings(core: Core, report: CheckReport) -> None:
    for line in core.presenter.finding_lines(report):
        say(" ".join(filter(None, (line.heading + ".", line.text))))


def _status(core: Core, options: argparse.Namespace) -> int:
    taken = core.snapshot_once(offline=options.offline)
    snapshot: Snapshot = replace(
        taken, access=_access(core), session=_session(), report=_report_standing(core)
    )
    if options.json:
        differences = core.presenter.doors.differences(snapshot).sentences
        say_json(status_json(snapshot, differences, core.translate))
    else:
        _say_status(core, snapshot)
    is_ready = snapshot.identity.state is IdentityState.READY
    return YES if is_ready and snapshot.check.outcome is Outcome.MET else NO


def _access(core: Core) -> AccessPicture:
    """What is allowed; without any journal the credential store need not be asked."""
    if not has_journals(core):
        return AccessPicture(AccessState.NONE)
    from agent.access_building import build_access

    try:
        return build_access(core).authorisations.look()
    except AgentError as error:
        _log.warning("access cannot be read: %s", error)
        return AccessPicture(troubles=(error.title, error.advice))


def _report_standing(core: Core) -> ReportPicture:
    """What became of reports; without a desk nothing need be loaded."""
    if not core.brand.desk.address:
        return ReportPicture(ReportState.NO_DESK)
    from agent.report_cli import standing

    return standing(core)


def _session() -> SessionPicture:
    """Who is connected now."""
    from agent.teamviewer.live.reader import LiveReader

    return SessionPicture(LiveReader().read().live)


def _say_status(core: Core, snapshot: Snapshot) -> None:
    view = core.presenter.main_view(snapshot)
    for text in (
        view.headline,
        view.id_label,
        view.id_text,
        view.id_note,
        view.shop_state,
        view.access_sentence,
        view.session_sentence,
        *view.differences.sentences,
        view.report.sentence,
        view.report.words,
    ):
        if text:
            say(text)
    _say_findings(core, snapshot.check)


def _connections(core: Core, options: argparse.Namespace) -> int:
    from agent.connections_cli import run
    from agent.connections_on_windows import find_here

    return run(core, options, partial(find_here, core))


def _consent(core: Core, options: argparse.Namespace) -> int:
    from agent.consent_cli import run

    return run(core, options)


def _doors(core: Core, options: argparse.Namespace) -> int:
    from agent.doors_cli import run

    return run(core, options)


def _cut(core: Core, options: argparse.Namespace) -> int:
    from agent.access_building import note_access
    from agent.cutting_cli import cut

    return cut(core, options, partial(note_access, core))


def _restore(core: Core, options: argparse.Namespace) -> int:
    from agent.access_building import note_access
    from agent.cutting_cli import restore

    return restore(core, options, partial(note_access, core))


def _report(core: Core, options: argparse.Namespace) -> int:
    from agent.report_cli import run

    return run(core, options)


def _setup(core: Core, options: argparse.Namespace) -> int:
    from agent.setup_cli import run

    return run(core, options)


def _diagnose(core: Core, options: argparse.Namespace) -> int:
    from agent.diagnosis import FileRefusedError, write_diagnosis

    try:
        write_diagnosis(core, options.file.absolute())
    except FileRefusedError as error:
        _log.warning("%s", error)
        _tell(core.translate, error, options.command)
        return NOT_NOW
    return YES


_COMMANDS: Dict[str, Callable[[Core, argparse.Namespace], int]] = {
    "tray": _tray,
    "id": _id,
    "check": _check,
    "status": _status,
    "doors": _doors,
    "connections": _connections,
    "consent": _consent,
    "cut": _cut,
    "restore": _restore,
    "report": _report,
    "setup": _setup,
    "diagnose": _diagnose,
}
