"""Ed25519 by libsodium."""

import functools

from nacl.bindings import crypto_sign_open
from nacl.exceptions import CryptoError
from nacl.signing import SigningKey


@functools.lru_cache(maxsize=4)
def _signing_key(seed: bytes) -> SigningKey:
    """Made once: making it takes longer than signing."""
    return SigningKey(seed)


def public_key(seed: bytes) -> bytes:
    """The 32 bytes of the key that checks what this seed signs."""
    return bytes(_signing_key(seed).verify_key)


def sign(seed: bytes, message: bytes) -> bytes:
    """The 64 bytes of the seed's signature."""
    return bytes(_signing_key(seed).sign(message).signature)


def verify(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is right; what has not even the right form never is."""
    if len(key) != 32 or len(signature) != 64:
        return False
    try:
        crypto_sign_open(signature + message, key)
    except CryptoError:
        return False
    return True
