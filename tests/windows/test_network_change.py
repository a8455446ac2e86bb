"""A change of the network is told on a thread that ends, and again after each."""

import sys
import threading

import win32event

from agent.win32.network_change import NetworkChange

assert sys.platform == "win32"

PATIENCE_SECONDS = 30.0


def test_windows_agrees_to_tell() -> None:
    watch = NetworkChange(lambda: None)
    assert watch.is_watching
    watch.close()


def test_each_change_is_told_and_none_after_the_end() -> None:
    told = threading.Semaphore(0)
    watch = NetworkChange(lambda: told.release())
    for _ in range(2):
        # What Windows does when an address changed.
        win32event.SetEvent(watch.changed)
        assert told.acquire(timeout=PATIENCE_SECONDS)
    watch.close()
    win32event.SetEvent(watch.changed)
    assert not [t for t in threading.enumerate() if t.name == "network"]
    assert not told.acquire(blocking=False)
