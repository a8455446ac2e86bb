"""What a person can choose on screen 1."""

from typing import Callable, Protocol

from agent.reconciliation import NextStep
from agent.tray.screens.access_section import AccessActions

Words = Callable[[str], str]
"""The sentence of a key, in the person's language."""


class MainActions(AccessActions, Protocol):
    """What a person can ask for on this screen."""

    def check(self) -> None:
        """Measure again, or stop measuring."""

    def refresh(self) -> None:
        """Read again what nothing tells of, such as a QuickSupport that was started."""

    def open_teamviewer(self) -> None:
        """Open TeamViewer, or the page that has it."""

    def send_id(self) -> None:
        """Tell the shop the ID."""

    def dial(self, link: str) -> None:
        """Open a `tel:` link."""

    def take_step(self, step: NextStep) -> None:
        """Mend what is not as it was wanted."""

    def close_tip(self) -> None:
        """Do not show the hint again."""
