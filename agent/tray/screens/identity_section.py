"""The TeamViewer ID, large, to read out or to copy."""

from typing import Callable

import wx

from agent.tray.main_view import MainView
from agent.tray.screens.colours import card_colour, wear, window_text
from agent.tray.screens.controls import (
    GAP,
    HEADING_POINTS,
    ID_POINTS,
    UNSPOKEN,
    WrappedLabel,
    font_of,
    large_button,
    pixels,
    relabel,
)

COPIED_FOR_MS = 3000


class _IdField(wx.TextCtrl):
    """One line to read, select and copy."""

    def __init__(self, parent: wx.Window) -> None:
        super().__init__(parent, style=wx.TE_READONLY | wx.BORDER_NONE)
        self.SetFont(font_of(self, ID_POINTS, bold=True))
        wear(self, ground=parent.GetBackgroundColour, text=window_text)
        self.SetMargins(0, 0)

    def AcceptsFocusFromKeyboard(self) -> bool:  # noqa: N802 - wx calls it
        """Tab comes here too: wx passes by a single line that cannot be changed."""
        return True


class IdentitySection(wx.Panel):
    """Label, ID, buttons to copy and to send it, and what to do when there is no ID."""

    def __init__(
        self,
        parent: wx.Window,
        words: Callable[[str], str],
        accent: str,
        open_teamviewer: Callable[[], None],
        send: Callable[[], None],
    ) -> None:
        super().__init__(parent, name=UNSPOKEN)
        wear(self, ground=lambda: card_colour(accent))
        self._words = words
        self._label = WrappedLabel(self, HEADING_POINTS, bold=True)
        # The label stands just before the field: screen readers take it as the field's name.
        self._field = _IdField(self)
        self._copy = large_button(self, words("main.id.copy"), self._copy_id)
        self._send = large_button(self, words("report.send"), send)
        self._note = WrappedLabel(self)
        self._password = WrappedLabel(self)
        self._open = large_button(self, words("main.teamviewer.open"), open_teamviewer)
        self._arrange()

    def _arrange(self) -> None:
        gap = pixels(self, GAP)
        self._buttons = wx.WrapSizer(wx.HORIZONTAL)
        self._buttons.Add(self._copy, 0, wx.RIGHT | wx.BOTTOM, gap)
        self._buttons.Add(self._send, 0, wx.BOTTOM, gap)
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(self._label, 0, wx.EXPAND)
        column.Add(self._field, 0, wx.EXPAND | wx.TOP, gap // 2)
        column.Add(self._buttons, 0, wx.EXPAND | wx.TOP, gap)
        column.Add(self._note, 0, wx.EXPAND)
        column.Add(self._password, 0, wx.EXPAND | wx.TOP, gap)
        column.Add(self._open, 0, wx.TOP, gap)
        card = wx.BoxSizer(wx.VERTICAL)
        card.Add(column, 1, wx.EXPAND | wx.ALL, 2 * gap)
        self.SetSizer(card)

    def show_view(self, view: MainView) -> None:
        """Draw this content."""
        self._label.set_text(view.id_label)
        if self._field.GetValue() != view.id_text:
            self._field.ChangeValue(view.id_text)
        self._field.Show(bool(view.id_text))
        self._copy.Show(bool(view.id_text))
        self._note.set_text(view.id_note)
        self._password.set_text(view.password_note)
        relabel(self._open, view.teamviewer_action)

    def wrap_to(self, width: int) -> None:
        """Break all texts to this width, and take the largest letters in which the ID fits."""
        inner = width - pixels(self, 4 * GAP)
        for label in (self._label, self._note, self._password):
            label.wrap_to(inner)
        self._fit_id(inner - pixels(self, GAP))

    def _fit_id(self, width: int) -> None:
        points = ID_POINTS
        for points in range(ID_POINTS, HEADING_POINTS, -1):
            self._field.SetFont(font_of(self._field, points, bold=True))
            if self._field.GetTextExtent(self._field.GetValue()).width <= width:
                break
        self._field.SetMinSize((-1, self._field.GetCharHeight() + pixels(self, 2)))

    def take_focus(self) -> None:
        """Give the ID the keyboard, so that a screen reader says it first."""
        shown = [control for control in (self._field, self._open) if control.IsShown()]
        (shown[0] if shown else self.GetParent()).SetFocus()
        self._field.SetInsertionPoint(0)

    def draw_now(self) -> None:
        """Put the ID on the screen before anything else of the window."""
        self._field.Update()

    def _copy_id(self) -> None:
        if not wx.TheClipboard.Open():
            return
        try:
            copied = wx.TheClipboard.SetData(wx.TextDataObject(self._field.GetValue()))
            wx.TheClipboard.Flush()
        finally:
            wx.TheClipboard.Close()
        if copied:
            relabel(self._copy, self._words("main.id.copied"))
            self.Layout()
            wx.CallLater(COPIED_FOR_MS, self._show_copy_again)

    def _show_copy_again(self) -> None:
        relabel(self._copy, self._words("main.id.copy"))
        self._copy.Show(bool(self._field.GetValue()))
        self.Layout()
