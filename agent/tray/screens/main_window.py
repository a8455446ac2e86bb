"""Screen 1: is my computer ready, what is my ID, whom do I call."""

from typing import TYPE_CHECKING, Optional, Tuple

import wx

from agent.tray.main_view import MainView
from agent.tray.pictures import IconStyle
from agent.tray.screens.after_drawing import after_drawing
from agent.tray.screens.colours import wear, window_ground
from agent.tray.screens.controls import (
    GAP,
    HEADLINE_POINTS,
    UNSPOKEN,
    LightPicture,
    WrappedLabel,
    pixels,
    window_icon,
)
from agent.tray.screens.focus_in_sight import keep_focus_in_sight
from agent.tray.screens.identity_section import IdentitySection
from agent.tray.screens.main_choices import MainActions, Words
from agent.tray.screens.stop_bar import StopBar, StopChoice

if TYPE_CHECKING:
    from agent.tray.screens.main_sections import MainSections

# Device-independent pixels: below this width the columns stand one under the other.
TWO_COLUMNS_FROM = 860
FIRST_SIZE = (1160, 720)
SMALLEST_SIZE = (360, 280)


class MainWindow(wx.Frame):
    """The main window. Closing hides it; the program stays beside the clock."""

    def __init__(self, words: Words, style: IconStyle, accent: str, actions: MainActions) -> None:
        super().__init__(None, style=wx.DEFAULT_FRAME_STYLE)
        self._words, self._style, self._actions = words, style, actions
        self._accent = accent
        wear(self, ground=window_ground)
        self._drawn: Optional[Tuple[MainView, bool]] = None
        self._flowed_at, self._fitted_at = 0, (0, 0)
        self._sections: Optional[MainSections] = None
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
        self._left = wx.BoxSizer(wx.VERTICAL)
        self._left.Add(self._identity, 0, wx.EXPAND)
        self._columns = wx.BoxSizer(wx.HORIZONTAL)
        self._columns.Add(self._left, 1, wx.EXPAND)
        self._columns.AddSpacer(2 * gap)
        # Held for the findings until they come.
        self._columns.AddStretchSpacer(1)
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
        # Windows would not draw a scroll bar that comes while nothing may be drawn.
        self._page.FitInside()
        self._page.Refresh()
        focus: Optional[wx.Window] = wx.Window.FindFocus()
        if self.IsActive() and not (focus is not None and focus.IsShownOnScreen()):
            self._identity.take_focus()

    def _show_view(self, view: MainView, *, shows_tip: bool) -> None:
        if self.GetTitle() != view.title:
            self.SetTitle(view.title)
        self._picture.set_light(view.light, view.headline)
        self._headline.set_text(view.headline)
        self._detail.set_text(view.detail)
        self._identity.show_view(view)
        self._stop_bar.say(view.access_sentence)
        if self._sections is not None:
            self.SetIcons(window_icon(view.light, self._style))
            self._sections.show_view(view, shows_tip=shows_tip)
        # Fitting the bar may give the page another width, and that lets the page flow by itself.
        self._flowed_at = 0
        self._fit_bar()
        if not self._flowed_at:
            self._flow()

    def reflow(self) -> None:
        """Break all texts to the present width."""
        self._flow()
        self._page.FitInside()
        self._page.Refresh()

    def _flow(self) -> None:
        self._flowed_at = self._page.GetClientSize().width
        inner = self._flowed_at - pixels(self, 4 * GAP)
        is_wide = inner >= pixels(self, TWO_COLUMNS_FROM)
        self._columns.SetOrientation(wx.HORIZONTAL if is_wide else wx.VERTICAL)
        column = (inner - pixels(self, 2 * GAP)) // 2 if is_wide else inner
        beside_picture = inner - pixels(self, 48 + 2 * GAP)
        for label in (self._headline, self._detail):
            label.wrap_to(beside_picture)
        self._identity.wrap_to(column)
        if self._sections is not None:
            self._sections.wrap_to(column)
        self._page.Layout()

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
        if self._sections is None:
            after_drawing(self, self._add_sections)

    def _add_sections(self) -> None:
        """Nearly all controls: at the first opening the ID does not wait for them."""
        if self._sections is not None:
            return
        from agent.tray.screens.main_sections import MainSections

        self._page.Freeze()
        try:
            self._sections = MainSections(self._page, self._words, self._style, self._actions)
            self._columns.Remove(self._columns.GetItemCount() - 1)
            self._sections.arrange(self._left, self._columns, self.reflow)
        finally:
            self._page.Thaw()
        drawn, self._drawn = self._drawn, None
        if drawn is not None:
            self.show_view(drawn[0], shows_tip=drawn[1])

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
