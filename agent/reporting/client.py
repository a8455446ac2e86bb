"""The conversation with the desk: bounded, over TLS 1.2 or newer, and nothing but what was asked.

Certifi's roots and Windows' own are trusted: behind a company's proxy or an antivirus there are no
others. Who the desk is, its receipts prove.
"""

import logging
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Optional

from agent.consent.log_name import Sign
from agent.reporting.answers import (
    ANSWER_LIMIT,
    LINES_ANSWER_LIMIT,
    Answer,
    KeptLines,
    NotNow,
    read_answer,
    read_kept_lines,
)
from agent.reporting.wire import lines_path, request_headers
from agent.requirements.network.http import HttpSession, Transport, open_session
from agent.requirements.network.trouble import NetworkError

WHOLE_SECONDS = 60.0
_JSON = {"Content-Type": "application/json"}

_log = logging.getLogger(__name__)


def desk_transport(address: str) -> Transport:
    """How the product talks to a desk; plain HTTP only to this same computer."""
    is_plain = address.startswith("http://")
    return Transport(
        allows_plain_loopback=is_plain, connect_s=10.0, read_s=20.0, trusts_system=not is_plain
    )


@dataclass(frozen=True)
class DeskClient:
    """The desk at an address. Every call lasts at most `whole_seconds`, and raises nothing."""

    address: str
    transport: Transport
    whole_seconds: float = WHOLE_SECONDS

    def send(self, body: bytes) -> Answer:
        """Send a report."""
        try:
            with open_session(self.transport, self.whole_seconds) as session:
                return self._send(session, body)
        except (NetworkError, ValueError, OSError) as error:
            return NotNow(f"{type(error).__name__}: {error}")

    def lines(self, log: str, start: int, seconds: int, sign: Sign) -> Optional[KeptLines]:
        """A journal's lines from number `start` on, as the desk has kept them; None without answer.

        `seconds` is this computer's Unix time; a desk with another is asked again by its own.
        """
        try:
            with open_session(self.transport, self.whole_seconds) as session:
                return self._lines(session, log, start, seconds, sign)
        except (NetworkError, ValueError, OSError) as error:
            _log.warning("lines of %s could not be asked: %s", log, error)
            return None

    def _send(self, session: HttpSession, body: bytes) -> Answer:
        with session.post(self.address + "/v1/reports", body, _JSON) as answer:
            return read_answer(
                answer.status,
                answer.body(ANSWER_LIMIT),
                answer.header("Desk-Known-Size"),
                answer.header("Retry-After"),
            )

    def _lines(
        self, session: HttpSession, log: str, start: int, seconds: int, sign: Sign
    ) -> Optional[KeptLines]:
        url = f"{self.address}{lines_path(log)}?from={start}"
        for _ in range(2):
            with session.get(url, request_headers(log, start, seconds, sign)) as answer:
                if answer.status != 401:
                    body = answer.body(LINES_ANSWER_LIMIT) if answer.status == 200 else None
                    return None if body is None else read_kept_lines(body)
                seconds = _seconds_of(answer.header("Date")) or seconds
        return None


def _seconds_of(date: Optional[str]) -> Optional[int]:
    """The Unix time of a Date header; None without one that can be read."""
    try:
        return None if date is None else int(parsedate_to_datetime(date).timestamp())
    except (TypeError, ValueError, IndexError, OverflowError, OSError):
        return None
