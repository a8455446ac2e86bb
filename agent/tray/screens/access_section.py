"""The ways to let the technician in, and to see what is allowed."""

from typing import Callable, Protocol

import wx

from agent.tray.main_view import MainView
from agent.tray.screens.colours import wear
from agent.tray.screens.controls import (
    GAP,
    HEADING_POINTS,
    UNSPOKEN,
    WrappedLabel,
    large_button,
    pixels,
)


class AccessActions(Protocol):
    """What a person can do about access."""

    def allow_visit(self) -> None:
        """Ask for one takeover."""

    def allow_lasting(self) -> None:
        """Ask for lasting access."""

    def show_authorisations(self) -> None:
        """List what is allowed."""

    def show_history(self) -> None:
        """List all connections."""

    def show_doors(self) -> None:
        """List every way in."""

    def have_doubt(self) -> None:
        """Take everything back, and say what to do then."""

    def stop_access(self) -> None:
        """Take everything back."""


class AccessSection(wx.Panel):
    """Who is connected and six buttons; who may come in, and stopping, are at the window's foot."""

    def __init__(
        self, parent: wx.Window, words: Callable[[str], str], actions: AccessActions
    ) -> None:
        super().__init__(parent, name=UNSPOKEN)
        wear(self, ground=parent.GetBackgroundColour)
        self._heading = WrappedLabel(self, HEADING_POINTS, bold=True)
        self._session = WrappedLabel(self)
        gap = pixels(self, GAP)
        buttons = wx.WrapSizer(wx.HORIZONTAL)
        for key, action in (
            ("access.allow", actions.allow_visit),
            ("access.permanent", actions.allow_lasting),
            ("access.list", actions.show_authorisations),
            ("history.heading", actions.show_history),
            ("doors.heading", actions.show_doors),
            ("doubt.title", actions.have_doubt),
        ):
            button = large_button(self, words(key), action)
            buttons.Add(button, 0, wx.RIGHT | wx.BOTTOM, gap)
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(self._heading, 0, wx.EXPAND)
        column.Add(self._session, 0, wx.EXPAND | wx.TOP, gap // 2)
        column.Add(buttons, 0, wx.EXPAND | wx.TOP, gap)
        self.SetSizer(column)

    def show_view(self, view: MainView) -> None:
        """Draw this content."""
        self._heading.set_text(view.access_heading)
        self._session.set_text(view.session_sentence)

    def wrap_to(self, width: int) -> None:
        """Break all texts to this width."""
        self._heading.wrap_to(width)
        self._session.wrap_to(width)
