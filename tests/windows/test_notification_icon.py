"""The icon's adapter: what pystray leaves out is put right."""

import contextlib
import io
import queue
import struct
import sys
import threading
import time
from typing import Callable, Iterator, List, Tuple

import pytest
import win32con
import win32gui
from PIL import Image
from pystray import Menu, MenuItem
from pystray._util import win32 as api

from agent.win32 import notification_icon as icons
from agent.win32.icon_picture import icon_bits, small_icon_size
from agent.win32.notification_icon import NotificationIcon

assert sys.platform == "win32"

PATIENCE_SECONDS = 20.0
TASKBAR_CREATED = win32gui.RegisterWindowMessage("TaskbarCreated")


class Shell:
    """Windows' side of the icon: notes what it is asked, and may refuse the first times."""

    def __init__(self, refusals: int = 0) -> None:
        self.asked: List[Tuple[int, str]] = []
        self._refusals = refusals
        self._changed = threading.Condition()

    def answer(self, code: int, tip: str, really: Callable[[], bool]) -> bool:
        with self._changed:
            self.asked.append((code, tip))
            self._changed.notify_all()
            if self._refusals and code in (api.NIM_ADD, api.NIM_MODIFY):
                self._refusals -= 1
                return False
        return really()

    def wait_for(self, code: int, times: int = 1) -> None:
        with self._changed:
            came = self._changed.wait_for(
                lambda: [c for c, _tip in self.asked].count(code) >= times, PATIENCE_SECONDS
            )
        assert came


def nothing() -> None:
    """An action that is not looked at."""


class WatchedIcon(NotificationIcon):
    """The real icon on the real shell, with the shell's answers noted."""

    def __init__(self, shell: Shell, **actions: Callable[[], None]) -> None:
        self.shell = shell
        super().__init__(
            "watched",
            Menu(MenuItem("Ouvrir", nothing, default=True)),
            on_open=actions.get("on_open", nothing),
            on_session_end=actions.get("on_session_end", nothing),
            on_refused=actions.get("on_refused", nothing),
            on_clock=actions.get("on_clock", nothing),
            retry_seconds=(0.01, 0.01, 0.01),
        )

    @property
    def window(self) -> int:
        return int(self._hwnd)

    def _message(self, code: int, flags: int, **fields: object) -> bool:
        def really() -> bool:
            return super(WatchedIcon, self)._message(code, flags, **fields)

        return self.shell.answer(code, str(fields.get("szTip", "")), really)


def blue(size: int) -> Image.Image:
    return Image.new("RGBA", (size, size), "blue")


@contextlib.contextmanager
def shown(icon: WatchedIcon, tip: str = "tip") -> Iterator[WatchedIcon]:
    icon.start_on_own_thread()
    icon.present("blue", blue, tip)
    icon.shell.wait_for(api.NIM_ADD)
    try:
        yield icon
    finally:
        icon.stop()


def test_windows_may_end_the_session() -> None:
    ended: List[int] = []
    with shown(WatchedIcon(Shell(), on_session_end=lambda: ended.append(1))) as icon:
        assert win32gui.SendMessage(icon.window, win32con.WM_QUERYENDSESSION, 0, 0) == 1
        win32gui.SendMessage(icon.window, win32con.WM_ENDSESSION, 0, 0)
        assert ended == []
        win32gui.SendMessage(icon.window, win32con.WM_ENDSESSION, 1, 0)
        assert ended == [1]


@pytest.mark.fault("computer asleep, or its clock set, when an end comes")
def test_a_clock_that_was_set_and_a_computer_that_woke_up_are_told_of() -> None:
    told: List[int] = []
    with shown(WatchedIcon(Shell(), on_clock=lambda: told.append(1))) as icon:
        power = win32con.WM_POWERBROADCAST
        win32gui.SendMessage(icon.window, power, win32con.PBT_APMSUSPEND, 0)
        assert told == []
        assert win32gui.SendMessage(icon.window, power, icons.PBT_APMRESUMEAUTOMATIC, 0) == 1
        assert told == [1]
        win32gui.SendMessage(icon.window, win32con.WM_TIMECHANGE, 0, 0)
        assert told == [1, 1]


def test_a_message_that_nobody_handles_gets_windows_own_answer() -> None:
    with shown(WatchedIcon(Shell())) as icon:
        win32gui.SendMessage(icon.window, win32con.WM_SETTEXT, 0, "a name")  # type: ignore[arg-type]
        assert win32gui.SendMessage(icon.window, win32con.WM_GETTEXTLENGTH, 0, 0) == 6


def test_the_messages_of_a_double_click_open_once() -> None:
    opened: List[int] = []
    with shown(WatchedIcon(Shell(), on_open=lambda: opened.append(1))) as icon:
        for event in (api.WM_LBUTTONUP, icons.NIN_SELECT, icons.WM_LBUTTONDBLCLK, api.WM_LBUTTONUP):
            win32gui.SendMessage(icon.window, api.WM_NOTIFY, icons.ICON_ID, event)
    assert opened == [1]


def test_the_keyboard_opens_as_a_click_does() -> None:
    opened: List[int] = []
    with shown(WatchedIcon(Shell(), on_open=lambda: opened.append(1))) as icon:
        win32gui.SendMessage(icon.window, api.WM_NOTIFY, icons.ICON_ID, icons.NIN_KEYSELECT)
    assert opened == [1]


@pytest.mark.parametrize("refusals", [1, 4])
def test_a_refused_icon_is_tried_again(refusals: int) -> None:
    with shown(WatchedIcon(Shell(refusals))) as icon:
        icon.shell.wait_for(api.NIM_SETVERSION)


def test_an_icon_refused_for_good_is_told_once() -> None:
    told: queue.SimpleQueue[int] = queue.SimpleQueue()
    with shown(WatchedIcon(Shell(10_000), on_refused=lambda: told.put(1))) as icon:
        assert told.get(timeout=PATIENCE_SECONDS)
        before = len(icon.shell.asked)
        icon.present("blue", blue, "a change")
        icon.shell.wait_for(api.NIM_ADD, times=before // 2 + 4)
    assert told.empty()


def test_a_new_explorer_gets_the_icon_again() -> None:
    with shown(WatchedIcon(Shell())) as icon:
        icon.shell.wait_for(api.NIM_SETVERSION)
        win32gui.SendMessage(icon.window, TASKBAR_CREATED, 0, 0)
        icon.shell.wait_for(api.NIM_ADD, times=2)


@pytest.mark.parametrize(
    "tip", ["x" * 500, "😀" * 127, "é" * 128], ids=["long", "of two units each", "one too many"]
)
def test_a_text_that_is_too_long_is_cut_and_never_refused(tip: str) -> None:
    with shown(WatchedIcon(Shell()), tip) as icon:
        icon.shell.wait_for(api.NIM_SETVERSION)
        sent = next(text for code, text in icon.shell.asked if code == api.NIM_ADD)
    assert sent.endswith("…")
    assert len(sent.encode("utf-16-le")) // 2 <= icons.TIP_UNITS


def test_a_change_is_shown_on_the_icon_that_is_there() -> None:
    with shown(WatchedIcon(Shell())) as icon:
        icon.shell.wait_for(api.NIM_SETVERSION)
        icon.present("blue", blue, "another")
        icon.shell.wait_for(api.NIM_MODIFY)
    assert (api.NIM_MODIFY, "another") in icon.shell.asked


def test_the_picture_has_the_size_windows_asks_for() -> None:
    sizes: List[int] = []

    def draw(size: int) -> Image.Image:
        sizes.append(size)
        return blue(size)

    icon = WatchedIcon(Shell())
    icon.start_on_own_thread()
    icon.present("blue", draw, "")
    icon.shell.wait_for(api.NIM_SETVERSION)
    icon.stop()
    assert sizes == [small_icon_size()]


def test_an_icon_shows_the_picture_with_its_transparency() -> None:
    picture = Image.new("RGBA", (20, 20), (10, 20, 30, 255))
    picture.putpixel((3, 17), (200, 100, 50, 0))
    picture.putpixel((19, 0), (1, 2, 3, 128))
    bits = icon_bits(picture)
    head = struct.pack("<HHHBBBBHHII", 0, 1, 1, 20, 20, 0, 0, 1, 32, len(bits), 22)
    with Image.open(io.BytesIO(head + bits)) as read:
        assert list(read.convert("RGBA").getdata()) == list(picture.getdata())


def test_waiting_for_the_icon_ends_when_windows_refuses_it() -> None:
    with shown(WatchedIcon(Shell(refusals=100)), "") as icon:
        icon.shell.wait_for(api.NIM_ADD)
        icon.wait_until_added(PATIENCE_SECONDS)
        assert not icon._is_added


def test_a_menu_asked_for_before_there_is_one_comes_as_soon_as_there_is() -> None:
    items: List[MenuItem] = []
    icon = WatchedIcon(Shell())
    icon._menu = Menu(lambda: tuple(items))
    with shown(icon):
        icon.shell.wait_for(api.NIM_SETVERSION)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while icon._menu_asked_at < 0:
            assert time.monotonic() < deadline
            for event in (icons.WM_CONTEXTMENU, api.WM_RBUTTONUP):
                win32gui.SendMessage(icon.window, api.WM_NOTIFY, icons.ICON_ID, event)
        items.append(MenuItem("Ouvrir", nothing))
        icon.rebuild_menu()
        while not icon._is_menu_open:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        while icon._is_menu_open:
            assert time.monotonic() < deadline
            win32gui.PostMessage(icon._menu_hwnd, win32con.WM_KEYDOWN, win32con.VK_ESCAPE, 0)
            time.sleep(0.05)
