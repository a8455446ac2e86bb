"""Ed25519 as RFC 8032 states it, slow and plain: what the tests sign and check with."""

import hashlib
from typing import NamedTuple, Optional, Tuple

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME


class Point(NamedTuple):
    """A point of the curve in extended coordinates."""

    x: int
    y: int
    z: int
    t: int


NEUTRAL = Point(0, 1, 1, 0)


def _added(a: Point, b: Point) -> Point:
    left, right = (a.y - a.x) * (b.y - b.x), (a.y + a.x) * (b.y + b.x)
    product, depth = 2 * a.t * b.t * D, 2 * a.z * b.z
    e, f, g, h = right - left, depth - product, depth + product, right + left
    return Point(e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME)


def _times(number: int, point: Point) -> Point:
    total = NEUTRAL
    while number:
        if number & 1:
            total = _added(total, point)
        point, number = _added(point, point), number >> 1
    return total


def _x_of(y: int, sign: int) -> Optional[int]:
    square = (y * y - 1) * pow(D * y * y + 1, PRIME - 2, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if x * x % PRIME != square:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    if x * x % PRIME != square or (x == 0 and sign):
        return None
    return x if x & 1 == sign else PRIME - x


def _point(data: bytes) -> Optional[Point]:
    sign, y = divmod(int.from_bytes(data, "little"), 1 << 255)
    x = _x_of(y, sign) if y < PRIME else None
    return None if x is None else Point(x, y, 1, x * y % PRIME)


def _encoded(point: Point) -> bytes:
    inverse = pow(point.z, PRIME - 2, PRIME)
    x, y = point.x * inverse % PRIME, point.y * inverse % PRIME
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _base() -> Point:
    point = _point(b"\x58" + b"\x66" * 31)
    assert point is not None
    return point


BASE = _base()


def _number(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


def _secret(seed: bytes) -> Tuple[int, bytes]:
    digest = hashlib.sha512(seed).digest()
    number = int.from_bytes(digest[:32], "little") & ((1 << 254) - 8) | 1 << 254
    return number, digest[32:]


def public_key(seed: bytes) -> bytes:
    """The 32 bytes of the key that checks what this seed signs."""
    return _encoded(_times(_secret(seed)[0], BASE))


def sign(seed: bytes, message: bytes) -> bytes:
    """The 64 bytes of the seed's signature over a message."""
    number, prefix = _secret(seed)
    nonce = _number(prefix, message) % ORDER
    start = _encoded(_times(nonce, BASE))
    challenge = _number(start, public_key(seed), message) % ORDER
    return start + ((nonce + challenge * number) % ORDER).to_bytes(32, "little")


def verify(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature over the message is this key's."""
    own = _point(key) if len(key) == 32 else None
    start = _point(signature[:32]) if len(signature) == 64 else None
    rest = int.from_bytes(signature[32:], "little")
    if own is None or start is None or rest >= ORDER:
        return False
    challenge = _number(signature[:32], key, message) % ORDER
    return _encoded(_times(rest, BASE)) == _encoded(_added(start, _times(challenge, own)))
