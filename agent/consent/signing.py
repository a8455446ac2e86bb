"""Ed25519, asked of libsodium at first use: the icon does not wait for it."""

import functools
from typing import Any, Protocol


class Ed25519(Protocol):
    """Signatures of RFC 8032; seeds and public keys have 32 bytes, signatures 64."""

    def public_key(self, seed: bytes) -> bytes:
        """The public key of a seed."""

    def sign(self, seed: bytes, message: bytes) -> bytes:
        """The signature of a message."""

    def verify(self, key: bytes, message: bytes, signature: bytes) -> bool:
        """Whether the signature is right; what has not even the right form never is."""


@functools.lru_cache(maxsize=2)
def _signing_key(seed: bytes) -> Any:  # noqa: ANN401 - the developer's own Python lacks PyNaCl
    """The key of a seed, made once: making it takes longer than signing."""
    from nacl.signing import SigningKey  # type: ignore[import-not-found]  # Windows only

    return SigningKey(seed)


@functools.lru_cache(maxsize=None)
def _verification() -> Any:  # noqa: ANN401 - as above
    """The unwrapped call, for verifying a long journal is mostly this; and how it says no."""
    from nacl.bindings import crypto_sign_open  # type: ignore[import-not-found]  # Windows only
    from nacl.exceptions import CryptoError  # type: ignore[import-not-found]  # Windows only

    return crypto_sign_open, CryptoError


class Sodium:
    """Ed25519 by PyNaCl."""

    def public_key(self, seed: bytes) -> bytes:
        """See `Ed25519`."""
        return bytes(_signing_key(seed).verify_key)

    def sign(self, seed: bytes, message: bytes) -> bytes:
        """See `Ed25519`."""
        return bytes(_signing_key(seed).sign(message).signature)

    def verify(self, key: bytes, message: bytes, signature: bytes) -> bool:
        """See `Ed25519`."""
        crypto_sign_open, crypto_error = _verification()
        if len(key) != 32 or len(signature) != 64:
            return False
        try:
            crypto_sign_open(signature + message, key)
        except crypto_error:
            return False
        return True
