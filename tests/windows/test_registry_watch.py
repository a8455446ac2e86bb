"""Every change that can change the ID is noticed, and nothing is noticed twice."""

import contextlib
import sys
import winreg
from typing import Iterator, List

import pytest
import win32event

from agent.teamviewer.reader import watch_targets
from agent.win32.registry_watch import RegistryWatch
from agent.win32.service_control import change_start
from agent.windows_facts import StartType
from tests.windows.computer_state import (
    ComputerState,
    Key,
    Service,
    applied,
    clear,
    create_service,
    write_key,
)
from tests.windows.refused_key import refused
from tests.windows.state_parts import dword, user, v32, v64

assert sys.platform == "win32"

# Waiting longer than any signal needs: only a missing signal takes so long.
GENEROUS_MS = 30_000
EMPTY = ComputerState()
KEYS = [v64(), v32(), user(), v64(below="Version9"), v32(below="Version7"), user(below="Version8")]


@contextlib.contextmanager
def watching(state: ComputerState) -> Iterator[RegistryWatch]:
    with applied(state), RegistryWatch(watch_targets()) as watch:
        assert fired(watch, 0) == []
        yield watch


def fired(watch: RegistryWatch, timeout_ms: int = GENEROUS_MS) -> List[int]:
    """The position of the first event that is set, re-armed."""
    handles = watch.handles()
    result = win32event.WaitForMultipleObjects(handles, False, timeout_ms)
    if result == win32event.WAIT_TIMEOUT:
        return []
    watch.rearm(handles[result])
    return [result]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.hive} {key.view} {key.below}")
def test_a_changed_value_is_noticed(key: Key) -> None:
    with watching(ComputerState(keys=(key,))) as watch:
        write_key(Key(key.hive, key.view, key.below, (dword("ClientID", 123456789),)))
        assert fired(watch)
        write_key(Key(key.hive, key.view, key.below, (dword("ClientID", 987654321),)))
        assert fired(watch)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.hive} {key.view} {key.below}")
def test_a_key_created_later_is_noticed_and_then_watched(key: Key) -> None:
    with watching(EMPTY) as watch:
        write_key(key)
        assert fired(watch)
        while fired(watch, 0):
            pass
        write_key(Key(key.hive, key.view, key.below, (dword("ClientID", 123456789),)))
        assert fired(watch)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.hive} {key.view} {key.below}")
def test_a_key_that_is_deleted_is_noticed_also_when_it_comes_back(key: Key) -> None:
    with watching(ComputerState(keys=(key,))) as watch:
        clear()
        assert fired(watch)
        while fired(watch, 0):
            pass
        write_key(key)
        assert fired(watch)


def test_a_service_created_later_is_noticed() -> None:
    service = Service("TeamViewer9", '"C:\\Old\\TeamViewer_Service.exe"')
    with watching(EMPTY) as watch:
        create_service(service)
        assert fired(watch)


def test_a_service_that_will_start_differently_is_noticed() -> None:
    with watching(EMPTY) as watch:
        create_service(Service("TeamViewer", '"C:\\New\\TeamViewer_Service.exe"'))
        assert fired(watch)
        while fired(watch, 0):
            pass
        assert change_start("TeamViewer", StartType.DISABLED) is None
        assert fired(watch)


def test_what_is_elsewhere_in_the_registry_wakes_nobody() -> None:
    with watching(ComputerState(keys=tuple(KEYS))) as watch:
        elsewhere = winreg.CreateKey(winreg.HKEY_CURRENT_USER, "Software\\CoupDeMainTests\\x")
        winreg.SetValueEx(elsewhere, "Value", 0, winreg.REG_DWORD, 1)
        elsewhere.Close()
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, "Software\\CoupDeMainTests\\x")
        assert fired(watch, 0) == []


def test_a_key_that_cannot_be_watched_is_named() -> None:
    targets = watch_targets()
    state = ComputerState(keys=(v64(),))
    with applied(state), refused(v64()), RegistryWatch(targets) as watch:
        assert watch.unwatched() == targets[:1]
        assert len(watch.handles()) == len(targets)


def test_a_watch_that_is_closed_holds_no_event() -> None:
    with watching(EMPTY) as watch:
        pass
    assert watch.handles() == []
