"""What is known of the signature of one file."""

import re
from enum import Enum


class Seal(Enum):
    """Whether a file is signed, and whether the signature holds."""

    NONE = "not signed"
    HOLDS = "signed, and the signature holds"
    ISSUER_UNKNOWN = "signed and unchanged, but this computer cannot check by whom"
    BROKEN = "signed, but changed since or by somebody who vouches for himself"


UNKNOWN_ISSUER = "unable to get local issuer certificate"
DIGESTS = ("Current message digest", "Calculated message digest")


def seal_in(report: str) -> Seal:
    """Read the report of `osslsigncode verify` about a file that carries a signature."""
    lines = [line.strip() for line in report.splitlines()]
    if "MISMATCH" in report or not all(any(line.startswith(d) for line in lines) for d in DIGESTS):
        return Seal.BROKEN
    if "Signature verification: ok" in lines:
        return Seal.HOLDS
    reasons = set(re.findall(r"^\s*Error: (.*?)\s*$", report, re.MULTILINE))
    return Seal.ISSUER_UNKNOWN if reasons == {UNKNOWN_ISSUER} else Seal.BROKEN
