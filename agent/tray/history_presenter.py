"""The history of connections, in sentences. Pure."""

from datetime import tzinfo
from typing import Iterator, List, Optional, Sequence

from agent.brand import Brand
from agent.connections import Recording
from agent.errors import AgentError
from agent.money_text import amount_text
from agent.state import Authorisation
from agent.translations import Translate
from agent.tray.access_presenter import AccessPresenter
from agent.tray.access_views import NoticeView
from agent.tray.history_rows import COLUMNS, HistoryRows, Line, RowWords, by_month, lines_of
from agent.tray.history_views import HistoryView, Month
from agent.tray.speaking import Speaking
from agent.visits import History


class HistoryPresenter(Speaking):
    """Turns a history into a view for one shop and one language."""

    def __init__(
        self,
        brand: Brand,
        translate: Translate,
        access: AccessPresenter,
        zone: Optional[tzinfo] = None,
    ) -> None:
        """`zone` is the computer's own time zone by default."""
        self._brand, self._translate, self._access, self._zone = brand, translate, access, zone

    def loading(self) -> HistoryView:
        """While it is being read."""
        return self._bare(self.say("history.loading"))

    def unreadable(self, error: AgentError) -> HistoryView:
        """It could not be read: why, and what to do; never that there was nothing."""
        why = (self._translate(error.title), self._translate(error.advice))
        return self._bare(self.say("history.unreadable"), *filter(None, why))

    def saved(self, path: object) -> NoticeView:
        """A file that is on disk."""
        headline = self.say("history.saved")
        said = (self.say("history.saved.text", path=path),)
        return NoticeView(self._access.title(headline.rstrip(".")), headline, said)

    def trouble(self, error: AgentError) -> NoticeView:
        """What did not work, and what to do."""
        return self._access.trouble(error)

    def view(
        self, history: History, authorisations: Sequence[Authorisation], chosen: Optional[int]
    ) -> HistoryView:
        """One month of it; `chosen` counts the choices, None is the newest month.

        The choices are the months from the newest on, then all of them.
        """
        months = by_month(lines_of(history), self._zone)
        names = [self._month_name(month) for month in months]
        choices = [*names, self.say("history.month.all")] if names else []
        at = min(chosen or 0, len(choices) - 1) if choices else None
        picked = [] if at is None else _picked(list(months.values()), at)
        words = RowWords(
            self._translate,
            self._brand.tariff,
            self._zone,
            {one.cid: one for one in authorisations},
        )
        return HistoryView(
            title=self._access.title(self.say("history.heading")),
            headline=self.say("history.heading"),
            notes=tuple(self._notes(history)),
            months=tuple(choices),
            chosen=at,
            columns=tuple(self.say(f"history.column.{name}") for name in COLUMNS),
            rows=HistoryRows(words, history, picked),
            total="" if at is None else self._total(history, choices[at], picked),
        )

    def _bare(self, *notes: str) -> HistoryView:
        heading = self.say("history.heading")
        return HistoryView(self._access.title(heading), heading, notes, (), None, (), (), "")

    def _month_name(self, month: Month) -> str:
        year, number = month
        name = self.say(f"dates.month.{number}")
        return self.say("history.month.name", month=name, year=year).capitalize()

    def _notes(self, history: History) -> Iterator[str]:
        is_sure = not history.damaged and history.recording is Recording.ON
        if history.connections:
            yield self.say("history.intro")
        else:
            yield self.say("history.empty" if is_sure else "history.empty_unsure")
        if history.recording is not Recording.ON:
            yield self.say(f"history.recording_{history.recording.value}")
        yield from self._damaged(history)

    def _damaged(self, history: History) -> Iterator[str]:
        rows = sum(1 for one in history.damaged if one.line is not None)
        if rows:
            key = "history.damaged_line" if rows == 1 else "history.damaged_lines"
            yield self.say(key, count=rows)
        if rows < len(history.damaged):
            yield self.say("history.damaged_list")

    def _total(self, history: History, month: str, lines: Sequence[Line]) -> str:
        visits = [history.visits[line.visit] for line in lines if line.visit is not None]
        cents = sum(visit.price_cents for visit in visits)
        key = "history.visit" if len(visits) == 1 else "history.visits"
        return self.say(
            "history.total_month",
            month=month,
            visits=self.say(key, count=len(visits)),
            minutes=sum(visit.minutes for visit in visits),
            price=amount_text(cents, self._brand.tariff.currency, self._translate),
        )


def _picked(months: List[List[Line]], at: int) -> List[Line]:
    """The lines of one month; behind the last month stand all."""
    return months[at] if at < len(months) else [line for month in months for line in month]
