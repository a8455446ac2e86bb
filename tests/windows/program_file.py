"""Real, runnable programs that claim to be some product, as TeamViewer's and its imitations do."""

import os
import shutil
import struct
import sys
from pathlib import Path
from typing import Dict

import win32api

assert sys.platform == "win32"

_PYTHON = Path(sys.executable).parent
_LIBRARIES = ("python38.dll", "python3.dll", "vcruntime140.dll", "vcruntime140_1.dll")
_MODULES = ("Lib", "DLLs", "Lib\\site-packages")
_PYWIN32 = ("win32", "win32\\lib", "pywin32_system32", "pythonwin")
_RT_VERSION = 16
_ENGLISH = 0x0409
_UNICODE = 0x04B0


def make_program(path: Path, product_name: str, file_version: str) -> None:
    """A copy of Windows' command interpreter, which waits for input, with other version texts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(os.environ["COMSPEC"]), path)
    resource = _version_resource({"ProductName": product_name, "FileVersion": file_version})
    update = win32api.BeginUpdateResource(str(path), False)
    win32api.UpdateResource(update, _RT_VERSION, 1, resource, _ENGLISH)
    win32api.EndUpdateResource(update, False)


def make_python(path: Path) -> None:
    """A copy of Python under another name, which finds the same modules."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(sys.executable, path)
    for name in _LIBRARIES:
        if (_PYTHON / name).exists():
            shutil.copyfile(_PYTHON / name, path.with_name(name))
    packages = [_PYTHON / "Lib" / "site-packages" / part for part in _PYWIN32]
    lines = [str(folder) for folder in [*(_PYTHON / part for part in _MODULES), *packages]]
    path.with_name("python38._pth").write_text("\n".join(lines), encoding="utf-8")


def _version_resource(texts: Dict[str, str]) -> bytes:
    fixed = struct.pack("<13I", 0xFEEF04BD, 0x10000, *([0] * 6), 0x3F, 0, 4, 1, 0)[:52]
    strings = b"".join(
        _block(k, (v + "\0").encode("utf-16-le"), text=True) for k, v in texts.items()
    )
    table = _block(f"{_ENGLISH:04x}{_UNICODE:04x}", children=strings)
    translation = _block("Translation", struct.pack("<2H", _ENGLISH, _UNICODE))
    children = _block("StringFileInfo", children=table) + _block(
        "VarFileInfo", children=translation
    )
    return _block("VS_VERSION_INFO", fixed, children)


def _block(key: str, value: bytes = b"", children: bytes = b"", *, text: bool = False) -> bytes:
    """One block of a version resource: sizes, key, value and children on 4-byte boundaries."""
    name = _padded(struct.pack("<3H", 0, 0, 0) + (key + "\0").encode("utf-16-le"))
    body = name + _padded(value) + children
    header = struct.pack(
        "<3H", len(body), len(value) // 2 if text else len(value), int(text or not value)
    )
    return header + body[6:]


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 4)
