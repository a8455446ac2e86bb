"""Every row of TeamViewer's list is a connection or has a named reason why it is none."""

import codecs
from datetime import timedelta
from typing import List, Tuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agent.connections import ListedConnection
from agent.teamviewer.connections.list_text import MAX_DAMAGED, MAX_SHOWN_CHARACTERS, ListText
from agent.teamviewer.connections.rows import MAX_ROW_CHARACTERS, MAX_WORDS_CHARACTERS, read_row
from tests.unit.connection_rows import (
    AS_TEAMVIEWER_WRITES,
    FILE,
    FIRST,
    SECOND,
    content,
    reasons,
    row,
    rows_of,
    utc,
)


def test_a_list_as_teamviewer_writes_it_is_read_whole() -> None:
    found = content(AS_TEAMVIEWER_WRITES)
    first, second = found.rows
    assert (first.peer_id, first.peer_name) == ("1234567890", "HELPDESK-01")
    assert (first.started, first.ended) == (utc(2025, 3, 5, 8, 15, 0), utc(2025, 3, 5, 8, 42, 10))
    assert (first.user, first.kind) == ("anna", "RemoteControl")
    assert first.session == "{11111111-2222-3333-4444-555555555555}"
    assert first.row == FIRST + "\t"
    assert (second.peer_name, second.user) == ("Max Muster (IT)", "SERVER TV")
    assert second.ended - second.started == timedelta(minutes=10, seconds=35)
    assert (found.lines, found.damaged) == ((2, 3), ())


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\n\n", "\r\n \t\r\n"])
def test_line_ends_and_blank_lines_change_nothing(line_end: str) -> None:
    text = line_end + line_end.join((FIRST, SECOND)) + line_end
    assert {one.row for one in rows_of(text)} == {FIRST, SECOND}


@pytest.mark.fault("connection of an unknown type")
def test_a_kind_nobody_knows_is_kept_as_it_is() -> None:
    assert rows_of(row(1, kind="Foo"))[0].kind == "Foo"


@pytest.mark.fault("end before start", "date that cannot be", "letters in an ID", "NUL in a row")
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("\t".join(row(1).split("\t")[:6]), "fields"),
        (row(1) + "\t\tx", "fields"),
        (row(1) + "\tx", "fields"),
        ("no row at all", "fields"),
        (row(1, peer="12345678a"), "peer"),
        (row(1, peer="1234567"), "peer"),
        (row(1, peer="1234567890123"), "peer"),
        (row(1, peer="١٢٣٤٥٦٧٨٩"), "peer"),
        (row(1, peer=" 123456789"), "peer"),
        (row(1, start="31-02-2025 08:00:00"), "time"),
        (row(1, start="2025-03-05 08:00:00"), "time"),
        (row(1, start="05-03-2025 24:00:00"), "time"),
        (row(1, end="05-03-2025 08:60:00"), "time"),
        (row(1, end=""), "time"),
        (row(1, end="01-01-2025 00:00:00"), "order"),
        (row(1, start="05-03-1970 08:00:00"), "too_far"),
        (row(1, end="05-03-9999 08:00:00"), "too_far"),
        (row(1, start="00-00-0000 00:00:00"), "time"),
        (row(1, name="HELP\0DESK"), "nul"),
        (row(1, session="\0"), "nul"),
        (row(1, name="x" * MAX_ROW_CHARACTERS), "too_long"),
    ],
)
def test_a_damaged_row_is_named_with_its_line_and_hides_no_other(text: str, reason: str) -> None:
    found = content(f"{FIRST}\n{text}\n{SECOND}".encode())
    assert [(one.file, one.line, one.reason) for one in found.damaged] == [(FILE, 2, reason)]
    assert found.damaged[0].row == text[:MAX_SHOWN_CHARACTERS]
    assert [one.row for one in found.rows] == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("cp1252", b""),
    ],
)
def test_a_name_is_right_in_every_encoding(encoding: str, mark: bytes) -> None:
    text = "\r\n".join((row(1, name="Zoë Müller"), row(2, name="Œuvre"), ""))
    found = content(mark + text.encode(encoding))
    assert [one.peer_name for one in found.rows] == ["Zoë Müller", "Œuvre"]
    assert not found.damaged


def test_the_code_page_is_the_system_s_and_each_line_has_its_own_encoding() -> None:
    data = row(1, name="Иван").encode("cp1251") + b"\n" + row(2, name="Иван").encode()
    assert [one.peer_name for one in content(data, code_page="cp1251").rows] == ["Иван", "Иван"]


def test_bytes_that_fit_no_encoding_hide_no_connection() -> None:
    data = row(1, name="A?B").encode().replace(b"?", b"\x81")
    assert [one.peer_name for one in content(data).rows] == ["A\ufffdB"]


def test_nothing_that_is_not_shown_survives_in_a_name() -> None:
    hidden = "\u202e\u2066\u200b\x07\x1b\x85\u2028\ufeff\ue000\uffff"
    (found,) = rows_of(row(1, name=f" A{hidden} B\u00a0", user=f"an{hidden}na", kind=f"K{hidden}"))
    assert (found.peer_name, found.user, found.kind) == (" A B ", "anna", "K")
    assert hidden in found.row


def test_words_are_bounded() -> None:
    long = "x" * (MAX_WORDS_CHARACTERS + 1)
    (found,) = rows_of(row(1, name=long, user=long, kind=long))
    assert {found.peer_name, found.user, found.kind} == {long[:-1]}


def test_a_session_is_in_small_letters() -> None:
    (found,) = rows_of(SECOND.upper().replace("FILETRANSFER", "FileTransfer"))
    assert found.session == "{aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee}"


@pytest.mark.parametrize(
    "session", ["", "{}", "none", "{" + "0" * 8 + "-0000" * 3 + "-" + "0" * 12 + "}"]
)
def test_a_row_without_a_session_of_its_own_gets_a_reproducible_one(session: str) -> None:
    rows = [read_row(row(number, session=session)) for number in (1, 1, 2)]
    sessions = [one.session for one in rows if isinstance(one, ListedConnection)]
    assert sessions[0] == sessions[1] != sessions[2]
    assert len(sessions[0]) == len("{11111111-2222-3333-4444-555555555555}")


@pytest.mark.parametrize("length", range(1, len(FIRST)))
def test_a_half_written_last_row_waits_and_is_damaged_only_at_the_end(length: int) -> None:
    data = f"{SECOND}\n{FIRST[:length]}".encode()
    assert [one.row for one in content(data).rows] == [SECOND]
    assert reasons(data, final=False) == ()
    assert reasons(data, final=True) == ((2, "unfinished"),)


def test_a_half_row_with_a_line_end_is_damaged_for_good() -> None:
    assert reasons(FIRST[:40].encode() + b"\n", final=False) == ((1, "fields"),)


def test_a_last_row_that_can_never_be_whole_is_named_at_once() -> None:
    endless = b"x" * 5_000_000
    assert reasons(endless, final=False) == ((1, "too_long"),)
    text = ListText(FILE)
    for _ in range(3):
        text.feed(endless)
    text.feed(b"\n" + SECOND.encode())
    found = text.content(final=True)
    assert [one.reason for one in found.damaged] == ["too_long"]
    assert [one.row for one in found.rows] == [SECOND]


@pytest.mark.parametrize("size", [20_001, 20_002, 20_003])
def test_after_a_row_that_is_too_long_the_next_one_is_whole_in_every_encoding(size: int) -> None:
    data = codecs.BOM_UTF16_LE + f"{'x' * 50_000}\n{SECOND}\n".encode("utf-16-le")
    text = ListText(FILE)
    text.feed(data[:size])
    text.feed(data[size:])
    assert [one.row for one in text.content(final=False).rows] == [SECOND]


def test_endless_damage_is_told_once_and_hides_no_connection() -> None:
    found = content(b"x\n" * (MAX_DAMAGED * 3) + FIRST.encode())
    assert len(found.damaged) == MAX_DAMAGED + 1
    assert (found.damaged[-1].line, found.damaged[-1].reason) == (None, "too_many")
    assert [one.row for one in found.rows] == [FIRST]


def test_a_list_read_from_its_middle_loses_nothing_after_the_first_line_end() -> None:
    text = ListText(FILE, middle="utf-8")
    text.feed(FIRST.encode()[30:])
    assert text.content(final=True) == ListText(FILE).content(final=True)
    text.feed(b"\n" + SECOND.encode())
    assert [one.row for one in text.content(final=True).rows] == [SECOND]
    assert not text.content(final=True).damaged


@pytest.mark.parametrize("data", [b"", b"\n", b"\r\n\r\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_an_empty_list_is_no_damage(data: bytes) -> None:
    assert content(data, final=True) == content(b"", final=True)


PIECES = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        [
            b"\n",
            b"\r\n",
            b"\t",
            b"\0",
            b"\0\n",
            b"\n\0",
            codecs.BOM_UTF8,
            codecs.BOM_UTF16_LE,
            FIRST.encode(),
            SECOND.encode(),
            FIRST.encode("utf-16-le"),
            SECOND.encode("utf-16-be"),
            row(3, name="Zoë").encode("cp1252"),
            FIRST.encode()[:50],
        ]
    ),
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=12), st.lists(st.integers(1, 60), max_size=20))
@example([codecs.BOM_UTF16_LE, FIRST.encode("utf-16-le"), b"\n\0"], [1, 1, 1, 1, 1])
@example([b"\n", b"\0", b"1", b"\0"], [2])
def test_any_bytes_are_read_and_how_they_arrive_changes_nothing(
    pieces: List[bytes], cuts: List[int]
) -> None:
    data = b"".join(pieces)
    text, at = ListText(FILE), 0
    for cut in (*cuts, len(data)):
        text.feed(data[at : at + cut])
        text.content(final=False)
        at += cut
    assert text.content(final=True) == content(data, final=True)


WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Cn", "Co", "Zs", "Zl", "Zp")),
    max_size=60,
)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=8), st.sampled_from(["utf-8", "utf-16"]))
def test_what_was_written_is_what_is_read(words: List[Tuple[str, str, str]], encoding: str) -> None:
    lines = [row(n, name=a, user=b, kind=c) for n, (a, b, c) in enumerate(words)]
    found = rows_of("\n".join(lines), encoding)
    assert [(one.peer_name, one.user, one.kind) for one in found] == words
    assert [one.row for one in found] == lines
