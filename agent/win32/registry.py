"""Reading the registry: one named value at a time, its size asked before its content.

Keys that hold secrets beside what is wanted are never listed; a value of an unwanted type or size
is never fetched.
"""

import ctypes
import os
import sys
import winreg
from ctypes import wintypes
from typing import Callable, Iterable, Mapping, Optional, Tuple, TypeVar, Union

from agent.win32.advapi32 import ERROR_FILE_NOT_FOUND, query_value
from agent.windows_facts import (
    ABSENT,
    Absent,
    FlagReading,
    Hive,
    RegistryKey,
    RegistryKind,
    RegistryValue,
    SizeReading,
    Unreadable,
    ValueReading,
    ValueSize,
    View,
)

assert sys.platform == "win32"

# Long enough for any path or ID; whatever is longer is not what it should be.
MAX_VALUE_BYTES = 4096
MAX_SUBKEYS = 256
MAX_FLAG_BYTES = 8

T = TypeVar("T")

_HIVES = {
    Hive.LOCAL_MACHINE: winreg.HKEY_LOCAL_MACHINE,
    Hive.CURRENT_USER: winreg.HKEY_CURRENT_USER,
}
_VIEWS = {
    View.BITS_64: winreg.KEY_WOW64_64KEY,
    View.BITS_32: winreg.KEY_WOW64_32KEY,
    View.SHARED: 0,
}
_NUMBERS = {
    winreg.REG_DWORD: (RegistryKind.DWORD, 4),
    winreg.REG_QWORD: (RegistryKind.QWORD, 8),
}
_TEXTS = {
    winreg.REG_SZ: RegistryKind.TEXT,
    winreg.REG_EXPAND_SZ: RegistryKind.EXPANDABLE_TEXT,
}
# Bytes that end a text, and a list of texts, when they hold nothing.
_END_MARKS = {winreg.REG_SZ: 2, winreg.REG_EXPAND_SZ: 2, winreg.REG_MULTI_SZ: 4}
_FLAGS = (winreg.REG_DWORD, winreg.REG_QWORD, winreg.REG_BINARY)


def machine_views() -> Tuple[View, ...]:
    """The views of the computer's registry: two on 64-bit Windows, else one."""
    if sys.maxsize > 2**32 or "PROCESSOR_ARCHITEW6432" in os.environ:
        return (View.BITS_64, View.BITS_32)
    return (View.BITS_32,)


def open_key(key: RegistryKey, rights: int) -> winreg.HKEYType:
    """The opened key, to be closed with `with`; raises OSError."""
    return winreg.OpenKeyEx(_HIVES[key.hive], key.path, 0, rights | _VIEWS[key.view])


def read_values(
    key: RegistryKey, names: Iterable[str]
) -> Union[Absent, Unreadable, Mapping[str, ValueReading]]:
    """The named values of one key, or why there are none."""
    return _of_key(key, names, _read)


def value_sizes(
    key: RegistryKey, names: Iterable[str]
) -> Union[Absent, Unreadable, Mapping[str, SizeReading]]:
    """Whether the named values are there and how long they are; their content is never fetched."""
    return _of_key(key, names, _size)


def read_flags(
    key: RegistryKey, names: Iterable[str]
) -> Union[Absent, Unreadable, Mapping[str, FlagReading]]:
    """Whether the named numbers, or at most `MAX_FLAG_BYTES` bytes, are other than zero."""
    return _of_key(key, names, _flag)


def subkey_names(key: RegistryKey) -> Union[Absent, Unreadable, Tuple[str, ...]]:
    """The names of a key's subkeys; a key with more than `MAX_SUBKEYS` is not gone through."""
    try:
        with open_key(key, winreg.KEY_QUERY_VALUE | winreg.KEY_ENUMERATE_SUB_KEYS) as opened:
            count = winreg.QueryInfoKey(opened)[0]
            if count > MAX_SUBKEYS:
                return Unreadable(f"{count} subkeys")
            return tuple(winreg.EnumKey(opened, index) for index in range(count))
    except FileNotFoundError:
        return ABSENT
    except OSError as error:
        return Unreadable(_reason(error.winerror))


def _of_key(
    key: RegistryKey, names: Iterable[str], read: Callable[[winreg.HKEYType, str], T]
) -> Union[Absent, Unreadable, Mapping[str, T]]:
    try:
        with open_key(key, winreg.KEY_QUERY_VALUE) as opened:
            return {name: read(opened, name) for name in names}
    except FileNotFoundError:
        return ABSENT
    except OSError as error:
        return Unreadable(_reason(error.winerror))


def _size(opened: winreg.HKEYType, name: str) -> SizeReading:
    kind, size = wintypes.DWORD(), wintypes.DWORD()
    status = _query(opened, name, kind, None, size)
    if status == ERROR_FILE_NOT_FOUND:
        return ABSENT
    if status:
        return Unreadable(_reason(status))
    return ValueSize(max(0, size.value - _END_MARKS.get(kind.value, 0)))


def _flag(opened: winreg.HKEYType, name: str) -> FlagReading:
    kind, size = wintypes.DWORD(), wintypes.DWORD(MAX_FLAG_BYTES)
    content = ctypes.create_string_buffer(MAX_FLAG_BYTES)
    status = _query(opened, name, kind, content, size)
    if status == ERROR_FILE_NOT_FOUND:
        return ABSENT
    if status:
        return Unreadable(_reason(status))
    if kind.value not in _FLAGS or not size.value:
        return Unreadable(f"type {kind.value}, {size.value} bytes")
    return any(content.raw[: size.value])


def _read(opened: winreg.HKEYType, name: str) -> ValueReading:
    kind, size = wintypes.DWORD(), wintypes.DWORD()
    status = _query(opened, name, kind, None, size)
    if status == ERROR_FILE_NOT_FOUND:
        return ABSENT
    if status:
        return Unreadable(_reason(status))
    if kind.value not in _NUMBERS and kind.value not in _TEXTS:
        return RegistryValue(RegistryKind.OTHER, None)
    if size.value > MAX_VALUE_BYTES:
        return Unreadable(f"{size.value} bytes")
    content = ctypes.create_string_buffer(size.value)
    status = _query(opened, name, kind, content, size)
    if status:
        return Unreadable(_reason(status))
    return _decoded(kind.value, content.raw[: size.value])


def _query(
    opened: winreg.HKEYType,
    name: str,
    kind: wintypes.DWORD,
    content: "Optional[ctypes.Array[ctypes.c_char]]",
    size: wintypes.DWORD,
) -> int:
    handle = int(opened)
    return int(query_value(handle, name, None, ctypes.byref(kind), content, ctypes.byref(size)))


def _decoded(kind: int, content: bytes) -> ValueReading:
    if kind in _NUMBERS:
        number_kind, length = _NUMBERS[kind]
        if len(content) != length:
            return Unreadable(f"{len(content)} bytes instead of {length}")
        return RegistryValue(number_kind, int.from_bytes(content, "little"))
    if kind not in _TEXTS:
        return RegistryValue(RegistryKind.OTHER, None)
    try:
        return RegistryValue(_TEXTS[kind], content.decode("utf-16-le").rstrip("\0"))
    except UnicodeDecodeError:
        return Unreadable("text that is not text")


def _reason(status: int) -> str:
    return f"Windows error {status}"
