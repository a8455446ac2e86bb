"""Ed25519 after RFC 8032, for machines without libsodium: right, slow, and only for tests."""

import functools
import hashlib
from typing import Optional, Tuple

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT_OF_MINUS_ONE = pow(2, (_P - 1) // 4, _P)

Point = Tuple[int, int, int, int]
_ZERO: Point = (0, 1, 1, 0)


def _add(a: Point, b: Point) -> Point:
    lower = (a[1] - a[0]) * (b[1] - b[0]) % _P
    upper = (a[1] + a[0]) * (b[1] + b[0]) % _P
    twist = 2 * a[3] * b[3] * _D % _P
    scale = 2 * a[2] * b[2] % _P
    e, f, g, h = upper - lower, scale - twist, scale + twist, upper + lower
    return (e * f % _P, g * h % _P, f * g % _P, e * h % _P)


def _multiply(factor: int, point: Point) -> Point:
    result = _ZERO
    while factor:
        if factor & 1:
            result = _add(result, point)
        point = _add(point, point)
        factor >>= 1
    return result


def _recover_x(y: int, sign: int) -> Optional[int]:
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT_OF_MINUS_ONE % _P
    if y >= _P or (x * x - square) % _P or (x == 0 and sign):
        return None
    return _P - x if x & 1 != sign else x


_BASE_Y = 4 * pow(5, _P - 2, _P) % _P
_BASE_X = _recover_x(_BASE_Y, 0) or 0
_BASE: Point = (_BASE_X, _BASE_Y, 1, _BASE_X * _BASE_Y % _P)


def _compressed(point: Point) -> bytes:
    inverse = pow(point[2], _P - 2, _P)
    x, y = point[0] * inverse % _P, point[1] * inverse % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _decompressed(data: bytes) -> Optional[Point]:
    number = int.from_bytes(data, "little")
    y = number & (1 << 255) - 1
    x = _recover_x(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % _P)


def _secret(seed: bytes) -> Tuple[int, bytes]:
    digest = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
    return scalar, digest[32:]


def _hash(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % _ORDER


class ReferenceEd25519:
    """Implements `agent.consent.signing.Ed25519`."""

    def public_key(self, seed: bytes) -> bytes:
        return _compressed(_multiply(_secret(seed)[0], _BASE))

    def sign(self, seed: bytes, data: bytes) -> bytes:
        scalar, prefix = _secret(seed)
        public = self.public_key(seed)
        nonce = _hash(prefix, data)
        commitment = _compressed(_multiply(nonce, _BASE))
        answer = (nonce + _hash(commitment, public, data) * scalar) % _ORDER
        return commitment + answer.to_bytes(32, "little")

    def verify(self, public_key: bytes, data: bytes, signature: bytes) -> bool:
        if len(public_key) != 32 or len(signature) != 64:
            return False
        public, commitment = _decompressed(public_key), _decompressed(signature[:32])
        answer = int.from_bytes(signature[32:], "little")
        if public is None or commitment is None or answer >= _ORDER:
            return False
        factor = _hash(signature[:32], public_key, data)
        expected = _add(commitment, _multiply(factor, public))
        return _compressed(_multiply(answer, _BASE)) == _compressed(expected)


_reference = ReferenceEd25519()


@functools.lru_cache(maxsize=64)
def public_key(seed: bytes) -> bytes:
    """The 32-byte public key of a 32-byte seed."""
    return _reference.public_key(seed)


@functools.lru_cache(maxsize=512)
def sign(seed: bytes, message: bytes) -> bytes:
    """The 64-byte signature of the message."""
    return _reference.sign(seed, message)
