"""A window with a page that scrolls, buttons below it, and at its foot the bar to stop access."""

from typing import Callable, List, Optional, Tuple

import wx

from agent.tray.screens.colours import wear, window_ground
from agent.tray.screens.controls import GAP, UNSPOKEN, large_button, pixels
from agent.tray.screens.escape_key import close_on_escape
from agent.tray.screens.focus_in_sight import keep_focus_in_sight
from agent.tray.screens.reading import fit_to_screen
from agent.tray.screens.stop_bar import StopBar, StopChoice

Button = Tuple[str, Callable[[], None]]


class PageWindow(wx.Frame):
    """Escape closes it; Tab reaches everything in it, from the page to the bar.

    A window whose first button stops access needs no bar for it.
    """

    def __init__(self, stop: Optional[StopChoice], title: str = "", more_style: int = 0) -> None:
        super().__init__(None, title=title, style=wx.DEFAULT_FRAME_STYLE | more_style)
        wear(self, ground=window_ground)
        # Tab goes round inside a panel; inside a bare frame it stays where it is.
        self._whole = wx.Panel(self, name=UNSPOKEN)
        wear(self._whole, ground=window_ground)
        self.page = wx.ScrolledWindow(
            self._whole, style=wx.VSCROLL | wx.TAB_TRAVERSAL, name=UNSPOKEN
        )
        wear(self.page, ground=window_ground)
        self.page.SetScrollRate(0, pixels(self, 24))
        keep_focus_in_sight(self.page)
        self._row = wx.WrapSizer(wx.HORIZONTAL)
        self._bar = StopBar(self._whole, stop) if stop else None
        self._arrange()
        close_on_escape(self)

    def _arrange(self) -> None:
        gap = pixels(self, GAP)
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(self.page, 1, wx.EXPAND)
        column.Add(self._row, 0, wx.EXPAND | wx.LEFT | wx.TOP, 2 * gap)
        if self._bar:
            column.Add(self._bar, 0, wx.EXPAND)
        else:
            column.AddSpacer(gap)
        self._whole.SetSizer(column)

    def add_buttons(self, *buttons: Button) -> List[wx.Button]:
        """Put buttons below the page, in this order."""
        made = [large_button(self._whole, label, action) for label, action in buttons]
        for button in made:
            if self._bar:
                button.MoveBeforeInTabOrder(self._bar)
            self._row.Add(button, 0, wx.RIGHT | wx.BOTTOM, pixels(self, GAP))
        if self._bar:
            # Screen readers read on in Windows' own order, which is not wx's.
            self._bar.Lower()
        self._whole.Layout()
        return made

    def fit(self, width: int, height: int) -> None:
        """Take the first size, in device-independent pixels; to be called once all is built."""
        self.page.Bind(wx.EVT_SIZE, self._on_size)
        fit_to_screen(self, width, height)
        self.redraw(_nothing)

    def text_width(self) -> int:
        """The room that texts on the page have, in pixels of the screen."""
        return int(self.page.GetClientSize().width) - pixels(self, 4 * GAP)

    def reflow(self) -> None:
        """Break the texts of the page to `text_width`."""
        raise NotImplementedError

    def redraw(self, change: Callable[[], None]) -> None:
        """Change what the page says, all at once, and lay it out again."""
        self.page.Freeze()
        try:
            change()
            self.reflow()
            self.page.Layout()
        finally:
            self.page.Thaw()
        # Windows would not draw a scroll bar that comes while nothing may be drawn.
        self.page.FitInside()
        # What moved must not leave its old picture behind.
        self.page.Refresh()

    def _on_size(self, event: wx.SizeEvent) -> None:
        event.Skip()
        self.redraw(_nothing)


def _nothing() -> None:
    """The texts stay; only their room is another."""
