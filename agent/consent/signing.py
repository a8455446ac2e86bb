"""Ed25519, asked of libsodium at first use: the icon does not wait for it."""

from typing import Protocol


class Ed25519(Protocol):
    """Signatures of RFC 8032; seeds and public keys have 32 bytes, signatures 64."""

    def public_key(self, seed: bytes) -> bytes:
        """The public key of a seed."""

    def sign(self, seed: bytes, message: bytes) -> bytes:
        """The signature of a message."""

    def verify(self, key: bytes, message: bytes, signature: bytes) -> bool:
        """Whether the signature is right; what has not even the right form never is."""


class Sodium:
    """Ed25519 by PyNaCl."""

    def public_key(self, seed: bytes) -> bytes:
        """See `Ed25519`."""
        from nacl.signing import SigningKey  # type: ignore[import-not-found]  # Windows only

        return bytes(SigningKey(seed).verify_key)

    def sign(self, seed: bytes, message: bytes) -> bytes:
        """See `Ed25519`."""
        from nacl.signing import SigningKey

        return bytes(SigningKey(seed).sign(message).signature)

    def verify(self, key: bytes, message: bytes, signature: bytes) -> bool:
        """See `Ed25519`."""
        # The unwrapped call: verifying a long journal is mostly this.
        from nacl.bindings import crypto_sign_open  # type: ignore[import-not-found]  # Windows only
        from nacl.exceptions import CryptoError  # type: ignore[import-not-found]  # Windows only

        if len(key) != 32 or len(signature) != 64:
            return False
        try:
            crypto_sign_open(signature + message, key)
        except CryptoError:
            return False
        return True
