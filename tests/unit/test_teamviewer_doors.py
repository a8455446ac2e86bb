"""Each of TeamViewer's doors in every state it leaves; what cannot be told is never shut."""

from dataclasses import replace
from typing import List, Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.doors import Doors, any_true
from agent.teamviewer.door_facts import DoorFacts, KeySettings
from agent.teamviewer.doors import teamviewer_doors
from agent.teamviewer.facts import InstallationFacts, KeyFacts
from agent.windows_facts import ServicesReading, StartType
from tests.unit.door_facts import installed, judged, of_words, opened, service
from tests.unit.teamviewer_facts import (
    DENIED,
    FOLDER_32,
    FOLDER_64,
    TEMP_FOLDER,
    UNSIGNED,
    dword,
    facts,
    process,
    program,
    running,
    v32,
    v64,
)

HERE = KeySettings(v64())
STATES = st.sampled_from((True, False, None))
SETTINGS = st.builds(
    KeySettings,
    place=st.just(v64()),
    has_password=STATES,
    assigned=STATES,
    managed=STATES,
    unmanaged=STATES,
    windows_logon=STATES,
    always_online=STATES,
    window_starts=STATES,
)

AUTOMATIC = service(StartType.AUTOMATIC)
F3 = facts(
    KeyFacts(v32(), dword(112233445), FOLDER_32),
    KeyFacts(v64(), dword(987654321), FOLDER_64),
    programs=(program(FOLDER_64), program(FOLDER_32, present=False)),
)

CASES = {
    "nothing at all": (facts(), (), opened()),
    "F1 running and automatic": (
        installed(service(StartType.AUTOMATIC, running=True)),
        (),
        opened(teamviewer_running=True, starts_with_windows=True),
    ),
    "F1 at rest": (installed(service()), (), opened()),
    "F2 host with a password": (
        installed(service(), place=v32()),
        (KeySettings(v32(), has_password=True, always_online=True),),
        opened(permanent_password=True, starts_with_windows=True),
    ),
    "F3 password left behind": (
        F3,
        (KeySettings(v32(), has_password=True),),
        opened(permanent_password=True),
    ),
    "F3 settings left behind": (
        F3,
        (KeySettings(v32(), assigned=True, windows_logon=True, always_online=True),),
        opened(),
    ),
    "F4 old version": (
        installed(place=v32("7")),
        (KeySettings(v32("7"), has_password=True),),
        opened(permanent_password=True),
    ),
    "F7 managed": (
        installed(),
        (replace(HERE, assigned=True, managed=True),),
        opened(easy_access=True),
    ),
    "F7 managed without an owner's name": (
        installed(),
        (replace(HERE, managed=True),),
        opened(easy_access=True),
    ),
    "F7b not managed any more": (
        installed(),
        (replace(HERE, assigned=True, managed=True, unmanaged=True),),
        opened(),
    ),
    "F7 management half read": (
        installed(),
        (replace(HERE, assigned=True, unmanaged=None),),
        opened(easy_access=None),
    ),
    "F7c Windows logon": (
        installed(),
        (replace(HERE, windows_logon=True),),
        opened(windows_logon=True),
    ),
    "F8 QuickSupport": (
        facts(portable=(running(TEMP_FOLDER),)),
        (),
        opened(teamviewer_running=True),
    ),
    "F8b a stranger called so": (
        facts(
            processes=(process("C:\\Users\\u\\Downloads\\TeamViewer.exe"),),
            portable=(running("C:\\Users\\u\\Downloads", UNSIGNED),),
        ),
        (),
        opened(teamviewer_running=True),
    ),
    "F9a automatic": (installed(AUTOMATIC), (), opened(starts_with_windows=True)),
    "F9b disabled": (installed(service(StartType.DISABLED)), (), opened()),
    "F9 disabled, its settings promise nothing": (
        installed(service(StartType.DISABLED)),
        (replace(HERE, always_online=True, window_starts=True),),
        opened(),
    ),
    "F9 disabled but still running": (
        installed(service(StartType.DISABLED, running=True)),
        (),
        opened(teamviewer_running=True),
    ),
    "F9 unknown start": (
        installed(service(StartType.UNKNOWN)),
        (),
        opened(starts_with_windows=None),
    ),
    "F9g one of two disabled": (
        installed(service(StartType.DISABLED), service(StartType.AUTOMATIC, name="TeamViewer9")),
        (),
        opened(starts_with_windows=True),
    ),
    "window starts": (
        installed(service()),
        (replace(HERE, window_starts=True),),
        opened(starts_with_windows=True),
    ),
    "services not listed": (
        installed(reading=DENIED),
        (),
        opened(teamviewer_running=None, starts_with_windows=None),
    ),
    "services not listed but it runs": (
        replace(installed(reading=DENIED), processes=(process(FOLDER_64),)),
        (),
        opened(teamviewer_running=True, starts_with_windows=None),
    ),
    "processes not listed": (
        replace(installed(service()), processes=DENIED),
        (),
        opened(teamviewer_running=None),
    ),
    "TeamViewer's service withheld": (
        installed(reading=ServicesReading((), ("TeamViewer9",))),
        (),
        opened(teamviewer_running=None, starts_with_windows=None),
    ),
    "disabled, and another of its services withheld": (
        installed(reading=ServicesReading((service(StartType.DISABLED),), ("TeamViewer9",))),
        (),
        opened(teamviewer_running=None, starts_with_windows=None),
    ),
    "a foreign service withheld": (
        installed(reading=ServicesReading((service(),), ("Spooler",))),
        (),
        opened(),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_doors_of_every_known_state(name: str) -> None:
    installation, settings, expected = CASES[name]
    assert judged(installation, *settings) == expected


FIELDS = {
    "has_password": "permanent_password",
    "assigned": "easy_access",
    "managed": "easy_access",
    "windows_logon": "windows_logon",
    "always_online": "starts_with_windows",
    "window_starts": "starts_with_windows",
}


@pytest.mark.parametrize("state", [True, None])
@pytest.mark.parametrize("field", FIELDS)
def test_each_setting_opens_its_door_or_leaves_it_in_doubt(
    field: str, state: Optional[bool]
) -> None:
    settings = replace(HERE, **{field: state})  # type: ignore[arg-type]
    assert judged(installed(service()), settings) == opened(**{FIELDS[field]: state})


def test_a_key_that_cannot_be_judged_counts_as_present() -> None:
    unsure = facts(KeyFacts(v64(), DENIED, DENIED))
    settings = replace(HERE, windows_logon=True)
    assert judged(unsure, settings) == opened(windows_logon=True)


def test_keys_that_were_not_found_leave_their_doors_in_doubt() -> None:
    expected = opened(
        permanent_password=None, easy_access=None, windows_logon=None, starts_with_windows=None
    )
    assert judged(installed(service()), all_listed=False) == expected


def test_a_certain_opening_counts_more_than_a_doubt() -> None:
    doubtful = KeySettings(v32(), has_password=None)
    known = replace(HERE, has_password=True)
    for order in ((doubtful, known), (known, doubtful)):
        assert judged(installed(), *order)["permanent_password"] is True


@given(st.lists(STATES))
def test_false_only_when_every_state_is_known_to_be_false(states: List[Optional[bool]]) -> None:
    together = any_true(states)
    assert (together is True) == (True in states)
    assert (together is False) == all(state is False for state in states)


@given(st.lists(SETTINGS, max_size=3), st.booleans())
def test_no_door_is_called_shut_while_anything_of_it_is_unread(
    settings: List[KeySettings], all_listed: bool
) -> None:
    doors = judged(installed(service()), *settings, all_listed=all_listed)
    for field, name in FIELDS.items():
        unread = any(getattr(one, field) is None for one in settings) or not all_listed
        if unread and name != "easy_access":
            assert doors[name] is not False


@given(st.lists(SETTINGS, max_size=3))
def test_the_sentence_says_shut_only_when_all_are(settings: List[KeySettings]) -> None:
    key, doors = of_words(installed(service()), *settings)
    states = [door.open for door in doors.doors]
    assert (key == "doors.summary.shut") == all(state is False for state in states)
    assert (key == "doors.summary.open") == (True in states) == doors.open


def test_no_door_at_all_is_not_called_shut() -> None:
    nothing = Doors(())
    assert not nothing.open
    assert not nothing.all_shut
    assert nothing.summary.key == "doors.summary.unknown"


def test_every_open_or_doubtful_door_says_how_to_shut_it() -> None:
    everything = replace(
        HERE, has_password=True, assigned=True, windows_logon=None, always_online=True
    )
    installation: InstallationFacts = replace(installed(service()), processes=DENIED)
    for door in teamviewer_doors(DoorFacts(installation, (everything,))):
        assert door.open is not False
        assert door.shut.key == f"doors.{door.name.value}.advice"
    for door in teamviewer_doors(DoorFacts(facts(), ())):
        assert not door.shut.key
