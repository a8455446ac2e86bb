"""What the windows about a connection need of the program around them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Callable, Optional, Union

from agent.errors import AgentError
from agent.state import Snapshot
from agent.tray.history_views import ChosenVisit
from agent.visits import History

if TYPE_CHECKING:
    import wx

Loaded = Callable[[Union[History, AgentError]], None]
Done = Callable[[Optional[AgentError]], None]


@dataclass(frozen=True)
class SessionSurroundings:
    """Each is called on the UI thread.

    Whatever takes a `then` returns at once and calls it from any thread, once: `load_history` with
    the history or what went wrong, the others with None or what went wrong.
    """

    post: Callable[[Callable[[], None]], None]
    """Runs an action on the UI thread, where windows can then be made; from any thread."""
    now: Callable[[], datetime]
    """The present moment, aware."""
    snapshot: Callable[[], Snapshot]
    """What is known now."""
    stop: Callable[[str], None]
    """Takes everything back and shuts the software, by `banner` or `window`; tells what came."""
    have_doubt: Callable[[str], None]
    """The same by a channel, and shows the page for a client who is not sure."""
    dial: Callable[[str], None]
    """Opens a telephone link of the shop's."""
    load_history: Callable[[Loaded], None]
    """Reads all connections."""
    save_csv: Callable[[Path, Done], None]
    """Writes the list to this file."""
    open_statement: Callable[[ChosenVisit, Done], None]
    """Makes a visit's statement and opens it."""
    save_statement_pdf: Callable[[ChosenVisit, Path, Done], None]
    """Writes a visit's statement to this file."""
    dress: "Callable[[wx.TopLevelWindow], None]"
    """Gives a window the shop's sign."""
    stop_colour: str
    """The colour (`#RRGGBB`) of what is to be stopped."""
    warning_colour: str
    """The colour (`#RRGGBB`) of a warning."""
