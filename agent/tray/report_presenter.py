"""What became of a report, what it would hold, and what to do without a desk. Pure."""

from datetime import datetime, tzinfo
from typing import Optional, Sequence

from agent.brand import Brand
from agent.date_text import day_text
from agent.hours_text import time_text
from agent.local_time import local as in_zone
from agent.reporting.fields import About, told_to_client
from agent.state import ReportPicture, ReportState, Snapshot
from agent.translations import Translate
from agent.tray.access_presenter import AccessPresenter
from agent.tray.light import Light
from agent.tray.main_view import LightLine, ReportLine
from agent.tray.report_views import ReportPage
from agent.tray.speaking import Speaking

# A mail program takes a link of about 2000 characters.
MOST_FINDINGS = 6
Lines = Sequence[LightLine]
_WITH_WHY = frozenset((ReportState.REFUSED, ReportState.FORKED))


class ReportPresenter(Speaking):
    """Turns what is known of reports into views for one shop and one language."""

    def __init__(
        self, brand: Brand, translate: Translate, access: AccessPresenter, zone: Optional[tzinfo]
    ) -> None:
        """`zone` is the computer's own time zone when it is None."""
        self._brand, self._translate, self._access, self._zone = brand, translate, access, zone

    def line(self, report: ReportPicture, now: datetime) -> ReportLine:
        """What the main window says of the report; nothing before there is one."""
        words = self.say("report.words", words=" ".join(report.words)) if report.words else ""
        return ReportLine(self._sentence(report, now), words)

    def before_first(self, about: About) -> ReportPage:
        """What leaves the computer, to be agreed to or not."""
        shop = self._brand.names.shop
        told = (f"•\u00a0{self._translate(one)}" for one in told_to_client(about, shop))
        return self._page(
            "first",
            (self.say("report.first.intro"), "", *told, "", self.say("report.first.never")),
        )

    def by_hand(
        self, snapshot: Snapshot, about: About, findings: Sequence[LightLine]
    ) -> ReportPage:
        """The text to read out, and to send as a mail."""
        return self._page("by_hand", (self._read_out(), "", *self.facts(snapshot, about, findings)))

    def facts(
        self, snapshot: Snapshot, about: About, findings: Sequence[LightLine]
    ) -> Sequence[str]:
        """ID, computer and whatever is not as it should be, in plain words."""
        shown = snapshot.identity.display
        missing = [line.heading for line in findings if line.light is not Light.READY]
        return (
            self.say("report.fact.id", id=shown) if shown else self.say("report.fact.no_id"),
            self.say("report.fact.machine", machine=about.machine, windows=about.windows),
            *missing[:MOST_FINDINGS],
        )

    def subject(self) -> str:
        """The subject of a mail."""
        return self.say("report.mail.subject", program=self._brand.names.program)

    def _sentence(self, report: ReportPicture, now: datetime) -> str:
        if report.state in _WITH_WHY:
            phone = self._brand.contact.phones[0].in_text
            return f"{self._translate(report.why)} {self.say('report.call', phone=phone)}"
        if report.state is ReportState.RECEIVED and report.received_at is not None:
            return self._received(report.received_at, now)
        if report.state in (ReportState.PREPARED, ReportState.SENDING):
            return self.say(f"report.{report.state.value}", shop=self._brand.names.shop)
        return ""

    def _received(self, received_at: datetime, now: datetime) -> str:
        local, here = in_zone(received_at, self._zone), in_zone(now, self._zone)
        values = {"shop": self._brand.names.shop, "time": time_text(local, self._translate)}
        if local.date() == here.date():
            return self.say("report.received", **values)
        return self.say("report.received_on", day=day_text(local, self._translate), **values)

    def _read_out(self) -> str:
        contact = self._brand.contact
        return self.say("report.by_hand.intro", phone=contact.phones[0].in_text)

    def _page(self, kind: str, sentences: Sequence[str]) -> ReportPage:
        headline = self.say(f"report.{kind}.headline", shop=self._brand.names.shop)
        return ReportPage(
            title=self._access.title(headline),
            headline=headline,
            sentences=tuple(sentences),
            action=self.say(f"report.{kind}.action"),
            leave=self.say(f"report.{kind}.leave"),
            stop=self.say("access.stop"),
        )
