"""Which files are Windows programs or libraries, and whether they carry a signature at all.

Layout after Microsoft's "PE Format": https://learn.microsoft.com/windows/win32/debug/pe-format
"""

import struct
from pathlib import Path
from typing import List, Optional

HEADER_BYTES = 4096
OFFSET_OF_PE = 0x3C
FILE_HEADER = 24
# Where the table of data directories begins in the optional header, by its magic number.
DIRECTORIES = {0x10B: 96, 0x20B: 112}
CERTIFICATES = 4
DIRECTORY_BYTES = 8


def programs_below(place: Path) -> List[Path]:
    """Every Windows program and library of a folder, in a steady order; or the one file."""
    files = [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file())
    return [file for file in files if certificate_bytes(file) is not None]


def certificate_bytes(file: Path) -> Optional[int]:
    """Size of the attached signatures, 0 for none; None for what is no Windows program."""
    with file.open("rb") as stream:
        header = stream.read(HEADER_BYTES)
    try:
        return _certificate_bytes(header)
    except struct.error:
        return None


def _certificate_bytes(header: bytes) -> Optional[int]:
    if header[:2] != b"MZ":
        return None
    (start,) = struct.unpack_from("<I", header, OFFSET_OF_PE)
    if header[start : start + 4] != b"PE\0\0":
        return None
    optional = start + FILE_HEADER
    (magic,) = struct.unpack_from("<H", header, optional)
    if magic not in DIRECTORIES:
        return None
    entry = optional + DIRECTORIES[magic] + CERTIFICATES * DIRECTORY_BYTES
    _place, size = struct.unpack_from("<II", header, entry)
    return int(size)
