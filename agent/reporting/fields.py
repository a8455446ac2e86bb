"""The one list of what leaves this computer, for the desk and in words for the client.

Pure. A report is lines of the journal, which hold no personal data, and the texts named here.
"""

from dataclasses import dataclass
from typing import Dict, Tuple

from agent.consent.canonical import encode
from agent.state import CheckReport, Identity, Outcome
from agent.texts import Message, message

LONGEST = 200
"""Characters of a field; the desk takes no more."""

SENT_BLOBS = frozenset(("fields_sha256", "terms_sha256"))
"""The texts that go with the lines that name them: the fields below, and what the client was shown.

Who has the account, and who connected, stay on this computer.
"""

TOLD: Tuple[str, ...] = (
    "teamviewer_id",
    "machine",
    "windows",
    "outcome",
    "program",
    "contact",
    "journal",
)
"""What the client reads before the first report, one sentence each: `report.tells.<name>`."""


@dataclass(frozen=True)
class About:
    """What does not change while the program runs: computer, Windows, program, and who to call."""

    machine: str
    windows: str
    program: str
    contact: str = ""


def fields_of(identity: Identity, check: CheckReport, about: About) -> Dict[str, str]:
    """What a report says of this computer; every text has at most 200 characters."""
    told = {
        "teamviewer_id": identity.id or "",
        "machine": about.machine,
        "windows": about.windows,
        "outcome": check.outcome.value,
        "findings": _findings(check),
        "contact": about.contact,
        "program": about.program,
    }
    return {name: _bounded(text) for name, text in told.items()}


def told_to_client(about: About, shop: str) -> Tuple[Message, ...]:
    """Each thing that leaves this computer, as a sentence."""
    left_out = () if about.contact else ("contact",)
    values = {"machine": about.machine, "contact": about.contact, "shop": shop}
    return tuple(message(f"report.tells.{name}", **values) for name in TOLD if name not in left_out)


def _findings(check: CheckReport) -> str:
    """What is not known is left out, and so are the last ones that find no room."""
    told = [(f.requirement.value, f.outcome.value) for f in check.findings]
    known = [(name, outcome) for name, outcome in told if outcome != Outcome.UNKNOWN.value]
    while len(encode(dict(known))) > LONGEST:
        known.pop()
    return encode(dict(known)).decode()


def _bounded(text: str) -> str:
    """No more characters than the desk takes, and none that a journal cannot hold."""
    return text.encode("utf-8", "replace").decode()[:LONGEST]
