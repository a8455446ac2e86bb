"""Several lists are one: nothing twice, nothing dropped unseen, whatever their order."""

from random import Random
from typing import List

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.connections import ConnectionLists, Recording
from agent.teamviewer.connections.list_text import ListContent, ListText
from agent.teamviewer.connections.merging import merge
from agent.teamviewer.connections.recording import SWITCHES, KeyReading, recording_of
from agent.windows_facts import ABSENT, RegistryKind, RegistryValue, Unreadable, ValueReading
from tests.unit.connection_rows import row

OTHER = row(7, session="{11111111-2222-3333-4444-555555555555}")
SAME_SESSION = row(8, session="{11111111-2222-3333-4444-555555555555}")


def listed(file: str, *rows: str) -> ListContent:
    text = ListText(file)
    text.feed("".join(f"{one}\n" for one in rows).encode())
    return text.content(final=True)


def merged(*contents: ListContent) -> ConnectionLists:
    return merge(contents, Recording.ON)


def test_a_connection_in_several_lists_and_twice_in_one_is_there_once() -> None:
    found = merged(listed("a", row(2), row(1), row(2)), listed("b", row(1) + "\t"), listed("c"))
    assert [one.started.minute for one in found.rows] == [1, 2]
    assert found.damaged == ()


def test_connections_are_in_the_order_of_their_starts() -> None:
    found = merged(listed("a", row(9), row(3)), listed("b", row(5)))
    assert [one.started.minute for one in found.rows] == [3, 5, 9]


@pytest.mark.parametrize("order", [(OTHER, SAME_SESSION), (SAME_SESSION, OTHER)])
def test_a_row_that_contradicts_another_is_named(order: List[str]) -> None:
    found = merged(listed("a", order[0]), listed("b", order[1]), listed("c", OTHER))
    assert [one.row for one in found.rows] == [OTHER]
    (damaged,) = found.damaged
    assert (damaged.reason, damaged.row, damaged.line) == ("contradicts", SAME_SESSION, 1)
    assert damaged.file == "ab"[order.index(SAME_SESSION)]


def test_the_damage_of_every_list_is_told() -> None:
    found = merged(listed("b", "no row"), listed("a", "none", row(1)))
    assert [(one.file, one.reason) for one in found.damaged] == [
        ("a", "fields"),
        ("b", "fields"),
    ]


ROWS = st.builds(row, st.integers(0, 9), session=st.sampled_from([OTHER[-38:], row(3)[-38:], ""]))


@given(st.lists(st.lists(ROWS, max_size=6), max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_lists_and_rows_does_not_matter(
    lists: "List[List[str]]", random: Random
) -> None:
    contents = [listed(str(number), *rows) for number, rows in enumerate(lists)]
    expected = merged(*contents)
    shuffled = [
        listed(str(number), *random.sample(rows, len(rows))) for number, rows in enumerate(lists)
    ]
    random.shuffle(contents)
    assert merged(*contents) == expected
    assert merged(*shuffled).rows == expected.rows
    told = {one.row for one in expected.rows} | {one.row for one in expected.damaged}
    assert {one.row for one in merged(*shuffled).damaged} == {one.row for one in expected.damaged}
    assert told == {one for rows in lists for one in rows}


ON, OFF = RegistryValue(RegistryKind.DWORD, 1), RegistryValue(RegistryKind.DWORD, 0)
BIG_OFF = RegistryValue(RegistryKind.QWORD, 0)
TEXT = RegistryValue(RegistryKind.TEXT, "0")


def key(incoming: ValueReading = ABSENT, logging: ValueReading = ABSENT) -> KeyReading:
    return dict(zip(SWITCHES, (incoming, logging)))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([key()], Recording.ON),
        ([ABSENT], Recording.ON),
        ([key(ON, ON), key()], Recording.ON),
        ([key(OFF)], Recording.OFF),
        ([key(ON, OFF)], Recording.OFF),
        ([key(BIG_OFF)], Recording.OFF),
        ([key(), key(OFF)], Recording.OFF),
        ([Unreadable("5"), key(OFF)], Recording.OFF),
        ([], Recording.UNKNOWN),
        ([Unreadable("5"), key(ON)], Recording.UNKNOWN),
        ([key(Unreadable("5"))], Recording.UNKNOWN),
        ([key(TEXT)], Recording.UNKNOWN),
    ],
)
def test_recording_is_on_only_when_every_installation_says_so(
    keys: List[KeyReading], expected: Recording
) -> None:
    assert recording_of(keys, all_known=True) is expected


def test_an_installation_in_doubt_leaves_recording_unknown_unless_another_is_off() -> None:
    assert recording_of([key(ON)], all_known=False) is Recording.UNKNOWN
    assert recording_of([key(OFF)], all_known=False) is Recording.OFF
