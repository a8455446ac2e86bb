"""What Windows shows as a program's properties: version, publisher, product."""

from typing import Dict, Tuple

from PyInstaller.utils.win32.versioninfo import (
    FixedFileInfo,
    StringFileInfo,
    StringStruct,
    StringTable,
    VarFileInfo,
    VarStruct,
    VSVersionInfo,
)

from agent import __version__
from agent.brand_values import Brand

_FRENCH, _UNICODE = 0x040C, 1200


def numbers(version: str) -> Tuple[int, int, int, int]:
    """`1.2.3` as Windows' four numbers.

    Raises:
        ValueError: when it is not one to four numbers with dots.
    """
    parts = [int(part) for part in version.split(".")]
    first, second, third, fourth = (*parts, 0, 0, 0)[:4] if len(parts) <= 4 else parts
    return first, second, third, fourth


def texts(brand: Brand, file_name: str) -> Dict[str, str]:
    """The named texts of one program file."""
    return {
        "CompanyName": brand.names.shop,
        "FileDescription": brand.names.program,
        "FileVersion": __version__,
        "InternalName": file_name,
        "LegalCopyright": brand.names.shop,
        "OriginalFilename": file_name,
        "ProductName": brand.names.program,
        "ProductVersion": __version__,
    }


def version_resource(brand: Brand, file_name: str) -> VSVersionInfo:
    """The resource of one program file."""
    version = numbers(__version__)
    table = [StringStruct(name, text) for name, text in texts(brand, file_name).items()]
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=version, prodvers=version),
        kids=[
            StringFileInfo([StringTable(f"{_FRENCH:04x}{_UNICODE:04x}", table)]),
            VarFileInfo([VarStruct("Translation", [_FRENCH, _UNICODE])]),
        ],
    )
