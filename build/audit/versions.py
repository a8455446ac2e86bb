"""Windows versions, as tuples that compare."""

import re
from typing import Dict, Optional, Tuple

Version = Tuple[int, ...]

WINDOWS_7: Version = (6, 1)

_NAMES: Dict[str, Version] = {
    "windows8.0": (6, 2),
    "windows8.1": (6, 3),
    "windowsServer2000": (5, 0),
    "windowsServer2003": (5, 2),
    "windowsServer2008": (6, 0),
    "windowsServer2012": (6, 2),
    "windowsServer2016": (10, 0, 14393),
}
_SHOWN: Dict[Version, str] = {(6, 2): "Windows 8", (6, 3): "Windows 8.1"}
_NUMBERS = re.compile(r"(?:windows)?(\d+)\.(\d+)(?:\.(\d+))?")


def parse_version(text: str) -> Optional[Version]:
    """`windows10.0.14393` as (10, 0, 14393); None for an empty text.

    Raises:
        ValueError: it is some other text.
    """
    if not text:
        return None
    if text in _NAMES:
        return _NAMES[text]
    found = _NUMBERS.fullmatch(text)
    if not found:
        raise ValueError(f"not a Windows version: {text!r}")
    numbers = tuple(int(number) for number in found.groups() if number)
    # The service pack or build of 5.x and 6.x tells nothing apart here.
    return numbers if numbers >= (10,) else numbers[:2]


def shown(version: Version) -> str:
    """A version as people call it."""
    return _SHOWN.get(version, f"Windows {'.'.join(map(str, version))}")
