"""Windows' credential store through keyring: named as the only backend, never another instead."""

import contextlib
import logging
from typing import Any, Iterator, Optional, Type

from agent.consent.key_store import Entry
from agent.consent.storage_errors import (
    ConsentStorageError,
    ForeignKeyEntryError,
    KeyStoreRefusedError,
    KeyUnreadableError,
)

# NTE_BAD_KEY_STATE and NTE_BAD_DATA: what an administrator's password reset leaves behind
# cannot be decrypted again, so it is lost and not merely unreadable.
_LOST = (0x8009000B, 0x80090005)

_NOT_FOUND = 1168

_log = logging.getLogger(__name__)


class WindowsKeyStore:
    """The entries of this Windows account, which stay on this computer (see `KeyStore`).

    keyring writes over an entry by first copying the old one to `user@service`. That copy is
    taken away again, and another program's entry is never moved there.
    """

    def __init__(self) -> None:
        """Raises KeyStoreRefusedError when keyring cannot use Windows' store."""
        try:
            # keyring needs seconds to import, and the developer's own Python lacks it.
            from keyring.backends import Windows  # type: ignore[import-not-found]  # see above
        except ImportError as error:
            raise KeyStoreRefusedError(f"keyring: {error}") from error
        if not Windows.WinVaultKeyring.viable:
            raise KeyStoreRefusedError("WinVaultKeyring cannot be used here")
        self._credentials: Any = Windows.win32cred
        self._refusal = Windows.pywintypes.error
        self._vault: Any = Windows.WinVaultKeyring()
        self._vault.persist = "local machine"

    def read(self, entry: Entry) -> Optional[str]:
        """See `KeyStore`; an entry that is no text reads as an empty one."""
        try:
            with self._telling(KeyUnreadableError, entry):
                owner = self._owner(entry.service)
                text = self._vault.get_password(entry.service, entry.user)
        except UnicodeDecodeError:
            return ""
        except _LostError as lost:
            _log.warning("the entry %s is lost: %s", entry.service, lost)
            return None
        if text is None and owner is not None:
            raise ForeignKeyEntryError(f"{entry.service} belongs to {owner!r}")
        return None if text is None else str(text)

    def write(self, entry: Entry, text: str) -> None:
        """See `KeyStore`."""
        if self.read(entry) == text:
            return
        self._clear_damaged(entry)
        with self._telling(KeyStoreRefusedError, entry):
            self._vault.set_password(entry.service, entry.user, text)
        self._forget(f"{entry.user}@{entry.service}", entry.user)
        if self.read(entry) != text:
            raise KeyStoreRefusedError(f"{entry.service} did not keep what was written")

    def delete(self, entry: Entry) -> None:
        """See `KeyStore`."""
        if self.read(entry) is not None:
            self._forget(entry.service, entry.user)

    def _owner(self, service: str) -> Optional[str]:
        """Whose entry is in this place; a program that gave no name has an empty one."""
        kind = self._credentials.CRED_TYPE_GENERIC
        try:
            return self._credentials.CredRead(Type=kind, TargetName=service)["UserName"] or ""
        except self._refusal as error:
            if getattr(error, "winerror", None) == _NOT_FOUND:
                return None
            raise

    def _clear_damaged(self, entry: Entry) -> None:
        """Take our own entry away when it is no text: keyring reads it before writing over it."""
        kind = self._credentials.CRED_TYPE_GENERIC
        try:
            with self._telling(KeyStoreRefusedError, entry):
                self._vault.get_password(entry.service, entry.user)
        except (_LostError, UnicodeDecodeError):
            with self._telling(KeyStoreRefusedError, entry):
                self._credentials.CredDelete(Type=kind, TargetName=entry.service)

    def _forget(self, service: str, user: str) -> None:
        from keyring.errors import (  # type: ignore[import-not-found]  # not on every Python
            PasswordDeleteError,
        )

        with self._telling(KeyStoreRefusedError, Entry(service, user)), contextlib.suppress(
            PasswordDeleteError
        ):
            self._vault.delete_password(service, user)

    @contextlib.contextmanager
    def _telling(self, error_type: Type[ConsentStorageError], entry: Entry) -> Iterator[None]:
        try:
            yield
        except (OSError, self._refusal) as error:
            code = int(getattr(error, "winerror", 0) or 0) & 0xFFFFFFFF
            if code in _LOST:
                raise _LostError(f"Windows error {code:#x}") from error
            raise error_type(f"{entry.service}: {error}") from error


class _LostError(Exception):
    """Windows holds the entry and cannot decrypt it."""
