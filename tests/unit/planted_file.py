"""A program file made of bytes, that imports what a test wants. Never run, only read."""

import struct
from typing import Mapping, Sequence

_PLACE, _ALIGNED = 0x1000, 0x200
_HEADERS = 0x200
LIBRARY, X64, X86 = 0x2022, 0x8664, 0x14C


def program_file(
    imports: Mapping[str, Sequence[str]],
    *,
    machine: int = X64,
    kind: int = LIBRARY,
    subsystem: int = 6,
    mark: bytes = b"",
) -> bytes:
    """A 64-bit `.pyd` with these functions of these libraries in its import table."""
    section = _import_table(imports)
    size = -(-len(section) // _ALIGNED) * _ALIGNED
    dos = b"MZ" + bytes(58) + struct.pack("<I", 0x80) + mark
    coff = struct.pack("<HHIIIHH", machine, 1, 0, 0, 0, 240, kind)
    optional = struct.pack("<HBB5IQII6H4IHH4Q2I", 0x20B, 14, 28, 0, size, 0, 0, _PLACE,
        0x180000000, _PLACE, _ALIGNED, 6, 0, 0, 0, subsystem, 0, 0, 0x3000, _HEADERS, 0,
        2, 0, 0x100000, 0x1000, 0x100000, 0x1000, 0, 16)  # fmt: skip
    directories = struct.pack("<4I", 0, 0, _PLACE, len(section)) + bytes(14 * 8)
    header = struct.pack("<8s6IHHI", b".idata", len(section), _PLACE, size, _HEADERS, 0, 0, 0, 0,
        0x40000040)  # fmt: skip
    headers = dos.ljust(0x80, b"\0") + b"PE\0\0" + coff + optional + directories + header
    return headers.ljust(_HEADERS, b"\0") + section.ljust(size, b"\0")


def _import_table(imports: Mapping[str, Sequence[str]]) -> bytes:
    table, rest = b"", b""
    start = _PLACE + 20 * (len(imports) + 1)
    for library, functions in imports.items():
        name_place = start + len(rest)
        rest += library.encode() + b"\0"
        thunks = b""
        for function in functions:
            thunks += struct.pack("<Q", start + len(rest))
            rest += struct.pack("<H", 0) + function.encode() + b"\0"
        rest += bytes(-len(rest) % 8)
        thunk_place = start + len(rest)
        rest += thunks + bytes(8)
        table += struct.pack("<5I", thunk_place, 0, 0, name_place, thunk_place)
    return table + bytes(20) + rest
