"""The history's window, and what can be saved of it. Runs on the UI thread."""

from pathlib import Path
from typing import TYPE_CHECKING, Callable, Optional, Union

from agent.errors import AgentError
from agent.local_time import local as in_zone
from agent.tray.history_presenter import HistoryPresenter
from agent.tray.history_views import ChosenVisit, HistoryView
from agent.tray.notices import Notices
from agent.tray.session_surroundings import Done, SessionSurroundings
from agent.visits import History

if TYPE_CHECKING:
    from agent.tray.screens.history import HistoryWindow


class HistoryScreens:
    """Shows the history month by month."""

    def __init__(
        self, presenter: HistoryPresenter, notices: Notices, around: SessionSurroundings
    ) -> None:
        self._presenter, self._notices, self._around = presenter, notices, around
        self._window: Optional[HistoryWindow] = None
        self._history: Optional[History] = None

    def show(self) -> None:
        """Show the list, and read it again."""
        if not self._window:
            self._history = None
            self._window = self._make_window()
            self._around.dress(self._window)
            self._window.show_view(self._presenter.loading())
        if self._window.IsIconized():
            self._window.Iconize(iconize=False)
        self._window.Show()
        self._window.Raise()
        self._around.load_history(lambda loaded: self._around.post(lambda: self._take(loaded)))

    def _take(self, loaded: Union[History, AgentError]) -> None:
        if not self._window:
            return
        if isinstance(loaded, AgentError):
            self._history = None
            self._window.show_view(self._presenter.unreadable(loaded))
        elif loaded != self._history:
            self._history = loaded
            self._window.show_view(self._view(loaded, None))
        self._window.take_focus()

    def _view(self, history: History, chosen: Optional[int]) -> HistoryView:
        return self._presenter.view(history, self._around.snapshot().access.authorisations, chosen)

    def _on_month(self, chosen: int) -> None:
        if self._window and self._history is not None:
            self._window.show_view(self._view(self._history, chosen))

    def _chosen(self, visit: int) -> Optional[ChosenVisit]:
        return None if self._history is None else ChosenVisit(self._history, visit)

    def _save_list(self) -> None:
        name = self._presenter.say("history.list_file", day=f"{self._around.now():%Y-%m-%d}")
        target = self._ask_where("history.save", name, "history.list_kind", "*.csv")
        if target is not None:
            self._around.save_csv(target, self._then_saved(target))

    def _open_statement(self, visit: int) -> None:
        chosen = self._chosen(visit)
        if chosen is not None:
            self._around.open_statement(chosen, self._then(lambda: None))

    def _save_statement(self, visit: int) -> None:
        chosen = self._chosen(visit)
        if chosen is None:
            return
        day = f"{in_zone(chosen.visit.started, None):%Y-%m-%d}"
        name = self._presenter.say("history.statement_file", day=day)
        target = self._ask_where("history.save_pdf", name, "history.statement_kind", "*.pdf")
        if target is not None:
            self._around.save_statement_pdf(chosen, target, self._then_saved(target))

    def _ask_where(self, title: str, name: str, kind: str, ending: str) -> Optional[Path]:
        from agent.tray.screens.saving import ask_where_to_save

        say = self._presenter.say
        return ask_where_to_save(self._window, say(title), name, f"{say(kind)}|{ending}")

    def _then_saved(self, target: Path) -> Done:
        return self._then(lambda: self._notices.tell(self._presenter.saved(target)))

    def _then(self, told: Callable[[], None]) -> Done:
        """Tell what went wrong, or else do this."""

        def tell(error: Optional[AgentError]) -> None:
            if error is None:
                told()
            else:
                self._notices.tell(self._presenter.trouble(error))

        return lambda error: self._around.post(lambda: tell(error))

    def _make_window(self) -> "HistoryWindow":
        from agent.tray.screens.history import HistoryChoices, HistoryWindow

        say = self._presenter.say
        return HistoryWindow(
            HistoryChoices(
                say("history.heading"), say("history.month"), say("history.choose"),
                say("history.save"), say("history.statement"), say("history.save_pdf"),
                say("access.close"),
                self._on_month, self._save_list, self._open_statement, self._save_statement,
                self._notices.stop_choice(),
            )
        )  # fmt: skip
