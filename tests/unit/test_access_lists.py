"""Who may change something is never underestimated."""

import pytest

from agent.access_lists import CHANGE, EVERYBODY, REPLACE, AccessList, Grant, is_only_for, who_has

SYSTEM, ADMINISTRATORS, USERS = "S-1-5-18", "S-1-5-32-544", "S-1-5-32-545"
TRUSTED = frozenset((SYSTEM, ADMINISTRATORS))
READ = 0x1200A9
SAFE = (Grant(SYSTEM, 0x1F01FF), Grant(ADMINISTRATORS, 0x1F01FF), Grant(USERS, READ))
SINGLE_RIGHTS = {
    "write data": 0x2,
    "append": 0x4,
    "write extended attributes": 0x10,
    "delete children": 0x40,
    "write attributes": 0x100,
    "delete": 0x10000,
    "change the list": 0x40000,
    "take over": 0x80000,
    "everything": 0x10000000,
    "write": 0x40000000,
    "whatever is possible": 0x02000000,
}


def test_what_others_only_read_is_safe() -> None:
    assert is_only_for(AccessList(ADMINISTRATORS, SAFE), TRUSTED, CHANGE)
    assert is_only_for(AccessList(SYSTEM, ()), TRUSTED, CHANGE)


@pytest.mark.parametrize("name", SINGLE_RIGHTS)
def test_any_single_right_to_write_is_seen(name: str) -> None:
    access = AccessList(ADMINISTRATORS, (*SAFE, Grant(USERS, READ | SINGLE_RIGHTS[name])))
    assert who_has(access, CHANGE) == TRUSTED | {USERS}
    assert not is_only_for(access, TRUSTED, CHANGE)


def test_an_owner_can_always_change_it() -> None:
    assert not is_only_for(AccessList(USERS, SAFE), TRUSTED, CHANGE)


def test_no_list_at_all_is_open_to_everybody() -> None:
    assert EVERYBODY in who_has(AccessList(ADMINISTRATORS, None), CHANGE)
    assert not is_only_for(AccessList(ADMINISTRATORS, None), TRUSTED, CHANGE)


def test_making_new_folders_in_a_drive_replaces_nothing_in_it() -> None:
    access = AccessList(ADMINISTRATORS, (*SAFE, Grant(USERS, 0x4)))
    assert is_only_for(access, TRUSTED, REPLACE)
    assert not is_only_for(access, TRUSTED, CHANGE)
