"""Colours as a person has them in Windows, also when he changes them while a window is open."""

from typing import Callable, Optional

import wx

Colour = Callable[[], wx.Colour]

# 100 keeps a colour, 200 is white.
CARD_LIGHTNESS = 190


def wear(
    control: wx.Window, *, ground: Optional[Colour] = None, text: Optional[Colour] = None
) -> None:
    """Have these colours from now on; they are asked for again whenever Windows' own change."""

    def take() -> None:
        if ground is not None:
            control.SetBackgroundColour(ground())
        if text is not None:
            control.SetForegroundColour(text())

    def on_change(event: wx.SysColourChangedEvent) -> None:
        event.Skip()
        take()
        control.Refresh()

    take()
    control.Unbind(wx.EVT_SYS_COLOUR_CHANGED)
    control.Bind(wx.EVT_SYS_COLOUR_CHANGED, on_change)


def window_ground() -> wx.Colour:
    """What a page's words stand on."""
    return wx.SystemSettings.GetColour(wx.SYS_COLOUR_WINDOW)


def window_text() -> wx.Colour:
    """A page's words."""
    return wx.SystemSettings.GetColour(wx.SYS_COLOUR_WINDOWTEXT)


def bar_ground() -> wx.Colour:
    """What the words of a bar stand on."""
    return wx.SystemSettings.GetColour(wx.SYS_COLOUR_BTNFACE)


def bar_text() -> wx.Colour:
    """The words of a bar."""
    return wx.SystemSettings.GetColour(wx.SYS_COLOUR_BTNTEXT)


def card_colour(accent: str) -> wx.Colour:
    """A light tint of the shop's colour; the plain window colour where a person chose his own."""
    if window_ground() != wx.WHITE:
        return window_ground()
    return wx.Colour(accent).ChangeLightness(CARD_LIGHTNESS)


def meaning_colour(colour: str) -> wx.Colour:
    """A colour of the shop's for text; the plain one where a person chose his own colours."""
    return window_text() if window_ground() != wx.WHITE else wx.Colour(colour)
