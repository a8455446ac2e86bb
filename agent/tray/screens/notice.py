"""What came of something a person did: a headline, a few sentences, and what can be kept of it."""

from dataclasses import dataclass
from typing import Callable

import wx

from agent.tray.access_views import NoticeView
from agent.tray.screens.controls import GAP, HEADLINE_POINTS, ReadableText, WrappedLabel, pixels
from agent.tray.screens.page_window import PageWindow
from agent.tray.screens.stop_bar import StopChoice

FIRST_SIZE = (640, 380)


@dataclass(frozen=True)
class NoticeChoices:
    """What the buttons say and do; the two about proof are there when there is one to keep."""

    save: str
    print: str
    close: str
    on_save: Callable[[], None]
    on_print: Callable[[str], None]
    on_restore: Callable[[], None]
    stop: StopChoice


class NoticeWindow(PageWindow):
    """Stands until it is closed."""

    def __init__(self, view: NoticeView, choices: NoticeChoices) -> None:
        super().__init__(choices.stop, view.title)
        self._headline = WrappedLabel(self.page, HEADLINE_POINTS, bold=True)
        self._headline.set_text(view.headline)
        self._text = ReadableText(self.page)
        self._text.set_text("\n".join(view.sentences))
        gap = pixels(self, GAP)
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(self._headline, 0, wx.EXPAND | wx.ALL, 2 * gap)
        column.Add(self._text, 0, wx.EXPAND | wx.LEFT | wx.RIGHT | wx.BOTTOM, 2 * gap)
        self.page.SetSizer(column)
        if view.restore:
            self.add_buttons((view.restore, lambda: self._restore(choices)))
        if view.proof_of:
            printing = (choices.print, lambda: choices.on_print(view.proof_of))
            self.add_buttons((choices.save, choices.on_save), printing)
        self.add_buttons((choices.close, self._end))
        self.fit(*FIRST_SIZE)
        self._text.SetFocus()

    def reflow(self) -> None:
        """Break the texts of the page."""
        self._headline.wrap_to(self.text_width())
        self._text.wrap_to(self.text_width())

    def _restore(self, choices: NoticeChoices) -> None:
        self.Close()
        choices.on_restore()

    def _end(self) -> None:
        self.Close()
