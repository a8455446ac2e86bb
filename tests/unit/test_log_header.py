"""The ID in a log is the last one announced, and no other number."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.teamviewer.client_id import IdReading, KnownId, NoIdYet, UnreadableId
from agent.teamviewer.log_header import HEAD_BYTES, TAIL_BYTES, id_in_log
from agent.windows_facts import FileEnds

HEADER = (
    "Start:              2025/03/05 10:14:58.001 (UTC+2:00)\r\n"
    "Version:            15.50.5 (64-bit)\r\n"
    "ID:                 {}\r\n"
    "IC:                 -2100253538\r\n"
)
ANNOUNCED = "2025/03/05 10:15:00.120  2216       2492 S0   New machineID = {}\r\n"
NOISE = "2025/03/05 10:15:00.120  2216       2492 S0   something = 555555555\r\n"


def ends_of(content: bytes) -> FileEnds:
    if len(content) <= HEAD_BYTES + TAIL_BYTES:
        return FileEnds(content, b"", len(content))
    return FileEnds(content[:HEAD_BYTES], content[-TAIL_BYTES:], len(content))


def read(text: str, encoding: str = "utf-8") -> IdReading:
    return id_in_log(ends_of(text.encode(encoding)))


def test_the_header_states_the_id() -> None:
    assert read(HEADER.format("1234567890") + NOISE) == KnownId("1234567890")


def test_an_id_received_later_counts() -> None:
    assert read(HEADER.format(0) + NOISE + ANNOUNCED.format(1234567890)) == KnownId("1234567890")


def test_a_new_start_without_an_id_leaves_none() -> None:
    text = HEADER.format(987654321) + NOISE + HEADER.format(0)
    assert read(text) == NoIdYet()


def test_a_changed_id_replaces_the_first() -> None:
    text = HEADER.format(987654321) + NOISE + HEADER.format(123456789)
    assert read(text) == KnownId("123456789")


@pytest.mark.parametrize("text", ["", NOISE, "ID\n", "XID: 123456789\n", "IC: 123456789\n"])
def test_a_log_without_an_announcement_has_no_id(text: str) -> None:
    assert read(text) == NoIdYet()


@pytest.mark.parametrize("number", ["12", "abc", "", "-123456789", "0123456789", "1234567890123"])
def test_an_announcement_that_is_no_id_is_unreadable(number: str) -> None:
    assert isinstance(read(HEADER.format(987654321) + HEADER.format(number)), UnreadableId)


@pytest.mark.parametrize("name", ["name=New machineID = 999999999", "name=ID: 999999999"])
def test_a_name_that_a_stranger_chose_announces_nothing(name: str) -> None:
    line = f"2025/03/05 10:15:14.900  2216 2488 S0   AddParticipant: [1,2] type=6 {name}\r\n"
    assert read(HEADER.format(1234567890) + line) == KnownId("1234567890")


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
    ],
)
@pytest.mark.parametrize("size", [0, 3 * 1024 * 1024 + 7])
def test_every_encoding_and_length_is_understood(encoding: str, mark: bytes, size: int) -> None:
    header = HEADER.format(1234567890).encode(encoding)
    noise = NOISE.encode(encoding)
    last = ANNOUNCED.format(987654321).encode(encoding)
    content = mark + header + noise * (size // len(noise))
    assert id_in_log(ends_of(content)) == KnownId("1234567890")
    assert id_in_log(ends_of(content + last)) == KnownId("987654321")


def test_a_log_cut_in_the_middle_of_a_character_is_still_understood() -> None:
    text = HEADER.format(1234567890) + NOISE * 20_000 + ANNOUNCED.format(987654321) + NOISE
    content = codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    assert id_in_log(ends_of(content + b"2")) == KnownId("987654321")


@pytest.mark.fault("log that is not text")
def test_binary_junk_is_no_id() -> None:
    junk = bytes(range(256)) * 20_000
    assert id_in_log(ends_of(junk)) == NoIdYet()


def test_junk_inside_a_number_makes_it_unreadable() -> None:
    assert isinstance(id_in_log(ends_of(b"ID: 12345\x006789\n")), UnreadableId)
    assert isinstance(id_in_log(ends_of(b"ID: 12345\xff6789\n")), UnreadableId)


@given(st.integers(1, 40))
def test_a_number_cut_by_the_bound_is_never_shown_shorter(before_end: int) -> None:
    line = b"ID: 123456789012"
    head = b"x" * (HEAD_BYTES - before_end - 1) + b"\n" + line
    content = head + b"\n" + b"y" * (TAIL_BYTES * 2)
    reading = id_in_log(ends_of(content))
    assert reading in (NoIdYet(), KnownId("123456789012"))


@pytest.mark.fault("log that is not text")
@given(st.binary(max_size=2000), st.binary(max_size=2000))
def test_no_bytes_at_all_raise(head: bytes, tail: bytes) -> None:
    size = len(head) + len(tail) + 1
    assert isinstance(id_in_log(FileEnds(head, tail, size)), (KnownId, NoIdYet, UnreadableId))


@given(st.text("ID: 0123456789\r\nNew machineID=,x"))
def test_an_id_shown_always_stands_whole_in_the_log(text: str) -> None:
    reading = read(text)
    if isinstance(reading, KnownId):
        assert reading.id in text.replace(" ", "")
