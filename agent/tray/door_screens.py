"""The windows about doors and doubt, and the one step against what does not agree.

What is not said to be callable from any thread runs on the UI thread.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable, Optional

from agent.reconciliation import NextStep
from agent.state import Snapshot
from agent.tray.door_presenter import DoorPresenter
from agent.tray.pictures import IconStyle

if TYPE_CHECKING:
    import wx

    from agent.tray.screens.doors import DoorsWindow
    from agent.tray.screens.doubt import DoubtWindow
    from agent.tray.screens.stop_bar import StopChoice


@dataclass(frozen=True)
class DoorSurroundings:
    """What these windows need of the program around them.

    `snapshot` is what is known now; `look` looks at the doors again and `stop` takes everything
    back by a channel, both from any thread; `stop_in_doubt` does so without a window of its own,
    `stop_and_erase` takes the permanent password away as well; `dial` opens a telephone link;
    `post` runs an action on the UI thread, where windows can then be made; `dress` gives a window
    the shop's sign, which is drawn in `style`.
    """

    snapshot: Callable[[], Snapshot]
    look: Callable[[], None]
    stop: Callable[[str], None]
    stop_in_doubt: Callable[[str], None]
    stop_and_erase: Callable[[], None]
    dial: Callable[[str], None]
    post: Callable[[Callable[[], None]], None]
    dress: "Callable[[wx.TopLevelWindow], None]"
    style: IconStyle


class DoorScreens:
    """Shows the doors, and helps a client who is not sure."""

    def __init__(self, presenter: DoorPresenter, around: DoorSurroundings) -> None:
        self._presenter, self._around = presenter, around
        self._doors: Optional[DoorsWindow] = None
        self._doubt: Optional[DoubtWindow] = None

    def show_doors(self) -> None:
        """Show every door, and look again."""
        self._around.look()
        if not self._doors:
            self._doors = self._make_doors()
            self._around.dress(self._doors)
        self._bring(self._doors)

    def have_doubt(self, channel: str) -> None:
        """Take everything back first, then show what to do; from any thread."""
        self._around.stop_in_doubt(channel)
        self._around.look()
        self._around.post(self._show_doubt)

    def take_step(self, step: NextStep) -> None:
        """Do what the one button promises."""
        if step is NextStep.SHOW_DOORS:
            self.show_doors()
        elif step is NextStep.LOOK_AGAIN:
            self._around.look()
        elif step is NextStep.WITHDRAW:
            self._around.stop_and_erase()
        else:
            self._around.stop("window")

    def show_picture(self, snapshot: Snapshot) -> None:
        """Take over what is known now."""
        if self._doors:
            self._doors.show_view(self._presenter.doors(snapshot))
        if self._doubt:
            self._doubt.show_view(self._presenter.doubt(snapshot))

    def _show_doubt(self) -> None:
        if not self._doubt:
            self._doubt = self._make_doubt()
            self._around.dress(self._doubt)
        self._bring(self._doubt)

    def _bring(self, window: "wx.TopLevelWindow") -> None:
        self.show_picture(self._around.snapshot())
        if window.IsIconized():
            window.Iconize(iconize=False)
        window.Show()
        window.Raise()

    def _make_doors(self) -> "DoorsWindow":
        from agent.tray.screens.doors import DoorsChoices, DoorsWindow

        say = self._presenter.say
        choices = DoorsChoices(
            say("doors.look_again"), say("access.close"), self._around.look, self._stop_choice()
        )
        return DoorsWindow(choices, self._around.style)

    def _make_doubt(self) -> "DoubtWindow":
        from agent.tray.screens.doubt import DoubtChoices, DoubtWindow

        close = self._presenter.say("access.close")
        choices = DoubtChoices(close, self._around.dial, self._stop_choice())
        return DoubtWindow(self._presenter.doubt(self._around.snapshot()), choices)

    def _stop_choice(self) -> "StopChoice":
        from agent.tray.screens.stop_bar import StopChoice

        return StopChoice(self._presenter.say("access.stop"), lambda: self._around.stop("window"))
