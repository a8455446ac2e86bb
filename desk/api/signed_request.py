"""A request that the holder of a journal's key signed.

Pure.
"""

import re
from dataclasses import dataclass

from agent.consent.field_shapes import base64_of
from agent.consent.log_name import SIGNATURE_LENGTH, Verify

FRESH_SECONDS = 300

_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)


@dataclass(frozen=True)
class LinesRequest:
    """What was asked for, as it was written; none of it is trusted before `is_right`."""

    log: str
    first: str
    time: str
    signature: str

    @property
    def is_well_formed(self) -> bool:
        """Whether number and time are decimal and the signature is one."""
        numbers = _NUMBER.fullmatch(self.first) and _NUMBER.fullmatch(self.time)
        return bool(numbers) and base64_of(self.signature, SIGNATURE_LENGTH) is not None

    def is_right(self, public_key: bytes, now_seconds: int, verify: Verify) -> bool:
        """Whether the key signed it within 300 seconds of now."""
        signature = base64_of(self.signature, SIGNATURE_LENGTH)
        if signature is None or not self.is_well_formed:
            return False
        if abs(int(self.time) - now_seconds) > FRESH_SECONDS:
            return False
        return verify(public_key, signed_text(self.log, self.first, self.time), signature)


def signed_text(log: str, first: str, time: str) -> bytes:
    """The bytes that the signature covers (API.md)."""
    path = f"/v1/logs/{log}/lines"
    return f"coupdemain/request/v1\nGET\n{path}\nfrom={first}\ntime={time}\n".encode()
