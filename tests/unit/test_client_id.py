"""A raw value is an ID, none yet, or nothing certain: never an ID that it does not state."""

import re
from typing import Union

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.teamviewer.client_id import (
    KnownId,
    NoIdYet,
    UnreadableId,
    client_id_of,
    client_id_of_text,
)
from agent.windows_facts import ABSENT, RegistryKind, RegistryValue, Unreadable

NUMBERS = (RegistryKind.DWORD, RegistryKind.QWORD)


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        (RegistryKind.DWORD, 0xB2D05E01, "3000000001"),
        (RegistryKind.DWORD, 0x2760F8C6, "660666566"),
        (RegistryKind.QWORD, 5000000005, "5000000005"),
        (RegistryKind.QWORD, 10**7, "10000000"),
        (RegistryKind.QWORD, 10**12 - 1, "999999999999"),
        (RegistryKind.TEXT, "123 456 789", "123456789"),
        (RegistryKind.TEXT, " 1234567890 ", "1234567890"),
    ],
)
def test_every_form_of_an_id_is_read(
    kind: RegistryKind, data: Union[int, str], expected: str
) -> None:
    assert client_id_of(RegistryValue(kind, data)) == KnownId(expected)


@pytest.mark.parametrize(
    "value",
    [
        ABSENT,
        RegistryValue(RegistryKind.DWORD, 0),
        RegistryValue(RegistryKind.QWORD, 0),
        RegistryValue(RegistryKind.TEXT, "0"),
    ],
)
def test_absent_or_zero_means_no_id_yet(value: RegistryValue) -> None:
    assert client_id_of(value) == NoIdYet()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "s12-345-678",
        "r123456789",
        "m123-456-78",
        "-1234567890",
        "0123456789",
        "00000000",
        "1234567",
        "1234567890123",
        "123456789\0",
        "123\t456\t789",
        "123\u00a0456\u00a0789",
        "１２３４５６７８９",
        "٣٤٥٦٧٨٩١٢",
        "123456789 " * 40,
        "1e9",
        "0x499602d2",
    ],
)
def test_a_text_that_is_not_an_id_is_unreadable(text: str) -> None:
    assert isinstance(client_id_of_text(text), UnreadableId)


@pytest.mark.fault("registry value of the wrong type")
@pytest.mark.parametrize(
    "value",
    [
        RegistryValue(RegistryKind.DWORD, 12),
        RegistryValue(RegistryKind.QWORD, 10**12),
        RegistryValue(RegistryKind.OTHER, None),
        RegistryValue(RegistryKind.EXPANDABLE_TEXT, "123456789"),
        Unreadable("1048576 bytes"),
    ],
)
def test_a_value_of_the_wrong_size_or_type_is_unreadable(value: RegistryValue) -> None:
    assert isinstance(client_id_of(value), UnreadableId)


@given(kind=st.sampled_from(NUMBERS), number=st.integers(0, 2**64 - 1))
def test_a_number_is_shown_as_itself_or_not_at_all(kind: RegistryKind, number: int) -> None:
    reading = client_id_of(RegistryValue(kind, number))
    is_id = 10**7 <= number < 10**12
    assert isinstance(reading, KnownId) == is_id
    assert reading == KnownId(str(number)) or not is_id


@given(st.text() | st.text("0123456789 -rs\0"))
def test_no_text_ever_yields_more_or_less_than_its_digits(text: str) -> None:
    reading = client_id_of_text(text)
    if isinstance(reading, KnownId):
        assert re.fullmatch(r"[1-9][0-9]{7,11}", reading.id)
        assert text.replace(" ", "") == reading.id


@given(st.text("0123456789abcdef -", min_size=1))
def test_the_reason_never_quotes_the_value(text: str) -> None:
    reading = client_id_of_text(text)
    if isinstance(reading, UnreadableId):
        assert reading.why in ("text is not digits", "not 8 to 12 digits")
