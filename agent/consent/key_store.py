"""Where secrets of an account are kept, whatever keeps them."""

from dataclasses import dataclass
from typing import Optional, Protocol


@dataclass(frozen=True)
class Entry:
    """The address of a short text: `service` is its place, `user` says whose it is."""

    service: str
    user: str


class KeyStore(Protocol):
    """Short texts kept for this account on this computer, and no other.

    Raises, from every call:
        KeyStoreRefusedError: the store is not there, or did not do what was asked.
        KeyUnreadableError: there may be an entry, and it cannot be read now.
        ForeignKeyEntryError: another program's entry is in this place.
    """

    def read(self, entry: Entry) -> Optional[str]:
        """The text; None when it is certain that there is none, or that it is lost for good."""

    def write(self, entry: Entry, text: str) -> None:
        """Keep the text in place of an older one; reading gives it back from now on."""

    def delete(self, entry: Entry) -> None:
        """Forget the text; an entry that is not there is no error."""
