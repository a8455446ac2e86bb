"""The desk as a round of reporting needs it, whatever carries the words."""

from typing import Optional, Protocol

from agent.consent.log_name import Sign
from agent.reporting.answers import Answer, KeptLines


class Desk(Protocol):
    """Takes reports and gives lines back. No call raises."""

    def send(self, body: bytes) -> Answer:
        """Send a report."""

    def lines(self, log: str, start: int, seconds: int, sign: Sign) -> Optional[KeptLines]:
        """A journal's lines from number `start` on, as the desk has kept them; None without answer.

        `seconds` is this computer's Unix time; `sign` signs with the journal's key.
        """
