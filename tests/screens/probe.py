"""Looks at the program's native windows from another process, as a screen reader would.

Runs on the Windows Python. Reads one JSON list a line, `[word, argument…]`, and answers each with
one JSON value a line.
"""

import array
import contextlib
import ctypes
import json
import sys
import winreg
from typing import Any, Callable, Dict, Iterable, List, Set

import pywintypes
import win32api
import win32clipboard
import win32con
import win32gui
import win32process

from tests.screens.accessible_object import spoken

GENEROUS_MS = 5000
BUFFER = 4096
POPUP_MENU_CLASS = "#32768"


def text_of(window: int) -> str:
    """A control's text, asked for by message: the only way that works across processes.

    `pywintypes.error`: its thread does not answer in time; a person could not use it either.
    """
    buffer = array.array("H", bytes(BUFFER * 2))
    length = win32gui.SendMessageTimeout(
        window,
        win32con.WM_GETTEXT,
        BUFFER,
        buffer.buffer_info()[0],
        win32con.SMTO_NORMAL,
        GENEROUS_MS,
    )[1]
    return buffer.tobytes()[: length * 2].decode("utf-16-le").split("\0")[0]


def describe(window: int) -> Dict[str, Any]:
    """What can be known of a window from outside."""
    return {
        "handle": window,
        "parent": win32gui.GetParent(window),
        "class": win32gui.GetClassName(window),
        "text": text_of(window),
        "visible": bool(win32gui.IsWindowVisible(window)),
        "enabled": bool(win32gui.IsWindowEnabled(window)),
        "rectangle": win32gui.GetWindowRect(window),
    }


def described(windows: Iterable[int]) -> List[Dict[str, Any]]:
    """What can be known of several; one that is gone meanwhile is left out."""
    found: List[Dict[str, Any]] = []
    for window in windows:
        with contextlib.suppress(pywintypes.error):
            found.append(describe(window))
    return found


def _owner(window: int) -> int:
    return int(win32process.GetWindowThreadProcessId(window)[1])


def all_windows(process: int) -> List[int]:
    """The process's top-level windows, also hidden ones."""
    found: List[int] = []
    win32gui.EnumWindows(lambda window, _extra: found.append(window), None)
    return [window for window in found if _owner(window) == process]


def _class_of(window: int) -> str:
    """A window's class; nothing when it is gone meanwhile."""
    try:
        return str(win32gui.GetClassName(window))
    except pywintypes.error:
        return ""


def programs() -> List[int]:
    """Processes that own an icon's window."""
    found: List[int] = []
    win32gui.EnumWindows(lambda window, _extra: found.append(window), None)
    owners: Set[int] = {
        _owner(window) for window in found if _class_of(window).endswith("SystemTrayIcon")
    }
    return sorted(owners)


def windows_named(title: str) -> List[Dict[str, Any]]:
    """All visible top-level windows with this title."""
    found: List[int] = []
    win32gui.EnumWindows(lambda window, _extra: found.append(window), None)
    visible = described(window for window in found if win32gui.IsWindowVisible(window))
    return [window for window in visible if window["text"] == title]


def top_windows(process: int) -> List[Dict[str, Any]]:
    """All top-level windows of a process."""
    return described(all_windows(process))


def children(window: int) -> List[Dict[str, Any]]:
    """All controls below a window, in their order."""
    found: List[int] = []
    win32gui.EnumChildWindows(window, lambda child, _extra: found.append(child), None)
    return described(found)


def menus() -> List[Dict[str, Any]]:
    """Popup menus that are open."""
    found: List[int] = []
    win32gui.EnumWindows(lambda window, _extra: found.append(window), None)
    return described(
        window
        for window in found
        if _class_of(window) == POPUP_MENU_CLASS and win32gui.IsWindowVisible(window)
    )


def ask_end_of_session(process: int) -> List[bool]:
    """What each top-level window answers when Windows asks whether the session may end."""
    answers = []
    for window in all_windows(process):
        _done, answer = win32gui.SendMessageTimeout(
            window, win32con.WM_QUERYENDSESSION, 0, 0, win32con.SMTO_BLOCK, GENEROUS_MS
        )
        answers.append(answer & 0xFFFF != 0)
    return answers


def close(window: int) -> None:
    """What a click on the cross in its corner asks of a window."""
    win32gui.PostMessage(window, win32con.WM_CLOSE, 0, 0)


def draw_again(window: int) -> None:
    """Have it draw all that is in it."""
    flags = win32con.RDW_INVALIDATE | win32con.RDW_ERASE | win32con.RDW_ALLCHILDREN
    ctypes.windll.user32.RedrawWindow(window, None, None, flags)


def answers_in_time(window: int) -> bool:
    """Whether the window's thread still takes messages."""
    flags = win32con.SMTO_ABORTIFHUNG | win32con.SMTO_BLOCK
    try:
        win32gui.SendMessageTimeout(window, win32con.WM_NULL, 0, 0, flags, GENEROUS_MS)
    except win32gui.error:
        return False
    return True


def focused(process: int) -> Dict[str, Any]:
    """The control that has the keyboard; nothing when none has, or when it is gone meanwhile."""
    own = win32api.GetCurrentThreadId()
    for thread in {win32process.GetWindowThreadProcessId(w)[0] for w in all_windows(process)}:
        win32process.AttachThreadInput(own, thread, True)
        try:
            window = int(ctypes.windll.user32.GetFocus())
        finally:
            win32process.AttachThreadInput(own, thread, False)
        for control in described([window] if window else []):
            return control
    return {}


def is_ticked(box: int) -> bool:
    """Whether a box is ticked, as a screen reader asks it."""
    return bool(win32gui.SendMessage(box, win32con.BM_GETCHECK, 0, 0) == win32con.BST_CHECKED)


def clipboard() -> str:
    """The text on the clipboard; empty when there is none."""
    if not win32clipboard.IsClipboardFormatAvailable(win32con.CF_UNICODETEXT):
        return ""
    win32clipboard.OpenClipboard()
    try:
        return str(win32clipboard.GetClipboardData(win32con.CF_UNICODETEXT))
    finally:
        win32clipboard.CloseClipboard()  # type: ignore[no-untyped-call]


def set_id(number: int) -> None:
    """Write a TeamViewer ID where a 64-bit TeamViewer keeps it."""
    access = winreg.KEY_WRITE | winreg.KEY_WOW64_64KEY
    with winreg.CreateKeyEx(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\TeamViewer", 0, access) as key:
        folder = r"C:\Program Files\TeamViewer"
        winreg.SetValueEx(key, "InstallationDirectory", 0, winreg.REG_SZ, folder)
        winreg.SetValueEx(key, "Version", 0, winreg.REG_SZ, "15.64.5")
        winreg.SetValueEx(key, "ClientID", 0, winreg.REG_DWORD, number)


COMMANDS: Dict[str, Callable[..., Any]] = {
    "programs": programs,
    "windows_named": windows_named,
    "top_windows": top_windows,
    "children": children,
    "menus": menus,
    "ask_end_of_session": ask_end_of_session,
    "close": close,
    "draw_again": draw_again,
    "answers_in_time": answers_in_time,
    "focused": focused,
    "describe": describe,
    "spoken": spoken,
    "is_ticked": is_ticked,
    "clipboard": clipboard,
    "set_id": set_id,
}


def main() -> None:
    """Answer until standard input ends."""
    for line in sys.stdin:
        word, *arguments = json.loads(line)
        try:
            answer = {"ok": COMMANDS[word](*arguments)}
        except Exception as error:  # noqa: BLE001 - the test decides what a refusal means
            answer = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
