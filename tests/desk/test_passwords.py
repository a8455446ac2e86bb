"""A password is checked beside the store's work, and its tries are counted exactly."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Literal

import pytest
from argon2 import PasswordHasher

from desk.pages.sign_in import begin_session
from desk.store import technicians
from desk.witness.ingest import Receipted, Taken
from tests.desk.journals import Client, at
from tests.desk.rooms import Room

RIGHT = "correct horse battery"
HANGS_SECONDS = 60


@pytest.fixture
def desk(room: Room) -> Room:
    with room.desk.store.writing() as connection:
        technicians.add(connection, "Ana", RIGHT, room.now)
    return room


def enters(room: Room, password: str, minutes: float, name: str = "ana") -> bool:
    room.now = at(minutes)
    return begin_session(room.desk, name, password, "") is not None


@pytest.mark.fault("brute force on a password")
def test_a_wrong_password_ten_times_locks_the_name_for_a_while(desk: Room) -> None:
    assert enters(desk, RIGHT, 0)
    assert not enters(desk, RIGHT, 0, "nobody")
    assert not any(enters(desk, "wrong", 1) for _ in range(technicians.TRIES))
    assert not enters(desk, RIGHT, 2)
    assert enters(desk, RIGHT, 17)
    assert not any(enters(desk, "wrong", 18) for _ in range(technicians.TRIES - 1))
    assert enters(desk, RIGHT, 18)


@pytest.mark.fault("brute force on a password")
@pytest.mark.parametrize(
    ("wrong", "is_let_in"), [(technicians.TRIES - 1, True), (technicians.TRIES, False)]
)
def test_wrong_passwords_that_were_checked_at_once_are_counted_each(
    desk: Room, wrong: int, is_let_in: bool
) -> None:
    store = desk.desk.store
    with store.reading() as connection:
        asked = technicians.asked(connection, "ana")

    def answered(matched: bool) -> bool:
        with store.writing() as connection:
            who = technicians.sign_in(connection, asked, at(0), matched=matched)
        return who is not None

    with ThreadPoolExecutor(wrong) as at_once:
        assert not any(at_once.map(answered, [False] * wrong))
    assert answered(True) is is_let_in


def test_a_password_that_was_changed_meanwhile_lets_nobody_in(desk: Room) -> None:
    with desk.desk.store.reading() as connection:
        asked = technicians.asked(connection, "ana")
    with desk.desk.store.writing() as connection:
        technicians.remove(connection, "ana")
        technicians.add(connection, "Ana", "another long password", at(0))
        assert technicians.sign_in(connection, asked, at(0), matched=True) is None


def test_a_password_longer_than_any_matches_nothing(desk: Room) -> None:
    assert not enters(desk, RIGHT + " " * technicians.LONGEST_PASSWORD, 0)
    assert not enters(desk, "", 0, "nobody")


@contextmanager
def beside_each_check(patch: pytest.MonkeyPatch, work: Callable[[], object]) -> Iterator[None]:
    """`work` is done by somebody else while a password is being checked."""
    verify = PasswordHasher.verify

    def slow(self: PasswordHasher, hashed: str, password: str) -> Literal[True]:
        with ThreadPoolExecutor(1) as other:
            other.submit(work).result(HANGS_SECONDS)
        return verify(self, hashed, password)

    with patch.context() as while_patched:
        while_patched.setattr(PasswordHasher, "verify", slow)
        yield


@pytest.mark.fault("many passwords tried while clients report")
def test_a_report_is_kept_while_a_password_is_being_checked(
    desk: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client().grant(2)
    kept: list[Taken] = []
    with beside_each_check(monkeypatch, lambda: kept.append(desk.take(client.report()))):
        assert enters(desk, RIGHT, 3)
    assert [type(taken) for taken in kept] == [Receipted]
