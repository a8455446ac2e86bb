"""One thread for work that is asked for more often than it need be done. Pure."""

import queue
import threading
from typing import Callable


class Repeated:
    """Does its work each time it is asked; what was asked meanwhile is done once, afterwards."""

    def __init__(self, name: str, work: Callable[[], None]) -> None:
        """`work` must not raise."""
        self._work = work
        self._asked: queue.SimpleQueue[bool] = queue.SimpleQueue()
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def ask(self) -> None:
        """Do it soon; from any thread."""
        self._asked.put(item=True)

    @property
    def is_asked_again(self) -> bool:
        """Whether it will be done once more after what is done now."""
        return not self._asked.empty()

    def stop(self) -> None:
        """Do it no more."""
        self._asked.put(item=False)

    def _run(self) -> None:
        while self._wait():
            self._work()

    def _wait(self) -> bool:
        is_wanted = self._asked.get()
        while is_wanted and self.is_asked_again:
            is_wanted = self._asked.get()
        return is_wanted
