"""`agent setup`: what installer and uninstaller ask of the program. For them, not for people."""

import argparse
import logging
import os
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Callable, Dict, Optional, Tuple, Union

from agent import consent_cli, report_cli
from agent.app import Core, has_journals
from agent.connections import LiveState
from agent.exit_codes import NOT_NOW, YES
from agent.output import note
from agent.paths import settings_file
from agent.setting_up.close_request import ask_to_close
from agent.setting_up.closing import ClosingPorts, close_copies
from agent.setting_up.data_folders import prepare_data_folders
from agent.setting_up.leaving import must_shut
from agent.settings import load_settings
from agent.state import AccessPicture, AccessState
from agent.win32.desktop_user import start_as_desktop_user
from agent.win32.elevation import allow_opening_every_process
from agent.win32.process_ending import end_process
from agent.win32.processes import processes_where
from agent.windows_facts import ProcessFacts, Refused, Unreadable

PROGRAMS_BEGIN_WITH = "assistance"
TRAY_PROGRAM = "assistance.exe"
ENDING_SECONDS = 5.0
# Whoever uninstalls without a network must not wait for long.
REPORT_SECONDS = 30.0

_log = logging.getLogger(__name__)


def run(core: Core, options: argparse.Namespace) -> int:
    """Do what the installer asks; 0 only when all of it is done, 3 when Windows refuses."""
    try:
        return _COMMANDS[options.setup_command](core, options)
    except OSError as error:
        _log.warning("setup %s: %s", options.setup_command, error)
        note(str(error))
        return NOT_NOW


def _close(core: Core, options: argparse.Namespace) -> int:
    allow_opening_every_process()
    ports = ClosingPorts(
        ask=lambda: ask_to_close(core.brand.names),
        running=_running,
        end=_end,
        clock=time.monotonic,
        pause=time.sleep,
    )
    left = close_copies(options.folder, os.getpid(), ports)
    for name in left:
        note(f"still running: {name}")
    return NOT_NOW if left else YES


def _running() -> Union[Tuple[ProcessFacts, ...], Unreadable]:
    return processes_where(lambda name: name.lower().startswith(PROGRAMS_BEGIN_WITH))


def _end(process: ProcessFacts) -> Optional[Refused]:
    return end_process(process.pid, process.path or "", ENDING_SECONDS)


def _data_folders(core: Core, _options: argparse.Namespace) -> int:
    prepare_data_folders(core.brand.names)
    return YES


def _start_tray(_core: Core, options: argparse.Namespace) -> int:
    program = str(Path(sys.executable).with_name(TRAY_PROGRAM))
    words = ["tray", "--background"] if options.background else ["tray"]
    return YES if start_as_desktop_user(program, words) else NOT_NOW


def _leave(core: Core, _options: argparse.Namespace) -> int:
    """Take back what is allowed and shut; then a last report, if the client ever agreed to one."""
    asked = argparse.Namespace(consent_command="withdraw", json=False)
    code = consent_cli.run(core, asked) if must_shut(_access(core), _live()) else YES
    if load_settings(settings_file(core.folder)).reports_allowed:
        _report_within(core, REPORT_SECONDS)
    return code


def _access(core: Core) -> AccessPicture:
    if not has_journals(core):
        return AccessPicture(AccessState.NONE)
    from agent.access_building import build_access

    try:
        return build_access(core).authorisations.look()
    except Exception:  # noqa: BLE001 - what cannot be read counts as open
        _log.exception("access cannot be read")
        return replace(AccessPicture(), state=AccessState.UNKNOWN)


def _live() -> LiveState:
    from agent.teamviewer.live.reader import LiveReader

    try:
        return LiveReader().read().live.state
    except Exception:  # noqa: BLE001 - as above
        _log.exception("connections cannot be read")
        return LiveState.UNKNOWN


def _report_within(core: Core, seconds: float) -> None:
    """Tell the desk; it is in the journal that stays, whether the desk hears of it or not."""
    asked = argparse.Namespace(json=False)

    def report() -> None:
        try:
            report_cli.run(core, asked)
        except Exception:  # noqa: BLE001 - leaving does not hang on it
            _log.exception("last report")

    thread = threading.Thread(target=report, name="last report", daemon=True)
    thread.start()
    thread.join(seconds)


_COMMANDS: Dict[str, Callable[[Core, argparse.Namespace], int]] = {
    "close": _close,
    "data-folders": _data_folders,
    "start-tray": _start_tray,
    "leave": _leave,
}
