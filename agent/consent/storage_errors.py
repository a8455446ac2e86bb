"""What can keep a choice from being signed or written, told to the person who made it.

Pure. Whatever is raised from here, nothing was allowed by it: a line that was not acknowledged
opens nothing.
"""

import contextlib
import errno
from typing import Iterator

from agent.errors import AgentError
from agent.texts import message

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED
_NO_ROOM_WINDOWS = (39, 112, 1295)


class ConsentStorageError(AgentError):
    """Base of these errors; each names its sentence, and its advice is beside it."""

    sentence = "consent_journal.refused"

    def __init__(self, detail: str) -> None:
        super().__init__(message(self.sentence), message(self.sentence + ".advice"), detail)


class KeyStoreRefusedError(ConsentStorageError):
    """Windows' credential store is not there, or did not do what was asked."""

    sentence = "consent_keys.store_refused"


class KeyUnreadableError(ConsentStorageError):
    """There may be a key, and it cannot be told now: it is neither used nor replaced."""

    sentence = "consent_keys.unreadable"


class ForeignKeyEntryError(ConsentStorageError):
    """Another program's entry is where the key belongs; it is left as it is."""

    sentence = "consent_keys.foreign"


class JournalRefusedError(ConsentStorageError):
    """Windows refused to read or write the journal."""


class JournalUnreadableError(JournalRefusedError):
    """The folder of the journals cannot be looked into: nobody knows what is allowed."""

    sentence = "access.unreadable"


class DiskFullError(ConsentStorageError):
    """There is no room for another line."""

    sentence = "consent_journal.disk_full"


class JournalBusyError(ConsentStorageError):
    """Another program kept the journal's lock for too long."""

    sentence = "consent_journal.busy"


def storage_error(what: str, error: OSError) -> ConsentStorageError:
    """What the disk refused, as one of these errors; `what` names the file for the technician."""
    is_full = error.errno in _NO_ROOM or getattr(error, "winerror", None) in _NO_ROOM_WINDOWS
    return (DiskFullError if is_full else JournalRefusedError)(f"{what}: {error}")


@contextlib.contextmanager
def told_as_storage_error(what: str) -> Iterator[None]:
    """Turn what the disk refuses while the block runs into one of these errors."""
    try:
        yield
    except OSError as error:
        raise storage_error(what, error) from error
