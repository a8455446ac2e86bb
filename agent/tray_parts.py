"""What the program beside the clock is joined from, loaded when it is first needed."""

import logging
import sys
import threading
from typing import Callable, Optional

from agent.access_parts import AccessParts
from agent.app import Core
from agent.cutoff.words import Word
from agent.shutting.restored import Restored
from agent.shutting.shut import Shut

_log = logging.getLogger(__name__)


def load_access(core: Core) -> AccessParts:
    """Credential store and signatures take seconds to load: not with the icon."""
    from agent.access_building import build_access

    return build_access(core)


def shut_software(core: Core, word: Word) -> Shut:
    """Services and signatures are looked at when something is to be shut: not with the icon."""
    from agent.shutting.on_windows import shut

    return shut(core.brand.names, word)


def shut_quietly(core: Core, word: Word) -> Shut:
    """The same, and Windows asks nobody for anything."""
    from agent.shutting.on_windows import shut_quietly as shut

    return shut(core.brand.names, word)


def is_software_blocked() -> Optional[bool]:
    """Whether nobody can be let in, because the software was shut."""
    from agent.shutting.restoring import is_software_blocked as look

    return look()


def restore_software(then: Callable[[Restored], None]) -> None:
    """Have it put back, on a thread of its own: Windows may ask the person."""
    from agent.shutting.restoring import restore_software as restore

    threading.Thread(target=lambda: then(restore()), name="restoring", daemon=True).start()


def tell_in_a_box(title: str, text: str) -> None:
    """Windows are there by the time anybody can click in one."""
    from agent.tray.screens.box import tell_in_a_box as tell

    tell(title, text)


def log_uncaught() -> None:
    """What wx or a thread would print for a console that nobody sees goes to the log."""
    sys.excepthook = lambda kind, error, trace: _log.error(
        "not handled", exc_info=(kind, error, trace)
    )
    threading.excepthook = lambda told: _log.error("not handled", exc_info=told.exc_value)
