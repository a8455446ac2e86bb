"""One picture of what is known, kept up to date, and never older than it says."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Callable, List, Optional

import pytest

from agent.controller import (
    MEASUREMENT_LIFETIME,
    Controller,
    Measurement,
    Progress,
    Sources,
    next_change,
    same_picture,
    take_snapshot,
)
from agent.doors import Door, DoorName, Doors
from agent.requirements.facts import NetworkFacts
from agent.state import CheckReport, Identity, IdentityState, Outcome, RequirementName, Snapshot
from agent.texts import message
from tests.unit.pictures_of_state import MONDAY_TEN, OPEN, READY, report, snapshot

PATIENCE_SECONDS = 20.0
SHUT = Doors((Door(DoorName.PERMANENT_PASSWORD, open=False, says=message("x.y")),))
OPENED = Doors((Door(DoorName.PERMANENT_PASSWORD, open=True, says=message("x.y")),))
SPEED, PORTS = RequirementName.BROADBAND, RequirementName.TEAMVIEWER_REACHABLE


def judge(_who: Identity, network: Optional[NetworkFacts], now: datetime) -> CheckReport:
    return report(Outcome.UNKNOWN if network is None else Outcome.MET, now)


def measure_at_once(_cancelled: threading.Event, progress: Progress) -> NetworkFacts:
    progress(SPEED)
    return NetworkFacts()


SOURCES = Sources(
    now=lambda: MONDAY_TEN,
    read_identity=lambda: READY,
    opening_at=lambda _moment: OPEN,
    evaluate=judge,
    measure=measure_at_once,
    measured=frozenset({SPEED, PORTS}),
    read_doors=lambda: SHUT,
    cut_stands=lambda: False,
)


class Watcher:
    """Collects pictures; each wait looks only at those after the one last waited for."""

    def __init__(self, controller: Controller) -> None:
        self._unseen: List[Snapshot] = [controller.snapshot]
        self._changed = threading.Condition()
        controller.subscribe(self._see)

    def _see(self, picture: Snapshot) -> None:
        with self._changed:
            self._unseen.append(picture)
            self._changed.notify_all()

    def wait_for(self, question: Callable[[Snapshot], bool]) -> Snapshot:
        with self._changed:
            assert self._changed.wait_for(
                lambda: any(map(question, self._unseen)), PATIENCE_SECONDS
            )
            place = [question(picture) for picture in self._unseen].index(True)
            found = self._unseen[place]
            del self._unseen[: place + 1]
            return found


def test_a_line_that_was_not_measured_is_unknown() -> None:
    picture = take_snapshot(SOURCES)
    assert picture.measured_at is None
    assert picture.check.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("age", [MEASUREMENT_LIFETIME, timedelta(days=1), timedelta(seconds=-1)])
def test_an_old_measurement_or_one_from_the_future_does_not_count(age: timedelta) -> None:
    picture = take_snapshot(SOURCES, Measurement(NetworkFacts(), MONDAY_TEN - age))
    assert picture.measured_at is None
    assert picture.check.outcome is Outcome.UNKNOWN


def test_a_recent_measurement_counts() -> None:
    almost = MEASUREMENT_LIFETIME - timedelta(seconds=1)
    picture = take_snapshot(SOURCES, Measurement(NetworkFacts(), MONDAY_TEN - almost))
    assert picture.check.outcome is Outcome.MET


def test_the_picture_changes_when_the_shop_closes_or_the_measurement_ends() -> None:
    assert next_change(snapshot(measured_at=None)) == OPEN.until
    assert next_change(snapshot()) == MONDAY_TEN + MEASUREMENT_LIFETIME


def test_time_passing_alone_is_no_new_picture() -> None:
    later = MONDAY_TEN + timedelta(seconds=5)
    one = snapshot()
    assert same_picture(
        one, replace(one, taken_at=later, check=replace(one.check, checked_at=later))
    )
    assert not same_picture(one, snapshot(outcome=Outcome.UNMET))


def test_a_check_shows_what_is_pending_and_ends_with_an_answer() -> None:
    controller = Controller(SOURCES)
    watcher = Watcher(controller)
    controller.start_check()
    watcher.wait_for(lambda picture: picture.pending == {SPEED, PORTS})
    watcher.wait_for(lambda picture: picture.pending == {PORTS})
    done = watcher.wait_for(lambda picture: picture.measured_at == MONDAY_TEN)
    assert done.check.outcome is Outcome.MET
    assert not done.pending
    controller.stop()


def test_a_changed_id_is_shown_while_a_check_hangs() -> None:
    release, identities = threading.Event(), [READY]

    def hang(_cancelled: threading.Event, _progress: Progress) -> NetworkFacts:
        assert release.wait(PATIENCE_SECONDS)
        return NetworkFacts()

    controller = Controller(replace(SOURCES, measure=hang, read_identity=lambda: identities[0]))
    watcher = Watcher(controller)
    controller.start_check()
    identities[0] = replace(READY, id="987654321")
    controller.refresh()
    seen = watcher.wait_for(lambda picture: picture.identity.id == "987654321")
    assert seen.pending
    release.set()
    watcher.wait_for(lambda picture: picture.measured_at is not None)
    controller.stop()


def test_a_second_check_does_not_start_while_one_runs() -> None:
    release, starts = threading.Event(), []

    def hang(_cancelled: threading.Event, _progress: Progress) -> NetworkFacts:
        starts.append(1)
        assert release.wait(PATIENCE_SECONDS)
        return NetworkFacts()

    controller = Controller(replace(SOURCES, measure=hang))
    watcher = Watcher(controller)
    controller.start_check()
    controller.start_check()
    release.set()
    watcher.wait_for(lambda picture: picture.measured_at is not None)
    assert starts == [1]
    controller.stop()


def test_cancelling_reaches_the_measurement() -> None:
    def until_cancelled(cancelled: threading.Event, _progress: Progress) -> NetworkFacts:
        assert cancelled.wait(PATIENCE_SECONDS)
        return NetworkFacts()

    controller = Controller(replace(SOURCES, measure=until_cancelled))
    watcher = Watcher(controller)
    controller.start_check()
    watcher.wait_for(lambda picture: bool(picture.pending))
    controller.cancel_check()
    watcher.wait_for(lambda picture: picture.measured_at is not None and not picture.pending)
    controller.stop()


@pytest.mark.fault("error nobody foresaw")
def test_a_measurement_that_breaks_leaves_unknown_and_can_be_tried_again() -> None:
    tries: List[int] = []

    def break_once(cancelled: threading.Event, progress: Progress) -> NetworkFacts:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("a slip in a probe")
        return measure_at_once(cancelled, progress)

    controller = Controller(replace(SOURCES, measure=break_once))
    watcher = Watcher(controller)
    controller.start_check()
    watcher.wait_for(lambda picture: bool(picture.pending))
    watcher.wait_for(lambda picture: not picture.pending)
    assert controller.snapshot.check.outcome is Outcome.UNKNOWN
    controller.start_check()
    watcher.wait_for(lambda picture: picture.check.outcome is Outcome.MET)
    controller.stop()


def test_a_reading_that_breaks_is_not_the_end() -> None:
    answers: List[Identity] = [READY]

    def read() -> Identity:
        if not answers:
            raise OSError("the registry is gone")
        return answers[0]

    controller = Controller(replace(SOURCES, read_identity=read))
    watcher = Watcher(controller)
    answers.clear()
    controller.refresh()
    answers.append(Identity(IdentityState.WAITING))
    controller.refresh()
    watcher.wait_for(lambda picture: picture.identity.state is IdentityState.WAITING)
    controller.stop()


def test_doors_that_nobody_looked_at_are_not_known() -> None:
    controller = Controller(SOURCES)
    assert controller.snapshot.doors is None
    assert controller.snapshot.cut_stands is None
    controller.stop()


def test_an_id_is_shown_while_a_look_at_the_doors_hangs() -> None:
    release, identities = threading.Event(), [READY]

    def hang() -> Doors:
        assert release.wait(PATIENCE_SECONDS)
        return SHUT

    controller = Controller(replace(SOURCES, read_doors=hang, read_identity=lambda: identities[0]))
    watcher = Watcher(controller)
    identities[0] = replace(READY, id="987654321")
    controller.refresh()
    seen = watcher.wait_for(lambda picture: picture.identity.id == "987654321")
    assert seen.doors is None
    release.set()
    assert watcher.wait_for(lambda picture: picture.doors == SHUT).looked_at == MONDAY_TEN
    controller.stop()


def test_a_new_reading_of_the_id_leaves_the_doors_as_they_were_seen() -> None:
    identities = [READY]
    controller = Controller(replace(SOURCES, read_identity=lambda: identities[0]))
    watcher = Watcher(controller)
    controller.look_at_doors()
    watcher.wait_for(lambda picture: picture.doors == SHUT)
    identities[0] = Identity(IdentityState.WAITING)
    controller.refresh()
    seen = watcher.wait_for(lambda picture: picture.identity.state is IdentityState.WAITING)
    assert seen.doors == SHUT
    controller.stop()


def test_a_look_that_began_before_it_was_asked_for_is_not_the_answer() -> None:
    began, release = threading.Event(), threading.Event()
    answers = [SHUT, OPENED]

    def hang_once() -> Doors:
        answer = answers.pop(0)
        if answer is SHUT:
            began.set()
            assert release.wait(PATIENCE_SECONDS)
        return answer

    controller = Controller(replace(SOURCES, read_doors=hang_once))
    watcher = Watcher(controller)
    controller.refresh()
    assert began.wait(PATIENCE_SECONDS)
    controller.look_at_doors()
    release.set()
    assert watcher.wait_for(lambda picture: picture.doors == SHUT).is_looking
    watcher.wait_for(lambda picture: not picture.is_looking)
    assert controller.snapshot.doors == OPENED
    controller.stop()


def test_a_look_that_breaks_leaves_nothing_that_may_be_over() -> None:
    answers: List[Doors] = [SHUT]
    controller = Controller(replace(SOURCES, read_doors=answers.pop, cut_stands=lambda: True))
    watcher = Watcher(controller)
    controller.look_at_doors()
    assert watcher.wait_for(lambda picture: picture.doors == SHUT).cut_stands is True
    controller.look_at_doors()
    seen = watcher.wait_for(lambda picture: not picture.is_looking and picture.doors is None)
    assert (seen.cut_stands, seen.looked_at) == (None, None)
    controller.stop()


def test_many_requests_meanwhile_are_one_more_look() -> None:
    release, looks = threading.Event(), []

    def hang() -> Doors:
        looks.append(1)
        assert release.wait(PATIENCE_SECONDS)
        return SHUT

    controller = Controller(replace(SOURCES, read_doors=hang))
    watcher = Watcher(controller)
    for _ in range(50):
        controller.look_at_doors()
    release.set()
    watcher.wait_for(lambda picture: picture.doors is not None and not picture.is_looking)
    assert 1 <= len(looks) <= 2
    controller.stop()
