"""The few things a person set or was told, kept between starts. A lost file is no trouble."""

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from agent.files import read_bounded, replace_durably

LIMIT_BYTES = 16 * 1024

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """What was set, or was told and need not be told again.

    `pin_tip_seen`: the hint on keeping the icon in sight was read and closed. `reports_allowed`:
    the client has read what the shop's desk is told, and agreed.
    """

    pin_tip_seen: bool = False
    reports_allowed: bool = False


def load_settings(path: Path) -> Settings:
    """The saved settings; what is missing or not readable has its default."""
    try:
        values = json.loads(read_bounded(path, LIMIT_BYTES))
        return Settings(
            pin_tip_seen=values.get("pin_tip_seen") is True,
            reports_allowed=values.get("reports_allowed") is True,
        )
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        _log.warning("settings not readable, defaults are used: %s", error)
        return Settings()


def save_settings(path: Path, settings: Settings) -> None:
    """Save; a full or read-only disk is logged and costs only that it is asked again."""
    try:
        replace_durably(path, json.dumps(asdict(settings)).encode())
    except OSError as error:
        _log.warning("settings not saved: %s", error)
