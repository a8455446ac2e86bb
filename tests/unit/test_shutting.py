"""However TeamViewer is shut and whatever anybody says of it, only what is seen to be shut is."""

import itertools
import logging
from typing import List

import pytest

from agent.cutoff.words import Word
from agent.paths import translations_folder
from agent.shutting.shut import Failure, Method, Shut
from agent.shutting.steps import shut_with
from agent.teamviewer.control.outcome import Outcome
from agent.teamviewer.removal import LeftValue, Removal
from agent.translations import load_translate
from agent.windows_facts import Ran
from tests.unit.pretend_helper import Helper, PretendHelper, Told, is_really_done

CUT, WITHDRAW = Word.CUT, Word.WITHDRAW
REFUSES = Helper(Ran.REFUSED_BY_PERSON, shuts=False)
DOES = Helper(Ran.FINISHED)
LIES = Helper(Ran.FINISHED, shuts=False, told=Told.SHUT)
LATE = Helper(Ran.TIMED_OUT, shuts=True, told=Told.NOTHING)
BELIEVED = (Told.TRUTH, Told.SHUT)
BOTH = (False, True)


def every_helper(told: Told) -> List[Helper]:
    return [Helper(ran, shuts, told) for ran in Ran for shuts in BOTH]


@pytest.mark.parametrize("told", list(Told), ids=lambda told: told.value)
@pytest.mark.parametrize("word", list(Word), ids=lambda word: word.value)
def test_it_is_never_ok_while_it_is_not_seen_to_be_shut(
    word: Word, told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "agent")
    elevated = (REFUSES, DOES, LIES, LATE, Helper(Ran.FINISHED, told=told))
    flags = itertools.product(BOTH, BOTH, BOTH, BOTH, BOTH)
    oks = 0
    for helper, other, (admin, rights, sees, breaks, own) in itertools.product(
        every_helper(told), elevated, list(flags)
    ):
        computer = PretendHelper(
            helper, other, admin, rights, sees, breaks, own_value=own
        ).planted_before()
        done = shut_with(computer.ports, word)
        oks += done.ok
        assert not done.ok or is_really_done(computer, word)
        assert (done.removal is None) is (word is CUT)
        assert done.failure is None or not done.ok
    assert oks > 0


@pytest.mark.parametrize("word", list(Word), ids=lambda word: word.value)
def test_the_service_shuts_and_nobody_is_asked(word: Word) -> None:
    computer = PretendHelper(service=DOES)
    done = shut_with(computer.ports, word)
    assert (done.ok, done.method, done.failure) == (True, Method.SERVICE, None)
    assert computer.steps[:2] == ["service", "look"]
    assert "elevated" not in computer.steps


@pytest.mark.parametrize("told", [told for told in Told if told not in BELIEVED])
def test_a_result_that_is_not_the_answer_is_not_believed(told: Told) -> None:
    """The service shut, but does not say so: this program proves it with its own two looks."""
    computer = PretendHelper(service=Helper(Ran.FINISHED, told=told)).planted_before()
    done = shut_with(computer.ports, CUT)
    assert (done.ok, done.method) == (True, Method.DIRECT)
    assert "cut" in computer.steps
    lying = PretendHelper(service=Helper(Ran.FINISHED, shuts=False, told=told)).planted_before()
    assert shut_with(lying.ports, CUT).failure is Failure.REFUSED_BY_PERSON


def test_a_service_that_says_shut_while_it_runs_is_contradicted() -> None:
    done = shut_with(PretendHelper(service=LIES).ports, CUT)
    assert not done.ok
    assert [left.what for left in done.outcome.left] == ["TeamViewer"]


def test_what_opened_again_after_the_service_is_shut_from_here() -> None:
    computer = PretendHelper(service=LIES, rights=True)
    done = shut_with(computer.ports, CUT)
    assert (done.ok, done.method) == (True, Method.SERVICE)
    assert computer.steps[:3] == ["service", "look", "cut"]


@pytest.mark.parametrize("ran", [ran for ran in Ran if ran is not Ran.FINISHED])
def test_an_administrator_is_not_asked(ran: Ran) -> None:
    computer = PretendHelper(service=Helper(ran, shuts=False), is_administrator=True, rights=True)
    done = shut_with(computer.ports, WITHDRAW)
    assert (done.ok, done.method) == (True, Method.DIRECT)
    assert "elevated" not in computer.steps


def test_a_person_is_asked_only_after_what_can_be_ended_is_ended() -> None:
    computer = PretendHelper(elevated=DOES)
    done = shut_with(computer.ports, CUT)
    assert (done.ok, done.method) == (True, Method.ELEVATED)
    assert computer.steps == ["service", "cut at once", "look", "elevated", "look"]
    assert "cut at once" in done.outcome.processes_ended


def test_nobody_is_asked_when_nothing_needs_more_rights() -> None:
    computer = PretendHelper(is_open=False, has_values=False)
    done = shut_with(computer.ports, WITHDRAW)
    assert done.ok
    assert "elevated" not in computer.steps
    assert "cut" in computer.steps


@pytest.mark.parametrize(
    ("ran", "failure"),
    [
        (Ran.REFUSED_BY_PERSON, Failure.REFUSED_BY_PERSON),
        (Ran.TIMED_OUT, Failure.TIMED_OUT),
        (Ran.FAILED, Failure.FAILED),
        (Ran.MISSING, Failure.MISSING),
    ],
)
def test_what_kept_it_open_is_told(ran: Ran, failure: Failure) -> None:
    done = shut_with(PretendHelper(elevated=Helper(ran, shuts=False)).ports, CUT)
    assert (done.ok, done.method, done.failure) == (False, Method.DIRECT, failure)
    assert done.outcome.left


def test_what_came_late_is_shut_all_the_same_when_it_is_seen_twice() -> None:
    computer = PretendHelper(elevated=LATE)
    done = shut_with(computer.ports, WITHDRAW)
    assert (done.ok, done.failure) == (True, None)
    assert computer.steps.count("cut") == 1


@pytest.mark.parametrize("is_open", BOTH)
@pytest.mark.parametrize("service", [DOES, REFUSES], ids=["service", "elevated"])
def test_a_persons_own_values_go_too_and_all_are_told(service: Helper, is_open: bool) -> None:
    computer = PretendHelper(service, DOES, own_value=True, is_open=is_open)
    done = shut_with(computer.ports, WITHDRAW)
    assert done.removal == Removal((("user", "Own"),))
    assert not computer.own_value


def test_values_that_are_left_are_not_ok() -> None:
    left = Removal(left=(LeftValue("registry64", "Value", "it came back"),))
    assert not Shut(Outcome(1), left, Method.SERVICE).ok
    assert Shut(Outcome(1), Removal(), Method.SERVICE).ok


@pytest.mark.fault("any step of a stop fails, alone and together", "access denied while stopping")
@pytest.mark.parametrize("failure", list(Failure), ids=lambda failure: failure.value)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_failure_is_never_ok_and_says_what_to_do(failure: Failure, language: str) -> None:
    translate = load_translate(translations_folder(), language)
    assert not Shut(Outcome(1), None, Method.DIRECT, failure).ok
    assert translate(failure.title).count(".") == 1
    assert "Internet" in translate(failure.advice)
