"""The windows about a connection, and which opens when.

What is not said to be callable from any thread runs on the UI thread.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Callable, Optional

from agent.connections import Live, LiveState, SessionPicture, Standing
from agent.state import Snapshot
from agent.tray.history_screens import HistoryScreens
from agent.tray.notices import Notices
from agent.tray.session_presenter import (
    SessionPresenter,
    has_banner,
    has_newcomer,
    is_alarming,
    is_same_session,
)
from agent.tray.session_surroundings import SessionSurroundings

if TYPE_CHECKING:
    from agent.tray.screens.banner import BannerWindow
    from agent.tray.screens.end_question import EndQuestionWindow
    from agent.tray.screens.unexpected import UnexpectedWindow
    from agent.tray.session_views import BannerView, UnexpectedView


class SessionScreens:
    """Shows who is connected, by itself, and asks and tells when that is over."""

    def __init__(self, presenter: SessionPresenter, around: SessionSurroundings) -> None:
        self._presenter, self._around = presenter, around
        self._notices = Notices(presenter.say, lambda: around.stop("window"), around.dress)
        self._history = HistoryScreens(presenter.history, self._notices, around)
        self._needs_windows = False
        self._banner: Optional[BannerWindow] = None
        self._allowed = SessionPicture()
        self._is_in_doubt = False
        self._page: Optional[UnexpectedWindow] = None
        self._alarm: Optional[Snapshot] = None
        self._question: Optional[EndQuestionWindow] = None

    def show_picture(self, snapshot: Snapshot) -> None:
        """Open, change and close banner and page as it is now; from any thread.

        Until there is something to show, nothing is posted and no window library is loaded.
        """
        if has_banner(snapshot.session) or is_alarming(snapshot):
            self._needs_windows = True
        if self._needs_windows:
            self._around.post(lambda: self._draw(snapshot))

    def show_history(self) -> None:
        """Show all connections."""
        self._history.show()

    def ask_after_takeover(
        self, started: Optional[datetime], ended: datetime, decide: Callable[[bool], None]
    ) -> None:
        """Ask whether to shut the software, now that the visit from `started` to `ended` is over.

        From any thread. `decide` gets the answer, at most once, on the UI thread; a window that is
        closed gives none. Whoever asks lets `ANSWER_MINUTES` of `session_presenter` pass, then does
        what the brand says and calls `tell_closed_by_time`.
        """
        self._around.post(lambda: self._ask(started, ended, decide))

    def _ask(
        self, started: Optional[datetime], ended: datetime, decide: Callable[[bool], None]
    ) -> None:
        from agent.tray.screens.end_question import EndQuestionChoices, EndQuestionWindow

        self.stop_asking()
        choices = EndQuestionChoices(decide, self._notices.stop_choice())
        self._question = EndQuestionWindow(self._presenter.ended(started, ended), choices)
        self._around.dress(self._question)
        self._question.Show()
        self._question.Raise()

    def stop_asking(self) -> None:
        """Take the question away: time is up, or somebody is connected again."""
        if self._question:
            self._question.Destroy()
        self._question = None

    def tell_closed_by_time(self, *, is_shut: bool) -> None:
        """Say that time ended the takeover; `is_shut` only when nothing was found running after.

        From any thread. A question that is still open goes.
        """
        self._around.post(lambda: self._tell_closed(is_shut=is_shut))

    def tell_missed(self, snapshot: Snapshot) -> None:
        """Tell of the connection in this picture: nobody allowed it, and it is over already.

        From any thread. A page about somebody who is there now is not replaced.
        """
        self._around.post(lambda: self._tell_missed(snapshot))

    def _tell_closed(self, *, is_shut: bool) -> None:
        self.stop_asking()
        self._notices.tell(self._presenter.closed_by_time(self._around.now(), is_shut=is_shut))

    def _tell_missed(self, snapshot: Snapshot) -> None:
        if not self._page:
            view = self._presenter.unexpected(snapshot, self._around.now(), is_over=True)
            self._page = self._make_page(view)
            self._around.dress(self._page)
            self._page.bring_to_front()

    def _draw(self, snapshot: Snapshot) -> None:
        self._draw_banner(snapshot)
        self._draw_page(snapshot)

    def _draw_banner(self, snapshot: Snapshot) -> None:
        picture = snapshot.session
        if has_banner(picture):
            self._allowed, self._is_in_doubt = picture, False
            self._show_banner()
        elif self._banner is None:
            return
        elif picture.live.state is LiveState.UNKNOWN:
            self._is_in_doubt = True
            self._banner.refresh()
        elif picture.live.state is LiveState.NONE or is_alarming(snapshot):
            self._banner.Destroy()
            self._banner = None

    def _show_banner(self) -> None:
        if self._banner is not None:
            self._banner.refresh()
            return
        from agent.tray.screens.banner import BannerChoices, BannerWindow
        from agent.tray.screens.stop_bar import StopChoice

        say = self._presenter.say
        stop = StopChoice(say("access.stop"), lambda: self._around.stop("banner"))
        choices = BannerChoices(
            stop, say("banner.make_small"), say("banner.make_large"),
            self._around.warning_colour, self._banner_view,
        )  # fmt: skip
        self._banner = BannerWindow(choices)
        self._around.dress(self._banner)
        self._banner.start()

    def _banner_view(self) -> "BannerView":
        now = self._around.now()
        view = None if self._is_in_doubt else self._presenter.banner(self._allowed, now)
        return view or self._presenter.banner_in_doubt(self._allowed, now)

    def _draw_page(self, snapshot: Snapshot) -> None:
        picture = snapshot.session
        if is_alarming(snapshot):
            self._show_alarm(snapshot)
        elif picture.live.state is LiveState.NONE:
            self._tell_over()
        elif picture.standing is Standing.EXPECTED:
            self._end_alarm()

    def _show_alarm(self, snapshot: Snapshot) -> None:
        """A page that was closed stays closed until somebody else connects."""
        before, self._alarm = self._alarm, snapshot
        is_new = before is None or _is_news(before.session.live, snapshot.session.live)
        view = self._presenter.unexpected(snapshot, self._around.now())
        if self._page:
            self._page.show_view(view)
        elif is_new:
            self._page = self._make_page(view)
            self._around.dress(self._page)
        if is_new and self._page:
            self._page.bring_to_front()

    def _end_alarm(self) -> None:
        """It turned out to be allowed: the banner says the rest."""
        if self._page:
            self._page.Destroy()
        self._page = self._alarm = None

    def _tell_over(self) -> None:
        last, self._alarm = self._alarm, None
        if self._page and last is not None:
            now = self._around.now()
            self._page.show_view(self._presenter.unexpected(last, now, is_over=True))

    def _make_page(self, view: "UnexpectedView") -> "UnexpectedWindow":
        from agent.tray.screens.unexpected import UnexpectedChoices, UnexpectedWindow

        around = self._around
        choices = UnexpectedChoices(
            lambda: around.stop("window"),
            lambda: around.have_doubt("window"),
            around.dial,
            around.stop_colour,
        )
        return UnexpectedWindow(view, choices)


def _is_news(before: Live, live: Live) -> bool:
    return not is_same_session(before, live) or has_newcomer(before, live)
