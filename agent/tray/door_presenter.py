"""The doors, what does not agree with them, and a client's doubt, in sentences. Pure."""

from datetime import tzinfo
from typing import Iterator, List, Optional

from agent.brand import Brand
from agent.doors import NOTHING_TO_SAY, Door, DoorName, Doors
from agent.hours_text import time_text
from agent.reconciliation import Standing, reconcile
from agent.remote_tools.doors import REMOTE_DESKTOP
from agent.state import AccessPicture, AccessState, Snapshot
from agent.translations import Translate
from agent.tray.access_presenter import AccessPresenter
from agent.tray.door_views import DoorsView, DoubtView
from agent.tray.light import Light
from agent.tray.main_view import DifferencesView, LightLine, PhoneLink
from agent.tray.speaking import Speaking

_LIGHTS = {False: Light.READY, True: Light.ATTENTION, None: Light.WAITING}
_WORDS = {False: "shut", True: "open", None: "unknown"}
_STEPS = ("hang_up", "call_us", "bank", "secrets", "help", "proof")
_NOT_LOOKED = Door(DoorName.TEAMVIEWER_RUNNING, None, NOTHING_TO_SAY)


class DoorPresenter(Speaking):
    """Turns what is known of doors into views for one shop and one language."""

    def __init__(
        self, brand: Brand, translate: Translate, access: AccessPresenter, zone: Optional[tzinfo]
    ) -> None:
        """`zone` is the computer's own time zone when it is None."""
        self._brand, self._translate, self._access, self._zone = brand, translate, access, zone

    def doors(self, snapshot: Snapshot) -> DoorsView:
        """Every door, open or shut, and how to shut it."""
        headline, doors = self.say("doors.heading"), snapshot.doors
        return DoorsView(
            title=self._access.title(headline),
            headline=headline,
            summary=self._translate(doors.summary) if doors else self.say("doors.not_looked"),
            looked=self._looked(snapshot),
            lines=tuple(map(self._line, doors.doors)) if doors else (),
        )

    def differences(self, snapshot: Snapshot) -> DifferencesView:
        """What is not as it was wanted; nothing before doors and authorisations were read."""
        if snapshot.doors is None or not _is_read(snapshot.access):
            return DifferencesView()
        access = snapshot.access
        found = reconcile(
            Standing(snapshot.doors, access, snapshot.cut_stands, access.password_removed)
        )
        if found.step is None:
            return DifferencesView()
        sentences = tuple(map(self._translate, found.sentences))
        return DifferencesView(
            sentences,
            found.step,
            self.say(f"reconcile.step.{found.step.value}"),
            self.say("reconcile.heading"),
        )

    def doubt(self, snapshot: Snapshot) -> DoubtView:
        """Access is being stopped; what was read back of it, and what to do now."""
        shop, phones = self._brand.names.shop, self._brand.contact.phones
        steps = (self.say(f"doubt.step.{step}", shop=shop) for step in _STEPS)
        return DoubtView(
            title=self._access.title(self.say("doubt.title")),
            headline=self.say("doubt.headline"),
            state=(self._stopping(snapshot.access), *self._read_back(snapshot)),
            steps_heading=self.say("doubt.heading"),
            steps=tuple(steps),
            phones=tuple(
                PhoneLink(self.say("doubt.call", number=phone.display), phone.link)
                for phone in phones
            ),
        )

    def _looked(self, snapshot: Snapshot) -> str:
        if snapshot.is_looking:
            return self.say("doors.looking")
        if snapshot.looked_at is None:
            return ""
        local = snapshot.looked_at.astimezone(self._zone)
        return self.say("doors.looked", time=time_text(local, self._translate))

    def _line(self, door: Door) -> LightLine:
        state = self.say(f"doors.state.{_WORDS[door.open]}")
        heading = self.say("main.finding.heading", title=self._title(door), state=state)
        text = " ".join(filter(None, map(self._translate, (door.says, door.shut))))
        return LightLine(_LIGHTS[door.open], state, heading, text)

    def _title(self, door: Door) -> str:
        """A tool's own name; Windows' own tool is called as Windows calls it in this language."""
        if door.tool == REMOTE_DESKTOP:
            return self.say("doors.title.remote_desktop")
        return door.tool or self.say(f"doors.title.{door.name.value}")

    def _stopping(self, access: AccessPicture) -> str:
        return self.say("doubt.stopping") if access.allowed else self._access.sentence(access)

    def _read_back(self, snapshot: Snapshot) -> Iterator[str]:
        """Nothing is said of what was looked at before the client asked."""
        if snapshot.is_looking:
            yield self.say("doubt.looking")
            return
        ways = _ways_in(snapshot.doors)
        yield from (self._translate(door.says) for door in ways if door.open is not None)
        if any(door.open is None for door in ways):
            yield self.say("doubt.unsure")
        if any(door.open is not False for door in ways):
            yield self.say("doubt.switch_off")


def _is_read(access: AccessPicture) -> bool:
    return access.state is not AccessState.UNKNOWN or bool(access.troubles)


def _ways_in(doors: Optional[Doors]) -> List[Door]:
    """TeamViewer in every state, and other tools that are or may be open."""
    if doors is None:
        return [_NOT_LOOKED]
    own = [door for door in doors.doors if door.name is DoorName.TEAMVIEWER_RUNNING]
    tools = [door for door in doors.doors if door.name is DoorName.OTHER_REMOTE_TOOL]
    return [*own, *(door for door in tools if door.open is not False)]
