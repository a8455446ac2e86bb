"""What the windows about reports show, ready to draw. Pure."""

from dataclasses import dataclass
from typing import Tuple


@dataclass(frozen=True)
class ReportPage:
    """A page to read before anything is sent, or in place of sending. `action` is its one deed."""

    title: str
    headline: str
    sentences: Tuple[str, ...]
    action: str
    leave: str
    stop: str

    @property
    def text(self) -> str:
        """The sentences, one below the other."""
        return "\n".join(self.sentences)
