"""An icon handle from a picture in memory, without a file on disk."""

import ctypes
import struct
import sys
from ctypes import wintypes

from PIL.Image import Image

from agent.win32.dll import system_dll

assert sys.platform == "win32"

_SM_CXSMICON = 49
_ICON_RESOURCE_VERSION = 0x00030000
# BITMAPINFOHEADER: size, width, height, planes, bits a pixel, and six fields that may be 0.
_HEADER = struct.Struct("<IiiHHIIiiII")
_BITS_A_PIXEL = 32

_user32 = system_dll("user32")
_user32.CreateIconFromResourceEx.argtypes = (
    ctypes.c_char_p,
    wintypes.DWORD,
    wintypes.BOOL,
    wintypes.DWORD,
    ctypes.c_int,
    ctypes.c_int,
    wintypes.UINT,
)
_user32.CreateIconFromResourceEx.restype = wintypes.HICON


def small_icon_size() -> int:
    """Pixels of a side of an icon in the notification area, at the system's scale."""
    return int(_user32.GetSystemMetrics(_SM_CXSMICON)) or 16


def icon_bits(picture: Image) -> bytes:
    """An icon resource of a picture with transparency, without loading what writes files.

    The lines stand upside down; the mask below them is empty, as transparency says it already.
    https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10)
    """
    width, height = picture.size
    header = _HEADER.pack(_HEADER.size, width, 2 * height, 1, _BITS_A_PIXEL, 0, 0, 0, 0, 0, 0)
    mask_line = (width + 31) // 32 * 4
    return header + picture.tobytes("raw", "BGRA", 0, -1) + bytes(mask_line * height)


def create_icon(picture: Image) -> int:
    """A handle on a square picture; it lives as long as the process.

    Raises:
        OSError: when Windows does not take the picture.
    """
    bits, size = icon_bits(picture), picture.width
    handle = _user32.CreateIconFromResourceEx(
        bits, len(bits), True, _ICON_RESOURCE_VERSION, size, size, 0
    )
    if not handle:
        raise ctypes.WinError(ctypes.get_last_error())
    return int(handle)
