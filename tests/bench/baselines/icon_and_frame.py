"""An icon beside the clock that opens an empty window; closing hides the window."""

import pystray
import wx
from PIL import Image


class Frame(wx.Frame):
    """The empty window."""

    def __init__(self) -> None:
        super().__init__(None, title="Baseline", size=(1160, 720))
        self.Bind(wx.EVT_CLOSE, lambda _event: self.Hide())

    def open(self) -> None:
        """Show it in front of all others."""
        self.Show()
        self.Raise()


def main() -> None:
    """Run until the program is ended from outside."""
    app = wx.App(redirect=False)
    frame = Frame()
    opening = pystray.MenuItem("Open", lambda: wx.CallAfter(frame.open), default=True)
    picture = Image.new("RGB", (16, 16), "green")
    pystray.Icon("baseline", picture, "Baseline", pystray.Menu(opening)).run_detached()
    app.MainLoop()


if __name__ == "__main__":
    main()
