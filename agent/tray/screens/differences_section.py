"""What is not as the client wanted it, in a few sentences, and the one button."""

from typing import Callable, Optional

import wx

from agent.reconciliation import NextStep
from agent.tray.light import Light
from agent.tray.main_view import DifferencesView
from agent.tray.pictures import IconStyle
from agent.tray.screens.controls import (
    GAP,
    UNSPOKEN,
    LightPicture,
    ReadableText,
    large_button,
    pixels,
    relabel,
)

PICTURE = 24


class DifferencesSection(wx.Panel):
    """There only when there is something to say."""

    def __init__(
        self, parent: wx.Window, style: IconStyle, take_step: Callable[[NextStep], None]
    ) -> None:
        super().__init__(parent, name=UNSPOKEN)
        self.SetBackgroundColour(parent.GetBackgroundColour())
        self._take_step = take_step
        self._step: Optional[NextStep] = None
        self._picture = LightPicture(self, style, PICTURE)
        self._text = ReadableText(self)
        self._button = large_button(self, "", self._act)
        gap = pixels(self, GAP)
        texts = wx.BoxSizer(wx.VERTICAL)
        texts.Add(self._text, 0, wx.EXPAND)
        texts.Add(self._button, 0, wx.TOP, gap)
        row = wx.BoxSizer(wx.HORIZONTAL)
        row.Add(self._picture, 0, wx.RIGHT, gap)
        row.Add(texts, 1)
        self.SetSizer(row)

    def show_view(self, view: DifferencesView) -> None:
        """Draw this content."""
        self._step = view.step
        self._picture.set_light(Light.ATTENTION, view.text)
        self._text.set_text(view.text)
        relabel(self._button, view.action)
        self.Show(bool(view.text))

    def wrap_to(self, width: int) -> None:
        """Break the text to this width."""
        self._text.wrap_to(width - pixels(self, PICTURE + GAP))

    def _act(self) -> None:
        if self._step is not None:
            self._take_step(self._step)
