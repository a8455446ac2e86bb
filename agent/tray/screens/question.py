"""A question that binds: read it whole, tick by hand, then yes or no, both alike.

Nothing is ticked, no button is the default, and closing, Escape and silence mean no. The text in
the window is the text of the view, character for character, so that what was on screen can be
proved.
"""

import enum
import time
from dataclasses import dataclass
from typing import Callable, Tuple

import wx
from wx.lib.wordwrap import wordwrap

from agent.tray.access_views import QuestionView
from agent.tray.screens.colours import wear, window_ground
from agent.tray.screens.controls import (
    BASE_POINTS,
    GAP,
    TARGET_HEIGHT,
    UNSPOKEN,
    WrappedLabel,
    font_of,
    large_button,
    pixels,
    size_needed,
)
from agent.tray.screens.reading import ReadingWindow, fit_to_screen, long_text_control
from agent.tray.screens.stop_bar import StopBar, StopChoice
from agent.tray.typography import keep_signs

FIRST_SIZE = (760, 720)
LOOK_EVERY_MS = 200
SILENCE_IS_NO_AFTER_MS = 15 * 60 * 1000


class Answer(enum.Enum):
    """What the person did; only YES agrees, and STOP takes back what was allowed before."""

    YES = "yes"
    BUTTON = "button"
    CLOSE = "close"
    TIMEOUT = "timeout"
    LATER = "later"
    STOP = "stop"


@dataclass(frozen=True)
class Answered:
    """The answer, whether the text's end was on screen, and for how long the question stood.

    `ticked` are the boxes in their order; `source` is where the click came from, as
    `input_source` tells it.
    """

    answer: Answer
    ticked: Tuple[bool, ...]
    scrolled_end: bool
    visible_ms: int
    source: str


class QuestionWindow(wx.Frame):
    """Asks once, tells the answer once, and is gone."""

    def __init__(
        self,
        view: QuestionView,
        on_answer: Callable[[Answered], None],
        input_source: Callable[[], str],
    ) -> None:
        super().__init__(None, title=view.title, style=wx.DEFAULT_FRAME_STYLE)
        self._view, self._on_answer, self._input_source = view, on_answer, input_source
        self._opened = time.monotonic()
        self._seen_end = False
        self._is_answered = False
        wear(self, ground=window_ground)
        self._page = wx.Panel(self, name=UNSPOKEN)
        wear(self._page, ground=window_ground)
        self._build()
        self._arrange()
        self._bind()
        fit_to_screen(self, *FIRST_SIZE)
        self._text.SetFocus()

    def _build(self) -> None:
        page, view = self._page, self._view
        self._text = long_text_control(page, view.body, view.title)
        self._boxes = [wx.CheckBox(page, label=label) for label in view.boxes]
        for box in self._boxes:
            box.SetFont(font_of(box, BASE_POINTS))
        self._hint = WrappedLabel(page)
        self._hint.set_text(view.hint)
        self._yes = large_button(page, view.yes, lambda: self._answer(Answer.YES))
        self._no = large_button(page, view.no, lambda: self._answer(Answer.BUTTON))
        self._later = large_button(page, view.later, lambda: self._answer(Answer.LATER))
        self._later.Show(bool(view.later))
        self._read_all = large_button(page, view.read_all, self._open_details)
        self._read_all.Show(bool(view.read_all))
        self._stop = StopChoice(view.stop, lambda: self._answer(Answer.STOP))
        self._yes.Disable()

    def _arrange(self) -> None:
        gap = pixels(self, GAP)
        answers = (self._yes, self._no, self._later)
        width = max(button.GetMinSize().width for button in answers)
        height = max(button.GetMinSize().height for button in answers)
        row = wx.BoxSizer(wx.HORIZONTAL)
        for button in answers:
            button.SetMinSize((width, height))
            row.Add(button, 0, wx.RIGHT, 2 * gap)
        row.AddStretchSpacer()
        row.Add(self._read_all, 0, wx.RIGHT, 2 * gap)
        sides = wx.EXPAND | wx.LEFT | wx.RIGHT
        column = wx.BoxSizer(wx.VERTICAL)
        # Large letters on a small screen: every line that the text gets counts.
        column.Add(self._text, 1, sides | wx.TOP, 2 * gap)
        column.AddSpacer(gap)
        for box in self._boxes:
            column.Add(box, 0, sides, 2 * gap)
        column.AddSpacer(gap // 2)
        column.Add(self._hint, 0, sides, 2 * gap)
        column.AddSpacer(gap)
        column.Add(row, 0, wx.EXPAND | wx.LEFT, 2 * gap)
        column.AddSpacer(gap)
        column.Add(StopBar(self._page, self._stop), 0, wx.EXPAND)
        self._page.SetSizer(column)

    def _bind(self) -> None:
        self._timer = wx.Timer(self)
        self.Bind(wx.EVT_TIMER, lambda _event: self._look(), self._timer)
        self._timer.Start(LOOK_EVERY_MS)
        self.Bind(wx.EVT_CHECKBOX, lambda _event: self._look())
        self.Bind(wx.EVT_CLOSE, lambda _event: self._answer(Answer.CLOSE))
        self.Bind(wx.EVT_CHAR_HOOK, self._on_key)
        self._page.Bind(wx.EVT_SIZE, self._on_size)

    def _on_size(self, event: wx.SizeEvent) -> None:
        """Native boxes break their label only where it holds a line end."""
        event.Skip()
        width = self._page.GetClientSize().width - pixels(self, 4 * GAP)
        self._hint.wrap_to(width)
        room = width - pixels(self, 24)
        for box, label in zip(self._boxes, self._view.boxes):
            ruler = wx.ClientDC(box)
            ruler.SetFont(box.GetFont())
            box.SetLabel(wordwrap(keep_signs(label), max(room, 1), ruler, breakLongWords=False))
            box.SetMinSize((-1, max(size_needed(box).height, pixels(box, TARGET_HEIGHT))))
        self._page.Layout()
        # What moved must not leave its old picture behind.
        self._page.Refresh()

    def _look(self) -> None:
        """Wake the yes once the end of the text was on screen and every box is ticked."""
        if self._milliseconds() > SILENCE_IS_NO_AFTER_MS:
            self._answer(Answer.TIMEOUT)
            return
        self._seen_end = self._seen_end or (self.IsShown() and self._end_is_in_sight())
        self._yes.Enable(self._seen_end and all(box.GetValue() for box in self._boxes))

    def _end_is_in_sight(self) -> bool:
        end = self._text.PositionToCoords(self._text.GetLastPosition())
        return end != wx.DefaultPosition and 0 <= end.y < self._text.GetClientSize().height

    def _milliseconds(self) -> int:
        return int((time.monotonic() - self._opened) * 1000)

    def _on_key(self, event: wx.KeyEvent) -> None:
        if event.GetKeyCode() == wx.WXK_ESCAPE:
            self._answer(Answer.CLOSE)
        else:
            event.Skip()

    def _open_details(self) -> None:
        view = self._view
        ReadingWindow(self, view.details_title, view.details, view.close, self._stop).Show()

    def _answer(self, answer: Answer) -> None:
        if self._is_answered:
            return
        self._is_answered = True
        source, ticked = self._input_source(), tuple(box.GetValue() for box in self._boxes)
        self._timer.Stop()
        answered = Answered(answer, ticked, self._seen_end, self._milliseconds(), source)
        self.Destroy()
        self._on_answer(answered)
