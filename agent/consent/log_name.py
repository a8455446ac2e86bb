"""What a journal is called: `<domain>/consent/<kid>`, where the kid tells its key.

Pure.
"""

import hashlib
import re
from typing import Callable

KEY_LENGTH = 32
SIGNATURE_LENGTH = 64

Verify = Callable[[bytes, bytes, bytes], bool]
"""Whether an Ed25519 signature is right: `verify(public_key, message, signature)`."""

Sign = Callable[[bytes], bytes]
"""The 64 bytes of one key's Ed25519 signature over a message."""

_LOG = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?/consent/[0-9a-f]{16}")


def kid_of(public_key: bytes) -> str:
    """The key's short name: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def log_of(domain: str, public_key: bytes) -> str:
    """The name of the journal that this key signs for a shop's domain."""
    return f"{domain}/consent/{kid_of(public_key)}"


def kid_in(log: str) -> str:
    """The short name of the key that a journal's name tells."""
    return log.rpartition("/")[2]


def is_log_name(text: object) -> bool:
    """Whether a text has the form of a journal's name."""
    return isinstance(text, str) and _LOG.fullmatch(text) is not None
