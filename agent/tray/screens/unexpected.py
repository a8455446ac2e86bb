"""A connection that nothing allows: who it is, and what to do, in calm words."""

from dataclasses import dataclass
from functools import partial
from typing import Callable, Optional

import wx

from agent.tray.screens.colours import meaning_colour, wear, window_text
from agent.tray.screens.controls import (
    GAP,
    HEADLINE_POINTS,
    ReadableText,
    WrappedLabel,
    make_prominent,
    pixels,
    relabel,
)
from agent.tray.screens.page_window import PageWindow
from agent.tray.session_views import UnexpectedView

FIRST_SIZE = (680, 520)


@dataclass(frozen=True)
class UnexpectedChoices:
    """What the buttons do; `colour` (`#RRGGBB`) is the headline's while it lasts."""

    on_stop: Callable[[], None]
    on_doubt: Callable[[], None]
    on_dial: Callable[[str], None]
    colour: str


class UnexpectedWindow(PageWindow):
    """Stands above other windows until it is closed, also when the connection is over.

    The keyboard is in its words: Enter on opening does nothing, and Tab goes to the stop.
    """

    def __init__(self, view: UnexpectedView, choices: UnexpectedChoices) -> None:
        super().__init__(None, view.title, wx.STAY_ON_TOP)
        self._choices = choices
        self._shown: Optional[UnexpectedView] = None
        self._headline = WrappedLabel(self.page, HEADLINE_POINTS, bold=True)
        self._text = ReadableText(self.page)
        gap = pixels(self, GAP)
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(self._headline, 0, wx.EXPAND | wx.ALL, 2 * gap)
        column.Add(self._text, 0, wx.EXPAND | wx.LEFT | wx.RIGHT | wx.BOTTOM, 2 * gap)
        self.page.SetSizer(column)
        stop = (view.stop, self._stop)
        stop_button, self._close_button = self.add_buttons(stop, (view.close, self._end))
        make_prominent(stop_button)
        self.add_buttons((view.doubt, self._doubt))
        for phone in view.phones:
            self.add_buttons((phone.label, partial(choices.on_dial, phone.link)))
        self.show_view(view)
        self.fit(*FIRST_SIZE)
        # Not on the stop: Enter meant for another program must not press what nobody has read.
        self._text.SetFocus()

    def show_view(self, view: UnexpectedView) -> None:
        """Draw this content."""
        if view == self._shown:
            return
        self._shown = view
        relabel(self._close_button, view.close)
        self.redraw(partial(self._draw, view))

    def _draw(self, view: UnexpectedView) -> None:
        self._headline.set_text(view.headline)
        alarm = partial(meaning_colour, self._choices.colour)
        wear(self._headline, text=window_text if view.is_over else alarm)
        self._text.set_text("\n\n".join(view.sentences))

    def bring_to_front(self) -> None:
        """Be seen now, whatever program is in use."""
        self.Show()
        if self.IsIconized():
            self.Iconize(iconize=False)
        self.Raise()
        self.RequestUserAttention()

    def reflow(self) -> None:
        """Break the texts of the page."""
        self._headline.wrap_to(self.text_width())
        self._text.wrap_to(self.text_width())

    def _stop(self) -> None:
        self.Close()
        self._choices.on_stop()

    def _doubt(self) -> None:
        self.Close()
        self._choices.on_doubt()

    def _end(self) -> None:
        self.Close()
