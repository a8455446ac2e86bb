"""Starts programs, clicks and looks, all by one clock, as another program on the same desktop.

Runs on the Windows Python. Reads one JSON list a line, `[word, argument…]`, and answers each with
one JSON object a line. Looks again every few milliseconds, at ours as at the bare programs.
"""

import json
import subprocess
import sys
import time
from typing import Any, Callable, Dict, List, Optional, Tuple

import psutil
import pywintypes
import win32api
import win32con
import win32gui
import win32ui

from tests.screens.probe import text_of

assert sys.platform == "win32"

PATIENCE_SECONDS = 20.0
LOOK_SECONDS = 0.004
TRAY_CLASS = "__winex11_standalone_tray"

Question = Callable[[], bool]


class InVainError(Exception):
    """What was waited for did not come."""


def seconds_until(is_so: Question, start: float) -> float:
    """How long after `start` it was so.

    Raises:
        InVainError: it never was.
    """
    while not is_so():
        if time.perf_counter() - start > PATIENCE_SECONDS:
            raise InVainError(getattr(is_so, "__name__", "it"))
        time.sleep(LOOK_SECONDS)
    return time.perf_counter() - start


def icons() -> List[int]:
    """The icons beside the clock, from left to right."""
    tray = win32gui.FindWindow(TRAY_CLASS, None)
    found: List[int] = []
    if tray:
        win32gui.EnumChildWindows(tray, lambda window, _extra: found.append(window), None)
    return sorted(filter(win32gui.IsWindow, found), key=_left)


def _left(window: int) -> int:
    """Where it begins; one that is gone meanwhile is nowhere."""
    try:
        return int(win32gui.GetWindowRect(window)[0])
    except pywintypes.error:
        return -1


def window_titled(title: str) -> int:
    """The visible window with this title; 0 when there is none."""
    window = int(win32gui.FindWindow(None, title))
    return window if window and win32gui.IsWindowVisible(window) else 0


def shows_text(title: str, text: str) -> bool:
    """Whether an edit field of the window has this text, and its letters are on the screen."""
    window = window_titled(title)
    found: List[int] = []
    if window:
        win32gui.EnumChildWindows(window, lambda child, _extra: found.append(child), None)
    fields = [child for child in found if win32gui.GetClassName(child) == "Edit"]
    return any(
        win32gui.IsWindowVisible(field) and text_of(field) == text and _colours(field) > 1
        for field in fields
    )


def shows_ground(title: str) -> bool:
    """Whether the window is there and has drawn its ground over the black screen."""
    window = window_titled(title)
    return bool(window) and bool(any(_pixels(window)))


def _colours(window: int) -> int:
    pixels = _pixels(window)
    return len({pixels[place : place + 4] for place in range(0, len(pixels), 4)})


def _pixels(window: int) -> bytes:
    """A band through the middle of what is on the screen where the window is."""
    left, top, right, bottom = win32gui.GetWindowRect(window)
    width, middle = max(min(right - left, 200) - 4, 1), (top + bottom) // 2
    handle = win32gui.GetDC(0)
    screen = win32ui.CreateDCFromHandle(handle)
    memory, bitmap = screen.CreateCompatibleDC(), win32ui.CreateBitmap()
    try:
        bitmap.CreateCompatibleBitmap(screen, width, 3)
        memory.SelectObject(bitmap)
        memory.BitBlt((0, 0), (width, 3), screen, (left + 2, middle), win32con.SRCCOPY)
        return bytes(bitmap.GetBitmapBits(True))
    finally:
        memory.DeleteDC()
        win32gui.DeleteObject(bitmap.GetHandle())
        win32gui.ReleaseDC(0, handle)


def _is_shown(title: str, text: Optional[str]) -> Question:
    return lambda: shows_ground(title) if text is None else shows_text(title, text)


class Hands:
    """What was started here, and what can be done with it."""

    def __init__(self) -> None:
        self._running: Dict[int, subprocess.Popen[bytes]] = {}

    def start_icon(self, *words: str) -> Dict[str, Any]:
        """Start a program; how long until there is one icon more beside the clock."""
        before = len(icons())
        return self._start(words, lambda: len(icons()) > before)

    def start_window(self, title: str, *words: str) -> Dict[str, Any]:
        """Start a program; how long until its window is drawn."""
        return self._start(words, _is_shown(title, None))

    def _start(self, words: Tuple[str, ...], is_so: Question) -> Dict[str, Any]:
        start = time.perf_counter()
        program = subprocess.Popen(words)
        self._running[program.pid] = program
        return {"seconds": seconds_until(is_so, start), "process": program.pid}

    def double_click(self, icon: int, title: str, text: Optional[str]) -> Dict[str, Any]:
        """Double-click the nth icon; how long until the window is drawn and shows the text."""
        left, top, right, bottom = win32gui.GetWindowRect(icons()[icon])
        win32api.SetCursorPos(((left + right) // 2, (top + bottom) // 2))
        time.sleep(0.2)
        start = time.perf_counter()
        for flag in (win32con.MOUSEEVENTF_LEFTDOWN, win32con.MOUSEEVENTF_LEFTUP) * 2:
            win32api.mouse_event(flag, 0, 0, 0, 0)
        return {"seconds": seconds_until(_is_shown(title, text), start)}

    def close_window(self, title: str) -> Dict[str, Any]:
        """Close the window, as a click on its cross would."""
        start = time.perf_counter()
        win32gui.PostMessage(window_titled(title), win32con.WM_CLOSE, 0, 0)
        return {"seconds": seconds_until(lambda: not window_titled(title), start)}

    def end(self, process: int) -> Dict[str, Any]:
        """End a program that was started here, and wait until its icon is gone."""
        before = len(icons())
        had_icon = psutil.Process(process).is_running() and before > 0
        program = self._running.pop(process)
        program.kill()
        program.wait()
        start = time.perf_counter()
        if had_icon:
            seconds_until(lambda: len(icons()) < before, start)
        return {}


def main() -> None:
    """Answer until standard input ends."""
    hands = Hands()
    print(json.dumps({}), flush=True)  # noqa: T201 - its only way to answer
    for line in sys.stdin:
        word, *arguments = json.loads(line)
        try:
            answer = getattr(hands, word)(*arguments)
        except Exception as error:  # noqa: BLE001 - whoever asked decides what it means
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)  # noqa: T201 - as above


if __name__ == "__main__":
    main()
