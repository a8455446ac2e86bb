"""A key store that keeps its promise without Windows; the same tests run on the real one."""

from typing import Dict, Optional

from agent.consent.key_store import Entry
from agent.consent.storage_errors import (
    ForeignKeyEntryError,
    KeyStoreRefusedError,
    KeyUnreadableError,
)


class MemoryKeyStore:
    """Implements `agent.consent.key_store.KeyStore`.

    `unreadable` and `read_only` make every call fail as a store that is out of order does.
    """

    def __init__(self) -> None:
        self.texts: Dict[str, str] = {}
        self.owners: Dict[str, str] = {}
        self.unreadable = False
        self.read_only = False

    def read(self, entry: Entry) -> Optional[str]:
        if self.unreadable:
            raise KeyUnreadableError(entry.service)
        if self.owners.get(entry.service, entry.user) != entry.user:
            raise ForeignKeyEntryError(entry.service)
        return self.texts.get(entry.service)

    def write(self, entry: Entry, text: str) -> None:
        if self.read(entry) == text:
            return
        if self.read_only:
            raise KeyStoreRefusedError(entry.service)
        self.texts[entry.service] = text
        self.owners[entry.service] = entry.user

    def delete(self, entry: Entry) -> None:
        if self.read(entry) is not None:
            del self.texts[entry.service], self.owners[entry.service]
