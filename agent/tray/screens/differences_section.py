"""What is not as the client wanted it: a light and its words, sentences, and the one button."""

from typing import Callable, Optional

import wx

from agent.reconciliation import NextStep
from agent.tray.light import Light
from agent.tray.main_view import DifferencesView
from agent.tray.pictures import IconStyle
from agent.tray.screens.colours import wear
from agent.tray.screens.controls import (
    BASE_POINTS,
    GAP,
    UNSPOKEN,
    LightPicture,
    ReadableText,
    WrappedLabel,
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
        wear(self, ground=parent.GetBackgroundColour)
        self._take_step = take_step
        self._step: Optional[NextStep] = None
        self._picture = LightPicture(self, style, PICTURE)
        self._heading = WrappedLabel(self, BASE_POINTS, bold=True)
        self._text = ReadableText(self)
        self._button = large_button(self, "", self._act)
        gap = pixels(self, GAP)
        texts = wx.BoxSizer(wx.VERTICAL)
        texts.Add(self._heading, 0, wx.EXPAND)
        texts.Add(self._text, 0, wx.EXPAND)
        texts.Add(self._button, 0, wx.TOP, gap)
        row = wx.BoxSizer(wx.HORIZONTAL)
        row.Add(self._picture, 0, wx.RIGHT, gap)
        row.Add(texts, 1)
        self.SetSizer(row)

    def show_view(self, view: DifferencesView) -> None:
        """Draw this content."""
        self._step = view.step
        self._picture.set_light(Light.ATTENTION, view.heading)
        self._heading.set_text(view.heading)
        self._text.set_text(view.text)
        relabel(self._button, view.action)
        self.Show(bool(view.text))

    def wrap_to(self, width: int) -> None:
        """Break the texts to this width."""
        for text in (self._heading, self._text):
            text.wrap_to(width - pixels(self, PICTURE + GAP))

    def _act(self) -> None:
        if self._step is not None:
            self._take_step(self._step)
