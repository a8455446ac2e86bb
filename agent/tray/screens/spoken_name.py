"""The name a screen reader says where neither a label nor the control's own words are one."""

from typing import Tuple

import wx

# A control among its parts, which are counted from 1.
_ITSELF = 0


class _SpokenName(wx.Accessible):
    """Answers with a name; Windows answers everything else itself."""

    def __init__(self, control: wx.Window, name: str) -> None:
        super().__init__(control)
        self._name = name

    def GetName(self, childId: int) -> Tuple[int, str]:  # noqa: N802, N803 - wx calls it
        """The control's name; its parts have their own."""
        if childId == _ITSELF:
            return wx.ACC_OK, self._name
        return wx.ACC_NOT_IMPLEMENTED, ""


def say_as(control: wx.Window, name: str) -> None:
    """Let screen readers call this control so."""
    control.SetAccessible(_SpokenName(control, name))
