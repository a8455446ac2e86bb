"""One value at a time, its type and size looked at first; a refusal is no absence."""

import sys
import winreg
from typing import Iterator, Mapping

import pytest

from agent.win32.registry import (
    MAX_SUBKEYS,
    MAX_VALUE_BYTES,
    read_flags,
    read_values,
    subkey_names,
    value_sizes,
)
from agent.win32.registry_deletion import delete_values
from agent.windows_facts import (
    ABSENT,
    FlagReading,
    Hive,
    RegistryKey,
    RegistryKind,
    RegistryValue,
    Unreadable,
    ValueReading,
    ValueSize,
    View,
)
from tests.windows.computer_state import ComputerState, Data, Key, applied, write_key
from tests.windows.refused_key import refused

assert sys.platform == "win32"

KEY = Key(winreg.HKEY_CURRENT_USER, 0)
ADDRESS = RegistryKey(Hive.CURRENT_USER, View.SHARED, KEY.path)


@pytest.fixture(autouse=True)
def _own_key() -> Iterator[None]:
    with applied(ComputerState(keys=(KEY,))):
        yield


def read(kind: int, content: Data) -> ValueReading:
    write_key(Key(KEY.hive, KEY.view, values=(("Value", kind, content),)))
    values = read_values(ADDRESS, ["Value"])
    assert isinstance(values, Mapping)
    return values["Value"]


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        (winreg.REG_DWORD, 0xFFFFFFFF, RegistryValue(RegistryKind.DWORD, 4294967295)),
        (winreg.REG_QWORD, 2**64 - 1, RegistryValue(RegistryKind.QWORD, 2**64 - 1)),
        (winreg.REG_SZ, "é 123", RegistryValue(RegistryKind.TEXT, "é 123")),
        (winreg.REG_SZ, "", RegistryValue(RegistryKind.TEXT, "")),
        (winreg.REG_EXPAND_SZ, "%X%", RegistryValue(RegistryKind.EXPANDABLE_TEXT, "%X%")),
        (winreg.REG_BINARY, b"secret", RegistryValue(RegistryKind.OTHER, None)),
        (winreg.REG_MULTI_SZ, ["secret"], RegistryValue(RegistryKind.OTHER, None)),
        (winreg.REG_NONE, b"secret", RegistryValue(RegistryKind.OTHER, None)),
    ],
)
def test_a_value_is_read_with_its_type(kind: int, content: Data, expected: ValueReading) -> None:
    assert read(kind, content) == expected


@pytest.mark.fault("registry value of the wrong type", "registry value of a megabyte")
def test_a_long_value_of_another_type_is_never_fetched() -> None:
    assert read(winreg.REG_BINARY, b"1" * 1_048_576) == RegistryValue(RegistryKind.OTHER, None)


@pytest.mark.fault("registry value of a megabyte")
def test_a_text_that_is_too_long_is_refused_unread() -> None:
    longest = MAX_VALUE_BYTES // 2 - 1
    assert read(winreg.REG_SZ, "1" * longest) == RegistryValue(RegistryKind.TEXT, "1" * longest)
    assert read(winreg.REG_SZ, "1" * (longest + 1)) == Unreadable(f"{MAX_VALUE_BYTES + 2} bytes")
    assert read(winreg.REG_SZ, "1" * 524_287) == Unreadable("1048576 bytes")


def test_a_missing_value_and_a_missing_key_are_absent() -> None:
    assert read_values(ADDRESS, ["Missing"]) == {"Missing": ABSENT}
    missing = RegistryKey(Hive.CURRENT_USER, View.SHARED, f"{KEY.path}\\Missing")
    assert read_values(missing, ["Value"]) == ABSENT
    assert subkey_names(missing) == ABSENT


def test_a_key_that_refuses_is_unreadable_and_not_absent() -> None:
    with refused(KEY):
        assert read_values(ADDRESS, ["Value"]) == Unreadable("Windows error 5")
        assert subkey_names(ADDRESS) == Unreadable("Windows error 5")


def test_a_key_with_too_many_subkeys_is_not_gone_through() -> None:
    for number in range(MAX_SUBKEYS):
        write_key(Key(KEY.hive, KEY.view, f"K{number:03}"))
    names = subkey_names(ADDRESS)
    assert isinstance(names, tuple)
    assert sorted(names) == [f"K{number:03}" for number in range(MAX_SUBKEYS)]
    write_key(Key(KEY.hive, KEY.view, "One more"))
    assert isinstance(subkey_names(ADDRESS), Unreadable)


def test_each_view_shows_only_its_own_values() -> None:
    for view, number in ((winreg.KEY_WOW64_64KEY, 64), (winreg.KEY_WOW64_32KEY, 32)):
        value = ("Value", winreg.REG_DWORD, number)
        write_key(Key(winreg.HKEY_LOCAL_MACHINE, view, values=(value,)))
    for side, number in ((View.BITS_64, 64), (View.BITS_32, 32)):
        address = RegistryKey(Hive.LOCAL_MACHINE, side, KEY.path)
        expected = {"Value": RegistryValue(RegistryKind.DWORD, number)}
        assert read_values(address, ["Value"]) == expected


@pytest.mark.parametrize(
    ("kind", "content", "size"),
    [
        (winreg.REG_BINARY, b"secret", 6),
        (winreg.REG_BINARY, b"1" * 1_048_576, 1_048_576),
        (winreg.REG_BINARY, b"", 0),
        (winreg.REG_SZ, "ab", 4),
        (winreg.REG_SZ, "", 0),
        (winreg.REG_EXPAND_SZ, "", 0),
        (winreg.REG_MULTI_SZ, ["ab"], 4),
        (winreg.REG_MULTI_SZ, [], 0),
        (winreg.REG_DWORD, 0, 4),
    ],
)
def test_a_size_is_told_without_the_end_marks_of_texts(kind: int, content: Data, size: int) -> None:
    write_key(Key(KEY.hive, KEY.view, values=(("Value", kind, content),)))
    assert value_sizes(ADDRESS, ["Value"]) == {"Value": ValueSize(size)}


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        (winreg.REG_DWORD, 0, False),
        (winreg.REG_DWORD, 2, True),
        (winreg.REG_QWORD, 2**40, True),
        (winreg.REG_BINARY, bytes(8), False),
        (winreg.REG_BINARY, bytes((0, 0, 0, 0, 0, 0, 0, 1)), True),
        (winreg.REG_BINARY, b"", Unreadable("type 3, 0 bytes")),
        (winreg.REG_BINARY, bytes(9), Unreadable("Windows error 234")),
        (winreg.REG_SZ, "1", Unreadable("type 1, 4 bytes")),
    ],
)
def test_a_flag_is_a_number_or_a_few_bytes(kind: int, content: Data, expected: FlagReading) -> None:
    write_key(Key(KEY.hive, KEY.view, values=(("Value", kind, content),)))
    assert read_flags(ADDRESS, ["Value"]) == {"Value": expected}


def test_sizes_and_flags_that_are_missing_or_refused_are_told_apart() -> None:
    missing = RegistryKey(Hive.CURRENT_USER, View.SHARED, f"{KEY.path}\\Missing")
    assert value_sizes(ADDRESS, ["Missing"]) == read_flags(ADDRESS, ["Missing"])
    assert value_sizes(ADDRESS, ["Missing"]) == {"Missing": ABSENT}
    assert value_sizes(missing, ["Value"]) == read_flags(missing, ["Value"]) == ABSENT
    with refused(KEY):
        denied = Unreadable("Windows error 5")
        assert value_sizes(ADDRESS, ["Value"]) == read_flags(ADDRESS, ["Value"]) == denied


def test_values_are_deleted_by_name_and_the_absent_are_absent() -> None:
    values = (("One", winreg.REG_SZ, "1"), ("Two", winreg.REG_BINARY, b"2"))
    write_key(Key(KEY.hive, KEY.view, values=values))
    assert delete_values(ADDRESS, ["One", "Missing"]) == {"One": ABSENT, "Missing": ABSENT}
    assert value_sizes(ADDRESS, ["One", "Two"]) == {"One": ABSENT, "Two": ValueSize(1)}
    missing = RegistryKey(Hive.CURRENT_USER, View.SHARED, f"{KEY.path}\\Missing")
    assert delete_values(missing, ["One"]) == {"One": ABSENT}


def test_a_key_that_refuses_writing_keeps_its_values_and_says_so() -> None:
    write_key(Key(KEY.hive, KEY.view, values=(("One", winreg.REG_SZ, "1"),)))
    with refused(KEY, winreg.KEY_SET_VALUE):
        assert delete_values(ADDRESS, ["One"]) == {"One": Unreadable("Windows error 5")}
    assert value_sizes(ADDRESS, ["One"]) == {"One": ValueSize(2)}
