"""A page that scrolls so that whatever has the keyboard is in sight."""

import wx

from agent.tray.screens.controls import GAP, pixels


def keep_focus_in_sight(page: wx.ScrolledWindow) -> None:
    """By itself a page follows its own controls only, not those in its sections."""
    page.Bind(wx.EVT_CHILD_FOCUS, lambda event: _on_focus(page, event))


def _on_focus(page: wx.ScrolledWindow, event: wx.ChildFocusEvent) -> None:
    event.Skip()
    # What a hand points at must not move away below it.
    if not wx.GetMouseState().LeftIsDown():
        _bring_into_sight(page, event.GetWindow())


def _bring_into_sight(page: wx.ScrolledWindow, control: wx.Window) -> None:
    gap, height = pixels(page, GAP), int(page.GetClientSize().height)
    top = int(page.ScreenToClient(control.GetScreenPosition())[1])
    bottom = top + int(control.GetSize().height)
    if top < 0 or bottom - top > height:
        _scroll_by(page, top - gap)
    elif bottom > height:
        _scroll_by(page, bottom - height + gap)


def _scroll_by(page: wx.ScrolledWindow, distance: int) -> None:
    """At least as far: a page scrolls by whole steps."""
    step = int(page.GetScrollPixelsPerUnit()[1])
    steps = -(-distance // step) if distance > 0 else distance // step
    page.Scroll(-1, max(0, int(page.GetViewStart()[1]) + steps))
