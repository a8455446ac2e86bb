"""What the history shows, ready to draw. Pure."""

from dataclasses import dataclass
from typing import Optional, Sequence, Tuple

from agent.visits import History, Visit

Month = Tuple[int, int]
"""A year and a month from 1 to 12."""


@dataclass(frozen=True)
class ChosenVisit:
    """A visit as the index it has in the history it was shown in."""

    history: History
    index: int

    @property
    def visit(self) -> Visit:
        """The visit itself."""
        return self.history.visits[self.index]


@dataclass(frozen=True)
class HistoryRow:
    """One line: a cell for each column, all of it in sentences, and which visit it is, if any."""

    cells: Tuple[str, ...]
    sentence: str
    visit: Optional[int]


@dataclass(frozen=True)
class HistoryView:
    """The list of one month, or of all.

    `months` are the choices' words and `chosen` is the index of the present one, None while there
    is nothing to choose. `notes` say what is missing or not certain. `rows` are made when they are
    asked for.
    """

    title: str
    headline: str
    notes: Tuple[str, ...]
    months: Tuple[str, ...]
    chosen: Optional[int]
    columns: Tuple[str, ...]
    rows: Sequence[HistoryRow]
    total: str
