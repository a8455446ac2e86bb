"""What asking, allowing and taking back need, and an answer as the screen saw it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable, Mapping, Optional

from agent.consent.answers import Seen, Yes
from agent.state import AccessPicture

# The icon knows of them and does not load them.
if TYPE_CHECKING:
    from agent.consent.asking import Asking
    from agent.consent.authorisations import Authorisations
    from agent.consent.proof_desk import ProofDesk
    from agent.consent.session_lines import SessionLines


@dataclass(frozen=True)
class Answer:
    """A yes as the screen saw it."""

    seen: Seen
    boxes: Mapping[str, bool]
    source: str
    teamviewer_id: str


@dataclass(frozen=True)
class AccessParts:
    """What is loaded at first use.

    `session_open` tells None when it cannot be told; `keep_no_longer` deletes what may not be kept;
    `sessions` words and reads the lines about connections.
    """

    authorisations: "Authorisations"
    asking: "Asking"
    proof: "ProofDesk"
    session_open: Callable[[], Optional[bool]]
    person: Mapping[str, str]
    keep_no_longer: Callable[[AccessPicture], None]
    sessions: "SessionLines"

    def yes(self, answer: Answer) -> Yes:
        """The answer with whose it is, and whether somebody is connected now."""
        return Yes(
            answer.seen, answer.boxes, answer.source, self.session_open(), self.person,
            answer.teamviewer_id,
        )  # fmt: skip
