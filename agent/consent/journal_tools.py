"""What writing a journal needs besides a key."""

from dataclasses import dataclass

from agent.consent.heads import Heads
from agent.consent.journal_place import JournalPlace
from agent.consent.journal_recovery import Identity
from agent.consent.keys import SigningKey
from agent.consent.signing import Ed25519
from agent.consent.stamping import Stamping


@dataclass(frozen=True)
class Tools:
    """What writing needs besides a key."""

    place: JournalPlace
    ed25519: Ed25519
    heads: Heads
    stamping: Stamping
    wait_seconds: float

    def identity(self, key: SigningKey) -> Identity:
        """The journal of a key, as it can be checked."""
        return Identity(self.place.log(key.public), key.public, self.ed25519.verify)
