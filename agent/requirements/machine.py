"""What this computer says about its power and its disk.

`psutil` is imported at first use: the icon does not need it.
"""

from pathlib import Path
from typing import Optional, Tuple

from agent.requirements.facts import MachineFacts, PowerSource

_BYTES_PER_MB = 1_000_000

Power = Tuple[PowerSource, Optional[float]]
"""What feeds the computer, and the battery in percent."""


def power_of(
    percent: float, *, is_plugged_in: Optional[bool]
) -> Tuple[PowerSource, Optional[float]]:
    """The facts in a battery's words; a level outside 0 to 100 is one Windows does not know."""
    level = percent if 0 <= percent <= 100 else None
    if is_plugged_in is None:
        return PowerSource.UNKNOWN, level
    return (PowerSource.MAINS if is_plugged_in else PowerSource.BATTERY), level


def _read_power() -> Power:
    import psutil

    try:
        battery = psutil.sensors_battery()
    except (OSError, RuntimeError, psutil.Error):
        return PowerSource.UNKNOWN, None
    if battery is None:
        return PowerSource.NO_BATTERY, None
    return power_of(battery.percent, is_plugged_in=battery.power_plugged)


def _read_free_disk_mb(folder: Path) -> Optional[int]:
    import psutil

    try:
        return int(psutil.disk_usage(str(folder)).free // _BYTES_PER_MB)
    except (OSError, ValueError, psutil.Error):
        return None


def read_machine(folder: Path) -> MachineFacts:
    """Power, and the free space on the drive of `folder`. What cannot be read is unknown."""
    source, percent = _read_power()
    return MachineFacts(source, percent, _read_free_disk_mb(folder))
