"""What is remembered of a service is what it was before any cut, and nothing else is believed."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.teamviewer.control.record import (
    Record,
    RecordDamagedError,
    Remembered,
    decode,
    encode,
    with_services,
)
from agent.windows_facts import ServiceFacts, StartType

AUTOMATIC, MANUAL, DISABLED = StartType.AUTOMATIC, StartType.MANUAL, StartType.DISABLED
RECORDS = st.lists(
    st.builds(
        Remembered,
        st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=256),
        st.sampled_from([AUTOMATIC, MANUAL]),
        st.booleans(),
    ),
    unique_by=lambda one: one.name.lower(),
).map(tuple)


def service(start: StartType, name: str = "TeamViewer", running: bool = True) -> ServiceFacts:
    return ServiceFacts(name, "C:\\TeamViewer_Service.exe", start, running)


@given(RECORDS)
def test_a_record_is_read_as_it_was_written(record: Record) -> None:
    assert decode(encode(record)) == record


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"v": 2, "services": []}',
        b'{"v": 1, "services": {}}',
        b'{"v": 1, "services": [], "more": 1}',
        b'{"v": 1, "services": [1]}',
        b'{"v": 1, "services": [{"name": "", "start": "manual", "running": true}]}',
        b'{"v": 1, "services": [{"name": "a", "start": "disabled", "running": true}]}',
        b'{"v": 1, "services": [{"name": "a", "start": [], "running": true}]}',
        b'{"v": 1, "services": [{"name": "a", "start": "manual", "running": 1}]}',
        b'{"v": 1, "services": [{"name": "a", "start": "manual"}]}',
        b"[" * 100_000,
        encode((Remembered("a", MANUAL, running=True), Remembered("A", MANUAL, running=True))),
        encode((Remembered("a", MANUAL, running=True),))[:-3],
    ],
)
def test_anything_else_is_damaged(data: bytes) -> None:
    with pytest.raises(RecordDamagedError):
        decode(data)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with contextlib.suppress(RecordDamagedError):
        decode(data)


def test_a_service_that_an_earlier_cut_disabled_stays_as_it_is_remembered() -> None:
    record = (Remembered("TeamViewer", AUTOMATIC, running=True),)
    assert with_services(record, [service(DISABLED, "teamviewer", running=False)]) == record


def test_a_service_that_was_disabled_before_is_not_remembered() -> None:
    assert with_services((), [service(DISABLED)]) == ()


@pytest.mark.parametrize("start", [StartType.UNKNOWN, DISABLED])
def test_only_what_can_be_put_back_is_remembered(start: StartType) -> None:
    assert with_services((), [service(start)]) == ()


def test_a_service_enabled_again_since_is_remembered_anew() -> None:
    record = (Remembered("TeamViewer", AUTOMATIC, running=True),)
    fresh = with_services(record, [service(MANUAL, running=False)])
    assert fresh == (Remembered("TeamViewer", MANUAL, running=False),)


def test_that_it_ran_is_not_forgotten_when_only_stopping_worked() -> None:
    record = with_services((), [service(AUTOMATIC)])
    assert with_services(record, [service(AUTOMATIC, running=False)]) == record
