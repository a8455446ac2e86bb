"""The windows about reports: what leaves before anything does, and what to do without a desk.

What is not said to be callable from any thread runs on the UI thread.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable, Optional

from agent.brand import Brand
from agent.reporting.fields import About
from agent.state import Snapshot
from agent.tray.mail_link import mail_link
from agent.tray.presenter import Presenter
from agent.tray.report_views import ReportPage

if TYPE_CHECKING:
    import wx

    from agent.tray.screens.report import ReportWindow


@dataclass(frozen=True)
class ReportSurroundings:
    """What these windows need of the program around them.

    `snapshot` is what is known now, `about` what is known of the computer; `is_agreed` says whether
    the client has agreed to reports and `agree` remembers it; `send` tells the desk; `write_mail`
    opens a mail link; `stop` takes everything back; `dress` gives a window the shop's sign.
    """

    snapshot: Callable[[], Snapshot]
    about: Callable[[], About]
    is_agreed: Callable[[], bool]
    agree: Callable[[], None]
    send: Callable[[], None]
    write_mail: Callable[[str], None]
    stop: Callable[[], None]
    dress: "Callable[[wx.TopLevelWindow], None]"


class ReportScreens:
    """Sends, or shows the page that has to be read before."""

    def __init__(self, presenter: Presenter, brand: Brand, around: ReportSurroundings) -> None:
        self._presenter, self._brand, self._around = presenter, brand, around
        self._window: Optional[ReportWindow] = None

    def send_id(self) -> None:
        """Tell the desk, once the client has read what it is told; without one, help to do so."""
        if not self._brand.desk.address:
            self._show(self._by_hand(), self._write_mail)
        elif self._around.is_agreed():
            self._around.send()
        else:
            self._show(self._presenter.report.before_first(self._around.about()), self._agree)

    def _agree(self) -> None:
        self._around.agree()
        self._around.send()

    def _by_hand(self) -> ReportPage:
        snapshot = self._around.snapshot()
        lines = self._presenter.finding_lines(snapshot.check)
        return self._presenter.report.by_hand(snapshot, self._around.about(), lines)

    def _write_mail(self) -> None:
        snapshot, report = self._around.snapshot(), self._presenter.report
        lines = self._presenter.finding_lines(snapshot.check)
        facts = report.facts(snapshot, self._around.about(), lines)
        self._around.write_mail(mail_link(self._brand.contact.email_link, report.subject(), facts))

    def _show(self, page: ReportPage, act: Callable[[], None]) -> None:
        from agent.tray.screens.report import ReportWindow

        if self._window:
            self._window.Close()
        self._window = ReportWindow(page, act, self._around.stop)
        self._around.dress(self._window)
        self._window.Show()
        self._window.Raise()
