"""Which damaged journals the client has a copy of: until then checking names them, and says no.

Kept in the credential store, where another account's program cannot say it in his place.
"""

import hashlib
from pathlib import Path
from typing import Tuple

from agent.consent.journal_place import JournalPlace
from agent.consent.keys import AccountKeys
from agent.consent.storage_errors import told_as_storage_error


def unsaved_journals(place: JournalPlace, keys: AccountKeys) -> Tuple[Path, ...]:
    """The journals set aside as corrupt whose present bytes no saved proof contains.

    Raises:
        JournalRefusedError: a file cannot be read.
        ConsentStorageError: the credential store does not tell.
    """
    return tuple(path for path in damaged_journals(place) if not keys.has_saved(_hash(path)))


def damaged_journals(place: JournalPlace) -> Tuple[Path, ...]:
    """The journals that recovery set aside as corrupt.

    Raises:
        JournalRefusedError: the folder cannot be read.
    """
    return tuple(path for path in place.set_aside() if ".corrupt-" in path.name)


def proof_saved(paths: Tuple[Path, ...], keys: AccountKeys) -> None:
    """Take note that the client has a proof with these files in it.

    Raises:
        JournalRefusedError: a file cannot be read.
        ConsentStorageError: it could not be noted; checking goes on naming the files.
    """
    for path in paths:
        keys.note_saved(_hash(path))


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with told_as_storage_error(path.name), path.open("rb") as file:
        for block in iter(lambda: file.read(64 * 1024), b""):
            digest.update(block)
    return digest.hexdigest()
