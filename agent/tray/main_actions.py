"""What a person asks for in the main window or the icon's menu, handed to whoever does it."""

from dataclasses import dataclass
from typing import Callable

from agent.consent.terms import Scope
from agent.controller import Controller
from agent.reconciliation import NextStep
from agent.tray.access_screens import AccessScreens
from agent.tray.door_screens import DoorScreens
from agent.tray.links import Links


@dataclass(frozen=True)
class WindowActions:
    """The actions of `MainActions` in `agent/tray/screens/main_choices.py`; each returns at once.

    `read_again`, `forget_tip` and `send_report` are the program's own; `list_connections` shows the
    history.
    """

    controller: Controller
    access: AccessScreens
    doors: DoorScreens
    links: Links
    read_again: Callable[[], None]
    forget_tip: Callable[[], None]
    list_connections: Callable[[], None] = lambda: None
    send_report: Callable[[], None] = lambda: None

    def check(self) -> None:
        """Start measuring, or stop it when it is under way."""
        if self.controller.snapshot.pending:
            self.controller.cancel_check()
        else:
            self.controller.start_check()

    def refresh(self) -> None:
        """Read the facts again, soon."""
        self.read_again()

    def open_teamviewer(self) -> None:
        """Open TeamViewer, or the page that has it."""
        self.links.open_teamviewer(self.controller.snapshot.identity.program)

    def send_id(self) -> None:
        """Tell the shop's desk the ID, once the client has agreed to that."""
        self.send_report()

    def dial(self, link: str) -> None:
        """Open a telephone link; a computer that cannot dial says what to do."""
        self.links.dial(link)

    def close_tip(self) -> None:
        """Remember that the hint was read."""
        self.forget_tip()

    def allow_visit(self) -> None:
        """Ask for one takeover."""
        self.access.ask(Scope.ONEOFF)

    def allow_lasting(self) -> None:
        """Ask for lasting access."""
        self.access.ask(Scope.PERMANENT)

    def show_authorisations(self) -> None:
        """List what is allowed."""
        self.access.show_list()

    def show_history(self) -> None:
        """List all connections."""
        self.list_connections()

    def show_doors(self) -> None:
        """List every way in."""
        self.doors.show_doors()

    def have_doubt(self) -> None:
        """Take everything back, and say what to do then."""
        self.doors.have_doubt("window")

    def take_step(self, step: NextStep) -> None:
        """Mend what is not as it was wanted."""
        self.doors.take_step(step)

    def stop_access(self) -> None:
        """Take everything back."""
        self.access.stop("window")
