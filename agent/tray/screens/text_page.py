"""A window with a headline and a text that can be gone through; what is below is whose it is."""

import wx

from agent.tray.screens.controls import GAP, HEADLINE_POINTS, ReadableText, WrappedLabel, pixels
from agent.tray.screens.page_window import PageWindow
from agent.tray.screens.stop_bar import StopChoice


class TextPage(PageWindow):
    """The text has the focus once the window takes its size with `open_at`."""

    def __init__(self, stop: StopChoice, title: str, headline: str, text: str) -> None:
        super().__init__(stop, title)
        self._headline = WrappedLabel(self.page, HEADLINE_POINTS, bold=True)
        self._headline.set_text(headline)
        self._text = ReadableText(self.page)
        self._text.set_text(text)
        gap = pixels(self, GAP)
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(self._headline, 0, wx.EXPAND | wx.ALL, 2 * gap)
        column.Add(self._text, 0, wx.EXPAND | wx.LEFT | wx.RIGHT | wx.BOTTOM, 2 * gap)
        self.page.SetSizer(column)

    def open_at(self, width: int, height: int) -> None:
        """Take the first size, in device-independent pixels; to be called once all is built."""
        self.fit(width, height)
        self._text.SetFocus()

    def reflow(self) -> None:
        """Break the texts of the page."""
        self._headline.wrap_to(self.text_width())
        self._text.wrap_to(self.text_width())
