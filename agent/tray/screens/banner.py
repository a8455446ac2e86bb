"""Screen 4: while somebody is connected, who it is, what it costs, and one click to stop it."""

from dataclasses import dataclass
from typing import Callable, List, Tuple

import wx

from agent.tray.screens.colours import meaning_colour, wear, window_ground
from agent.tray.screens.controls import (
    BASE_POINTS,
    GAP,
    HEADING_POINTS,
    UNSPOKEN,
    WrappedLabel,
    large_button,
    make_prominent,
    pixels,
    relabel,
)
from agent.tray.screens.staying_inside import Mover, keep_inside
from agent.tray.screens.stop_bar import StopChoice
from agent.tray.session_views import BannerView

# Device-independent pixels.
WIDTH = 640
EACH_SECOND = 1000


@dataclass(frozen=True)
class BannerChoices:
    """What the buttons say and do; `view` is asked each second, `warning` a colour (`#RRGGBB`)."""

    stop: StopChoice
    make_small: str
    make_large: str
    warning: str
    view: Callable[[], BannerView]


class BannerWindow(wx.Frame):
    """Stays above other windows until the connection is over, and takes the keyboard from none.

    It can be made small, moved and reached with Alt+Tab, but not closed.
    """

    def __init__(self, choices: BannerChoices) -> None:
        style = wx.CAPTION | wx.SYSTEM_MENU | wx.STAY_ON_TOP
        super().__init__(None, style=style)
        self._choices, self._shown = choices, choices.view()
        self._is_small = False
        self._whole = wx.Panel(self, name=UNSPOKEN)
        wear(self._whole, ground=window_ground)
        self._labels = self._make_labels()
        self._stop = large_button(self._whole, choices.stop.label, choices.stop.stop)
        make_prominent(self._stop)
        self._size_button = large_button(self._whole, choices.make_small, self._change_size)
        self._whole.SetSizer(self._arrange())
        self._mover = Mover(self)
        self._mover.take(self._whole, *self._labels)
        self.Bind(wx.EVT_CLOSE, self._on_close)
        self.Bind(wx.EVT_DPI_CHANGED, self._on_scale)
        self._timer = wx.Timer(self)
        self.Bind(wx.EVT_TIMER, self._on_second, self._timer)
        self._draw()
        self._place()

    def start(self) -> None:
        """Appear without taking the keyboard, and keep the words up to date."""
        self.ShowWithoutActivating()
        self._timer.Start(EACH_SECOND)

    def refresh(self) -> None:
        """Draw what is known now, if that says something else."""
        view, before = self._choices.view(), self._shown
        if view == before:
            return
        self._shown = view
        if (view.warning and not before.warning) or view.others not in ("", before.others):
            self._is_small = False
        self._draw()

    def Destroy(self) -> bool:  # noqa: N802 - wx's own name
        """Go: nobody is connected any more. A timer must not outlive its window."""
        self._timer.Stop()
        return bool(super().Destroy())

    def _make_labels(self) -> List[WrappedLabel]:
        who = WrappedLabel(self._whole, HEADING_POINTS, bold=True)
        others, warning = (WrappedLabel(self._whole, BASE_POINTS, bold=True) for _ in range(2))
        for label in (others, warning):
            wear(label, text=lambda: meaning_colour(self._choices.warning))
        rest = [WrappedLabel(self._whole) for _ in range(3)]
        self._short = WrappedLabel(self._whole, BASE_POINTS, bold=True)
        return [who, others, *rest, warning, self._short]

    def _arrange(self) -> wx.Sizer:
        gap = pixels(self, GAP)
        column = wx.BoxSizer(wx.VERTICAL)
        for label in self._labels[:-1]:
            column.Add(label, 0, wx.EXPAND | wx.LEFT | wx.RIGHT | wx.TOP, gap)
        row = wx.BoxSizer(wx.HORIZONTAL)
        row.Add(self._stop, 0, wx.ALL | wx.ALIGN_CENTRE_VERTICAL, gap)
        row.Add(self._short, 1, wx.ALIGN_CENTRE_VERTICAL)
        self._spring = row.AddStretchSpacer()
        row.Add(self._size_button, 0, wx.ALL | wx.ALIGN_CENTRE_VERTICAL, gap)
        column.Add(row, 0, wx.EXPAND)
        return column

    def _texts(self) -> Tuple[str, ...]:
        view = self._shown
        if self._is_small:
            return ("", "", "", "", "", "", view.short)
        said = (view.who, view.others, view.detail, view.times, view.price, view.warning)
        return (*said, "")

    def _draw(self) -> None:
        self._whole.Freeze()
        try:
            self.SetTitle(self._shown.title)
            for label, text in zip(self._labels, self._texts()):
                label.set_text(text)
            self._spring.Show(not self._is_small)
            choices = self._choices
            relabel(self._size_button, choices.make_large if self._is_small else choices.make_small)
            self._fit()
        finally:
            self._whole.Thaw()
        self._whole.Refresh()

    def _fit(self) -> None:
        """The width is given, the height is what the words need."""
        gap = pixels(self, GAP)
        area = wx.Display(0).GetClientArea()
        width = min(pixels(self, WIDTH), area.width - 2 * gap)
        for label in self._labels[:-1]:
            label.wrap_to(width - 2 * gap)
        buttons = self._stop.GetMinSize().width + self._size_button.GetMinSize().width
        self._short.wrap_to(width - buttons - 5 * gap)
        self._whole.InvalidateBestSize()
        height = self._whole.GetSizer().CalcMin().height
        if self.GetClientSize() != (width, height):
            self.SetClientSize(width, height)
        self._whole.SetSize(width, height)
        self._whole.Layout()
        keep_inside(self)

    def _place(self) -> None:
        """At the top, in the middle: TeamViewer's own window stands at the lower right."""
        area = wx.Display(0).GetClientArea()
        left = area.x + (area.width - self.GetSize().width) // 2
        self.SetPosition((left, area.y + pixels(self, GAP)))

    def _change_size(self) -> None:
        self._is_small = not self._is_small
        self._draw()

    def _on_second(self, _event: wx.TimerEvent) -> None:
        self.refresh()

    def _on_scale(self, event: wx.DPIChangedEvent) -> None:
        event.Skip()
        wx.CallAfter(self._draw)

    def _on_close(self, event: wx.CloseEvent) -> None:
        if event.CanVeto():
            event.Veto()
