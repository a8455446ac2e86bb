"""Where TeamViewer keeps its log for one person, when it does not keep it beside its program.

Sources: the vendor's own module TeamViewerPS, KAPE's and dissect's lists of TeamViewer's files.
"""

import ntpath
import os
import sys
from typing import Tuple

from agent.win32.files import is_on_this_computer, long_path

assert sys.platform == "win32"

LOG_PATTERN = "TeamViewer*_Logfile.log"


def person_log_folders() -> Tuple[str, ...]:
    """The folders in this person's profile, whether they exist or not; all on this computer."""
    return (
        *_below("APPDATA", "TeamViewer"),
        *_below("LOCALAPPDATA", "TeamViewer\\Logs"),
        *unpacking_folders(),
    )


def unpacking_folders() -> Tuple[str, ...]:
    """Where QuickSupport unpacks itself and runs from."""
    return _below("TEMP", "TeamViewer")


def _below(variable: str, folder: str) -> Tuple[str, ...]:
    base = os.environ.get(variable)
    if not base or not is_on_this_computer(base):
        return ()
    return (ntpath.join(long_path(base), folder),)
