"""The history for its window: read on other threads, saved where a person wants it."""

import logging
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Callable, Optional, Union

from agent.access_controller import AccessController
from agent.access_parts import AccessParts
from agent.app import Core, has_journals, utc_now
from agent.connections_on_windows import kept_in
from agent.errors import AgentError
from agent.history.building import HistoryReaders, Kept, find_connections
from agent.sessions.ledger import SessionLedger
from agent.state import Snapshot
from agent.texts import message
from agent.tray.history_views import ChosenVisit
from agent.tray.session_surroundings import Done, Loaded
from agent.visits import History
from agent.win32.opening import open_target

if TYPE_CHECKING:
    from agent.statement.facts import Statement

_log = logging.getLogger(__name__)


class TrayHistory:
    """Does what the history's window asks; each call returns at once."""

    def __init__(
        self,
        core: Core,
        access: AccessController,
        ledger: SessionLedger,
        snapshot: Callable[[], Snapshot],
    ) -> None:
        self._core, self._access, self._ledger = core, access, ledger
        self._snapshot = snapshot

    def load(self, then: Loaded) -> None:
        """Read all connections, with the journals when there are any."""
        if has_journals(self._core):
            self._access.with_parts(lambda parts: then(self._loaded(parts)))
        else:
            _elsewhere(lambda: then(self._loaded(None)))

    def save_table(self, target: Path, then: Done) -> None:
        """Save all connections as a table that a spreadsheet opens."""

        def save(loaded: Union[History, AgentError]) -> None:
            if isinstance(loaded, AgentError):
                then(loaded)
            else:
                then(_saved(target, lambda: self._table(loaded)))

        self.load(save)

    def open_statement(self, chosen: ChosenVisit, then: Done) -> None:
        """Show the statement of a visit as a page that can be printed."""
        _elsewhere(lambda: then(self._opened(chosen)))

    def save_statement(self, chosen: ChosenVisit, target: Path, then: Done) -> None:
        """Save the statement of a visit as a PDF."""
        _elsewhere(lambda: then(_saved(target, lambda: self._pdf(chosen))))

    def _loaded(self, parts: Union[AccessParts, AgentError, None]) -> Union[History, AgentError]:
        """All connections; never without what was allowed, where that cannot be read."""
        reading, lists = self._ledger.latest
        try:
            from agent.teamviewer.connections.rows import parse_row

            kept = _kept(parts)
            readers = HistoryReaders(lambda: lists, lambda: reading, lambda: kept, parse_row)
            return find_connections(readers, self._core.brand.tariff, utc_now()).history
        except AgentError as error:
            _log.warning("the history cannot be read: %s", error)
            return error
        except Exception as error:  # noqa: BLE001 - a window waits for it; the cause is logged
            _log.exception("the history cannot be read")
            return AgentError(message("app.internal"), message("app.internal.advice"), str(error))

    def _table(self, history: History) -> bytes:
        from agent.history.table import history_csv

        return history_csv(history, None, self._core.translate).encode("utf-8-sig")

    def _opened(self, chosen: ChosenVisit) -> Optional[AgentError]:
        from agent.paths import receipts_folder
        from agent.statement.page import statement_page

        name = f"visit-{chosen.visit.started:%Y%m%d-%H%M%S}.html"
        target = receipts_folder(self._core.folder) / name
        statement, core = self._statement(chosen), self._core
        page = statement_page(statement, core.language, core.translate).encode("utf-8")
        error = _saved(target, lambda: page)
        if error is not None:
            return error
        try:
            open_target(str(target), message("access.sheet_failed"))
        except AgentError as refused:
            return refused
        return None

    def _pdf(self, chosen: ChosenVisit) -> bytes:
        from agent.statement.pdf import statement_pdf

        core, font = self._core, Path(os.environ.get("WINDIR", "C:\\Windows"), "Fonts", "arial.ttf")
        return statement_pdf(self._statement(chosen), core.language, core.translate, font)

    def _statement(self, chosen: ChosenVisit) -> "Statement":
        from agent.statement.facts import statement_of

        given = self._snapshot().access.authorisations
        authorisation = next((a for a in given if a.cid == chosen.visit.cid), None)
        return statement_of(chosen.history, chosen.index, self._core.brand, None, authorisation)


def _kept(parts: Union[AccessParts, AgentError, None]) -> Kept:
    if isinstance(parts, AgentError):
        raise parts
    return Kept() if parts is None else kept_in(parts)


def _saved(target: Path, make: Callable[[], bytes]) -> Optional[AgentError]:
    """Make and save it; what went wrong is for the person who asked."""
    from agent.files import replace_durably

    try:
        replace_durably(target, make())
    except OSError as error:
        title, advice = message("history.not_saved"), message("history.not_saved.advice")
        return AgentError(title, advice, f"{target}: {error}")
    except Exception as error:  # noqa: BLE001 - a person waits for it; the cause is logged
        _log.exception("not saved")
        return AgentError(message("app.internal"), message("app.internal.advice"), str(error))
    return None


def _elsewhere(action: Callable[[], None]) -> None:
    threading.Thread(target=action, name="history", daemon=True).start()
