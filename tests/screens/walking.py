"""Goes round a window with Tab, and back, and notes whatever a person could complain of."""

import time
from typing import Dict, List, Optional, Set

from tests.screens import contrast
from tests.screens.arrangement import Control, has_area, is_in_sight, visible_part
from tests.screens.desktop import wait
from tests.screens.leftovers import leftovers
from tests.screens.round_trip import Step, judged
from tests.screens.windows import Window

MOST_STEPS = 90
# Of long texts the beginning is told.
MOST_LETTERS = 30
SETTLE_SECONDS = 0.12
SLIPS = 3
WITH_CARET = ("Edit", "RichEdit50W")
# As long as a caret takes to come and go twice, also where it is drawn late.
BLINKS, BLINK_SECONDS = 7, 0.3


class Walk:
    """One round with Tab and one back; `complaints` is empty where all is well."""

    def __init__(self, window: Window) -> None:
        self._window, self._desktop = window, window.desktop
        self.complaints: List[str] = []
        self._read: Set[int] = set()
        self._marks: Dict[int, float] = {}
        window.activate()
        wait(self._focus, "the keyboard to be in the window")
        self._first = self._now = self._look()
        self._steps = self._forward()
        self._back()
        self._judge_sight()
        self.complaints += judged(self._steps, self._first)
        self.complaints += leftovers(window)

    def _focus(self) -> Control:
        return self._window.focused()

    def _moves(self, keys: str) -> bool:
        """Press it; whether the keyboard went elsewhere."""
        held = self._focus().get("handle")
        self._desktop.key(keys)
        for _ in range(100):
            if self._focus().get("handle") not in (held, None):
                return True
            time.sleep(0.05)
        return False

    def _forward(self) -> List[Step]:
        steps = [self._step()]
        while self._moves("Tab"):
            steps.append(self._step(steps[-1]))
            self._note_marks(steps[-2], steps[-1])
            if steps[-1].control["handle"] == steps[0].control["handle"]:
                return steps[:-1]
            if len(steps) > MOST_STEPS:
                break
        self.complaints.append(f"Tab does not come round: {steps[-1].control['text']!r}")
        return steps

    def _step(self, before: Optional[Step] = None) -> Step:
        """Look at the control that has the keyboard; read on where the page has moved."""
        control = self._at_rest()
        is_where_it_was = control in self._now
        if not is_where_it_was:
            self._now = self._look()
        if not has_area(visible_part(control, self._now)):
            self.complaints.append(f"{control['text']!r} has the keyboard out of sight")
        spoken = self._desktop.ask("spoken", control["handle"])
        pictures = [contrast.seen(self._desktop.screen)]
        step = Step(control, spoken, pictures, has_moved=not is_where_it_was)
        for _ in range(BLINKS if control["class"] in WITH_CARET else 0):
            if before and not step.has_moved and self._mark(step, before) >= contrast.FOR_A_MARK:
                break
            time.sleep(BLINK_SECONDS)
            pictures.append(contrast.seen(self._desktop.screen))
        return step

    def _at_rest(self) -> Control:
        """The control that has the keyboard, once the page has moved to show it."""
        control: Control = {}
        for _ in range(20):
            time.sleep(SETTLE_SECONDS)
            before, control = control, self._focus()
            if before == control or control in self._now:
                break
        return control

    def _look(self) -> List[Control]:
        """All that is in the window; what comes into sight for the first time is read."""
        everything = self._window.everything()
        fresh = [c for c in everything[1:] if c["handle"] not in self._read]
        in_sight = [c for c in fresh if is_in_sight(c, everything)]
        self._read.update(c["handle"] for c in in_sight)
        self.complaints += contrast.too_faint(self._desktop.screen, in_sight)
        for picture in (c for c in in_sight if c["class"] == "Static" and not c["text"]):
            if not self._desktop.ask("spoken", picture["handle"])["name"]:
                self.complaints.append(f"a picture at {picture['rectangle']} has no words")
        return everything

    def _note_marks(self, before: Step, after: Step) -> None:
        """How much the control that lost the keyboard changed, and the one that got it."""
        left = self._desktop.ask("describe", before.control["handle"])
        if left["rectangle"] == before.control["rectangle"]:
            self._note_mark(before, after)
        if not after.has_moved:
            self._note_mark(after, before)

    def _note_mark(self, step: Step, without: Step) -> None:
        handle = step.control["handle"]
        self._marks[handle] = max(self._mark(step, without), self._marks.get(handle, 1.0))

    def _mark(self, step: Step, without: Step) -> float:
        place, other = visible_part(step.control, self._now), without.pictures[0]
        return max(contrast.changed(one, other, place) for one in step.pictures)

    def _back(self) -> None:
        for step in reversed(self._steps):
            if not self._reaches(step.control["handle"]):
                name = step.control["text"][:MOST_LETTERS]
                self.complaints.append(f"Shift+Tab does not go back to {name!r}")

    def _reaches(self, handle: int) -> bool:
        """Whether Shift+Tab comes to it; a busy computer takes one for a Tab now and then."""
        for _ in range(SLIPS):
            self._moves("shift+Tab")
            if self._focus().get("handle") == handle:
                return True
        return False

    def _judge_sight(self) -> None:
        for step in self._steps:
            # What the page moved for on both sides cannot be compared.
            mark = self._marks.get(step.control["handle"], contrast.FOR_A_MARK)
            if mark < contrast.FOR_A_MARK:
                words = f"{step.control['text']!r} hardly shows the keyboard: {mark:.1f}"
                self.complaints.append(words)
        for control in self._first:
            is_text = control["class"] in ("Static", "Edit", "Button") and control["text"]
            if is_text and control["handle"] not in self._read:
                self.complaints.append(f"{control['text']!r} never came into sight")
