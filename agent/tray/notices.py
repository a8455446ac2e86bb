"""Tells in a window of its own what came of something. Runs on the UI thread."""

from typing import TYPE_CHECKING, Callable

from agent.tray.access_views import NoticeView

if TYPE_CHECKING:
    import wx

    from agent.tray.screens.stop_bar import StopChoice


class Notices:
    """For what leaves neither a proof to keep nor software to put back."""

    def __init__(
        self,
        say: Callable[[str], str],
        stop: Callable[[], None],
        dress: "Callable[[wx.TopLevelWindow], None]",
    ) -> None:
        self._say, self._stop, self._dress = say, stop, dress

    def tell(self, view: NoticeView) -> None:
        """Show it until it is closed."""
        from agent.tray.screens.notice import NoticeChoices, NoticeWindow

        choices = NoticeChoices(
            "", "", self._say("access.close"), _nothing, lambda _cid: None, _nothing,
            self.stop_choice(),
        )  # fmt: skip
        window = NoticeWindow(view, choices)
        self._dress(window)
        window.Show()
        window.Raise()

    def stop_choice(self) -> "StopChoice":
        """The bar at the foot of a window."""
        from agent.tray.screens.stop_bar import StopChoice

        return StopChoice(self._say("access.stop"), self._stop)


def _nothing() -> None:
    """A button that is not there."""
