"""One connection that several tell of is there once, with what they do not agree about."""

from dataclasses import replace
from random import Random
from typing import List, Optional, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.connections import ConsentSpan, DamagedRow, KeptSession, ListedConnection, Recording
from agent.visits import Connection, Disagreement
from tests.unit.connection_evidence import (
    ANNA,
    BERT,
    ROW,
    at,
    copied,
    listed,
    lists_of,
    only,
    seen,
    span,
    told,
)


def test_a_row_a_copy_and_what_was_seen_are_one_connection() -> None:
    connection = only(told(lists_of(listed()), copied(listed()), seen(0.1, 20.1)))
    assert connection == Connection(
        ANNA, "Atelier", at(0), at(20), "u", "RemoteControl", "{a}", None, None
    )


@pytest.mark.parametrize(
    ("start", "end", "peer", "is_same"),
    [
        (0, 20, ANNA, True),
        (0, 20, None, True),
        (0, 20, BERT, False),
        (19, 40, ANNA, True),
        (-30, 40, ANNA, True),
        (5, 6, None, True),
        (-2, -1, ANNA, True),
        (-2.1, -1, ANNA, False),
        (20, 30, ANNA, False),
        (40, 50, None, False),
    ],
)
def test_sharing_time_or_starting_within_two_minutes_makes_one(
    start: float, end: float, peer: Optional[str], is_same: bool
) -> None:
    whole = told(lists_of(listed()), seen(start, end, peer))
    assert len(whole.connections) == (1 if is_same else 2)


def test_a_session_too_short_to_share_time_is_found_by_its_start() -> None:
    assert len(told(lists_of(listed(0, 0)), seen(2, 3)).connections) == 1
    assert len(told(lists_of(listed(0, 0)), seen(2.1, 3)).connections) == 2


@pytest.mark.parametrize(
    ("start", "end", "differs"),
    [(2, 22, False), (-2, 18, False), (2.1, 20, True), (0, 22.1, True), (0, 17.9, True)],
)
def test_times_that_differ_are_named_and_those_of_the_list_win(
    start: float, end: float, differs: bool
) -> None:
    connection = only(told(lists_of(listed()), seen(start, end)))
    assert connection.disagreement is (Disagreement.TIMES_DIFFER if differs else None)
    assert (connection.started, connection.ended) == (at(0), at(20))


def test_a_row_that_was_changed_after_it_was_copied_is_named() -> None:
    connection = only(told(lists_of(listed(0, 20)), copied(listed(0, 65))))
    assert connection.disagreement is Disagreement.TIMES_DIFFER
    assert connection.ended == at(20)


def test_two_halves_that_were_seen_make_up_one_row() -> None:
    connection = only(told(lists_of(listed(0, 20)), seen(0, 9), seen(11, 20)))
    assert connection.disagreement is None


def test_a_second_session_soon_after_a_short_one_is_not_lost() -> None:
    short, removed = listed(0, 0.5), seen(1.5, 30)
    whole = told(lists_of(short), seen(0, 0.5), removed)
    assert [one.ended for one in whole.connections] == [at(0.5), at(30)]
    assert whole.connections[1].disagreement is Disagreement.NOT_LISTED


WHOLE_FILE = DamagedRow("Connections_incoming.txt", None, "locked")
ONE_ROW = DamagedRow("Connections_incoming.txt", 7, "time")


@pytest.mark.parametrize(
    ("damaged", "expected"),
    [
        ((), Disagreement.REMOVED_FROM_LIST),
        ((ONE_ROW,), Disagreement.REMOVED_FROM_LIST),
        ((ONE_ROW, WHOLE_FILE), None),
    ],
)
def test_a_copied_row_that_is_gone_is_named_when_the_lists_could_be_read(
    damaged: Sequence[DamagedRow], expected: Optional[Disagreement]
) -> None:
    whole = told(lists_of(damaged=damaged), copied(listed(), "c"))
    connection = only(whole)
    assert connection.disagreement is expected
    assert (connection.kind, connection.session, connection.cid) == ("RemoteControl", "{a}", "c")
    assert whole.damaged == tuple(damaged)


@pytest.mark.parametrize(
    ("recording", "minutes_later", "damaged", "expected"),
    [
        (Recording.ON, 2.1, (), Disagreement.NOT_LISTED),
        (Recording.ON, 2, (), None),
        (Recording.OFF, 60, (), None),
        (Recording.UNKNOWN, 60, (), None),
        (Recording.ON, 60, (WHOLE_FILE,), None),
    ],
)
def test_what_only_the_log_showed_is_named_once_the_list_had_its_time(
    recording: Recording,
    minutes_later: float,
    damaged: Sequence[DamagedRow],
    expected: Optional[Disagreement],
) -> None:
    lists = lists_of(recording=recording, damaged=damaged)
    whole = told(lists, seen(0, 20), now=at(20 + minutes_later))
    assert only(whole).disagreement is expected
    assert only(whole).kind == ""
    assert whole.visits[0].price_cents == 3000


def test_a_session_without_an_end_or_a_start_is_left_out() -> None:
    whole = told(lists_of(), replace(seen(), ended=None), replace(seen(), started=None))
    assert whole.connections == ()


def test_two_journals_that_saw_the_same_make_one_connection() -> None:
    whole = told(lists_of(), seen(0, 20), seen(0, 20), seen(0.1, 20.2, None, "c"))
    assert (only(whole).peer_id, only(whole).cid) == (ANNA, "c")


def test_two_technicians_at_once_are_two_connections() -> None:
    whole = told(lists_of(), seen(0, 20), seen(0, 20, BERT))
    assert {one.peer_id for one in whole.connections} == {ANNA, BERT}
    assert len(whole.visits) == 1


@pytest.mark.parametrize("row", [None, "no longer to be read"])
def test_a_copy_whose_row_was_erased_is_still_the_same_connection(row: Optional[str]) -> None:
    erased = replace(copied(listed(), "c"), peer_id=None, peer_name=None, row=row)
    assert only(told(lists_of(listed()), erased)).cid == "c"
    gone = only(told(lists_of(), erased))
    assert (gone.disagreement, gone.peer_id) == (Disagreement.REMOVED_FROM_LIST, "")


FIVE, SIX = 5 / 60, 6 / 60


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ((), None),
        ((span("a", -10, 10),), "a"),
        ((span("a", -10, None),), "a"),
        ((span("a", FIVE, 10),), "a"),
        ((span("a", SIX, 10),), None),
        ((span("a", -10, -FIVE),), "a"),
        ((span("a", -10, -SIX),), None),
        ((span("p", -900, None, "permanent"), span("a", -10, 10)), "a"),
        ((span("a", -10, 10), span("p", -5, None, "permanent")), "a"),
        ((span("p", -900, None, "permanent"), span("a", -10, -1)), "p"),
        ((span("a", -90, 10), span("b", -60, -50)), "a"),
        ((span("a", -90, 10), span("b", -60, 10)), "b"),
    ],
)
def test_a_connection_rests_on_what_was_allowed_when_it_started(
    spans: Sequence[ConsentSpan], expected: Optional[str]
) -> None:
    assert only(told(lists_of(listed()), spans=spans)).cid == expected
    assert only(told(lists_of(), seen(), spans=spans)).cid == expected


def test_what_a_journal_wrote_comes_before_what_was_allowed_then() -> None:
    spans = (span("a", -10, 10),)
    assert only(told(lists_of(listed()), copied(listed(), "w"), spans=spans)).cid == "w"
    assert only(told(lists_of(listed()), seen(cid="w"), spans=spans)).cid == "w"


def test_what_was_unexpected_when_it_was_seen_stays_so() -> None:
    surprise = replace(seen(), is_unexpected=True)
    spans = (span("a", FIVE, 10),)
    assert only(told(lists_of(listed()), surprise, spans=spans)).cid is None
    assert only(told(lists_of(listed()), surprise, seen(cid="w"))).cid == "w"


ROWS = st.builds(
    listed,
    st.integers(0, 300),
    st.integers(300, 400),
    st.uuids().map(str),
    st.sampled_from([ANNA, BERT]),
)
SEEN = st.builds(
    lambda start, length, peer: seen(start, start + length, peer),
    st.integers(0, 400),
    st.integers(0, 90),
    st.sampled_from([ANNA, BERT, None]),
)


@given(st.lists(ROWS, max_size=6), st.lists(SEEN, max_size=6), st.randoms(use_true_random=False))
def test_every_row_is_there_once_and_the_order_of_sources_does_not_matter(
    rows: List[ListedConnection], sessions: List[KeptSession], random: Random
) -> None:
    whole = told(lists_of(*rows), *sessions)
    sessions_told = [one.session for one in whole.connections if one.session]
    assert sorted(sessions_told) == sorted(row.session for row in rows)
    starts = [one.started for one in whole.connections]
    assert starts == sorted(starts)
    random.shuffle(rows)
    assert told(lists_of(*rows), *sessions).connections == whole.connections


@given(st.lists(SEEN, max_size=8))
def test_no_seen_time_is_lost_and_none_is_told_twice(sessions: List[KeptSession]) -> None:
    whole = told(lists_of(), *sessions)
    for one in sessions:
        assert one.started is not None
        assert one.ended is not None
        assert any(c.started <= one.started and one.ended <= c.ended for c in whole.connections)
    again = told(lists_of(), *sessions, *sessions)
    assert len(again.connections) == len(whole.connections)


@pytest.mark.fault("list of 100 000 rows")
def test_a_hundred_thousand_connections_need_no_comparing_of_all_with_all() -> None:
    count = 100_000
    rows = [ROW._replace(session=str(n), started=at(n), ended=at(n + 5)) for n in range(count)]
    long = ROW._replace(session="long", started=at(-1), ended=at(count))
    sessions = [seen(n + 0.1, n + 4) for n in range(0, count, 50)]
    sessions += [seen(-1, count - 1, None)] * (count // 4)
    spans = [span(str(n), n, n + 300) for n in range(0, count, 500)]
    whole = told(lists_of(long, *rows), *sessions, spans=spans)
    assert len(whole.connections) == count + 1
    assert len(whole.visits) == 1
