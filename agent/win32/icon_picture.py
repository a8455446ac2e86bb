"""An icon handle from a picture in memory, without a file on disk."""

import ctypes
import io
import sys
from ctypes import wintypes

from PIL.Image import Image

from agent.win32.dll import system_dll

assert sys.platform == "win32"

_SM_CXSMICON = 49
_ICON_RESOURCE_VERSION = 0x00030000
_ICO_HEADER_BYTES = 6 + 16

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


def create_icon(picture: Image) -> int:
    """A handle on a square picture; it lives as long as the process.

    Raises:
        OSError: when Windows does not take the picture.
    """
    file = io.BytesIO()
    picture.save(file, "ICO", sizes=[picture.size], bitmap_format="bmp")
    bits = file.getvalue()[_ICO_HEADER_BYTES:]
    size = picture.width
    handle = _user32.CreateIconFromResourceEx(
        bits, len(bits), True, _ICON_RESOURCE_VERSION, size, size, 0
    )
    if not handle:
        raise ctypes.WinError(ctypes.get_last_error())
    return int(handle)
