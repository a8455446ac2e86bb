"""What Windows tells a screen reader of a window: its name, role, value and state.

Runs on the Windows Python. IAccessible is called through its table of functions: the packages
that wrap it are not needed for four of them.
"""

import ctypes
import sys
from ctypes import POINTER, byref, c_long, c_longlong, c_void_p, wintypes
from typing import Any, Dict

assert sys.platform == "win32"

OBJID_CLIENT = 0xFFFFFFFC
VT_I4 = 3
GET_NAME, GET_VALUE, GET_ROLE, GET_STATE = 10, 11, 13, 14
RELEASE = 2


class Guid(ctypes.Structure):
    """An interface's number."""

    _fields_ = (
        ("a", wintypes.DWORD),
        ("b", wintypes.WORD),
        ("c", wintypes.WORD),
        ("d", ctypes.c_ubyte * 8),
    )


class Variant(ctypes.Structure):
    """A value of any kind; here numbers only."""

    _fields_ = (
        ("kind", wintypes.WORD),
        ("reserved", wintypes.WORD * 3),
        ("value", c_longlong),
        ("more", c_longlong),
    )


I_ACCESSIBLE = Guid(
    0x618736E0, 0x3C3D, 0x11CF, (ctypes.c_ubyte * 8)(0x81, 0x0C, 0, 0xAA, 0, 0x38, 0x9B, 0x71)
)
ITSELF = Variant(VT_I4)


class _Accessible:
    def __init__(self, address: c_void_p) -> None:
        self._address = address
        self._functions = ctypes.cast(address, POINTER(POINTER(c_void_p)))[0]

    def text(self, function: int) -> str:
        """A name or a value; none is an empty one."""
        found = c_void_p()
        kind = ctypes.WINFUNCTYPE(c_long, c_void_p, Variant, POINTER(c_void_p))
        kind(self._functions[function])(self._address, ITSELF, byref(found))
        if not found.value:
            return ""
        try:
            return ctypes.wstring_at(found.value)
        finally:
            ctypes.windll.oleaut32.SysFreeString(found)

    def number(self, function: int) -> int:
        """A role or a state."""
        found = Variant()
        kind = ctypes.WINFUNCTYPE(c_long, c_void_p, Variant, POINTER(Variant))
        kind(self._functions[function])(self._address, ITSELF, byref(found))
        return int(found.value) & 0xFFFFFFFF

    def release(self) -> None:
        """Give it back."""
        ctypes.WINFUNCTYPE(c_long, c_void_p)(self._functions[RELEASE])(self._address)


def spoken(window: int) -> Dict[str, Any]:
    """What a screen reader asks for first."""
    ctypes.windll.ole32.CoInitialize(None)
    address = c_void_p()
    refused = ctypes.windll.oleacc.AccessibleObjectFromWindow(
        wintypes.HWND(window), wintypes.DWORD(OBJID_CLIENT), byref(I_ACCESSIBLE), byref(address)
    )
    if refused or not address.value:
        return {}
    found = _Accessible(address)
    try:
        return {
            "name": found.text(GET_NAME),
            "value": found.text(GET_VALUE),
            "role": found.number(GET_ROLE),
            "state": found.number(GET_STATE),
        }
    finally:
        found.release()
