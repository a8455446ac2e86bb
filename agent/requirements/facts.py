"""What was found out about this computer, before anything is decided.

Pure. A fact that could not be found out is None or has an UNKNOWN of its own.
"""

import enum
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Optional

from agent.state import Identity
from agent.windows_version import WindowsVersion

MAX_CLOCK_SKEW_S = 100 * 366 * 86400.0
"""A computer that is wrong by more than a century has a broken measurement, not a wrong clock."""


class InternetAccess(enum.Enum):
    """What answered when the check page was asked for.

    CAPTURED: something else answered in its place, as a hotel's login page does. WRONG_DATES: the
    answer's certificate is not valid on the day this computer believes it is.
    """

    REACHABLE = "reachable"
    UNREACHABLE = "unreachable"
    CAPTURED = "captured"
    WRONG_DATES = "wrong_dates"
    UNKNOWN = "unknown"


class Reach(enum.Enum):
    """Whether TeamViewer's servers accept a connection from here."""

    REACHED = "reached"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class PowerSource(enum.Enum):
    """What feeds this computer. NO_BATTERY: Windows names no battery, as on a desktop computer."""

    MAINS = "mains"
    BATTERY = "battery"
    NO_BATTERY = "no_battery"
    UNKNOWN = "unknown"


def _refuse_outside(name: str, value: Optional[float], least: float, most: float) -> None:
    """Raises ValueError for a number that cannot be true, NaN included."""
    if value is not None and not least <= value <= most:
        raise ValueError(f"{name} cannot be {value!r}")


@dataclass(frozen=True)
class InternetFacts:
    """`clock_skew_s` is this computer's time less the server's, in seconds."""

    access: InternetAccess = InternetAccess.UNKNOWN
    clock_skew_s: Optional[float] = None

    def __post_init__(self) -> None:
        _refuse_outside("clock_skew_s", self.clock_skew_s, -MAX_CLOCK_SKEW_S, MAX_CLOCK_SKEW_S)


@dataclass(frozen=True)
class Rate:
    """A measured rate, in millions of bits per second.

    `is_lower_bound`: the transfer was too short to tell how much faster the connection is.
    """

    mbit_s: float
    is_lower_bound: bool = False

    def __post_init__(self) -> None:
        _refuse_outside("mbit_s", self.mbit_s, 0.0, 1e6)


@dataclass(frozen=True)
class SpeedFacts:
    """`latency_ms` is the time between a small question and its answer, in milliseconds."""

    download: Optional[Rate] = None
    upload: Optional[Rate] = None
    latency_ms: Optional[float] = None

    def __post_init__(self) -> None:
        _refuse_outside("latency_ms", self.latency_ms, 0.0, 1e6)


@dataclass(frozen=True)
class ReachFacts:
    """`port` is present exactly when TeamViewer's servers were reached."""

    reach: Reach = Reach.UNKNOWN
    port: Optional[int] = None
    is_through_proxy: bool = False

    def __post_init__(self) -> None:
        _refuse_outside("port", self.port, 1, 65535)
        if (self.port is not None) != (self.reach is Reach.REACHED):
            raise ValueError(f"{self.reach} does not go with port {self.port!r}")


@dataclass(frozen=True)
class NetworkFacts:
    """Everything the network was asked."""

    internet: InternetFacts = InternetFacts()
    speed: SpeedFacts = SpeedFacts()
    teamviewer: ReachFacts = ReachFacts()


@dataclass(frozen=True)
class MachineFacts:
    """Battery in percent of full; free space in millions of bytes on Windows' drive."""

    power_source: PowerSource = PowerSource.UNKNOWN
    battery_percent: Optional[float] = None
    free_disk_mb: Optional[int] = None

    def __post_init__(self) -> None:
        _refuse_outside("battery_percent", self.battery_percent, 0.0, 100.0)
        _refuse_outside("free_disk_mb", self.free_disk_mb, 0, 1e12)


@dataclass(frozen=True)
class Facts:
    """All facts of one check. `now` is this computer's own time, aware.

    `is_offline`: the person asked for a check that leaves the network alone.
    """

    now: Optional[datetime] = None
    is_offline: bool = False
    windows: Optional[WindowsVersion] = None
    identity: Optional[Identity] = None
    network: NetworkFacts = NetworkFacts()
    machine: MachineFacts = MachineFacts()

    def __post_init__(self) -> None:
        if self.now is not None and self.now.tzinfo is None:
            raise ValueError("a time without its zone cannot be compared")

    @property
    def today(self) -> Optional[date]:
        """The day, by the server's clock when it is known, else by this computer's."""
        if self.now is None:
            return None
        return (self.now - timedelta(seconds=self.network.internet.clock_skew_s or 0.0)).date()
