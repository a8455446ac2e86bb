"""Whatever happens to the files: nothing opens by it, nothing is thrown away, writing goes on."""

from pathlib import Path
from typing import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.consent import chain
from agent.consent.journal_picture import JournalState
from agent.consent.lifecycle import State
from tests.unit import quick_signatures
from tests.unit.consent_journals import OTHER_CID
from tests.unit.journal_on_disk import Account
from tests.unit.memory_key_store import MemoryKeyStore


@pytest.fixture
def account(tmp_path: Path) -> Account:
    return Account(tmp_path / "consent")


def torn(account: Account, tail: bytes) -> None:
    """The journal as a program killed in the midst of writing its last line left it."""
    with account.path.open("ab") as file:
        file.write(tail)
    account.start()


@pytest.mark.fault("last line torn at any byte")
def test_a_last_line_torn_at_any_byte_is_mended_and_nothing_is_lost(account: Account) -> None:
    account.append()
    lines, head = account.path.read_bytes(), account.keys.head(account.kid)
    assert head is not None
    next_line = account.append().line
    for length in range(1, len(next_line) + 1):
        account.path.write_bytes(lines)
        account.keys.save_head(account.kid, head)
        torn(account, next_line[:length])
        is_whole = length == len(next_line)
        picture = account.picture()
        assert (picture.state, picture.lines) == (JournalState.TORN, 3 if is_whole else 2)
        account.append()
        told = [] if is_whole else ["log.recovered"]
        first = ["door.closed"] if is_whole else []
        assert account.types()[2:] == [*first, *told, "door.closed"]
        if not is_whole:
            data = account.record(2).data
            aside = account.place.folder / f"{account.path.name}.torn-2-{data['torn_id']}"
            assert aside.read_bytes() == next_line[:length]
            assert data["torn_len"] == length
        assert account.picture().state is JournalState.OK


def test_an_acknowledged_line_that_is_torn_is_told_as_lost(account: Account) -> None:
    account.append()
    account.append()
    account.path.write_bytes(account.path.read_bytes()[:-40])
    account.start()
    assert account.picture().state is JournalState.ROLLBACK
    account.append()
    assert account.types()[2:] == ["log.recovered", "log.rollback_detected", "door.closed"]
    assert account.record(3).data == {"known_size": 3, "found_size": 2}


def test_an_acknowledged_line_that_only_lacks_its_end_is_not_lost(account: Account) -> None:
    account.append()
    account.path.write_bytes(account.path.read_bytes()[:-1])
    account.start()
    account.append()
    assert account.types() == ["log.genesis", "door.closed", "door.closed"]


@pytest.mark.fault("tail of zeros")
@pytest.mark.parametrize("zeros", [1, 511, 4096, 70_000])
@pytest.mark.parametrize("kept", [0, 1, 300])
def test_a_tail_filled_with_zeros_is_set_aside(account: Account, zeros: int, kept: int) -> None:
    account.append()
    tail = account.lines()[-1][:kept] + b"\0" * zeros
    torn(account, tail)
    assert account.picture().state is JournalState.TORN
    account.append()
    assert account.types()[2:] == ["log.recovered", "door.closed"]
    [aside] = account.place.folder.glob("*.torn-*")
    assert aside.read_bytes() == tail


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tail=st.binary(min_size=1, max_size=10_000).filter(lambda data: b"\n" not in data))
def test_any_tail_is_set_aside_whole(tmp_path_factory: pytest.TempPathFactory, tail: bytes) -> None:
    account = Account(tmp_path_factory.mktemp("data") / "consent")
    account.append()
    torn(account, tail)
    account.append()
    assert account.types()[2:] == ["log.recovered", "door.closed"]
    [aside] = account.place.folder.glob("*.torn-*")
    assert aside.read_bytes() == tail


def test_a_torn_line_may_have_been_a_withdrawal_so_an_older_yes_no_longer_counts(
    account: Account,
) -> None:
    account.grant()
    torn(account, b'{"cid":"2b9c1f0e')
    assert not account.access().allowed
    account.append()
    assert not account.access().allowed
    account.grant(OTHER_CID)
    assert account.access().state is State.READY


@pytest.mark.fault("journal replaced by an older copy")
def test_an_older_copy_opens_nothing_and_is_told(account: Account) -> None:
    account.grant()
    older = account.path.read_bytes()
    account.withdraw()
    account.path.write_bytes(older)
    for is_restarted in (False, True):
        if is_restarted:
            account.start()
        picture = account.picture()
        assert (picture.state, picture.known_size) == (JournalState.ROLLBACK, 4)
        assert not account.access().allowed
    account.append()
    assert account.types()[3:] == ["log.rollback_detected", "door.closed"]
    assert account.record(3).data == {"known_size": 4, "found_size": 3}
    assert not account.access().allowed
    assert account.picture().known_size == 4
    account.append()
    assert account.types().count("log.rollback_detected") == 1


@pytest.mark.fault("journal replaced by an older copy")
def test_lines_that_the_desk_kept_are_put_back_and_nothing_else_is(account: Account) -> None:
    account.grant()
    older = account.path.read_bytes()
    account.withdraw()
    account.append()
    lines = account.lines()
    account.path.write_bytes(older + lines[3][:20])
    account.start()
    for wrong in ([], lines[3:4], lines[4:], [*lines[3:], lines[4]], [lines[3], b"{}"]):
        assert not account.journal.put_back(wrong)
        assert account.path.read_bytes() == older + lines[3][:20]
    assert account.journal.put_back(lines[3:])
    assert account.lines()[:5] == lines
    assert account.types()[5:] == ["log.recovered", "log.rollback_detected"]
    assert not account.access().allowed
    assert not account.journal.put_back(lines[3:])
    account.append()
    assert account.types()[7:] == ["door.closed"]


def test_a_journal_rewritten_with_its_own_key_is_not_the_one_that_was_known(
    account: Account,
) -> None:
    account.append()
    older = account.path.read_bytes()
    account.withdraw()
    head = account.keys.head(account.kid)
    account.path.write_bytes(older)
    forger = Account(account.place.folder, store=MemoryKeyStore())
    forger.store.texts = {k: v for k, v in account.store.texts.items() if "head" not in k}
    forger.store.owners = dict(account.store.owners)
    forger.grant()
    assert len(account.lines()) == 4
    assert account.keys.head(account.kid) == head
    account.start()
    assert account.picture().state is JournalState.ROLLBACK
    assert not account.access().allowed
    account.append()
    assert "log.rollback_detected" in account.types()
    assert not account.access().allowed


def changed_in_the_middle(data: bytes) -> bytes:
    return data.replace(b"easy_access", b"windows_logon", 1)


def without_a_line(data: bytes) -> bytes:
    lines = data.split(b"\n")
    return b"\n".join([lines[0], *lines[2:]])


def with_lines_swapped(data: bytes) -> bytes:
    lines = data.split(b"\n")
    return b"\n".join([lines[0], lines[2], lines[1], *lines[3:]])


def with_a_line_of_zeros(data: bytes) -> bytes:
    return data + b"\0" * 600 + b"\n"


def with_a_line_that_is_too_long(data: bytes) -> bytes:
    return data + b"x" * 100_000 + b"\n"


def with_an_empty_line(data: bytes) -> bytes:
    return data + b"\n"


@pytest.mark.parametrize(
    "damage",
    [
        changed_in_the_middle,
        without_a_line,
        with_lines_swapped,
        with_a_line_of_zeros,
        with_a_line_that_is_too_long,
        with_an_empty_line,
    ],
)
def test_a_bad_line_is_never_cut(account: Account, damage: Callable[[bytes], bytes]) -> None:
    account.append()
    account.grant()
    account.withdraw()
    damaged = damage(account.path.read_bytes())
    assert damaged != account.path.read_bytes()
    account.path.write_bytes(damaged)
    account.start()
    assert account.picture().state is JournalState.CORRUPT
    assert not account.access().allowed
    assert account.path.read_bytes() == damaged


def test_a_bad_end_is_set_aside_whole_and_a_new_journal_names_it(account: Account) -> None:
    account.grant()
    old, damaged = account.kid, with_a_line_of_zeros(account.path.read_bytes())
    account.path.write_bytes(damaged)
    account.touch(account.path)
    account.start()
    account.append()
    assert account.kid != old
    [aside] = account.place.folder.glob("*.corrupt-*")
    assert aside.read_bytes() == damaged
    genesis = account.record(0).data
    tree = chain.check(damaged.split(b"\n")[:3], quick_signatures.verify)
    assert tree.head is not None
    assert genesis["reason"] == "corrupt"
    assert genesis["prev_log"]["log"] == tree.head.log
    assert genesis["prev_log"]["size"] == 4
    assert not account.access().allowed
    assert account.look().set_aside == (aside,)
    account.grant(OTHER_CID)
    assert account.access().state is State.READY


def test_a_journal_that_is_gone_opens_nothing_and_is_told(account: Account) -> None:
    account.grant()
    old = account.kid
    account.path.unlink()
    account.start()
    assert account.picture().state is JournalState.ROLLBACK
    assert not account.access().allowed
    account.append()
    assert account.types() == ["log.genesis", "log.rollback_detected", "door.closed"]
    assert account.record(0).data["prev_log"]["log"].endswith(old)
    assert account.record(1).data == {"known_size": 3, "found_size": 0}


@pytest.mark.parametrize("content", [b"", b"\0" * 4096, b"\n"])
def test_a_journal_that_was_emptied_is_set_aside_and_opens_nothing(
    account: Account, content: bytes
) -> None:
    account.grant()
    account.path.write_bytes(content)
    account.start()
    assert not account.access().allowed
    account.append()
    assert account.record(0).data["reason"] == "corrupt"
    assert [path.read_bytes() for path in account.place.folder.glob("*.corrupt-*")] == [content]
