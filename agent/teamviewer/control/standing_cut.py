"""Whether a cut stands: read by anybody, changed by nobody."""

import sys
from pathlib import Path
from typing import Callable, Optional

from agent.files import read_bounded
from agent.teamviewer.control.record import MAX_BYTES, RecordError, decode
from agent.teamviewer.control.record_file import FILE_NAME

assert sys.platform == "win32"


def cut_stands(find_folder: Callable[[], Path]) -> Optional[bool]:
    """Whether services were cut and nobody put them back.

    None when the record cannot be read. `find_folder` may raise OSError. Nothing is opened or
    started because of it, so who owns the folder is not asked: once a cut wrote there, only
    administrators do.
    """
    try:
        record = decode(read_bounded(find_folder() / FILE_NAME, MAX_BYTES))
    except FileNotFoundError:
        return False
    except (OSError, RecordError):
        return None
    return bool(record)
