"""The foot of every window: one click, and nobody is allowed in any more."""

from dataclasses import dataclass
from typing import Callable

import wx

from agent.tray.screens.colours import bar_ground, bar_text, wear
from agent.tray.screens.controls import (
    GAP,
    UNSPOKEN,
    WrappedLabel,
    large_button,
    make_prominent,
    pixels,
)


@dataclass(frozen=True)
class StopChoice:
    """The words on the button, and what it does."""

    label: str
    stop: Callable[[], None]


class StopBar(wx.Panel):
    """The button, always enabled, and beside it a sentence, such as who may come in."""

    def __init__(self, parent: wx.Window, choice: StopChoice) -> None:
        super().__init__(parent, name=UNSPOKEN)
        wear(self, ground=bar_ground)
        gap = pixels(self, GAP)
        self._button = large_button(self, choice.label, choice.stop)
        make_prominent(self._button)
        self._sentence = WrappedLabel(self)
        wear(self._sentence, text=bar_text)
        row = wx.BoxSizer(wx.HORIZONTAL)
        row.Add(self._button, 0, wx.ALL | wx.ALIGN_CENTRE_VERTICAL, gap)
        row.Add(self._sentence, 1, wx.ALL | wx.ALIGN_CENTRE_VERTICAL, gap)
        self.SetSizer(row)
        self._sentence.Hide()

    def say(self, sentence: str) -> None:
        """Show another sentence."""
        self._sentence.set_text(sentence)

    def wrap_to(self, width: int) -> None:
        """Break the sentence to a bar of this width."""
        taken = self._button.GetMinSize().width + pixels(self, 4 * GAP)
        self._sentence.wrap_to(width - taken)
        self.Layout()
