"""Escape closes a window, whatever in it has the focus."""

import wx


def close_on_escape(window: wx.Frame) -> None:
    """Have this window closed by Escape; every other key goes on to what has the focus."""

    def on_key(event: wx.KeyEvent) -> None:
        if event.GetKeyCode() == wx.WXK_ESCAPE:
            window.Close()
        else:
            event.Skip()

    window.Bind(wx.EVT_CHAR_HOOK, on_key)
