"""What can wait until a person sees the window."""

from typing import Callable

import wx


def after_drawing(window: wx.Window, action: Callable[[], None]) -> None:
    """Do this once all that is to be drawn is on the screen."""

    def once(event: wx.IdleEvent) -> None:
        event.Skip()
        window.Unbind(wx.EVT_IDLE, handler=once)
        action()

    window.Bind(wx.EVT_IDLE, once)
    wx.WakeUpIdle()
