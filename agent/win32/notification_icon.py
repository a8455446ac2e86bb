"""pystray's icon with what it leaves out on Windows put right.

Adding is checked and retried, log-off is allowed, a double click opens once, the keyboard opens
the menu, texts are cut in UTF-16 units, and the picture has the size that Windows asks for. What
Windows tells every window of its clock is passed on. Every change is made on the icon's own thread.
Facts: pystray 0.19.5, `_win32.py`.
"""

import ctypes
import logging
import queue
import sys
import threading
import time
from ctypes import wintypes
from typing import Callable, Dict, Optional, Tuple

from PIL.Image import Image
from pystray import Menu
from pystray._util import win32 as api
from pystray._win32 import Icon as PystrayIcon

from agent.win32.dll import system_dll
from agent.win32.icon_picture import create_icon, small_icon_size
from agent.win32.utf16 import clip_utf16

assert sys.platform == "win32"

WM_QUERYENDSESSION, WM_ENDSESSION = 0x0011, 0x0016
WM_TIMECHANGE, WM_POWERBROADCAST, PBT_APMRESUMEAUTOMATIC = 0x001E, 0x0218, 0x12
WM_CONTEXTMENU, WM_LBUTTONDBLCLK, WM_APP_CALL = 0x007B, 0x0203, 0x8001
NIN_SELECT, NIN_KEYSELECT = api.WM_USER, api.WM_USER + 1
NOTIFY_VERSION_WITH_KEYBOARD = 3
TIP_UNITS = 127
RETRY_SECONDS = (1.0, 2.0, 5.0, 10.0)
ICON_ID = 1
_ENDING_SECONDS = 5.0
# A menu that comes later than this after it was asked for would surprise.
_MENU_LATE_SECONDS = 10.0

_log = logging.getLogger(__name__)

_user32 = system_dll("user32")
_user32.DefWindowProcW.argtypes = api.DefWindowProc.argtypes
_user32.DefWindowProcW.restype = ctypes.c_ssize_t

_PROCEDURE = ctypes.WINFUNCTYPE(
    ctypes.c_ssize_t, wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM
)


def _answer(window: int, message: int, wparam: int, lparam: int) -> int:
    """What nobody handles gets Windows' own answer; pystray's is 0, which means no to log-off."""
    icon = NotificationIcon._HWND_TO_ICON.get(window)
    handler = icon._message_handlers.get(message) if icon is not None else None
    if handler is None:
        return int(_user32.DefWindowProcW(window, message, wparam, lparam))
    try:
        return int(handler(wparam, lparam) or 0)
    except Exception:  # noqa: BLE001 - nothing may be raised into Windows; the cause is logged
        _log.exception("message %#x was not handled", message)
        return 0


_window_procedure = _PROCEDURE(_answer)


class NotificationIcon(PystrayIcon):  # type: ignore[misc]  # pystray has no types
    """An icon in the notification area, to be run on a thread of its own.

    `draw(size)` gives the picture for a square of that many pixels; `picture_key` names it, so
    that its handle is made once. `on_open`, `on_session_end`, `on_refused` (Windows refused the
    icon for good) and `on_clock` (the clock was set, or the computer woke up) are called on the
    icon's thread and must return at once.
    """

    def __init__(
        self,
        name: str,
        menu: Menu,
        *,
        on_open: Callable[[], None],
        on_session_end: Callable[[], None],
        on_refused: Callable[[], None],
        on_clock: Callable[[], None],
        retry_seconds: Tuple[float, ...] = RETRY_SECONDS,
    ) -> None:
        self._calls: queue.Queue[Callable[[], None]] = queue.Queue()
        self._handles: Dict[Tuple[str, int], int] = {}
        self._draw: Optional[Callable[[int], Image]] = None
        self._picture_key = ""
        self._knows_keyboard = False
        self._last_open = float("-inf")
        self._is_added = False
        self._was_tried = threading.Event()
        self._is_refused = False
        self._is_menu_open = False
        self._menu_asked_at = float("-inf")
        self._on_open, self._on_session_end = on_open, on_session_end
        self._on_refused, self._on_clock = on_refused, on_clock
        self._retry_seconds = retry_seconds
        super().__init__(name, menu=menu)
        self._message_handlers.update(
            {
                WM_QUERYENDSESSION: lambda _wparam, _lparam: 1,
                WM_ENDSESSION: self._on_end_session,
                WM_TIMECHANGE: lambda _wparam, _lparam: self._on_clock(),
                WM_POWERBROADCAST: self._on_power,
                WM_APP_CALL: lambda _wparam, _lparam: self._do_calls(),
            }
        )

    def _register_class(self) -> int:
        window_class = api.WNDCLASSEX(
            cbSize=ctypes.sizeof(api.WNDCLASSEX),
            lpfnWndProc=ctypes.cast(_window_procedure, api.WNDPROC),
            hInstance=api.GetModuleHandle(None),
            lpszClassName=f"{self.name}-{id(self)}-SystemTrayIcon",
        )
        return int(api.RegisterClassEx(window_class))

    def start_on_own_thread(self) -> None:
        """Start the icon's thread, which ends with the program."""
        self._own_thread = threading.Thread(target=self._run_or_refuse, name="icon", daemon=True)
        self._own_thread.start()

    def end_own_thread(self) -> None:
        """Take the icon away and wait for its thread: a program hangs that ends beneath a menu."""
        self.stop()
        self._own_thread.join(_ENDING_SECONDS)

    def _run_or_refuse(self) -> None:
        """Without a screen Windows gives no window for the icon; that is a refusal for good."""
        try:
            self.run(lambda _icon: None)
        except OSError:
            _log.exception("the icon's window could not be made")
            self._tell_refusal()

    def present(self, key: str, draw: Callable[[int], Image], tip: str) -> None:
        """Show this picture and tip from now on; may be called from any thread."""
        self._call(lambda: self._present(key, draw, tip))

    def wait_until_added(self, seconds: float) -> None:
        """Wait until Windows was asked for the icon, whatever it said, or the time is over."""
        self._was_tried.wait(seconds)

    def rebuild_menu(self) -> None:
        """Read the menu's texts again; may be called from any thread."""
        self._call(self._rebuild_unless_open)

    def _rebuild_unless_open(self) -> None:
        """An open menu must not be destroyed under the pointer; it is rebuilt when it closes."""
        if self._is_menu_open:
            return
        self.update_menu()
        if time.monotonic() - self._menu_asked_at < _MENU_LATE_SECONDS:
            self._show_menu()

    def _call(self, action: Callable[[], None]) -> None:
        self._calls.put(action)
        if self._hwnd:
            api.PostMessage(self._hwnd, WM_APP_CALL, 0, 0)

    def _do_calls(self) -> None:
        while True:
            try:
                action = self._calls.get_nowait()
            except queue.Empty:
                return
            action()

    def _mark_ready(self) -> None:
        super()._mark_ready()
        api.PostMessage(self._hwnd, WM_APP_CALL, 0, 0)

    def _present(self, key: str, draw: Callable[[int], Image], tip: str) -> None:
        self._picture_key, self._draw = key, draw
        self._title = clip_utf16(tip, TIP_UNITS)
        if not self._is_added:
            self._add(self._retry_seconds)
        elif not self._message(
            api.NIM_MODIFY,
            api.NIF_ICON | api.NIF_TIP,
            hIcon=self._current_handle(),
            szTip=self._title,
        ):
            self._is_added = False
            self._add(self._retry_seconds)

    def _show(self) -> None:
        """Called by pystray when Explorer has restarted or the display has changed."""
        self._handles.clear()
        self._add(self._retry_seconds)

    def _add(self, retries: Tuple[float, ...]) -> None:
        self._is_added = self._message(
            api.NIM_ADD,
            api.NIF_MESSAGE | api.NIF_ICON | api.NIF_TIP,
            uCallbackMessage=api.WM_NOTIFY,
            hIcon=self._current_handle(),
            szTip=self._title,
        ) or self._message(api.NIM_MODIFY, api.NIF_TIP, szTip=self._title)
        self._visible = self._is_added
        self._was_tried.set()
        if self._is_added:
            self._knows_keyboard = self._message(
                api.NIM_SETVERSION, 0, uVersion=NOTIFY_VERSION_WITH_KEYBOARD
            )
        elif retries:
            _log.warning("the icon was refused, trying again in %s s", retries[0])
            retry = threading.Timer(retries[0], self._call, [lambda: self._retry(retries[1:])])
            retry.daemon = True
            retry.start()
        else:
            self._tell_refusal()

    def _tell_refusal(self) -> None:
        """Once: what stands in for the icon must not come back each time something changes."""
        self._was_tried.set()
        if not self._is_refused:
            self._is_refused = True
            self._on_refused()

    def _retry(self, retries: Tuple[float, ...]) -> None:
        if not self._is_added:
            self._add(retries)

    def _current_handle(self) -> int:
        if self._draw is None:
            return 0
        size = small_icon_size()
        wanted = (self._picture_key, size)
        if wanted not in self._handles:
            self._handles[wanted] = create_icon(self._draw(size))
        return self._handles[wanted]

    def _message(self, code: int, flags: int, **fields: object) -> bool:
        data = api.NOTIFYICONDATAW(
            cbSize=ctypes.sizeof(api.NOTIFYICONDATAW),
            hWnd=self._hwnd,
            uID=ICON_ID,
            uFlags=flags,
            **fields,
        )
        return bool(api.Shell_NotifyIcon(code, data))

    def _on_notify(self, _wparam: int, lparam: int) -> None:
        if lparam in (api.WM_LBUTTONUP, WM_LBUTTONDBLCLK, NIN_SELECT, NIN_KEYSELECT):
            self._open_once()
        elif lparam == (WM_CONTEXTMENU if self._knows_keyboard else api.WM_RBUTTONUP):
            self._show_menu()

    def _show_menu(self) -> None:
        """Show it, or as soon as there is one."""
        if not self._menu_handle:
            self._menu_asked_at = time.monotonic()
            return
        self._menu_asked_at = float("-inf")
        self._is_menu_open = True
        try:
            super()._on_notify(0, api.WM_RBUTTONUP)
        finally:
            self._is_menu_open = False
            self.update_menu()

    def _open_once(self) -> None:
        """One opening for the several messages that one click or double click sends."""
        now = time.monotonic()
        if now - self._last_open > _user32.GetDoubleClickTime() / 1000:
            self._last_open = now
            self._on_open()

    def _on_end_session(self, wparam: int, _lparam: int) -> int:
        if wparam:
            self._on_session_end()
        return 0

    def _on_power(self, wparam: int, _lparam: int) -> int:
        if wparam == PBT_APMRESUMEAUTOMATIC:
            self._on_clock()
        return 1
