"""Screen 7: everything the client has allowed, each with a way to stop it."""

from dataclasses import dataclass
from typing import Callable, List, Optional

import wx

from agent.tray.access_views import AuthorisationLine, AuthorisationsView
from agent.tray.screens.controls import GAP, HEADLINE_POINTS, WrappedLabel, large_button, pixels
from agent.tray.screens.reading import fit_to_screen
from agent.tray.screens.stop_bar import StopBar, StopChoice

FIRST_SIZE = (760, 560)


@dataclass(frozen=True)
class ListChoices:
    """What the buttons say and do."""

    heading: str
    stop_one: str
    print: str
    save: str
    close: str
    on_stop_one: Callable[[str], None]
    on_print: Callable[[str], None]
    on_save: Callable[[], None]
    stop: StopChoice


class AuthorisationsWindow(wx.Frame):
    """The list; it is drawn again whenever something changes."""

    def __init__(self, choices: ListChoices) -> None:
        super().__init__(None, style=wx.DEFAULT_FRAME_STYLE)
        self._choices = choices
        self._shown: Optional[AuthorisationsView] = None
        self._labels: List[WrappedLabel] = []
        self.SetBackgroundColour(wx.SystemSettings.GetColour(wx.SYS_COLOUR_WINDOW))
        self._page = wx.ScrolledWindow(self, style=wx.VSCROLL | wx.TAB_TRAVERSAL)
        self._page.SetBackgroundColour(self.GetBackgroundColour())
        self._page.SetScrollRate(0, pixels(self, 24))
        gap = pixels(self, GAP)
        row = wx.WrapSizer(wx.HORIZONTAL)
        self._foot = wx.Panel(self)
        self._foot.SetBackgroundColour(self.GetBackgroundColour())
        for label, action in ((choices.save, choices.on_save), (choices.close, self._end)):
            row.Add(large_button(self._foot, label, action), 0, wx.RIGHT | wx.BOTTOM, gap)
        self._foot.SetSizer(row)
        whole = wx.BoxSizer(wx.VERTICAL)
        whole.Add(self._page, 1, wx.EXPAND)
        whole.Add(self._foot, 0, wx.EXPAND | wx.LEFT | wx.TOP, 2 * gap)
        whole.Add(StopBar(self, choices.stop), 0, wx.EXPAND)
        self.SetSizer(whole)
        self._page.Bind(wx.EVT_SIZE, self._on_size)
        self.Bind(wx.EVT_CHAR_HOOK, self._on_key)
        fit_to_screen(self, *FIRST_SIZE)

    def show_view(self, view: AuthorisationsView) -> None:
        """Draw this content."""
        if view == self._shown:
            return
        self._shown = view
        self.SetTitle(view.title)
        self._page.DestroyChildren()
        self._labels = []
        gap = pixels(self, GAP)
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(self._label(self._choices.heading, HEADLINE_POINTS), 0, wx.ALL, 2 * gap)
        for sentence in (view.intro, *view.troubles):
            column.Add(self._label(sentence), 0, wx.LEFT | wx.RIGHT | wx.BOTTOM, 2 * gap)
        for line in view.lines:
            column.Add(self._row(line), 0, wx.EXPAND | wx.LEFT | wx.RIGHT | wx.BOTTOM, 2 * gap)
        self._page.SetSizer(column)
        self.reflow()

    def _label(self, text: str, points: int = 0) -> WrappedLabel:
        label = WrappedLabel(self._page, points, bold=True) if points else WrappedLabel(self._page)
        label.set_text(text)
        self._labels.append(label)
        return label

    def _row(self, line: AuthorisationLine) -> wx.Sizer:
        choices, gap = self._choices, pixels(self, GAP)
        row = wx.BoxSizer(wx.VERTICAL)
        row.Add(self._label(line.text), 0, wx.EXPAND)
        buttons = wx.WrapSizer(wx.HORIZONTAL)
        if line.can_stop:
            stop = large_button(self._page, choices.stop_one, lambda: choices.on_stop_one(line.cid))
            buttons.Add(stop, 0, wx.RIGHT | wx.TOP, gap)
        sheet = large_button(self._page, choices.print, lambda: choices.on_print(line.cid))
        buttons.Add(sheet, 0, wx.RIGHT | wx.TOP, gap)
        row.Add(buttons, 0, wx.EXPAND)
        return row

    def reflow(self) -> None:
        """Break all texts to the present width."""
        width = self._page.GetClientSize().width - pixels(self, 4 * GAP)
        for label in self._labels:
            label.wrap_to(width)
        self._page.Layout()
        self._page.FitInside()

    def _on_size(self, event: wx.SizeEvent) -> None:
        event.Skip()
        self.reflow()

    def _on_key(self, event: wx.KeyEvent) -> None:
        if event.GetKeyCode() == wx.WXK_ESCAPE:
            self._end()
        else:
            event.Skip()

    def _end(self) -> None:
        self.Close()
