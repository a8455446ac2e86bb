"""What the present connection rests on, from one look to the next."""

from dataclasses import replace
from datetime import timedelta
from typing import List, Optional, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as some

from agent.connections import NOBODY, Live, LiveState, Peer, Standing
from agent.sessions.course import Followed, Turn, follow, visit_start, whole
from agent.state import AccessPicture
from tests.unit.sessions import (
    CID,
    NOTHING_ALLOWED,
    PEER,
    allowed,
    at,
    attempt,
    connected,
    seen,
)

UNKNOWN = Live()
TEN_MINUTES = timedelta(minutes=10)
Look = Tuple[float, Live, Optional[AccessPicture]]


def turns(*looks: Look) -> List[Turn]:
    """What each look changed."""
    told: List[Turn] = []
    followed = Followed()
    for minutes, live, access in looks:
        told.append(follow(followed, live, access, at(minutes)))
        followed = told[-1].followed
    return told


def standing(*looks: Look) -> Standing:
    return turns(*looks)[-1].followed.picture.standing


@pytest.mark.parametrize("live", [connected(), attempt()], ids=["connected", "attempt"])
def test_somebody_is_expected_only_by_what_is_allowed(live: Live) -> None:
    assert standing((5, live, allowed())) is Standing.EXPECTED
    assert standing((5, live, allowed("permanent"))) is Standing.EXPECTED
    assert standing((5, live, NOTHING_ALLOWED)) is Standing.UNEXPECTED
    assert standing((5, live, AccessPicture())) is Standing.UNEXPECTED


def test_nothing_is_said_before_it_is_known_what_is_allowed() -> None:
    assert standing((5, connected(), None)) is Standing.UNDECIDED
    assert standing((5, connected(), None), (5, connected(), allowed())) is Standing.EXPECTED
    assert standing((5, connected(), None), (5, connected(), NOTHING_ALLOWED)) is (
        Standing.UNEXPECTED
    )


def test_what_cannot_be_read_never_means_nobody() -> None:
    assert standing((5, UNKNOWN, allowed())) is Standing.UNDECIDED
    before, after = turns((5, connected(), allowed()), (6, UNKNOWN, allowed()))
    assert after.followed == before.followed
    assert after.ended is None


def test_an_expected_connection_says_by_what_and_until_when() -> None:
    (turn,) = turns((5, connected(), allowed()))
    picture = turn.followed.picture
    assert (picture.cid, picture.scope, picture.until) == (CID, "oneoff", at(240))


def test_each_connection_is_told_once() -> None:
    access = allowed()
    told = turns(*((minutes, connected(), access) for minutes in (5, 6, 7)), (8, NOBODY, access))
    assert [turn.begun is not None for turn in told] == [True, False, False, False]
    assert [turn.ended is not None for turn in told] == [False, False, False, True]


def test_an_attempt_that_comes_to_nothing_is_not_told() -> None:
    looks: List[Look] = [(5, attempt(), NOTHING_ALLOWED), (5.9, attempt(), NOTHING_ALLOWED)]
    told = turns(*looks, (6, NOBODY, NOTHING_ALLOWED))
    assert all(turn.begun is None and turn.ended is None for turn in told)


def test_an_attempt_that_lasts_is_taken_for_a_session() -> None:
    access = allowed()
    told = turns((5, attempt(), access), (6, attempt(), access), (7, attempt(), access))
    assert [turn.begun is not None for turn in told] == [False, True, False]
    assert turns((5, attempt(), access), (6, attempt(), access), (7, NOBODY, access))[-1].ended


def test_an_attempt_that_succeeds_is_one_session_from_then_on() -> None:
    access = allowed()
    first, second = turns((5, attempt(5), access), (5.2, connected(5.2), access))
    assert first.begun is None
    assert second.begun is not None
    assert second.followed.picture.live.since == at(5.2)


def test_the_name_is_kept_when_only_the_process_tells_of_it_still() -> None:
    access = allowed()
    last = turns((5, connected(), access), (30, attempt(30), access))[-1]
    live = last.followed.picture.live
    assert (live.peer_id, live.since, last.ended) == (PEER, at(5), None)


def test_another_technician_is_another_session() -> None:
    access = allowed()
    last = turns((5, connected(), access), (30, connected(30, "987654321"), access))[-1]
    assert last.ended is not None
    assert last.begun is not None
    assert last.begun.live.peer_id == "987654321"


def test_whoever_comes_as_well_is_seen_and_goes_again() -> None:
    both = replace(connected(), others=(Peer("987654321", "X"),))
    looks: List[Look] = [(5, connected(), allowed()), (6, both, allowed())]
    first, second, third = turns(*looks, (7, connected(), allowed()))
    told = [one.followed.picture.live.others for one in (first, second, third)]
    assert told == [(), both.others, ()]
    assert (second.begun, second.ended, third.ended) == (None, None, None)


def test_whoever_tries_after_the_technician_never_bears_the_technicians_name() -> None:
    trying = Live(LiveState.ATTEMPT, "987654321", None, at(30))
    last = turns((5, connected(), allowed()), (30, trying, allowed()))[-1]
    assert last.followed.picture.live == trying
    assert last.ended is not None
    assert last.ended.live.peer_id == PEER
    then = turns((29, trying, allowed()), (30, connected(30), allowed()))[-1]
    assert then.followed.picture.live == connected(30)


def test_a_stranger_stays_one_whatever_is_allowed_later() -> None:
    looks: List[Look] = [(5, connected(), NOTHING_ALLOWED), (6, connected(), allowed())]
    assert standing(*looks) is Standing.UNEXPECTED


def test_whoever_is_being_shut_out_is_no_stranger_yet_and_then_is_one() -> None:
    looks: List[Look] = [(5, connected(), allowed()), (9, connected(), NOTHING_ALLOWED)]
    assert standing(*looks) is Standing.EXPECTED
    assert standing(*looks, (9.3, connected(), NOTHING_ALLOWED)) is Standing.EXPECTED
    last = turns(*looks, (9.4, connected(), NOTHING_ALLOWED))[-1]
    assert last.followed.picture.standing is Standing.UNEXPECTED
    assert last.begun is not None


@pytest.mark.fault("computer asleep, or its clock set, when an end comes")
def test_an_end_counts_before_anybody_has_looked_at_what_is_allowed_again() -> None:
    access = allowed(ends=10)
    assert standing((9.9, connected(), access)) is Standing.EXPECTED
    assert standing((10, connected(10), access)) is Standing.UNEXPECTED
    looks: List[Look] = [(5, connected(), access), (10, connected(), access)]
    assert standing(*looks) is Standing.EXPECTED
    assert standing(*looks, (10.4, connected(), access)) is Standing.UNEXPECTED


def test_lasting_access_goes_on_where_a_takeover_beside_it_has_ended() -> None:
    visit, lasting = allowed(ends=10), allowed("permanent", ends=1000)
    both = replace(visit, authorisations=(*visit.authorisations, *lasting.authorisations))
    (turn,) = turns((11, connected(11), both))
    picture = turn.followed.picture
    assert (picture.standing, picture.scope) == (Standing.EXPECTED, "permanent")


@pytest.mark.fault("clock moved during a session")
def test_a_clock_set_back_does_not_keep_a_stranger_hidden() -> None:
    looks: List[Look] = [(5, connected(), allowed()), (9, connected(), NOTHING_ALLOWED)]
    assert standing(*looks, (1, connected(), NOTHING_ALLOWED)) is Standing.UNEXPECTED


LIVES = some.sampled_from([UNKNOWN, NOBODY, attempt(), attempt(None), connected(), connected(6)])
ACCESS = some.sampled_from([None, NOTHING_ALLOWED, AccessPicture(), allowed()])


@given(some.lists(some.tuples(LIVES, ACCESS), max_size=12))
def test_nobody_is_expected_in_a_first_look_that_allows_nothing(
    looks: List[Tuple[Live, Optional[AccessPicture]]],
) -> None:
    told = turns(*((index, live, access) for index, (live, access) in enumerate(looks)))
    begun = [turn for turn in told if turn.begun is not None]
    ended = [turn for turn in told if turn.ended is not None]
    assert len(ended) <= len(begun)
    was_allowed = False
    for (_, access), turn in zip(looks, told):
        was_allowed = was_allowed or bool(access and access.allowed)
        if turn.followed.picture.standing is Standing.EXPECTED:
            assert was_allowed


def test_a_short_interruption_ends_no_visit() -> None:
    before = (seen(0, 5), seen(9, 20))
    assert visit_start(at(25), before, TEN_MINUTES) == at(0)
    assert visit_start(at(30), before, TEN_MINUTES) == at(30)
    assert visit_start(at(29.9), before[::-1], TEN_MINUTES) == at(0)
    assert visit_start(at(25), (), TEN_MINUTES) == at(25)


def test_the_log_tells_a_session_whole() -> None:
    picture = turns((5, connected(), allowed()))[-1].followed.picture
    assert whole(picture, (seen(0, 3), seen(4.9, 20))) == seen(4.9, 20)
    assert whole(picture, (seen(4.9, 20, "987654321"),)) is None
    assert whole(picture, (seen(0, 3), seen(30, 40))) is None
    unknown = turns((5, attempt(None), allowed()))[-1].followed.picture
    assert unknown.live.state is LiveState.ATTEMPT
    assert whole(unknown, (seen(4.9, 20),)) is None
