"""Remembers each journal's last line in the credential store, beside the work.

Windows' credential store takes far longer than the disk. An append does not wait for it: a head
that lags behind the journal is still a head the journal has to contain.
"""

import logging
import threading
from typing import Dict, Optional

from agent.consent.keys import AccountKeys, KnownHead
from agent.consent.storage_errors import ConsentStorageError

# As long as events of one moment take to follow one another: a new thread for each is slow.
_LINGER_SECONDS = 1.0

_log = logging.getLogger(__name__)


class Heads:
    """The last line known of each of this account's journals."""

    def __init__(self, keys: AccountKeys) -> None:
        self._keys = keys
        self._known: Dict[str, Optional[KnownHead]] = {}
        self._unsaved: Dict[str, KnownHead] = {}
        self._is_saving = False
        self._saver: Optional[threading.Thread] = None
        self._mutex = threading.Condition()

    def known(self, kid: str) -> Optional[KnownHead]:
        """The last line this program wrote or found in the store; None when there is none.

        Raises what `KeyStore.read` raises.
        """
        with self._mutex:
            if kid in self._known:
                return self._known[kid]
        return self.stored(kid)

    def stored(self, kid: str) -> Optional[KnownHead]:
        """What the store says now, which another program of this account may have written.

        Raises what `KeyStore.read` raises.
        """
        found = self._keys.head(kid)
        with self._mutex:
            self._known[kid] = found
        return found

    def remember(self, kid: str, head: KnownHead) -> None:
        """Take note, and save it in a thread that ends soon after nothing is left to save."""
        with self._mutex:
            self._known[kid] = head
            self._unsaved[kid] = head
            if self._saver is not None and self._saver.is_alive():
                self._mutex.notify_all()
            else:
                self._saver = threading.Thread(target=self._save, name="heads", daemon=True)
                self._saver.start()

    def settle(self, wait_seconds: float) -> bool:
        """Wait until everything is saved, at most so long; whether it is."""
        with self._mutex:
            self._mutex.wait_for(lambda: self._is_saved or self._saver is None, wait_seconds)
            return self._is_saved

    @property
    def _is_saved(self) -> bool:
        return not self._unsaved and not self._is_saving

    def _save(self) -> None:
        try:
            while self._save_next():
                pass
        except BaseException:
            with self._mutex:
                self._saver = None
                self._mutex.notify_all()
            raise

    def _save_next(self) -> bool:
        """Save the next head, once there is one; whether there was before long."""
        with self._mutex:
            if not self._mutex.wait_for(lambda: bool(self._unsaved), _LINGER_SECONDS):
                self._saver = None
                return False
            kid, head = self._unsaved.popitem()
            self._is_saving = True
        try:
            self._keys.save_head(kid, head)
        except ConsentStorageError as error:
            _log.warning("the head of %s is not saved: %s", kid, error)
        with self._mutex:
            self._is_saving = False
            self._mutex.notify_all()
        return True
