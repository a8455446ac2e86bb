"""A sentence in a native box, which screen readers read."""

import wx


def tell_in_a_box(title: str, text: str) -> None:
    """Say it before the window in use, and wait until it is read; on the UI thread."""
    wx.MessageBox(text, title, wx.OK | wx.ICON_INFORMATION, wx.GetActiveWindow())
