"""The cutoff's own course: one word, done within bounds, its result kept."""

import logging
import sys
import threading
import uuid
from datetime import datetime, timezone
from typing import List, Sequence

from agent.brand import load_brand
from agent.brand_values import Names
from agent.cutoff.result import Fault, Result
from agent.cutoff.result_file import ResultFile
from agent.cutoff.work import Tools, failed, perform
from agent.exit_codes import NO, NOT_NOW, USAGE, YES
from agent.paths import brand_folder
from agent.teamviewer.control.on_windows import cut_teamviewer, look_at_teamviewer, record_folder
from agent.teamviewer.standing_access import remove_standing_access

assert sys.platform == "win32"

# A cut of services that do not answer ends well before; nobody waits for longer.
LONGEST_SECONDS = 90.0

_log = logging.getLogger(__name__)


def main(arguments: List[str]) -> int:
    """What the command line says; 0 only when all of it is done."""
    # Without a handler of its own, logging would write to standard error.
    logging.getLogger("agent").addHandler(logging.NullHandler())
    if not arguments:
        from agent.cutoff.service import run_as_service

        run_as_service()
        return YES
    if arguments in (["install"], ["remove"]):
        return _installer(arguments[0])
    result = do(arguments)
    if result.fault is Fault.REFUSED:
        return USAGE
    return YES if result.ok else NO


def do(arguments: Sequence[str]) -> Result:
    """Do the word within bounds and keep its result; a full disk keeps nothing from being shut."""
    names = load_brand(brand_folder()).names
    tools = tools_for(names)
    results: List[Result] = []
    thread = threading.Thread(
        target=lambda: results.append(perform(arguments, tools)), name="cutoff", daemon=True
    )
    thread.start()
    thread.join(LONGEST_SECONDS)
    result = results[0] if results else failed(Fault.TIMED_OUT, tools)
    try:
        ResultFile(lambda: record_folder(names)).save(result)
    except Exception:  # noqa: BLE001 - whoever asked looks for himself then
        _log.exception("the result is not kept")
    return result


def tools_for(names: Names) -> Tools:
    """Cutting and removing on this computer."""
    return Tools(
        cut=lambda: cut_teamviewer(names),
        look=look_at_teamviewer,
        remove=lambda: remove_standing_access(service_is_stopped=True),
        new_start=lambda: uuid.uuid4().hex,
        now=lambda: datetime.now(timezone.utc),
    )


def _installer(word: str) -> int:
    from agent.cutoff.installing import install_cutoff, remove_cutoff
    from agent.cutoff.program import cutoff_command
    from agent.errors import AgentError
    from agent.output import note

    try:
        install_cutoff(cutoff_command()) if word == "install" else remove_cutoff()
    except AgentError as error:
        note(str(error))
        return NOT_NOW
    return YES
