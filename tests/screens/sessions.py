"""Shows the windows about a connection, one scene after the other; runs on the Windows Python.

Prints its process number, then reads the name of a scene a line and answers `shown` once its
windows stand. What a person does in them is printed too.
"""

import ctypes
import os
import sys
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Callable, Dict, Optional, Union

import wx

from agent.brand import load_brand
from agent.connections import DamagedRow, Live, LiveState, Recording, SessionPicture, Standing
from agent.errors import AgentError
from agent.paths import brand_folder, translations_folder
from agent.state import AccessPicture, AccessState, Authorisation
from agent.tariff import price_of
from agent.texts import message
from agent.translations import choose_language, load_translate
from agent.tray.access_presenter import AccessPresenter
from agent.tray.session_presenter import SessionPresenter
from agent.tray.session_screens import SessionScreens
from agent.tray.session_surroundings import Loaded, SessionSurroundings
from agent.visits import Connection, Disagreement, History, Visit
from agent.win32.display_scale import declare_scale_awareness
from tests.unit.pictures_of_state import MONDAY_TEN, PARIS_WINTER
from tests.unit.session_scenes import (
    ALLOWED,
    ATTEMPT,
    INTRUDER,
    NOBODY_ALLOWED,
    SOPHIE,
    TWO,
    UNREADABLE,
    seen,
)

LETTER = "Lettre"
# Without any window the loop would end.
ANCHOR = "anchor"
NOBODY = SessionPicture(Live(LiveState.NONE), Standing.NOBODY)
UNREAD = SessionPicture(SOPHIE, Standing.UNDECIDED)
ROWS = 10_000
YES = AccessPicture(
    AccessState.READY,
    authorisations=(Authorisation("one", "oneoff", "ended", MONDAY_TEN, None),),
)


def say(*words: object) -> None:
    """One line for the test."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def long_history() -> History:
    """Thousands of visits, the last of them with everything that can be said of one."""
    moments = [MONDAY_TEN - timedelta(hours=6 * n) for n in range(ROWS)][::-1]
    connections = [
        Connection("123456789", "Sophie", at, at + timedelta(minutes=37), "", "RemoteControl", "",
                   "one" if n % 3 else None)
        for n, at in enumerate(moments)
    ]  # fmt: skip
    last = connections[-1]
    connections[-1] = last._replace(cid="one", disagreement=Disagreement.REMOVED_FROM_LIST)
    visits = [
        Visit(one.started, one.ended, 37, 2, 5000, (n,), one.cid)
        for n, one in enumerate(connections)
    ]
    later = MONDAY_TEN + timedelta(hours=2)
    files = last._replace(
        cid="one", started=later, ended=later + timedelta(minutes=4), kind="FileTransfer"
    )
    damaged = (DamagedRow("f", 3, "times"),)
    return History(Recording.OFF, (*connections, files), tuple(visits), damaged)


class Stage:
    """The windows, and everything around them."""

    def __init__(self) -> None:
        self.now = MONDAY_TEN + timedelta(minutes=12)
        self._loads: Optional[Union[History, AgentError]] = None
        self._screens = self._make()
        self._snapshot = seen(NOBODY)

    def _make(self) -> SessionScreens:
        brand = load_brand(brand_folder())
        translate = load_translate(translations_folder(), choose_language(True))
        access = AccessPresenter(brand, translate, PARIS_WINTER)
        presenter = SessionPresenter(brand, translate, access, price_of, PARIS_WINTER)
        around = SessionSurroundings(
            post=wx.CallAfter,
            now=self._now,
            snapshot=lambda: self._snapshot,
            stop=lambda channel: say("stop", channel),
            have_doubt=lambda channel: say("doubt", channel),
            dial=lambda link: say("dial", link),
            load_history=self._load,
            save_csv=lambda _path, then: then(None),
            open_statement=lambda chosen, _then: say("statement", chosen.index),
            save_statement_pdf=lambda _chosen, _path, then: then(None),
            dress=lambda _window: None,
            stop_colour=brand.colours.stop,
            warning_colour=brand.colours.warning,
        )
        return SessionScreens(presenter, around)

    def _now(self) -> datetime:
        return self.now

    def _load(self, then: Loaded) -> None:
        if self._loads is not None:
            then(self._loads)

    def clear(self) -> None:
        """Close every window but the letter, and begin anew."""
        for window in wx.GetTopLevelWindows():
            if window.GetTitle() not in (LETTER, ANCHOR):
                window.Destroy()
        self.__init__()  # type: ignore[misc]

    def session(
        self, picture: SessionPicture, access: AccessPicture = NOBODY_ALLOWED, minutes: int = 12
    ) -> None:
        """This connection, so many minutes after ten."""
        self.now = MONDAY_TEN + timedelta(minutes=minutes)
        self._snapshot = seen(picture, access)
        self._screens.show_picture(self._snapshot)

    def banner_beside_letter(self) -> None:
        """The banner, and which window Windows calls active before the desktop has its say."""
        self.session(ALLOWED)
        wx.CallAfter(lambda: say("active", getattr(wx.GetActiveWindow(), "Title", "")))

    def history(self, loads: Optional[Union[History, AgentError]]) -> None:
        """The history's window, with what is read of it."""
        self._snapshot, self._loads = seen(NOBODY, YES), loads
        self._screens.show_history()

    def question(self) -> None:
        """The question after a takeover."""
        ended = MONDAY_TEN + timedelta(minutes=36)
        self._screens.ask_after_takeover(MONDAY_TEN, ended, lambda yes: say("decided", yes))

    def by_time(self) -> None:
        """What is told when time ended a takeover."""
        self._screens.tell_closed_by_time(is_shut=True)


def letter() -> None:
    """Another program's window in which a person is writing."""
    frame = wx.Frame(None, title=LETTER)
    wx.TextCtrl(frame)
    frame.Show()
    frame.Raise()


def white_on_black() -> None:
    """The person chooses other colours while windows are open."""
    chosen = dict.fromkeys((5, 15), 0x000000)  # COLOR_WINDOW, COLOR_BTNFACE
    chosen.update(dict.fromkeys((8, 18), 0xFFFFFF))  # COLOR_WINDOWTEXT, COLOR_BTNTEXT
    count = len(chosen)
    which, colours = (ctypes.c_int * count)(*chosen), (ctypes.c_uint32 * count)(*chosen.values())
    ctypes.windll.user32.SetSysColors(count, which, colours)


def scenes(stage: Stage) -> Dict[str, Callable[[], None]]:
    """What can be asked for."""
    trouble = AgentError(message("access.unreadable"), message("access.unreadable.advice"), "")
    return {
        "clear": stage.clear,
        "letter": letter,
        "white-on-black": white_on_black,
        "nobody": lambda: stage.session(NOBODY),
        "banner": lambda: stage.session(ALLOWED),
        "banner-beside-letter": stage.banner_beside_letter,
        "banner-later": lambda: stage.session(ALLOWED, minutes=31),
        "banner-warning": lambda: stage.session(ALLOWED, minutes=232),
        "banner-two": lambda: stage.session(replace(ALLOWED, live=TWO)),
        "banner-two-warning": lambda: stage.session(replace(ALLOWED, live=TWO), minutes=232),
        "banner-attempt": lambda: stage.session(replace(ALLOWED, live=ATTEMPT)),
        "banner-doubt": lambda: stage.session(replace(UNREAD, live=Live())),
        "unexpected": lambda: stage.session(INTRUDER),
        "unexpected-attempt": lambda: stage.session(replace(INTRUDER, live=ATTEMPT)),
        "unexpected-two": lambda: stage.session(replace(INTRUDER, live=TWO)),
        "unexpected-unread": lambda: stage.session(UNREAD, UNREADABLE),
        "end-question": stage.question,
        "by-time": stage.by_time,
        "history-loading": lambda: stage.history(None),
        "history-empty": lambda: stage.history(History(Recording.ON)),
        "history-unreadable": lambda: stage.history(trouble),
        "history-full": lambda: stage.history(long_history()),
    }


def main() -> None:
    """Show what is asked for until standard input ends."""
    declare_scale_awareness()
    app = wx.App(redirect=False)
    wx.Frame(None, title=ANCHOR)
    known = scenes(Stage())

    def listen() -> None:
        for line in sys.stdin:
            wx.CallAfter(known[line.strip()])
            # Behind what the scene itself posts.
            wx.CallAfter(wx.CallAfter, wx.CallAfter, say, "shown")
        wx.CallAfter(app.ExitMainLoop)

    threading.Thread(target=listen, daemon=True).start()
    say(os.getpid())
    app.MainLoop()


if __name__ == "__main__":
    main()
