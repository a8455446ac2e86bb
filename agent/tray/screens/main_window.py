"""Screen 1: is my computer ready, what is my ID, whom do I call."""

from typing import Callable, Optional, Protocol, Tuple

import wx

from agent.reconciliation import NextStep
from agent.tray.main_view import MainView
from agent.tray.pictures import IconStyle
from agent.tray.screens.access_section import AccessActions, AccessSection
from agent.tray.screens.after_drawing import after_drawing
from agent.tray.screens.colours import wear, window_ground
from agent.tray.screens.controls import (
    GAP,
    HEADLINE_POINTS,
    UNSPOKEN,
    LightPicture,
    WrappedLabel,
    large_button,
    pixels,
    window_icon,
)
from agent.tray.screens.differences_section import DifferencesSection
from agent.tray.screens.findings_section import FindingsSection
from agent.tray.screens.focus_in_sight import keep_focus_in_sight
from agent.tray.screens.identity_section import IdentitySection
from agent.tray.screens.report_section import ReportSection
from agent.tray.screens.shop_section import ShopSection
from agent.tray.screens.stop_bar import StopBar, StopChoice

# Device-independent pixels: below this width the columns stand one under the other.
TWO_COLUMNS_FROM = 860
FIRST_SIZE = (1160, 720)
SMALLEST_SIZE = (360, 280)


class MainActions(AccessActions, Protocol):
    """What a person can ask for on this screen."""

    def check(self) -> None:
        """Measure again, or stop measuring."""

    def refresh(self) -> None:
        """Read again what nothing tells of, such as a QuickSupport that was started."""

    def open_teamviewer(self) -> None:
        """Open TeamViewer, or the page that has it."""

    def send_id(self) -> None:
        """Tell the shop the ID."""

    def dial(self, link: str) -> None:
        """Open a `tel:` link."""

    def take_step(self, step: NextStep) -> None:
        """Mend what is not as it was wanted."""

    def close_tip(self) -> None:
        """Do not show the hint again."""


Words = Callable[[str], str]


class MainWindow(wx.Frame):
    """The main window. Closing hides it; the program stays beside the clock."""

    def __init__(self, words: Words, style: IconStyle, accent: str, actions: MainActions) -> None:
        super().__init__(None, style=wx.DEFAULT_FRAME_STYLE)
        self._words, self._style, self._actions = words, style, actions
        self._accent = accent
        wear(self, ground=window_ground)
        self._drawn: Optional[Tuple[MainView, bool]] = None
        self._flowed_at, self._fitted_at = 0, (0, 0)
        self._has_findings = False
        # Tab goes round inside a panel; inside a bare frame it stays where it is.
        self._whole = wx.Panel(self, name=UNSPOKEN)
        self._page = wx.ScrolledWindow(
            self._whole, style=wx.VSCROLL | wx.TAB_TRAVERSAL, name=UNSPOKEN
        )
        wear(self._page, ground=window_ground)
        self._build()
        self._fit_to_screen()
        self._page.Bind(wx.EVT_SIZE, self._on_size)
        self.Bind(wx.EVT_SIZE, self._on_frame_size)
        self.Bind(wx.EVT_CLOSE, self._on_close)
        self.Bind(wx.EVT_CHAR_HOOK, self._on_key)
        self.Bind(wx.EVT_ACTIVATE, self._on_activate)
        self.Bind(wx.EVT_DPI_CHANGED, self._on_scale)

    def _build(self) -> None:
        page, words = self._page, self._words
        self._picture = LightPicture(page, self._style, 48)
        self._headline = WrappedLabel(page, HEADLINE_POINTS, bold=True)
        self._detail = WrappedLabel(page)
        self._identity = IdentitySection(
            page, words, self._accent, self._actions.open_teamviewer, self._actions.send_id
        )
        self._report = ReportSection(page)
        self._differences = DifferencesSection(page, self._style, self._actions.take_step)
        self._access = AccessSection(page, words, self._actions)
        self._shop = ShopSection(page, self._actions.dial)
        self._tip = WrappedLabel(page)
        self._tip.set_text(words("main.tip.pin"))
        self._tip_button = large_button(page, words("main.tip.close"), self._close_tip)
        self._findings = FindingsSection(page, words, self._style, self._actions.check)
        choice = StopChoice(words("access.stop"), self._actions.stop_access)
        self._stop_bar = StopBar(self._whole, choice)
        self._arrange()

    def _arrange(self) -> None:
        gap = pixels(self, GAP)
        titles = wx.BoxSizer(wx.VERTICAL)
        titles.Add(self._headline, 0, wx.EXPAND)
        titles.Add(self._detail, 0, wx.EXPAND | wx.TOP, gap // 2)
        head = wx.BoxSizer(wx.HORIZONTAL)
        head.Add(self._picture, 0, wx.RIGHT, 2 * gap)
        head.Add(titles, 1, wx.ALIGN_CENTRE_VERTICAL)
        left = wx.BoxSizer(wx.VERTICAL)
        left.Add(self._identity, 0, wx.EXPAND)
        left.Add(self._report, 0, wx.EXPAND | wx.TOP, gap)
        left.Add(self._differences, 0, wx.EXPAND | wx.TOP, 2 * gap)
        left.Add(self._access, 0, wx.EXPAND | wx.TOP, 2 * gap)
        left.Add(self._shop, 0, wx.EXPAND | wx.TOP, 2 * gap)
        left.Add(self._tip, 0, wx.EXPAND | wx.TOP, 2 * gap)
        left.Add(self._tip_button, 0, wx.TOP, gap)
        self._columns = wx.BoxSizer(wx.HORIZONTAL)
        self._columns.Add(left, 1, wx.EXPAND)
        self._columns.AddSpacer(2 * gap)
        self._columns.Add(self._findings, 1, wx.EXPAND)
        whole = wx.BoxSizer(wx.VERTICAL)
        whole.Add(head, 0, wx.EXPAND | wx.ALL, 2 * gap)
        whole.Add(self._columns, 1, wx.EXPAND | wx.LEFT | wx.RIGHT | wx.BOTTOM, 2 * gap)
        self._page.SetSizer(whole)
        self._page.SetScrollRate(0, pixels(self, 24))
        keep_focus_in_sight(self._page)
        frame = wx.BoxSizer(wx.VERTICAL)
        frame.Add(self._page, 1, wx.EXPAND)
        frame.Add(self._stop_bar, 0, wx.EXPAND)
        self._whole.SetSizer(frame)

    def _fit_to_screen(self) -> None:
        area = wx.Display(0).GetClientArea()
        first = self.FromDIP(wx.Size(*FIRST_SIZE))
        self.SetMinSize(self.FromDIP(wx.Size(*SMALLEST_SIZE)))
        self.SetSize(min(first.width, area.width), min(first.height, area.height))
        self.CentreOnScreen()

    def show_view(self, view: MainView, *, shows_tip: bool) -> None:
        """Draw this content, all at once: what moved must not leave its old picture behind."""
        if self._drawn == (view, shows_tip):
            return
        self._drawn = (view, shows_tip)
        self._page.Freeze()
        try:
            self._show_view(view, shows_tip=shows_tip)
        finally:
            self._page.Thaw()
        self._page.Refresh()
        focus: Optional[wx.Window] = wx.Window.FindFocus()
        if self.IsActive() and not (focus is not None and focus.IsShownOnScreen()):
            self._identity.take_focus()

    def _show_view(self, view: MainView, *, shows_tip: bool) -> None:
        if self.GetTitle() != view.title:
            self.SetTitle(view.title)
        self.SetIcons(window_icon(view.light, self._style))
        self._picture.set_light(view.light, view.headline)
        self._headline.set_text(view.headline)
        self._detail.set_text(view.detail)
        self._identity.show_view(view)
        self._report.show_view(view.report)
        self._differences.show_view(view.differences)
        self._access.show_view(view)
        self._stop_bar.say(view.access_sentence)
        self._shop.show_view(view)
        if self._has_findings:
            self._findings.show_view(view)
        self._tip.Show(shows_tip)
        self._tip_button.Show(shows_tip)
        # Fitting the bar may give the page another width, and that lets the page flow by itself.
        self._flowed_at = 0
        self._fit_bar()
        if not self._flowed_at:
            self.reflow()

    def reflow(self) -> None:
        """Break all texts to the present width."""
        self._flowed_at = self._page.GetClientSize().width
        inner = self._flowed_at - pixels(self, 4 * GAP)
        is_wide = inner >= pixels(self, TWO_COLUMNS_FROM)
        self._columns.SetOrientation(wx.HORIZONTAL if is_wide else wx.VERTICAL)
        column = (inner - pixels(self, 2 * GAP)) // 2 if is_wide else inner
        beside_picture = inner - pixels(self, 48 + 2 * GAP)
        for label in (self._headline, self._detail):
            label.wrap_to(beside_picture)
        self._tip.wrap_to(column)
        for section in (
            self._identity,
            self._report,
            self._differences,
            self._access,
            self._shop,
            self._findings,
        ):
            section.wrap_to(column)
        self._page.Layout()
        self._page.FitInside()

    def _fit_bar(self) -> None:
        self._fitted_at = self._size_inside()
        self._stop_bar.wrap_to(self.GetClientSize().width)
        self._whole.Layout()

    def _size_inside(self) -> Tuple[int, int]:
        inside = self.GetClientSize()
        return inside.width, inside.height

    def bring_to_front(self) -> None:
        """Show the window above the others, from its top, and give it the keyboard."""
        self.Show()
        if self.IsIconized():
            self.Iconize(iconize=False)
        self.Raise()
        self._identity.take_focus()
        self._page.Scroll(0, 0)
        self._identity.draw_now()
        if not self._has_findings:
            after_drawing(self, self._add_findings)

    def _add_findings(self) -> None:
        """Half of all controls: at the first opening the ID does not wait for them."""
        drawn, self._drawn, self._has_findings = self._drawn, None, True
        if drawn is not None:
            self.show_view(drawn[0], shows_tip=drawn[1])

    def _close_tip(self) -> None:
        self._tip.Hide()
        self._tip_button.Hide()
        self.reflow()
        self._actions.close_tip()

    def _on_size(self, event: wx.SizeEvent) -> None:
        event.Skip()
        if self._page.GetClientSize().width != self._flowed_at:
            self.reflow()

    def _on_frame_size(self, event: wx.SizeEvent) -> None:
        event.Skip()
        if self._size_inside() != self._fitted_at:
            self._fit_bar()

    def _on_scale(self, event: wx.DPIChangedEvent) -> None:
        event.Skip()
        wx.CallAfter(self.reflow)

    def _on_close(self, event: wx.CloseEvent) -> None:
        if event.CanVeto():
            event.Veto()
        self.Hide()

    def _on_activate(self, event: wx.ActivateEvent) -> None:
        event.Skip()
        if event.GetActive():
            after_drawing(self, self._actions.refresh)

    def _on_key(self, event: wx.KeyEvent) -> None:
        if event.GetKeyCode() == wx.WXK_ESCAPE:
            self.Hide()
        elif event.GetKeyCode() == wx.WXK_F5:
            self._actions.check()
        else:
            event.Skip()
