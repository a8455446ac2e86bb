"""Checks beside each other: one that hangs, fails or is late touches none of the others."""

import logging
import threading
from dataclasses import replace
from typing import List

import pytest

from agent.requirements.facts import (
    InternetAccess,
    InternetFacts,
    NetworkFacts,
    Reach,
    ReachFacts,
)
from agent.requirements.network.http import Transport
from agent.requirements.network.measurement import (
    NetworkCheck,
    Update,
    measure_network,
    run_checks,
)
from agent.requirements.network.targets import NetworkTargets
from agent.state import RequirementName
from tests.network.certificates import Certificate
from tests.network.servers import SpeedServer, closed_port, ok_with_date, serving

GENEROUS_S = 60.0
INTERNET = (RequirementName.INTERNET, RequirementName.CLOCK)
TEAMVIEWER = (RequirementName.TEAMVIEWER_REACHABLE,)
REACHABLE = InternetFacts(InternetAccess.REACHABLE, 1.0)
REACHED = ReachFacts(Reach.REACHED, 443)


def find_internet() -> Update:
    return lambda facts: replace(facts, internet=REACHABLE)


def find_teamviewer() -> Update:
    return lambda facts: replace(facts, teamviewer=REACHED)


def test_every_check_adds_its_own_facts() -> None:
    done: List[RequirementName] = []
    checks = [
        NetworkCheck(INTERNET, find_internet, GENEROUS_S),
        NetworkCheck(TEAMVIEWER, find_teamviewer, GENEROUS_S),
    ]
    facts = run_checks(checks, threading.Event(), done.append)
    assert facts == NetworkFacts(internet=REACHABLE, teamviewer=REACHED)
    assert set(done) == {*INTERNET, *TEAMVIEWER}
    assert len(done) == 3


@pytest.mark.fault("every server hangs")
def test_a_check_that_hangs_is_given_up_and_its_late_answer_ignored() -> None:
    forever, answered = threading.Event(), threading.Event()
    done: List[RequirementName] = []

    def hang() -> Update:
        forever.wait()
        answered.set()
        return lambda facts: replace(facts, internet=REACHABLE)

    checks = [
        NetworkCheck(INTERNET, hang, 0.2),
        NetworkCheck(TEAMVIEWER, find_teamviewer, GENEROUS_S),
    ]
    facts = run_checks(checks, threading.Event(), done.append)
    forever.set()
    assert answered.wait(GENEROUS_S)
    assert facts == NetworkFacts(teamviewer=REACHED)
    assert set(done) == {*INTERNET, *TEAMVIEWER}


def test_a_late_answer_is_ignored_while_others_are_still_waited_for() -> None:
    given_up, returned = threading.Event(), threading.Event()

    def late() -> Update:
        given_up.wait()
        returned.set()
        return lambda facts: replace(facts, internet=REACHABLE)

    def slower() -> Update:
        returned.wait()
        return find_teamviewer()

    def on_done(requirement: RequirementName) -> None:
        if requirement is RequirementName.CLOCK:
            given_up.set()

    checks = [NetworkCheck(INTERNET, late, 0.2), NetworkCheck(TEAMVIEWER, slower, GENEROUS_S)]
    assert run_checks(checks, threading.Event(), on_done) == NetworkFacts(teamviewer=REACHED)


def test_a_cancelled_run_ends_at_once_with_what_is_known() -> None:
    forever, cancelled = threading.Event(), threading.Event()

    def hang() -> Update:
        forever.wait()
        return find_internet()

    checks = [
        NetworkCheck(INTERNET, hang, GENEROUS_S),
        NetworkCheck(TEAMVIEWER, find_teamviewer, GENEROUS_S),
    ]
    facts = run_checks(checks, cancelled, lambda _: cancelled.set())
    forever.set()
    assert facts == NetworkFacts(teamviewer=REACHED)


def test_a_run_cancelled_before_it_began_claims_nothing() -> None:
    cancelled = threading.Event()
    cancelled.set()
    done: List[RequirementName] = []
    checks = [NetworkCheck(INTERNET, find_internet, GENEROUS_S)]
    assert run_checks(checks, cancelled, done.append) == NetworkFacts()
    assert done == []


@pytest.mark.fault("error nobody foresaw")
def test_a_faulty_check_is_logged_and_leaves_its_facts_unknown(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail() -> Update:
        raise ZeroDivisionError("the fault under test")

    checks = [
        NetworkCheck(INTERNET, fail, GENEROUS_S),
        NetworkCheck(TEAMVIEWER, find_teamviewer, GENEROUS_S),
    ]
    with caplog.at_level(logging.ERROR):
        facts = run_checks(checks, threading.Event(), lambda _: None)
    assert facts == NetworkFacts(teamviewer=REACHED)
    assert "the fault under test" in caplog.text


def test_the_products_checks_measure_a_real_server(
    certificate: Certificate, trusting: Transport
) -> None:
    done: List[RequirementName] = []
    context = certificate.server_context()
    with serving(SpeedServer(), context) as files, serving(ok_with_date(), context) as page:
        targets = NetworkTargets(
            page.url, f"{files.url}/{{bytes}}", f"{files.url}/up", ("127.0.0.1",), (page.port,)
        )
        facts = measure_network(targets, threading.Event(), done.append, trusting)
    assert facts.internet.access is InternetAccess.REACHABLE
    assert facts.internet.clock_skew_s == pytest.approx(0, abs=30)
    assert facts.teamviewer == ReachFacts(Reach.REACHED, page.port)
    assert facts.speed.download is not None
    assert len(done) == len(set(done)) == 4


def test_without_any_network_everything_is_said_and_nothing_raised(
    plain: Transport, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"http://127.0.0.1:{closed_port()}"
    targets = NetworkTargets(url, f"{url}/{{bytes}}", url, ("127.0.0.1",), (closed_port(),))
    facts = measure_network(targets, threading.Event(), lambda _: None, plain)
    assert facts == NetworkFacts(
        internet=InternetFacts(InternetAccess.UNREACHABLE), teamviewer=ReachFacts(Reach.CLOSED)
    )
    assert caplog.records == []
