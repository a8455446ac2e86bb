"""How every running copy is asked to close, in every session: a value only administrators write.

A copy closes when the value changes while it runs; a value left from before asks for nothing.
"""

import logging
import sys
import uuid
from typing import Optional

from agent.brand_values import Names
from agent.win32.registry import read_values
from agent.win32.registry_watch import WatchedKey
from agent.win32.registry_writing import computer_key, write_computer_text
from agent.windows_facts import Absent, RegistryValue, Unreadable

assert sys.platform == "win32"

VALUE = "CloseRequest"

_log = logging.getLogger(__name__)


def request_key(names: Names) -> str:
    """The product's own key."""
    return f"SOFTWARE\\{names.folder}"


def ask_to_close(names: Names) -> None:
    """Ask every running copy on this computer to close.

    Raises:
        OSError: without an administrator's rights, or when Windows refuses.
    """
    write_computer_text(request_key(names), VALUE, uuid.uuid4().hex)


class CloseRequest:
    """What a running copy looks at when the registry changes."""

    def __init__(self, names: Names) -> None:
        """What stands there now is from before."""
        self._key = computer_key(request_key(names))
        self._known = self._read()

    def watched(self) -> WatchedKey:
        """The key to watch."""
        return WatchedKey(self._key, subtree=False)

    def is_new(self) -> bool:
        """Whether this copy was asked to close; what cannot be read asks for nothing."""
        now = self._read()
        return now is not None and now != self._known

    def _read(self) -> Optional[str]:
        values = read_values(self._key, [VALUE])
        if isinstance(values, Unreadable):
            _log.warning("the request to close cannot be read: %s", values.why)
        if isinstance(values, (Absent, Unreadable)):
            return None
        found = values[VALUE]
        return str(found.data) if isinstance(found, RegistryValue) else None
