"""The program's windows about access, and a hand that clicks in them."""

import re
import time
from typing import List

from tests.screens.arrangement import KINDS, Control, is_in_sight
from tests.screens.desktop import Desktop, wait

MOST_TABS = 60
OBEYED_SECONDS = 10.0


def plain(text: str) -> str:
    """A text with one common space wherever lines or words end."""
    return " ".join(text.split())


class Window:
    """One open window of the program, known by its title, or how that goes on after the brand."""

    def __init__(self, desktop: Desktop, name: str) -> None:
        self.desktop, self._name = desktop, name
        self.handle: int = self._wait()["handle"]

    def _wait(self) -> Control:
        try:
            return wait(lambda: self._now() or {}, f"a window {self._name!r}")
        except AssertionError:
            self.desktop.picture("waited-in-vain")
            raise

    def _now(self) -> Control:
        shown = self.desktop.ask("top_windows", self.desktop.process())
        found = [w for w in shown if w["visible"] and self._is_it(plain(w["text"]))]
        return found[-1] if found else {}

    def _is_it(self, title: str) -> bool:
        return title == self._name or plain(title.partition(":")[2]).startswith(self._name)

    def is_open(self) -> bool:
        """Whether it is still there."""
        return bool(self._now())

    def wait_to_close(self) -> None:
        """Wait until it is gone."""
        wait(lambda: not self.is_open(), f"{self._name!r} to close")

    @property
    def title(self) -> str:
        """Its title."""
        return str(self._wait()["text"])

    def everything(self) -> List[Control]:
        """The window and all that is visible below it, panels too."""
        below = self.desktop.ask("children", self.handle)
        return [self._wait(), *(control for control in below if control["visible"])]

    def controls(self) -> List[Control]:
        """What can be read or used in it."""
        return [c for c in self.everything() if c["class"].lower() in KINDS]

    def texts(self) -> List[str]:
        """What it says, line ends taken for spaces."""
        return [plain(c["text"]) for c in self.controls()]

    def says(self, words: str) -> bool:
        """Whether it says these words now."""
        return any(plain(words) in text for text in self.texts())

    def wait_for(self, words: str) -> None:
        """Wait until it says these words."""
        wait(lambda: self.says(words), f"{words!r} in {self._name!r}")

    def control(self, label: str) -> Control:
        """The control with this text, whether it is enabled or not."""
        found = [c for c in self.controls() if plain(c["text"]) == label]
        assert found, f"no {label!r} among {self.texts()}"
        return found[0]

    def activate(self) -> None:
        """Give it the keyboard, as a click on its title would."""
        name = f"^{re.escape(self.title)}$"
        self.desktop.hands("search", "--onlyvisible", "--name", name, "windowactivate", "--sync")

    def click(self, label: str) -> None:
        """Click in the middle of a control that is enabled; Tab goes to one out of sight."""
        wait(lambda: self.control(label)["enabled"], f"{label!r} to wake")
        self.activate()
        control: Control = {}
        while control != self.control(label):
            # A page may move while the hand is on its way.
            control = self.control(label)
            if not is_in_sight(control, self.everything()):
                self.press(label)
                return
            left, top, right, bottom = control["rectangle"]
            self.desktop.hands("mousemove", (left + right) // 2, (top + bottom) // 2)
        self.desktop.hands("click", 1)

    def press(self, label: str) -> None:
        """Reach a control with Tab alone and press it with Space."""
        self.activate()
        for _ in range(MOST_TABS):
            if plain(self.focused().get("text", "")) == label:
                self.desktop.key("space")
                return
            self._tab()
        raise AssertionError(f"{label!r} was not reached with Tab")

    def _tab(self) -> None:
        """Press Tab, and look on only once it was obeyed: else a late one moves on unseen."""
        held = self.focused().get("handle")
        self.desktop.key("Tab")
        deadline = time.monotonic() + OBEYED_SECONDS
        while self.focused().get("handle") in (held, None) and time.monotonic() < deadline:
            time.sleep(0.05)

    def focused(self) -> Control:
        """The program's control that has the keyboard; empty when none has."""
        found: Control = self.desktop.ask("focused", self.desktop.process())
        return found

    def key(self, *keys: str) -> None:
        """Press keys in it."""
        self.activate()
        self.desktop.key(*keys)
