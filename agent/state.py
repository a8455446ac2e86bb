"""What is known now: the values shared by window, command line and report.

Pure. Every state that could not be read has a value of its own, which never means yes.
"""

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import FrozenSet, Mapping, Optional, Tuple, Union

from agent.connections import NOT_LOOKED_YET, SessionPicture
from agent.doors import Doors
from agent.texts import Message

Scalar = Union[str, int, float, bool, None]
JsonValue = Union[Scalar, Mapping[str, Scalar]]


class Outcome(enum.Enum):
    """Whether a requirement is met."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


class RequirementName(enum.Enum):
    """The requirements, in the order in which they are shown."""

    WINDOWS_VERSION = "windows_version"
    INTERNET = "internet"
    BROADBAND = "broadband"
    TEAMVIEWER_REACHABLE = "teamviewer_reachable"
    TEAMVIEWER_PRESENT = "teamviewer_present"
    TEAMVIEWER_VERSION = "teamviewer_version"
    CLOCK = "clock"
    POWER = "power"
    DISK_SPACE = "disk_space"


@dataclass(frozen=True)
class Finding:
    """One requirement's answer: what was found, what is needed, why, and what to do next.

    `value` and `needed` are plain JSON values in the units the requirement's module states.
    """

    requirement: RequirementName
    outcome: Outcome
    value: JsonValue
    needed: JsonValue
    reason: Message
    advice: Message


@dataclass(frozen=True)
class CheckReport:
    """All findings of one check. `checked_at` is aware, in UTC."""

    outcome: Outcome
    findings: Tuple[Finding, ...]
    checked_at: datetime


class IdentityState(enum.Enum):
    """Whether there is a TeamViewer ID that can be read out with certainty."""

    READY = "ready"
    WAITING = "waiting"
    ABSENT = "absent"
    UNREADABLE = "unreadable"
    CONFLICT = "conflict"


class Product(enum.Enum):
    """Which kind of TeamViewer this is."""

    FULL = "full"
    HOST = "host"
    QUICKSUPPORT = "quicksupport"
    PORTABLE = "portable"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class StaleIdentity:
    """An ID left behind by a TeamViewer that is no longer there: listed, never shown as the ID."""

    source: str
    id: Optional[str]


@dataclass(frozen=True)
class LiveInstallation:
    """A TeamViewer that is really there, as named to a person when several disagree."""

    source: str
    version: Optional[str]
    folder: Optional[str]


@dataclass(frozen=True)
class Identity:
    """The TeamViewer ID and where it comes from.

    `id` is 8 to 12 ASCII digits and is present exactly when `state` is READY. `source` is one of
    registry64, registry32, registry64:VersionN, registry32:VersionN, user, log, ini. `conflicting`
    names the installations that disagree. `strangers` are paths of programs that call themselves
    TeamViewer but are neither installed nor signed by its maker. `program` is the path of the
    TeamViewer.exe this ID belongs to, when it is known and unambiguous.
    """

    state: IdentityState
    id: Optional[str] = None
    source: Optional[str] = None
    product: Optional[Product] = None
    version: Optional[str] = None
    running: bool = False
    stale: Tuple[StaleIdentity, ...] = ()
    conflicting: Tuple[LiveInstallation, ...] = ()
    strangers: Tuple[str, ...] = ()
    program: Optional[str] = None

    @property
    def display(self) -> Optional[str]:
        """The ID in groups of three from the right, separated by spaces: `1 234 567 890`."""
        return None if self.id is None else f"{int(self.id):,}".replace(",", " ")


@dataclass(frozen=True)
class Opening:
    """Whether the shop is open now. Times are aware, in the shop's time zone.

    `until` is the closing time when open; `next_opening` the next opening time when closed.
    """

    is_open: bool
    until: Optional[datetime]
    next_opening: Optional[datetime]


class AccessState(enum.Enum):
    """What the client's authorisations together allow; only the first three allow access."""

    READY = "ready"
    LIVE = "live"
    PERMANENT = "permanent"
    PAUSED = "paused"
    NONE = "none"
    UNKNOWN = "unknown"


OPEN_STATES = frozenset((AccessState.READY, AccessState.LIVE, AccessState.PERMANENT))


@dataclass(frozen=True)
class Authorisation:
    """One yes of the client and what became of it.

    `scope` is `oneoff` or `permanent`; `state` a state of `agent.consent.lifecycle`, by name.
    `given_at` and `ends` are aware, in UTC. `unwritten_end` is why it ended (`disconnect`, `time`,
    `unused`, or `terms` that allow more now) as long as no journal says so: it has ended anyway.
    """

    cid: str
    scope: str
    state: str
    given_at: datetime
    ends: Optional[datetime]
    unwritten_end: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it allows access now."""
        return self.state in {state.value for state in OPEN_STATES}

    @property
    def can_end(self) -> bool:
        """Whether there is anything to take back: open, or paused and waiting for a new yes."""
        return self.is_open or self.state == AccessState.PAUSED.value


@dataclass(frozen=True)
class AccessPicture:
    """What the client has allowed, as far as it could be read.

    `current` is the authorisation that `state` rests on, `authorisations` all of them, the latest
    first. `troubles` are sentences about journals that are not as they should be. `unwritten` says
    that a withdrawal stands and waits for the disk, `password_removed` that TeamViewer's permanent
    password was taken away and no lasting access was allowed since.
    """

    state: AccessState = AccessState.UNKNOWN
    current: Optional[Authorisation] = None
    authorisations: Tuple[Authorisation, ...] = ()
    troubles: Tuple[Message, ...] = ()
    unwritten: bool = False
    password_removed: bool = False

    @property
    def allowed(self) -> bool:
        """Whether the technician may come in."""
        return self.state in OPEN_STATES

    @property
    def allows_lasting(self) -> bool:
        """Whether lasting access is allowed, alone or beside one takeover."""
        return self.state is AccessState.PERMANENT or self.lasting is not None

    @property
    def lasting(self) -> Optional[Authorisation]:
        """The lasting access that is allowed; None when none is, or none is known."""
        lasting = (a for a in self.authorisations if a.is_open and a.scope == "permanent")
        return next(lasting, None)


NOTHING_TO_TELL = Message("")


class ReportState(enum.Enum):
    """What became of what the shop's desk is to be told.

    NOTHING: nothing was to be told, or the client has not agreed to it. PREPARED: written down here
    and not signed for by the desk. RECEIVED: the desk has signed for everything. REFUSED: it does
    not take it, or is not the shop's. FORKED: it holds something else that this account signed.
    """

    NO_DESK = "no_desk"
    NOTHING = "nothing"
    PREPARED = "prepared"
    SENDING = "sending"
    RECEIVED = "received"
    REFUSED = "refused"
    FORKED = "forked"


@dataclass(frozen=True)
class ReportPicture:
    """What the desk has, as far as its own signature shows it.

    `received_at` (aware, by the desk's clock) and the two control `words` are there exactly when
    `state` is RECEIVED. `why` says what is wrong, to the client.
    """

    state: ReportState = ReportState.NOTHING
    received_at: Optional[datetime] = None
    words: Tuple[str, ...] = ()
    why: Message = NOTHING_TO_TELL


@dataclass(frozen=True)
class Snapshot:
    """Everything the window, the icon and the command line show, taken at one moment.

    `measured_at` is when the line was measured, None while no measurement counts: what `check`
    says of the line is then unknown. `pending` are the requirements being measured now. `doors`
    are the ways in as they were at `looked_at`, both None while nobody has looked; `cut_stands`,
    read with them, is whether the client cut the connection software and nobody restored it, None
    when that is not known. `is_looking` says that a person asked to look again and the answer is
    not there yet. `session` is who is connected now, `report` what the shop's desk has. All times
    are aware, in UTC.
    """

    identity: Identity
    opening: Opening
    check: CheckReport
    taken_at: datetime
    measured_at: Optional[datetime] = None
    pending: FrozenSet[RequirementName] = frozenset()
    access: AccessPicture = AccessPicture()
    doors: Optional[Doors] = None
    cut_stands: Optional[bool] = None
    looked_at: Optional[datetime] = None
    is_looking: bool = False
    session: SessionPicture = NOT_LOOKED_YET
    report: ReportPicture = ReportPicture()
