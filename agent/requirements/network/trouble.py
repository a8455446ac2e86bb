"""What the network did instead of answering, told apart as far as facts need it."""

import enum
import ssl
from typing import Iterator, List, Optional

import urllib3

_DATE_ERRORS = frozenset({9, 10})
"""OpenSSL's X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED."""


_NO_CONNECTION = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.NameResolutionError,
    urllib3.exceptions.ConnectTimeoutError,
)


class TroubleKind(enum.Enum):
    """UNREACHABLE: no connection came about. UNTRUSTED: somebody else was at its other end.

    WRONG_DATES: the certificate is not valid on this computer's day. BROKEN: none of these is sure.
    """

    UNREACHABLE = "unreachable"
    UNTRUSTED = "untrusted"
    WRONG_DATES = "wrong_dates"
    BROKEN = "broken"


class NetworkError(Exception):
    """Raised instead of an answer. Stays inside this package, where it becomes a fact."""

    def __init__(self, kind: TroubleKind) -> None:
        super().__init__(kind.value)
        self.kind = kind


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that it wraps: urllib3 keeps causes in arguments and in `reason`."""
    waiting: List[object] = [error]
    seen = set()
    while waiting:
        current = waiting.pop(0)
        if isinstance(current, BaseException) and id(current) not in seen:
            seen.add(id(current))
            yield current
            inner = (getattr(current, "reason", None), current.__cause__, current.__context__)
            waiting.extend([*current.args, *inner])


def _tls_kind(error: ssl.SSLError) -> TroubleKind:
    if isinstance(error, ssl.SSLCertVerificationError):
        is_date = error.verify_code in _DATE_ERRORS
        return TroubleKind.WRONG_DATES if is_date else TroubleKind.UNTRUSTED
    if isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
        return TroubleKind.BROKEN
    return TroubleKind.UNTRUSTED


def _kind_of(error: BaseException) -> Optional[TroubleKind]:
    if isinstance(error, ssl.SSLError):
        return _tls_kind(error)
    if isinstance(error, _NO_CONNECTION):
        return TroubleKind.UNREACHABLE
    return None


def trouble_of(error: BaseException) -> NetworkError:
    """What a failed request says about the network. What is not known to be otherwise is BROKEN."""
    kinds = (_kind_of(cause) for cause in _causes(error))
    return NetworkError(next((kind for kind in kinds if kind is not None), TroubleKind.BROKEN))
