"""Is the Internet there, and what time is it there?"""

import email.utils
import time
from datetime import timezone
from typing import Optional

from agent.requirements.facts import MAX_CLOCK_SKEW_S, InternetAccess, InternetFacts
from agent.requirements.network.http import Answer, Transport, open_session
from agent.requirements.network.trouble import NetworkError, TroubleKind

LIMIT_S = 9.0
"""More than connecting and reading may take, so that only a dripping server meets it."""

_LONGEST_DATE = 40
"""An HTTP date has 29 characters (RFC 9110, 5.6.7)."""

_LOGIN_REQUIRED = 511
"""RFC 6585, 6: sent by what stands between this computer and the Internet."""

_ACCESS = {
    TroubleKind.UNREACHABLE: InternetAccess.UNREACHABLE,
    TroubleKind.UNTRUSTED: InternetAccess.CAPTURED,
    TroubleKind.WRONG_DATES: InternetAccess.WRONG_DATES,
    TroubleKind.BROKEN: InternetAccess.UNKNOWN,
}


def seconds_of_date(header: Optional[str]) -> Optional[float]:
    """An HTTP date in seconds since 1970; None for anything else."""
    if header is None or len(header) > _LONGEST_DATE:
        return None
    try:
        moment = email.utils.parsedate_to_datetime(header)
        return moment.replace(tzinfo=moment.tzinfo or timezone.utc).timestamp()
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def clock_skew(answer: Answer, asked_at: float, answered_at: float) -> Optional[float]:
    """This computer's time less the server's, in seconds, from its `Date` header.

    `asked_at` and `answered_at` are this computer's time around the question; the header counts
    whole seconds. None for an answer out of some store, whose date is that of its storing.
    """
    server = seconds_of_date(answer.header("Date"))
    if server is None or answer.header("Age") not in (None, "0"):
        return None
    skew = (asked_at + answered_at) / 2 - server
    return skew if abs(skew) <= MAX_CLOCK_SKEW_S else None


def _access_of(status: int) -> InternetAccess:
    if 300 <= status < 400 or status == _LOGIN_REQUIRED:
        return InternetAccess.CAPTURED
    return InternetAccess.REACHABLE if 200 <= status < 300 else InternetAccess.UNKNOWN


def check_internet(url: str, transport: Transport, limit_s: float = LIMIT_S) -> InternetFacts:
    """Asks the check page once. Trouble of the network is an answer and is not raised.

    ValueError for an address that may not be asked; OSError when the roots cannot be read.
    """
    with open_session(transport, limit_s) as session:
        asked_at = time.time()
        try:
            with session.get(url) as answer:
                access = _access_of(answer.status)
                is_genuine = access is InternetAccess.REACHABLE
                skew = clock_skew(answer, asked_at, time.time()) if is_genuine else None
                return InternetFacts(access, skew)
        except NetworkError as trouble:
            return InternetFacts(_ACCESS[trouble.kind])
