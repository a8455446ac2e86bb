"""The thread that draws. Until the first window is asked for it sleeps, and wx is not loaded."""

import queue
import threading
from typing import TYPE_CHECKING, Callable, Optional

if TYPE_CHECKING:
    import wx

Action = Callable[[], None]


class UiThread:
    """Runs actions one after the other on the thread that called `run`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: queue.SimpleQueue[Optional[Action]] = queue.SimpleQueue()
        self._app: Optional[wx.App] = None

    def post(self, action: Action) -> None:
        """Do this soon on the UI thread; may be called from any thread."""
        with self._lock:
            if self._app is None:
                self._waiting.put(action)
                return
        self._call_after(action)

    def run(self) -> None:
        """Do what is posted until `stop`."""
        while True:
            action = self._waiting.get()
            if action is None:
                return
            action()
            if self._app is not None:
                self._app.MainLoop()
                return

    def start_windows(self, on_session_end: Action) -> None:
        """Load wx and let it run the thread; to be called on the UI thread, before any window.

        Log-off is never held up: wx would ask the window, and hiding a window counts as a no.
        """
        if self._app is not None:
            return
        import wx

        app = wx.App(redirect=False, useBestVisual=False)
        app.SetExitOnFrameDelete(flag=False)
        app.Bind(wx.EVT_QUERY_END_SESSION, lambda _event: None)
        app.Bind(wx.EVT_END_SESSION, lambda _event: on_session_end())
        with self._lock:
            self._app = app
            while not self._waiting.empty():
                action = self._waiting.get()
                wx.CallAfter(action if action is not None else app.ExitMainLoop)

    def stop(self) -> None:
        """End `run`, from any thread."""
        with self._lock:
            app = self._app
            if app is None:
                self._waiting.put(None)
                return
        self._call_after(app.ExitMainLoop)

    def _call_after(self, action: Action) -> None:
        import wx

        wx.CallAfter(action)
