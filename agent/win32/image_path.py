"""The program inside a service's command line, which is written in many ways.

Pure: the environment is given, so every form can be tested anywhere.
"""

import ntpath
import re
from typing import Mapping, Optional

# CreateProcess takes no longer command line.
MAX_COMMAND_LENGTH = 32_767

_VARIABLE = re.compile(r"%([^%]+)%")
_UNQUOTED_PROGRAM = re.compile(r"(.+?\.exe)(?=\s|$)", re.IGNORECASE | re.DOTALL)
_LOCAL_PATH = re.compile(r"[A-Za-z]:\\[^\x00-\x1f]*")


def program_of(command: str, environment: Mapping[str, str]) -> Optional[str]:
    """The program's path in `command`, without quotes or arguments; None when there is none.

    An unquoted path with spaces ends at its first `.exe` before a space, as Windows tries it.
    """
    if len(command) > MAX_COMMAND_LENGTH:
        return None
    expanded = expand(command.strip(), environment)
    if expanded.startswith('"'):
        program = expanded[1:].partition('"')[0]
    else:
        match = _UNQUOTED_PROGRAM.match(expanded)
        program = match.group(1) if match else expanded.partition(" ")[0]
    return _without_device_prefix(program.strip()) or None


def expand(text: str, environment: Mapping[str, str]) -> str:
    """`text` with `%NAME%` replaced, whatever the case of NAME; unknown names are left alone."""
    values = {name.upper(): value for name, value in environment.items()}
    return _VARIABLE.sub(lambda found: values.get(found.group(1).upper(), found.group(0)), text)


def local_folder(text: str) -> Optional[str]:
    """`text` as a normal absolute path on a drive of this computer, else None.

    Network and device paths are refused: looking at them would contact another computer.
    """
    bare = text.strip().strip('"')
    if len(bare) > MAX_COMMAND_LENGTH or not _LOCAL_PATH.fullmatch(bare):
        return None
    return ntpath.normpath(bare)


def _without_device_prefix(path: str) -> str:
    for prefix in ("\\??\\", "\\\\?\\"):
        if path.startswith(prefix):
            return path[len(prefix) :]
    return path
