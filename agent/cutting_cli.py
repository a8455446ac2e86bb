"""`agent cut` and `agent restore`: shut TeamViewer and prove it, put back what a cut changed."""

import argparse
import logging
from typing import Any, Callable, Dict, Tuple

from agent.app import Core
from agent.cutoff.words import Word
from agent.errors import AgentError
from agent.exit_codes import NO, NOT_NOW, YES
from agent.output import note, say, say_json
from agent.shutting.on_windows import shut
from agent.shutting.shut import Method
from agent.teamviewer.control.on_windows import restore_teamviewer
from agent.teamviewer.control.outcome import Outcome
from agent.teamviewer.control.outcome_json import outcome_event, outcome_json
from agent.texts import message

_log = logging.getLogger(__name__)

Journal = Callable[[str, Dict[str, Any]], None]
"""Takes an event's type and data. It is called after the answer: nothing waits for it."""


def cut(
    core: Core, options: argparse.Namespace, journal: Journal = lambda _type, _data: None
) -> int:
    """Do `agent cut`; Windows may ask the person, whose refusal is an answer like another."""
    done = shut(core.brand.names, Word.CUT)
    outcome = done.outcome
    found = bool(outcome.services or outcome.processes_ended)
    is_shut = "cut.done" if found else "cut.nothing_found"
    try:
        _answer(core, outcome, (is_shut, "cut.not_done"), options)
        if done.failure is not None:
            _log.warning("not shut: %s", done.failure.value)
            note(core.translate(done.failure.title))
            note(core.translate(done.failure.advice))
    finally:
        _write(journal, "access.cut", outcome, done.method)
    if done.ok:
        return YES
    return NO if done.failure is None else NOT_NOW


def restore(
    core: Core, options: argparse.Namespace, journal: Journal = lambda _type, _data: None
) -> int:
    """Do `agent restore`."""
    try:
        outcome = restore_teamviewer(core.brand.names)
    except AgentError as error:
        _refuse(core, error, options)
        return NOT_NOW
    try:
        _answer(core, outcome, ("cut.restored", "cut.not_restored"), options)
    finally:
        _write(journal, "access.restored", outcome, Method.ELEVATED)
    return YES if outcome.ok else NO


def _answer(
    core: Core, outcome: Outcome, keys: Tuple[str, str], options: argparse.Namespace
) -> None:
    done, not_done = keys
    if options.json:
        say_json(outcome_json(outcome, core.translate))
    else:
        say(core.translate(message(done if outcome.ok else not_done)))
        for left in outcome.left:
            say(core.translate(left.sentence))
    for trouble in outcome.troubles:
        note(core.translate(trouble))
    for left in outcome.left:
        _log.warning("left: %s %s %s", left.what, left.why.value, left.detail)


def _refuse(core: Core, error: AgentError, options: argparse.Namespace) -> None:
    _log.warning("nothing put back: %s", error)
    title, advice = core.translate(error.title), core.translate(error.advice)
    if options.json:
        refusal = outcome_json(Outcome(0), core.translate)
        say_json({**refusal, "ok": False, "left": [title]})
    note(title)
    note(advice)


def _write(journal: Journal, event: str, outcome: Outcome, method: Method) -> None:
    """Hand the event over; what it makes of it changes no answer."""
    try:
        journal(event, outcome_event(outcome, "client", method.in_journal))
    except Exception:  # noqa: BLE001 - the cut has been made and told
        _log.exception("%s is not written", event)
