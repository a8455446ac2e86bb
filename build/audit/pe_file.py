"""One program file (PE): what it imports, exports, and was made for."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, FrozenSet, Iterator, Tuple

import pefile

ENDINGS = (".exe", ".dll", ".pyd", ".drv", ".ocx", ".cpl")
_MACHINES = {0x14C: "x86", 0x8664: "x64", 0xAA64: "arm64", 0x1C0: "arm"}
_WINE_MARKS = (b"Wine builtin DLL", b"Wine placeholder DLL")
_IS_LIBRARY = 0x2000
_DIRECTORIES = tuple(
    pefile.DIRECTORY_ENTRY[f"IMAGE_DIRECTORY_ENTRY_{name}"]
    for name in ("IMPORT", "DELAY_IMPORT", "EXPORT")
)


class UnreadableFileError(Exception):
    """Named like a program file, but it is none, or it is damaged."""


@dataclass(frozen=True)
class Import:
    """One function (`#` and a number when it has no name); a delayed one is bound at first use."""

    library: str
    function: str
    is_delayed: bool


@dataclass(frozen=True)
class ProgramFile:
    """What the import audit needs to know; `name` is the path inside the folder."""

    name: str
    machine: str
    is_library: bool
    subsystem: Tuple[int, int]
    is_from_wine: bool
    imports: Tuple[Import, ...]
    exports: FrozenSet[str]

    @property
    def library(self) -> str:
        """The name under which others import it."""
        return self.name.rpartition("/")[2].lower()


def read_folder(folder: Path) -> Tuple[ProgramFile, ...]:
    """Every program file below.

    Raises:
        UnreadableFileError: one of them cannot be read as such.
    """
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)
    return tuple(
        read_file(file.relative_to(folder).as_posix(), file.read_bytes()) for file in files
    )


def read_file(name: str, content: bytes) -> ProgramFile:
    """One file from its bytes.

    Raises:
        UnreadableFileError: it is no program file, or damaged.
    """
    try:
        image = pefile.PE(data=content, fast_load=True, max_symbol_exports=1 << 20)
        image.parse_data_directories(list(_DIRECTORIES))
    except pefile.PEFormatError as error:
        raise UnreadableFileError(f"{name}: {error}") from error
    header, optional = image.FILE_HEADER, image.OPTIONAL_HEADER
    return ProgramFile(
        name=name,
        machine=_MACHINES.get(header.Machine, hex(header.Machine)),
        is_library=bool(header.Characteristics & _IS_LIBRARY),
        subsystem=(optional.MajorSubsystemVersion, optional.MinorSubsystemVersion),
        is_from_wine=content[0x40:].startswith(_WINE_MARKS),
        imports=tuple(_imports(image)),
        exports=frozenset(_exports(image)),
    )


def _imports(image: Any) -> Iterator[Import]:  # noqa: ANN401 - pefile has no types
    kinds = (("DIRECTORY_ENTRY_IMPORT", False), ("DIRECTORY_ENTRY_DELAY_IMPORT", True))
    for attribute, is_delayed in kinds:
        for entry in getattr(image, attribute, None) or ():
            library = entry.dll.decode("ascii", "replace").lower()
            for symbol in entry.imports:
                yield Import(
                    library if "." in library else f"{library}.dll", _name(symbol), is_delayed
                )


def _exports(image: Any) -> Iterator[str]:  # noqa: ANN401 - pefile has no types
    table = getattr(image, "DIRECTORY_ENTRY_EXPORT", None)
    for symbol in table.symbols if table else ():
        yield f"#{symbol.ordinal}"
        if symbol.name:
            yield _name(symbol)


def _name(symbol: Any) -> str:  # noqa: ANN401 - pefile has no types
    return symbol.name.decode("ascii", "replace") if symbol.name else f"#{symbol.ordinal}"
