"""`agent consent`: see, check, take home and take back what was allowed. Nothing here allows."""

import argparse
import logging
from typing import Any, Callable, Dict, List, Sequence

from agent.access_building import build_access, build_checking, journal_place
from agent.access_parts import AccessParts
from agent.app import Core
from agent.consent.checking import CheckedFolder
from agent.consent.journal_picture import FolderPicture, JournalState
from agent.consent.proof import ProofError
from agent.consent.retention import forget_person
from agent.consent.storage_errors import ConsentStorageError
from agent.consent.withdrawals import Withdrawal
from agent.errors import AgentError
from agent.exit_codes import NO, NOT_NOW, YES
from agent.json_output import standing_json, utc_text
from agent.output import note, say, say_json
from agent.shutting.on_windows import shut
from agent.shutting.shut import Shut
from agent.state import AccessPicture
from agent.stopping import Stop, shut_drafts
from agent.texts import message

_log = logging.getLogger(__name__)

WRITING_SECONDS = 40.0
STATES = {JournalState.UNREADABLE: JournalState.CORRUPT}


def run(core: Core, options: argparse.Namespace) -> int:
    """Do what `agent consent` is asked; what Windows refuses is not possible now."""
    try:
        return _COMMANDS[options.consent_command](core, options)
    except (ConsentStorageError, ProofError) as error:
        for text in (core.translate(error.title), core.translate(error.advice), error.detail):
            note(text)
        return NOT_NOW


def _show(core: Core, options: argparse.Namespace) -> int:
    parts = build_access(core)
    picture = parts.authorisations.look()
    folder = parts.authorisations.folder()
    if options.json:
        say_json(standing_json(picture, _journals_json(folder)))
    else:
        say(core.presenter.access.sentence(picture))
        for line in core.presenter.access.authorisations(picture).lines:
            say(line.text)
    return YES


def _journals_json(folder: FolderPicture) -> List[Dict[str, Any]]:
    return [
        {"log": j.log, "lines": j.lines, "state": STATES.get(j.state, j.state).value}
        for j in folder.journals
    ]


def _verify(core: Core, options: argparse.Namespace) -> int:
    checked = build_checking(core).check()
    if options.json:
        say_json(_checked_json(checked))
    else:
        for journal in checked.journals:
            say(f"{journal.log}: {journal.lines}, {journal.why or 'OK'}")
        for receipt in checked.receipts:
            say(f"{receipt.size}: {receipt.why or 'OK'}")
        say(core.translate(message(f"access.cli.{_verdict(checked)}")))
    return YES if checked.ok else NO


def _verdict(checked: CheckedFolder) -> str:
    """Nothing to look at is not called intact."""
    if not checked.ok:
        return "not_verified"
    return "verified" if checked.journals or checked.receipts else "nothing_to_verify"


def _checked_json(checked: CheckedFolder) -> Dict[str, Any]:
    """The object of `agent consent verify`."""
    journals = [
        {"log": j.log, "lines": j.lines, "first_bad": j.first_bad, "why": j.why}
        for j in checked.journals
    ]
    receipts = [
        {"size": r.size, "time": utc_text(r.time), "ok": r.ok, "why": r.why}
        for r in checked.receipts
    ]
    return {"ok": checked.ok, "journals": journals, "receipts": receipts}


def _export(core: Core, options: argparse.Namespace) -> int:
    saved = build_access(core).proof.save(options.file.absolute())
    if options.json:
        say_json({"ok": True, "file": str(saved)})
    note(core.translate(message("access.proof_saved.text", path=saved)))
    return YES


def _withdraw(core: Core, options: argparse.Namespace) -> int:
    """Shut the software first, as a window does; no journal and no key keeps that from being done.

    Raises:
        ConsentStorageError: the software was shut, and what was allowed cannot be read.
    """
    stop = Stop("cli", lambda _stopped: None)
    try:
        parts = build_access(core)
        picture = parts.authorisations.look()
    except Exception:
        shut(core.brand.names, stop.word(AccessPicture()))
        raise
    done = shut(core.brand.names, stop.word(picture))
    stopped = parts.authorisations.withdraw_all(stop.how(done))
    written = parts.authorisations.close(WRITING_SECONDS) and _nothing_is_left(parts)
    _note(parts, done)
    _tell_stopped(core, stopped, options, written=written, shut_ok=done.ok)
    if not written:
        return NOT_NOW
    return YES if done.ok else NO


def _note(parts: AccessParts, done: Shut) -> None:
    """What cannot be written has been done all the same."""
    try:
        parts.authorisations.note(*shut_drafts(done))
        parts.authorisations.close(WRITING_SECONDS)
    except AgentError as error:
        _log.warning("the cut is not written: %s", error)


def _nothing_is_left(parts: AccessParts) -> bool:
    """Whether nothing is allowed, nor could be once a journal can be read that now cannot."""
    if parts.authorisations.look().allowed:
        return False
    folder = parts.authorisations.folder()
    hidden = any(journal.state is JournalState.UNREADABLE for journal in folder.journals)
    return not hidden and not folder.hides_damage


def _tell_stopped(
    core: Core,
    stopped: Sequence[Withdrawal],
    options: argparse.Namespace,
    *,
    written: bool,
    shut_ok: bool,
) -> None:
    if options.json:
        cids = [withdrawal.draft.cid for withdrawal in stopped]
        say_json({"ok": written and shut_ok, "withdrawn": cids, "cut": shut_ok})
    else:
        say(core.translate(message("access.cli.stopped", ended=len(stopped))))
    if not written:
        note(core.translate(message("access.cli.unwritten")))
    if not shut_ok:
        note(core.translate(message("cut.not_done")))


def _forget_person(core: Core, options: argparse.Namespace) -> int:
    erased = forget_person(journal_place(core))
    if options.json:
        say_json({"ok": not erased.left, "erased": len(erased.gone), "left": list(erased.left)})
    else:
        counts = {"gone": len(erased.gone), "left": len(erased.left)}
        say(core.translate(message("access.cli.erased", **counts)))
    return NO if erased.left else YES


_COMMANDS: Dict[str, Callable[[Core, argparse.Namespace], int]] = {
    "show": _show,
    "verify": _verify,
    "export": _export,
    "withdraw": _withdraw,
    "forget-person": _forget_person,
}
