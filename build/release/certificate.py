"""With which certificate is signed: named by environment variables, never on a command line.

COUPDEMAIN_SIGN_PFX            file with certificate and key (osslsigncode)
COUPDEMAIN_SIGN_PASSWORD       its password, or the token's PIN
COUPDEMAIN_SIGN_PKCS11_MODULE  library of the token that holds the key (osslsigncode), with
COUPDEMAIN_SIGN_PKCS11_CERT    and
COUPDEMAIN_SIGN_PKCS11_KEY     the PKCS#11 addresses of certificate and key on it
COUPDEMAIN_SIGN_THUMBPRINT     certificate in the Windows store, token or not (signtool)
COUPDEMAIN_SIGN_CA             certificates (PEM) of the issuer, if this computer does not know it
COUPDEMAIN_SIGN_TIMESTAMP      address of the time stamp service (RFC 3161), or "none"
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Mapping, Optional, Union

from workshop.failure import SetupError

PREFIX = "COUPDEMAIN_SIGN_"
SECRET = "PASSWORD"  # noqa: S105 - the name of a variable
TIMESTAMP = "http://timestamp.digicert.com"
NO_TIMESTAMP = "none"
THUMBPRINT_DIGITS = 40


@dataclass(frozen=True)
class FileCertificate:
    """Certificate and key in a PFX file; the password may be empty."""

    path: Path
    password: str = field(repr=False)


@dataclass(frozen=True)
class TokenCertificate:
    """Certificate and key on a token, reached through its PKCS#11 library."""

    module: str
    certificate: str
    key: str
    pin: str = field(repr=False)


@dataclass(frozen=True)
class StoreCertificate:
    """A certificate of the Windows store, by the SHA-1 thumbprint that Windows shows."""

    thumbprint: str


Certificate = Union[FileCertificate, TokenCertificate, StoreCertificate]


@dataclass(frozen=True)
class SigningWish:
    """With what is signed; no certificate means that nothing is."""

    certificate: Optional[Certificate]
    issuer: Optional[Path] = None
    timestamp: Optional[str] = TIMESTAMP


def wish_of(environment: Mapping[str, str]) -> SigningWish:
    """Read the variables.

    Raises:
        SetupError: a named file is not there, or something that belongs together is missing.
    """
    issuer = _existing(environment, "CA")
    stamp = environment.get(PREFIX + "TIMESTAMP") or TIMESTAMP
    return SigningWish(_certificate(environment), issuer, None if stamp == NO_TIMESTAMP else stamp)


def _certificate(environment: Mapping[str, str]) -> Optional[Certificate]:
    secret = environment.get(PREFIX + SECRET, "")
    file = _existing(environment, "PFX")
    if file is not None:
        return FileCertificate(file, secret)
    module = environment.get(PREFIX + "PKCS11_MODULE")
    if module:
        return TokenCertificate(
            module,
            _needed(environment, "PKCS11_CERT"),
            _needed(environment, "PKCS11_KEY"),
            secret,
        )
    thumbprint = environment.get(PREFIX + "THUMBPRINT", "").replace(" ", "")
    return StoreCertificate(_checked(thumbprint)) if thumbprint else None


def _checked(thumbprint: str) -> str:
    if len(thumbprint) != THUMBPRINT_DIGITS or not set(thumbprint) <= set("0123456789abcdefABCDEF"):
        raise SetupError(f"{PREFIX}THUMBPRINT is not a thumbprint of 40 hexadecimal digits.")
    return thumbprint


def _existing(environment: Mapping[str, str], name: str) -> Optional[Path]:
    value = environment.get(PREFIX + name)
    if not value:
        return None
    if not Path(value).is_file():
        raise SetupError(f"{PREFIX}{name} names a file that is not there: {value}")
    return Path(value)


def _needed(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(PREFIX + name)
    if not value:
        raise SetupError(f"{PREFIX}PKCS11_MODULE is set, so {PREFIX}{name} has to be set too.")
    return value
