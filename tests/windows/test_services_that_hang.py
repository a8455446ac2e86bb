"""The service manager does not answer: what is asked of it ends all the same, and says so."""

import queue
import sys
import threading
from typing import Callable, Iterator, NoReturn

import pytest
import pywintypes
import win32service

from agent.teamviewer.control.this_computer import ThisComputer
from agent.win32 import numbers, service_control, service_handles, services
from agent.win32.service_control import change_start
from agent.win32.service_handles import one_at_a_time, opened_manager
from agent.win32.services import services_running
from agent.windows_facts import Refusal, ServicesReading, StartType, Unreadable

assert sys.platform == "win32"

PATIENCE_SECONDS = 60.0


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_handles, "_PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(services, "_LIST_SECONDS", 1.0)
    monkeypatch.setattr(service_control, "_CHANGE_SECONDS", 1.0)


@pytest.fixture
def hung() -> Iterator[None]:
    """A thread has its turn and does not come back from Windows."""
    has_turn, may_end = threading.Event(), threading.Event()

    def hang() -> None:
        with one_at_a_time():
            has_turn.set()
            may_end.wait()

    thread = threading.Thread(target=hang, daemon=True)
    thread.start()
    assert has_turn.wait(PATIENCE_SECONDS)
    yield
    may_end.set()
    thread.join(PATIENCE_SECONDS)


@pytest.mark.fault("service manager that does not answer")
@pytest.mark.usefixtures("hung")
def test_a_thread_that_never_comes_back_keeps_nobody_from_listing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(services, "_LIST_SECONDS", PATIENCE_SECONDS)
    listed: queue.Queue[object] = queue.Queue()
    threading.Thread(
        target=lambda: listed.put(services_running("services.exe")), daemon=True
    ).start()
    assert isinstance(listed.get(timeout=PATIENCE_SECONDS), ServicesReading)


@pytest.mark.fault("service manager that does not answer")
@pytest.mark.usefixtures("hung")
def test_a_thread_that_never_comes_back_keeps_nobody_from_opening() -> None:
    opened: queue.Queue[bool] = queue.Queue()

    def open_it() -> None:
        with opened_manager(win32service.SC_MANAGER_CONNECT):
            opened.put(True)

    threading.Thread(target=open_it, daemon=True).start()
    assert opened.get(timeout=PATIENCE_SECONDS)


@pytest.fixture
def hang() -> Iterator[Callable[..., NoReturn]]:
    """A call that does not come back while the test lasts."""
    may_end = threading.Event()

    def never(*_words: object) -> NoReturn:
        may_end.wait()
        raise pywintypes.error(numbers.ERROR_SERVICE_DOES_NOT_EXIST, "a call", "too late")

    yield never
    may_end.set()


@pytest.mark.fault("service manager that does not answer")
def test_a_list_that_never_comes_is_unreadable_and_not_empty(
    hang: Callable[..., NoReturn], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(win32service, "EnumServicesStatus", hang)
    assert isinstance(ThisComputer().services(), Unreadable)


@pytest.mark.fault("service manager that does not answer")
def test_a_start_type_that_is_never_set_is_told_as_ignored(
    hang: Callable[..., NoReturn], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(win32service, "OpenService", hang)
    answer = change_start("TeamViewer", StartType.DISABLED)
    assert answer is not None
    assert answer.refusal is Refusal.IGNORED
