"""Runs first in each frozen program: is all of it there, and can this Windows load it?

Nothing may be imported that is not in the interpreter's own library before this is known. Windows
without the Universal C runtime (update KB2999226) never comes here: the interpreter itself
needs it, and the start code in front of it says so in its own words.
"""

import os
import sys
from typing import FrozenSet, Optional

from start_words import (  # type: ignore[import-not-found]  # made by build/agent.spec
    PLACE_OF_UPDATE,
    PROGRAM,
    SENTENCES,
)

PARTS = "parts.txt"
WITH_WINDOWS = "assistance.exe"
INTERNAL = 4
"""As in `agent.exit_codes`: 1 would be an answer."""
_PARTS_MISSING, _UPDATE_MISSING = "start.part_missing", "start.update_missing"
_WINDOWS_7 = (6, 1)
_MB_ICONERROR = 0x10


def missing_part(folder: str) -> Optional[str]:
    """The first file of the program that is not there; the list of them is one of them."""
    try:
        with open(f"{folder}/{PARTS}", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is slow to load
            parts = file.read().splitlines()
    except OSError:
        return PARTS
    # One question for each folder: on an old disk, one for each file is felt.
    split = [part.rpartition("/") for part in parts]
    names = {place: _names(f"{folder}/{place}") for place in {place for place, _, _name in split}}
    return next(("".join(p) for p in split if p[2].lower() not in names[p[0]]), None)


def _names(folder: str) -> FrozenSet[str]:
    try:
        return frozenset(name.lower() for name in os.listdir(folder))  # noqa: PTH208 - as above
    except OSError:
        return frozenset()


def lacks_loader_update() -> bool:
    """Python loads its extension modules in a way that Windows 7 learned with KB2533623."""
    if sys.getwindowsversion()[:2] > _WINDOWS_7:  # type: ignore[attr-defined,unused-ignore]
        return False
    try:
        import _ctypes  # noqa: F401 - only to see whether it can be
    except ImportError:
        return True
    return False


def sentences(key: str, **values: str) -> str:
    """What is told in every language, French first: which one the person reads is not known yet."""
    lines = [f"{s[key]}\n{s[key + '.advice']}".format(**values) for s in SENTENCES]
    return "\n\n".join(lines)


def stop(text: str) -> None:
    """Tell it, in a box where there is no console, and end the program.

    The program with windows can inherit a standard error that leads nowhere.

    Raises:
        SystemExit: always.
    """
    if sys.stderr is None or os.path.basename(sys.executable).lower() == WITH_WINDOWS:  # noqa: PTH119
        _show(text)
    else:
        sys.stderr.write(text + "\n")
    sys.exit(INTERNAL)


def _show(text: str) -> None:
    try:
        import ctypes
    except ImportError as error:
        # Only the start code can still show something: it shows what is raised.
        raise RuntimeError(text) from error
    ctypes.windll.user32.MessageBoxW(None, text, PROGRAM, _MB_ICONERROR)


def main() -> None:
    """Stop unless all is there."""
    part = missing_part(sys._MEIPASS)  # type: ignore[attr-defined]  # PyInstaller's own
    if part is not None:
        stop(sentences(_PARTS_MISSING, part=part))
    if lacks_loader_update():
        stop(sentences(_UPDATE_MISSING) + "\n\n" + PLACE_OF_UPDATE)


if __name__ == "__main__" and hasattr(sys, "_MEIPASS"):
    main()
