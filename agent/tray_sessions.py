"""Connections joined to icon and windows: what is watched, judged, shown and asked."""

import logging
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Callable, Optional, Tuple

from agent.access_controller import AccessController
from agent.access_parts import AccessParts
from agent.app import Core, utc_now
from agent.connections import (
    ListedConnection,
    Live,
    LiveReading,
    LiveState,
    SessionPicture,
    Standing,
)
from agent.controller import Controller
from agent.sessions.ledger import LedgerSurroundings, SessionLedger
from agent.sessions.next_look import seconds_to_next_look
from agent.sessions.takeover_end import Decide, EndSurroundings, TakeoverEnd
from agent.shutting.shut import Shut
from agent.state import AccessPicture, Authorisation
from agent.stopping import Stopped
from agent.tariff import price_of
from agent.teamviewer.connections.reader import ListReader
from agent.teamviewer.live.reader import LiveReader
from agent.teamviewer.watching import Watching
from agent.tray.access_screens import AccessScreens
from agent.tray.door_screens import DoorScreens
from agent.tray.links import Links
from agent.tray.session_presenter import SessionPresenter
from agent.tray.session_screens import SessionScreens
from agent.tray.session_surroundings import SessionSurroundings
from agent.tray_history import TrayHistory
from agent.tray_parts import shut_quietly, shut_software

if TYPE_CHECKING:
    import wx

# A session that no log tells of shows in the list of processes only, which is not cheap to ask.
WHOLE_LOOK_SECONDS = 60.0

_log = logging.getLogger(__name__)

ShutShown = Callable[[Stopped], None]
"""Tells a person what came of shutting that he asked for; from any thread."""


@dataclass(frozen=True)
class SessionsAround:
    """What the windows about connections need of the others; `post` and `dress` as there."""

    post: Callable[[Callable[[], None]], None]
    access: AccessScreens
    doors: DoorScreens
    links: Links
    dress: "Callable[[wx.TopLevelWindow], None]"


class TraySessions:
    """Watches connections as long as the program runs. Safe to use from several threads."""

    def __init__(self, core: Core, controller: Controller, access: AccessController) -> None:
        self._controller = controller
        gap = timedelta(minutes=core.brand.tariff.same_visit_gap_minutes)
        around = LedgerSurroundings(utc_now, controller.show_session, self._tell_missed, gap)
        self.ledger = SessionLedger(access, around)
        self._screens: Optional[SessionScreens] = None
        self._shown: Optional[ShutShown] = None
        self._live, self._lists = LiveReader(), ListReader()
        self._watching = Watching(self._folders, self._look, self._has_news)
        self._looked_at: Optional[float] = None
        self._end = TakeoverEnd(
            EndSurroundings(
                utc_now, partial(shut_software, core), partial(shut_quietly, core),
                access.have_shut, self._ask, self._tell_shut, self._tell_shut_by_itself,
                lambda: controller.snapshot.access.allowed,
                core.brand.access.shuts_after_takeover,
            )
        )  # fmt: skip

    def start(self, screens: SessionScreens, shown: ShutShown) -> None:
        """Watch, and show on these screens."""
        self._screens, self._shown = screens, shown
        self._watching.start()

    def stop(self) -> None:
        """Watch no more."""
        self._watching.stop()

    def look_again(self) -> None:
        """Look at everything, soon: TeamViewer may have been installed, shut or put back."""
        self._looked_at = None
        self._watching.wake()

    def take_end(self, ended: Authorisation, left: AccessPicture) -> None:
        """An authorisation has ended by itself."""
        self._end.take(ended, left)

    def watched(self, parts: AccessParts) -> AccessParts:
        """The parts, which then also ask the log whether somebody else may be in now."""

        def is_open() -> Optional[bool]:
            state = self.ledger.latest[0].live.state
            somebody = state in (LiveState.CONNECTED, LiveState.ATTEMPT)
            return True if somebody else parts.session_open()

        return replace(parts, session_open=is_open)

    def _folders(self) -> Tuple[str, ...]:
        return tuple(dict.fromkeys((*self._live.folders(), *self._lists.folders())))

    def _look(self) -> Optional[float]:
        """One look; the seconds until the next one. A look that breaks tells that nothing is known.

        Raises what broke.
        """
        self._looked_at = time.monotonic()
        try:
            reading, lists = self._live.read(), self._lists.read()
        except Exception:
            # What was seen before may be over, and somebody may be there since.
            self.ledger.take(LiveReading(), self.ledger.latest[1])
            raise
        self.ledger.take(reading, lists)
        return seconds_to_next_look(reading.live.state, may_run=self._live.may_run)

    def _has_news(self) -> bool:
        """Whether to look when nothing was told: a log may be longer than Windows says."""
        return not self._is_idle() or self._live.has_news()

    def _is_idle(self) -> bool:
        """Whether nobody was there at the last whole look, which was not long ago."""
        if self._looked_at is None or time.monotonic() - self._looked_at > WHOLE_LOOK_SECONDS:
            return False
        return self.ledger.latest[0].live.state is LiveState.NONE

    def _ask(self, ended: Authorisation, decide: Decide) -> None:
        visit, screens = self.ledger.last_visit, self._screens
        if screens is not None and ended.ends is not None:
            started = None if visit is None else visit.started
            over = ended.ends if visit is None else visit.ended
            screens.ask_after_takeover(started, over, decide)

    def _tell_shut(self, shut: Shut) -> None:
        if self._shown is not None:
            self._shown(Stopped(utc_now(), (), shut))

    def _tell_shut_by_itself(self, shut: Shut) -> None:
        if self._screens is not None:
            self._screens.tell_closed_by_time(is_shut=shut.ok)
        self._controller.look_at_doors()

    def _tell_missed(self, rows: Tuple[ListedConnection, ...]) -> None:
        last = rows[-1]
        live = Live(LiveState.CONNECTED, last.peer_id, last.peer_name, last.started)
        picture = SessionPicture(live, Standing.UNEXPECTED)
        if self._screens is not None:
            self._screens.tell_missed(replace(self._controller.snapshot, session=picture))


def session_screens(
    core: Core,
    controller: Controller,
    history: TrayHistory,
    around: SessionsAround,
) -> SessionScreens:
    """The windows about connections, joined to what they need."""
    presenter = SessionPresenter(core.brand, core.translate, core.presenter.access, price_of)
    surroundings = SessionSurroundings(
        post=around.post,
        now=utc_now,
        snapshot=lambda: controller.snapshot,
        stop=around.access.stop,
        have_doubt=around.doors.have_doubt,
        dial=around.links.dial,
        load_history=history.load,
        save_csv=history.save_table,
        open_statement=history.open_statement,
        save_statement_pdf=history.save_statement,
        dress=around.dress,
        stop_colour=core.brand.colours.stop,
        warning_colour=core.brand.colours.warning,
    )
    return SessionScreens(presenter, surroundings)
