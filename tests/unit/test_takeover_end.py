"""What follows when time has ended a takeover."""

import threading
from typing import Callable, List, Optional

import pytest

from agent.cutoff.words import Word
from agent.sessions.takeover_end import Decide, EndSurroundings, TakeoverEnd
from agent.shutting.shut import Failure, Method, Shut
from agent.state import AccessPicture, AccessState, Authorisation
from agent.teamviewer.control.outcome import Left, Outcome, Why
from tests.unit.sessions import CID, NOTHING_ALLOWED, allowed, at

DONE = Shut(Outcome(100), None, Method.SERVICE)
NOT_DONE = Shut(
    Outcome(100, left=(Left("TeamViewer", Why.NO_SERVICES),)), None, Method.DIRECT, Failure.MISSING
)
PATIENCE_SECONDS = 30.0


class Scene:
    """A takeover that has ended, and what was done about it."""

    def __init__(self, *, quietly: Shut = DONE, shuts: bool = True, wait: float = 60.0) -> None:
        self.quietly, self.shuts = quietly, shuts
        self.is_allowed = False
        self.asked: List[Decide] = []
        self.shut: List[str] = []
        self.told: List[Shut] = []
        self.told_alone: List[Shut] = []
        self.was_shut = threading.Event()
        self.end = TakeoverEnd(
            EndSurroundings(
                lambda: at(30), self._shut, self._shut_quietly, self._have_shut,
                lambda _ended, decide: self.asked.append(decide),
                self.told.append, self.told_alone.append,
                lambda: self.is_allowed, shuts,
            ),
            wait,
        )  # fmt: skip

    def _shut(self, word: Word) -> Shut:
        self.shut.append(word.value)
        return DONE

    def _shut_quietly(self, word: Word) -> Shut:
        self.shut.append(f"{word.value} quietly")
        return self.quietly

    def _have_shut(self, shut: Callable[[Word], Shut], then: Callable[[Shut], None]) -> None:
        then(shut(Word.CUT))
        self.was_shut.set()


def ended(why: str, scope: str = "oneoff", at_minutes: Optional[float] = 20) -> Authorisation:
    ends = None if at_minutes is None else at(at_minutes)
    return Authorisation(CID, scope, AccessState.NONE.value, at(0), ends, why)


@pytest.mark.parametrize("why", ["time", "unused"])
def test_at_the_hour_that_was_read_it_is_shut_without_a_question(why: str) -> None:
    scene = Scene()
    scene.end.take(ended(why), NOTHING_ALLOWED)
    assert (scene.shut, scene.told_alone, scene.asked) == (["cut quietly"], [DONE], [])


def test_what_cannot_be_shut_without_asking_windows_is_asked_of_the_client() -> None:
    scene = Scene(quietly=NOT_DONE)
    scene.end.take(ended("time"), NOTHING_ALLOWED)
    assert len(scene.asked) == 1
    assert not scene.told
    scene.asked[0](True)
    assert scene.shut == ["cut quietly", "cut"]
    assert scene.told == [DONE]


def test_after_the_technician_has_left_the_client_is_asked() -> None:
    scene = Scene()
    scene.end.take(ended("disconnect"), NOTHING_ALLOWED)
    assert len(scene.asked) == 1
    assert not scene.shut


@pytest.mark.parametrize(("answer", "shut"), [(True, ["cut"]), (False, [])])
def test_an_answer_is_followed_once(answer: bool, shut: List[str]) -> None:
    scene = Scene()
    scene.end.take(ended("disconnect"), NOTHING_ALLOWED)
    scene.asked[0](answer)
    scene.asked[0](True)
    assert scene.shut == shut


def test_nobody_answering_is_what_the_shop_says() -> None:
    scene = Scene(wait=0.01)
    scene.end.take(ended("disconnect"), NOTHING_ALLOWED)
    assert scene.was_shut.wait(PATIENCE_SECONDS)
    assert (scene.shut, scene.told_alone) == (["cut quietly"], [DONE])
    scene.asked[0](True)
    assert scene.shut == ["cut quietly"]


def test_what_nobody_answered_and_could_not_be_shut_is_told_and_can_still_be_shut() -> None:
    scene = Scene(wait=0.01, quietly=NOT_DONE)
    scene.end.take(ended("disconnect"), NOTHING_ALLOWED)
    assert scene.was_shut.wait(PATIENCE_SECONDS)
    assert scene.told_alone == [NOT_DONE]
    scene.asked[0](True)
    assert scene.shut == ["cut quietly", "cut"]


def test_what_is_allowed_again_meanwhile_is_not_shut() -> None:
    scene = Scene(wait=0.01)
    scene.is_allowed = True
    scene.end.take(ended("disconnect"), NOTHING_ALLOWED)
    assert not scene.was_shut.wait(0.3)
    assert not scene.shut


def test_a_shop_that_leaves_it_running_shuts_nothing_unasked() -> None:
    scene = Scene(wait=0.01, shuts=False)
    scene.end.take(ended("disconnect"), NOTHING_ALLOWED)
    assert not scene.was_shut.wait(0.3)


@pytest.mark.parametrize(
    ("one", "left"),
    [
        (ended("disconnect"), allowed("permanent")),
        (ended("time", scope="permanent"), NOTHING_ALLOWED),
        (ended("time", at_minutes=30 - 13 * 60), NOTHING_ALLOWED),
        (ended("time", at_minutes=None), NOTHING_ALLOWED),
    ],
    ids=["something_else_allowed", "lasting", "long_ago", "no_end"],
)
def test_nothing_is_done_where_nothing_is_to_be_shut(
    one: Authorisation, left: AccessPicture
) -> None:
    scene = Scene()
    scene.end.take(one, left)
    assert (scene.asked, scene.shut) == ([], [])
