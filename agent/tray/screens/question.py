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

from agent.tray.screens.controls import (
    BASE_POINTS,
    GAP,
    HEADING_POINTS,
    font_of,
    large_button,
    pixels,
)

FIRST_SIZE = (760, 690)
SMALLEST_SIZE = (420, 360)
LOOK_EVERY_MS = 200
SILENCE_IS_NO_AFTER_MS = 15 * 60 * 1000


@dataclass(frozen=True)
class QuestionView:
    """A question ready to draw. `headings` are the lines of `text` to show in bold."""

    title: str
    text: str
    headings: Tuple[str, ...]
    boxes: Tuple[str, ...]
    yes: str
    no: str


class Answer(enum.Enum):
    """What the person did; only YES agrees."""

    YES = "yes"
    BUTTON = "button"
    CLOSE = "close"
    TIMEOUT = "timeout"


@dataclass(frozen=True)
class Answered:
    """The answer, whether the text's end was on screen, and for how long the question stood."""

    answer: Answer
    scrolled_end: bool
    visible_ms: int


class QuestionWindow(wx.Frame):
    """Asks once, tells the answer once, and is gone."""

    def __init__(self, view: QuestionView, on_answer: Callable[[Answered], None]) -> None:
        super().__init__(None, title=view.title, style=wx.DEFAULT_FRAME_STYLE)
        self._view, self._on_answer = view, on_answer
        self._opened = time.monotonic()
        self._seen_end = False
        self._is_answered = False
        self.SetBackgroundColour(wx.SystemSettings.GetColour(wx.SYS_COLOUR_WINDOW))
        self._page = wx.Panel(self)
        self._page.SetBackgroundColour(self.GetBackgroundColour())
        self._build()
        self._arrange()
        self._bind()
        self._fit_to_screen()
        self._text.SetFocus()

    def _build(self) -> None:
        page, view = self._page, self._view
        style = wx.TE_MULTILINE | wx.TE_READONLY | wx.TE_RICH2 | wx.BORDER_SIMPLE
        self._text = wx.TextCtrl(page, value=view.text, style=style)
        self._text.SetFont(font_of(self._text, HEADING_POINTS))
        for heading in view.headings:
            self._embolden(heading)
        self._boxes = [wx.CheckBox(page, label=label) for label in view.boxes]
        for box in self._boxes:
            box.SetFont(font_of(box, BASE_POINTS))
            box.SetForegroundColour(wx.SystemSettings.GetColour(wx.SYS_COLOUR_WINDOWTEXT))
        self._yes = large_button(page, view.yes, lambda: self._answer(Answer.YES))
        self._no = large_button(page, view.no, lambda: self._answer(Answer.BUTTON))
        self._yes.Disable()

    def _embolden(self, heading: str) -> None:
        start = self._view.text.find(heading)
        if start >= 0:
            bold = wx.TextAttr()
            bold.SetFont(font_of(self._text, HEADING_POINTS, bold=True))
            self._text.SetStyle(start, start + len(heading), bold)

    def _arrange(self) -> None:
        gap = pixels(self, GAP)
        width = max(self._yes.GetMinSize().width, self._no.GetMinSize().width)
        height = max(self._yes.GetMinSize().height, self._no.GetMinSize().height)
        row = wx.BoxSizer(wx.HORIZONTAL)
        for button in (self._yes, self._no):
            button.SetMinSize((width, height))
            row.Add(button, 0, wx.RIGHT, 2 * gap)
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(self._text, 1, wx.EXPAND | wx.ALL, 2 * gap)
        for box in self._boxes:
            column.Add(box, 0, wx.EXPAND | wx.LEFT | wx.RIGHT | wx.BOTTOM, 2 * gap)
        column.Add(row, 0, wx.LEFT | wx.BOTTOM, 2 * gap)
        self._page.SetSizer(column)

    def _bind(self) -> None:
        self._timer = wx.Timer(self)
        self.Bind(wx.EVT_TIMER, lambda _event: self._look(), self._timer)
        self._timer.Start(LOOK_EVERY_MS)
        self.Bind(wx.EVT_CHECKBOX, lambda _event: self._look())
        self.Bind(wx.EVT_CLOSE, lambda _event: self._answer(Answer.CLOSE))
        self.Bind(wx.EVT_CHAR_HOOK, self._on_key)
        self._page.Bind(wx.EVT_SIZE, self._on_size)

    def _fit_to_screen(self) -> None:
        area = wx.Display(0).GetClientArea()
        first = self.FromDIP(wx.Size(*FIRST_SIZE))
        self.SetMinSize(self.FromDIP(wx.Size(*SMALLEST_SIZE)))
        self.SetSize(min(first.width, area.width), min(first.height, area.height))
        self.CentreOnScreen()

    def _on_size(self, event: wx.SizeEvent) -> None:
        """Native boxes break their label only where it holds a line end."""
        event.Skip()
        room = self._page.GetClientSize().width - pixels(self, 4 * GAP) - pixels(self, 24)
        for box, label in zip(self._boxes, self._view.boxes):
            ruler = wx.ClientDC(box)
            ruler.SetFont(box.GetFont())
            box.SetLabel(wordwrap(label, max(room, 1), ruler, breakLongWords=False))
            box.InvalidateBestSize()
        self._page.Layout()

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

    def _answer(self, answer: Answer) -> None:
        if self._is_answered:
            return
        self._is_answered = True
        self._timer.Stop()
        answered = Answered(answer, self._seen_end, self._milliseconds())
        self.Destroy()
        self._on_answer(answered)
