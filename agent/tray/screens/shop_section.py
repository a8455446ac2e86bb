"""The shop: open or not, what it costs, and the numbers to call."""

from typing import Callable, List, Tuple

import wx

from agent.tray.main_view import MainView, PhoneLink
from agent.tray.screens.colours import wear
from agent.tray.screens.controls import (
    GAP,
    HEADING_POINTS,
    UNSPOKEN,
    WrappedLabel,
    large_button,
    pixels,
)


class ShopSection(wx.Panel):
    """Opening hours, price and a button for each telephone number."""

    def __init__(self, parent: wx.Window, dial: Callable[[str], None]) -> None:
        super().__init__(parent, name=UNSPOKEN)
        wear(self, ground=parent.GetBackgroundColour)
        self._dial = dial
        self._heading = WrappedLabel(self, HEADING_POINTS, bold=True)
        self._state = WrappedLabel(self)
        self._price = WrappedLabel(self)
        self._phones = wx.WrapSizer(wx.HORIZONTAL)
        self._shown: Tuple[PhoneLink, ...] = ()
        self._buttons: List[wx.Button] = []
        gap = pixels(self, GAP)
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(self._heading, 0, wx.EXPAND)
        column.Add(self._state, 0, wx.EXPAND | wx.TOP, gap // 2)
        column.Add(self._phones, 0, wx.EXPAND | wx.TOP, gap)
        column.Add(self._price, 0, wx.EXPAND | wx.TOP, gap)
        self.SetSizer(column)

    def show_view(self, view: MainView) -> None:
        """Draw this content."""
        self._heading.set_text(view.shop_heading)
        self._state.set_text(view.shop_state)
        self._price.set_text(view.price)
        if view.phones != self._shown:
            self._shown = view.phones
            self._phones.Clear(delete_windows=True)
            for phone in view.phones:
                self._add_phone(phone)
            # Screen readers read on in Windows' own order, which is not wx's.
            self._price.Lower()

    def _add_phone(self, phone: PhoneLink) -> None:
        button = large_button(self, phone.label, lambda: self._dial(phone.link))
        button.MoveBeforeInTabOrder(self._price)
        self._phones.Add(button, 0, wx.RIGHT | wx.BOTTOM, pixels(self, GAP))

    def wrap_to(self, width: int) -> None:
        """Break all texts to this width."""
        for label in (self._heading, self._state, self._price):
            label.wrap_to(width)
