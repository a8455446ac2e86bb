"""A window that is moved by its whole face and never leaves the screen."""

from typing import Optional, Tuple

import wx


def keep_inside(window: wx.TopLevelWindow) -> None:
    """Bring it back into the part of its screen that nothing covers."""
    at = wx.Display.GetFromWindow(window)
    area = wx.Display(at if at != wx.NOT_FOUND else 0).GetClientArea()
    frame = window.GetRect()
    left = max(area.x, min(frame.x, area.x + area.width - frame.width))
    top = max(area.y, min(frame.y, area.y + area.height - frame.height))
    if (left, top) != (frame.x, frame.y):
        window.SetPosition((left, top))


class Mover:
    """Lets a window be dragged wherever it shows no button."""

    def __init__(self, window: wx.TopLevelWindow) -> None:
        self._window = window
        self._held: Optional[Tuple[int, int]] = None
        window.Bind(wx.EVT_MOVE_END, self._on_end)
        window.Bind(wx.EVT_DISPLAY_CHANGED, self._on_end)

    def take(self, *faces: wx.Window) -> None:
        """These parts of the window can be dragged."""
        for face in faces:
            face.Bind(wx.EVT_LEFT_DOWN, self._on_down)
            face.Bind(wx.EVT_MOTION, self._on_motion)
            face.Bind(wx.EVT_LEFT_UP, self._on_up)
            face.Bind(wx.EVT_MOUSE_CAPTURE_LOST, self._on_lost)

    def _on_down(self, event: wx.MouseEvent) -> None:
        mouse, corner = wx.GetMousePosition(), self._window.GetPosition()
        self._held = (mouse.x - corner.x, mouse.y - corner.y)
        event.GetEventObject().CaptureMouse()

    def _on_motion(self, event: wx.MouseEvent) -> None:
        if self._held is not None and event.Dragging():
            mouse = wx.GetMousePosition()
            self._window.Move(mouse.x - self._held[0], mouse.y - self._held[1])

    def _on_up(self, event: wx.MouseEvent) -> None:
        face = event.GetEventObject()
        if face.HasCapture():
            face.ReleaseMouse()
        self._let_go()

    def _on_lost(self, _event: wx.MouseCaptureLostEvent) -> None:
        self._let_go()

    def _let_go(self) -> None:
        self._held = None
        keep_inside(self._window)

    def _on_end(self, event: wx.Event) -> None:
        event.Skip()
        # Windows still holds the window while it tells of this.
        wx.CallAfter(self._keep)

    def _keep(self) -> None:
        if not self._window.IsBeingDeleted():
            keep_inside(self._window)
