"""Snapshot to sentences: what the main window and the icon show. Pure; the views only draw."""

from datetime import tzinfo
from typing import FrozenSet, List, Optional, Tuple

from agent.brand import Brand
from agent.hours_text import describe_opening, time_text
from agent.state import (
    CheckReport,
    Finding,
    Identity,
    IdentityState,
    Outcome,
    RequirementName,
    Snapshot,
)
from agent.translations import Translate
from agent.tray.access_presenter import AccessPresenter
from agent.tray.door_presenter import DoorPresenter
from agent.tray.light import Light, light_of
from agent.tray.main_view import LightLine, MainView, PhoneLink
from agent.tray.peer_text import session_sentence
from agent.tray.report_presenter import ReportPresenter
from agent.tray.speaking import Speaking

_LIGHT_OF_OUTCOME = {
    Outcome.MET: Light.READY,
    Outcome.UNMET: Light.PROBLEM,
    Outcome.UNKNOWN: Light.ATTENTION,
}


class Presenter(Speaking):
    """Turns snapshots into views for one shop and one language."""

    def __init__(self, brand: Brand, translate: Translate, zone: Optional[tzinfo] = None) -> None:
        """`zone` is the computer's own time zone by default."""
        self._brand = brand
        self._translate = translate
        self._zone = zone
        self.access = AccessPresenter(brand, translate, zone)
        self.doors = DoorPresenter(brand, translate, self.access, zone)
        self.report = ReportPresenter(brand, translate, self.access, zone)

    def main_view(self, snapshot: Snapshot) -> MainView:
        """The main window's content."""
        light = light_of(snapshot)
        identity = snapshot.identity
        return MainView(
            title=self._brand.names.program,
            light=light,
            headline=self._headline(snapshot),
            detail=self._detail(snapshot, light),
            id_label=self.say("main.id.label"),
            id_text=identity.display or "",
            id_note=" ".join(self.identity_notes(identity)),
            teamviewer_action=self._teamviewer_action(identity),
            password_note=self.say("main.password") if identity.program else "",
            shop_heading=self.say("main.shop.heading", shop=self._brand.names.shop),
            shop_state=describe_opening(snapshot.opening, snapshot.taken_at, self._translate),
            price=self._price(),
            phones=tuple(PhoneLink(p.display, p.link) for p in self._brand.contact.phones),
            findings_heading=self.say("main.findings.heading"),
            findings=tuple(self._finding(f, snapshot.pending) for f in snapshot.check.findings),
            check_state=self._check_state(snapshot),
            is_checking=bool(snapshot.pending),
            access_heading=self.say("access.heading"),
            access_sentence=self.access.sentence(snapshot.access),
            session_sentence=session_sentence(snapshot.session.live, self._translate),
            differences=self.doors.differences(snapshot),
            report=self.report.line(snapshot.report, snapshot.taken_at),
        )

    def identity_notes(self, identity: Identity) -> List[str]:
        """Why there is no ID and what to do, and what looked like TeamViewer but is not trusted."""
        notes = [] if identity.state is IdentityState.READY else self._missing_id(identity)
        if identity.state is IdentityState.READY and identity.source == "log":
            notes.append(self.say("identity.from_log"))
        for path in identity.strangers[:1]:
            notes += [
                self.say("identity.stranger", path=path),
                self.say("identity.stranger.advice"),
            ]
        return notes

    def finding_lines(self, report: CheckReport) -> Tuple[LightLine, ...]:
        """The findings of a check that is complete."""
        return tuple(self._finding(finding, frozenset()) for finding in report.findings)

    def tooltip(self, snapshot: Snapshot) -> str:
        """The icon's text: the ID first, then the light in words, then whether more is to see."""
        shown = snapshot.identity.display
        first = self.say("tooltip.id", id=shown) if shown else self._brand.names.program
        differs = bool(self.doors.differences(snapshot).sentences)
        more = self.say("tooltip.differences") if differs else ""
        return "\n".join(filter(None, (first, self._headline(snapshot), more)))

    def text(self, key: str, **values: object) -> str:
        """A fixed sentence of the window, such as a button's label."""
        return self.say(key, **values)

    def _headline(self, snapshot: Snapshot) -> str:
        light = light_of(snapshot)
        has_id = snapshot.identity.state is IdentityState.READY
        case = "no_id" if light is Light.ATTENTION and not has_id else light.value
        return self.say(f"main.headline.{case}")

    def _detail(self, snapshot: Snapshot, light: Light) -> str:
        if snapshot.pending:
            return self.say("main.detail.checking")
        return self.say(f"main.detail.{light.value}")

    def _missing_id(self, identity: Identity) -> List[str]:
        key = f"identity.{identity.state.value}"
        named = [self._name_installation(i.version, i.folder) for i in identity.conflicting]
        first, second = (*named, "", "")[:2]
        return [self.say(key, first=first, second=second), self.say(f"{key}.advice")]

    def _name_installation(self, version: Optional[str], folder: Optional[str]) -> str:
        name = f"TeamViewer {version}" if version else "TeamViewer"
        return f"{name} ({folder})" if folder else name

    def _teamviewer_action(self, identity: Identity) -> str:
        if identity.program:
            return self.say("main.teamviewer.open")
        if identity.state is IdentityState.ABSENT:
            return self.say("main.teamviewer.get")
        return ""

    def _price(self) -> str:
        tariff = self._brand.tariff
        return self.say(
            "main.price",
            first=self._euros(tariff.first_slice_cents),
            minutes=tariff.first_slice_minutes,
            more=self._euros(tariff.next_slice_cents),
            next=tariff.next_slice_minutes,
        )

    def _euros(self, cents: int) -> str:
        """Whole euros without decimals, as the shop writes them."""
        euros, rest = divmod(cents, 100)
        return (
            self.say("main.price.with_cents", euros=euros, cents=f"{rest:02d}")
            if rest
            else str(euros)
        )

    def _finding(self, finding: Finding, pending: FrozenSet[RequirementName]) -> LightLine:
        is_pending = finding.requirement in pending
        light = Light.WAITING if is_pending else _LIGHT_OF_OUTCOME[finding.outcome]
        state = self.say(f"main.finding.{light.value}")
        title = self.say(f"requirement.{finding.requirement.value}.title")
        sentences = [self._translate(finding.reason), self._translate(finding.advice)]
        text = "" if is_pending else " ".join(filter(None, sentences))
        heading = self.say("main.finding.heading", title=title, state=state)
        return LightLine(light, state, heading, text)

    def _check_state(self, snapshot: Snapshot) -> str:
        if snapshot.pending:
            return self.say("main.check.running", left=len(snapshot.pending))
        if snapshot.measured_at is None:
            return self.say("main.check.never")
        local = snapshot.measured_at.astimezone(self._zone)
        return self.say("main.check.done", time=time_text(local, self._translate))
