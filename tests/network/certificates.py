"""Throw-away TLS certificates made of arithmetic, so that no key lies in the tree.

RSA with SHA-256 (PKCS #1 v1.5), written by hand as DER: `openssl` is not on every machine.
"""

import base64
import hashlib
import random
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

_EXPONENT = 65537
_SHA256_WITH_RSA = bytes.fromhex("300d06092a864886f70d01010b0500")
_RSA = bytes.fromhex("300d06092a864886f70d0101010500")
_SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")
_COMMON_NAME, _ALT_NAME, _BASIC_CONSTRAINTS = "550403", "551d11", "551d13"


def _der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    size = len(body)
    if size < 128:
        return bytes([tag, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def _integer(value: int) -> bytes:
    return _der(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _oid(encoded: str) -> bytes:
    return _der(0x06, bytes.fromhex(encoded))


def _time(moment: datetime) -> bytes:
    return _der(0x18, moment.strftime("%Y%m%d%H%M%SZ").encode())


def _name(text: str) -> bytes:
    return _der(0x30, _der(0x31, _der(0x30, _oid(_COMMON_NAME), _der(0x0C, text.encode()))))


def _is_probably_prime(number: int) -> bool:
    if any(number % small == 0 for small in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31)):
        return False
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    return all(_passes(number, base, odd, twos) for base in (2, 3, 5, 7, 11, 13))


def _passes(number: int, base: int, odd: int, twos: int) -> bool:
    power = pow(base, odd, number)
    if power in (1, number - 1):
        return True
    return any(pow(power, 2**step, number) == number - 1 for step in range(1, twos))


def _prime(source: random.Random) -> int:
    while True:
        candidate = source.getrandbits(1024) | (3 << 1022) | 1
        if candidate % _EXPONENT != 1 and _is_probably_prime(candidate):
            return candidate


@dataclass(frozen=True)
class Key:
    """An RSA key for one test run."""

    first: int
    second: int

    @classmethod
    def make(cls) -> "Key":
        """Of 2048 bits; takes about a second."""
        source = random.SystemRandom()
        return cls(_prime(source), _prime(source))

    @property
    def modulus(self) -> int:
        """The public number."""
        return self.first * self.second

    @property
    def private_exponent(self) -> int:
        """The secret number."""
        return pow(_EXPONENT, -1, (self.first - 1) * (self.second - 1))

    def signed(self, content: bytes) -> bytes:
        """The signature over `content`."""
        digest = _SHA256_PREFIX + hashlib.sha256(content).digest()
        padded = b"\0\1" + b"\xff" * (256 - 3 - len(digest)) + b"\0" + digest
        number = pow(int.from_bytes(padded, "big"), self.private_exponent, self.modulus)
        return number.to_bytes(256, "big")

    def public_der(self) -> bytes:
        """As SubjectPublicKeyInfo."""
        numbers = _der(0x30, _integer(self.modulus), _integer(_EXPONENT))
        return _der(0x30, _RSA, _der(0x03, b"\0", numbers))

    def private_der(self) -> bytes:
        """As PKCS #1 RSAPrivateKey."""
        exponent = self.private_exponent
        numbers = [0, self.modulus, _EXPONENT, exponent, self.first, self.second]
        numbers += [exponent % (self.first - 1), exponent % (self.second - 1)]
        numbers += [pow(self.second, -1, self.first)]
        return _der(0x30, *[_integer(number) for number in numbers])


def _alt_name(host: str) -> bytes:
    if host.replace(".", "").isdigit():
        return _der(0x87, bytes(int(part) for part in host.split(".")))
    return _der(0x82, host.encode())


def _extensions(host: str) -> bytes:
    names = _der(0x04, _der(0x30, _alt_name(host)))
    is_authority = _der(0x04, _der(0x30, _der(0x01, b"\xff")))
    critical = _der(0x01, b"\xff")
    return _der(
        0xA3,
        _der(
            0x30,
            _der(0x30, _oid(_BASIC_CONSTRAINTS), critical, is_authority),
            _der(0x30, _oid(_ALT_NAME), names),
        ),
    )


def self_signed(key: Key, host: str, begins: datetime, ends: datetime) -> bytes:
    """A certificate for `host`, which is its own authority, as DER."""
    content = _der(
        0x30,
        _der(0xA0, _integer(2)),
        _integer(random.SystemRandom().getrandbits(64)),
        _SHA256_WITH_RSA,
        _name("test"),
        _der(0x30, _time(begins), _time(ends)),
        _name("test"),
        key.public_der(),
        _extensions(host),
    )
    return _der(0x30, content, _SHA256_WITH_RSA, _der(0x03, b"\0", key.signed(content)))


def _pem(label: str, der: bytes) -> str:
    return f"-----BEGIN {label}-----\n{base64.encodebytes(der).decode()}-----END {label}-----\n"


@dataclass(frozen=True)
class Certificate:
    """Files of one certificate: `chain` can be trusted, `secret` is its key."""

    chain: Path
    secret: Path

    def server_context(self) -> ssl.SSLContext:
        """For a server that shows this certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.chain, self.secret)
        return context


class CertificateMaker:
    """Makes certificates with one key, as making keys takes a second."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = Key.make()
        self._count = 0

    def make(self, host: str = "127.0.0.1", begins_in: int = -1, ends_in: int = 1) -> Certificate:
        """A certificate valid from `begins_in` to `ends_in` days from now."""
        now = datetime.now(timezone.utc)
        begins, ends = now + timedelta(days=begins_in), now + timedelta(days=ends_in)
        self._count += 1
        made = Certificate(
            self._folder / f"{self._count}.chain.pem", self._folder / f"{self._count}.secret.pem"
        )
        made.chain.write_text(_pem("CERTIFICATE", self_signed(self._key, host, begins, ends)))
        made.secret.write_text(_pem("RSA PRIVATE KEY", self._key.private_der()))
        return made
