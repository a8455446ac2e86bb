"""Screen 1 below light and ID: what was sent, what differs, access, the shop, and the findings."""

from typing import Callable

import wx

from agent.tray.main_view import MainView
from agent.tray.pictures import IconStyle
from agent.tray.screens.access_section import AccessSection
from agent.tray.screens.controls import GAP, WrappedLabel, large_button, pixels
from agent.tray.screens.differences_section import DifferencesSection
from agent.tray.screens.findings_section import FindingsSection
from agent.tray.screens.main_choices import MainActions, Words
from agent.tray.screens.report_section import ReportSection
from agent.tray.screens.shop_section import ShopSection


class MainSections:
    """Most of the window's controls, on its page; they are laid out by the sizers given."""

    def __init__(
        self, page: wx.Window, words: Words, style: IconStyle, actions: MainActions
    ) -> None:
        self._report = ReportSection(page)
        self._differences = DifferencesSection(page, style, actions.take_step)
        self._access = AccessSection(page, words, actions)
        self._shop = ShopSection(page, actions.dial)
        self._tip = WrappedLabel(page)
        self._tip.set_text(words("main.tip.pin"))
        self._tip_button = large_button(page, words("main.tip.close"), self._close_tip)
        self._findings = FindingsSection(page, words, style, actions.check)
        self._actions = actions
        self._on_fewer: Callable[[], None] = lambda: None

    def arrange(self, left: wx.Sizer, columns: wx.Sizer, on_fewer: Callable[[], None]) -> None:
        """Take their places; `on_fewer` is called when one has gone for good."""
        self._on_fewer = on_fewer
        gap = pixels(self._access, GAP)
        left.Add(self._report, 0, wx.EXPAND | wx.TOP, gap)
        for section in (self._differences, self._access, self._shop, self._tip):
            left.Add(section, 0, wx.EXPAND | wx.TOP, 2 * gap)
        left.Add(self._tip_button, 0, wx.TOP, gap)
        columns.Add(self._findings, 1, wx.EXPAND)

    def show_view(self, view: MainView, *, shows_tip: bool) -> None:
        """Draw this content."""
        self._report.show_view(view.report)
        self._differences.show_view(view.differences)
        self._access.show_view(view)
        self._shop.show_view(view)
        self._findings.show_view(view)
        self._tip.Show(shows_tip)
        self._tip_button.Show(shows_tip)

    def wrap_to(self, width: int) -> None:
        """Break all texts to a column of this width."""
        for wrap_to in (
            self._report.wrap_to,
            self._differences.wrap_to,
            self._access.wrap_to,
            self._shop.wrap_to,
            self._tip.wrap_to,
            self._findings.wrap_to,
        ):
            wrap_to(width)

    def _close_tip(self) -> None:
        self._tip.Hide()
        self._tip_button.Hide()
        self._on_fewer()
        self._actions.close_tip()
