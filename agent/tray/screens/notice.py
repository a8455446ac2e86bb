"""What came of something a person did: a headline, a few sentences, and what can be kept of it."""

from dataclasses import dataclass
from typing import Callable

import wx

from agent.tray.access_views import NoticeView
from agent.tray.screens.controls import (
    GAP,
    HEADLINE_POINTS,
    ReadableText,
    WrappedLabel,
    large_button,
    pixels,
)
from agent.tray.screens.reading import fit_to_screen
from agent.tray.screens.stop_bar import StopBar, StopChoice

FIRST_SIZE = (640, 380)


@dataclass(frozen=True)
class NoticeChoices:
    """What the buttons say and do; the two about proof are there when there is one to keep."""

    save: str
    print: str
    close: str
    on_save: Callable[[], None]
    on_print: Callable[[str], None]
    stop: StopChoice


class NoticeWindow(wx.Frame):
    """Stands until it is closed."""

    def __init__(self, view: NoticeView, choices: NoticeChoices) -> None:
        super().__init__(None, title=view.title, style=wx.DEFAULT_FRAME_STYLE)
        self._view, self._choices = view, choices
        self.SetBackgroundColour(wx.SystemSettings.GetColour(wx.SYS_COLOUR_WINDOW))
        self._page = wx.ScrolledWindow(self, style=wx.VSCROLL | wx.TAB_TRAVERSAL)
        self._page.SetBackgroundColour(self.GetBackgroundColour())
        self._headline = WrappedLabel(self._page, HEADLINE_POINTS, bold=True)
        self._headline.set_text(view.headline)
        self._text = ReadableText(self._page)
        self._text.set_text("\n".join(view.sentences))
        self._buttons()
        self._arrange()
        self.Bind(wx.EVT_CHAR_HOOK, self._on_key)
        self._page.Bind(wx.EVT_SIZE, self._on_size)
        fit_to_screen(self, *FIRST_SIZE)
        self._text.SetFocus()

    def _buttons(self) -> None:
        choices, page = self._choices, self._page
        self._close = large_button(page, choices.close, self._end)
        self._save = large_button(page, choices.save, choices.on_save)
        self._print = large_button(
            page, choices.print, lambda: choices.on_print(self._view.proof_of)
        )
        for button in (self._save, self._print):
            button.Show(bool(self._view.proof_of))

    def _arrange(self) -> None:
        gap = pixels(self, GAP)
        row = wx.WrapSizer(wx.HORIZONTAL)
        for button in (self._save, self._print, self._close):
            row.Add(button, 0, wx.RIGHT | wx.BOTTOM, gap)
            button.MoveAfterInTabOrder(self._text)
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(self._headline, 0, wx.EXPAND | wx.ALL, 2 * gap)
        column.Add(self._text, 0, wx.EXPAND | wx.LEFT | wx.RIGHT | wx.BOTTOM, 2 * gap)
        column.Add(row, 0, wx.EXPAND | wx.LEFT | wx.RIGHT, 2 * gap)
        self._page.SetSizer(column)
        self._page.SetScrollRate(0, pixels(self, 24))
        whole = wx.BoxSizer(wx.VERTICAL)
        whole.Add(self._page, 1, wx.EXPAND)
        whole.Add(StopBar(self, self._choices.stop), 0, wx.EXPAND)
        self.SetSizer(whole)

    def _on_size(self, event: wx.SizeEvent) -> None:
        event.Skip()
        width = self._page.GetClientSize().width - pixels(self, 4 * GAP)
        self._headline.wrap_to(width)
        self._text.wrap_to(width)
        self._page.Layout()
        self._page.FitInside()

    def _on_key(self, event: wx.KeyEvent) -> None:
        if event.GetKeyCode() == wx.WXK_ESCAPE:
            self._end()
        else:
            event.Skip()

    def _end(self) -> None:
        self.Close()
