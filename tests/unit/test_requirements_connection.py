"""Internet, speed, TeamViewer's servers and the clock: facts to findings."""

from typing import Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.requirements.broadband import BroadbandRequirement
from agent.requirements.clock import ClockRequirement
from agent.requirements.facts import (
    Facts,
    InternetAccess,
    InternetFacts,
    NetworkFacts,
    Rate,
    Reach,
    ReachFacts,
    SpeedFacts,
)
from agent.requirements.figures import rounded_down, rounded_up
from agent.requirements.internet import InternetRequirement
from agent.requirements.requirement import Requirement
from agent.requirements.teamviewer_reachable import TeamViewerReachableRequirement
from agent.requirements.thresholds import Thresholds
from agent.state import Outcome

MET, UNMET, UNKNOWN = Outcome.MET, Outcome.UNMET, Outcome.UNKNOWN
THRESHOLDS = Thresholds(download_mbit_s=1.0, upload_mbit_s=0.5, latency_ms=300, clock_skew_s=300)
REACHED = ReachFacts(Reach.REACHED, 5938)


NO_INTERNET_FACTS, NO_SPEED_FACTS, NO_REACH_FACTS = InternetFacts(), SpeedFacts(), ReachFacts()


def online(
    internet: InternetFacts = NO_INTERNET_FACTS,
    speed: SpeedFacts = NO_SPEED_FACTS,
    teamviewer: ReachFacts = NO_REACH_FACTS,
) -> Facts:
    return Facts(network=NetworkFacts(internet, speed, teamviewer))


@pytest.mark.parametrize(
    ("access", "teamviewer", "outcome", "case"),
    [
        (InternetAccess.REACHABLE, ReachFacts(), MET, "met"),
        (InternetAccess.CAPTURED, REACHED, UNMET, "captured"),
        (InternetAccess.UNREACHABLE, ReachFacts(Reach.CLOSED), UNMET, "unreachable"),
        (InternetAccess.UNREACHABLE, ReachFacts(), UNMET, "unreachable"),
        (InternetAccess.UNREACHABLE, REACHED, UNKNOWN, "page_silent"),
        (InternetAccess.WRONG_DATES, REACHED, UNKNOWN, "wrong_dates"),
        (InternetAccess.UNKNOWN, REACHED, UNKNOWN, "unknown"),
    ],
)
def test_only_the_check_page_itself_proves_the_internet(
    access: InternetAccess, teamviewer: ReachFacts, outcome: Outcome, case: str
) -> None:
    facts = online(InternetFacts(access), teamviewer=teamviewer)
    finding = InternetRequirement().evaluate(facts)
    assert (finding.outcome, finding.reason.key) == (outcome, f"requirement.internet.{case}")


@pytest.mark.parametrize(
    ("speed", "outcome", "case"),
    [
        (SpeedFacts(Rate(1.0), Rate(0.5), 300.0), MET, "met"),
        (SpeedFacts(Rate(0.999), Rate(9.0), 10.0), UNMET, "slow_download"),
        (SpeedFacts(Rate(9.0), Rate(0.499), 10.0), UNMET, "slow_upload"),
        (SpeedFacts(Rate(9.0), Rate(9.0), 300.01), UNMET, "slow_answer"),
        (SpeedFacts(Rate(0.0), None, None), UNMET, "slow_download"),
        (SpeedFacts(None, Rate(0.1), None), UNMET, "slow_upload"),
        (SpeedFacts(), UNKNOWN, "unknown"),
        (SpeedFacts(None, Rate(9.0), 10.0), UNKNOWN, "unknown"),
        (SpeedFacts(Rate(9.0), None, 10.0), UNKNOWN, "unknown"),
        (SpeedFacts(Rate(9.0), Rate(9.0), None), UNKNOWN, "unknown"),
        (SpeedFacts(Rate(1.0, is_lower_bound=True), Rate(9.0), 10.0), MET, "met"),
        (SpeedFacts(Rate(0.9, is_lower_bound=True), Rate(9.0), 10.0), UNKNOWN, "unknown"),
        (SpeedFacts(Rate(9.0), Rate(0.4, is_lower_bound=True), 10.0), UNKNOWN, "unknown"),
    ],
)
def test_a_connection_is_fast_when_everything_was_measured_and_is_enough(
    speed: SpeedFacts, outcome: Outcome, case: str
) -> None:
    finding = BroadbandRequirement(THRESHOLDS).evaluate(online(speed=speed))
    assert (finding.outcome, finding.reason.key) == (outcome, f"requirement.broadband.{case}")


def test_the_figures_of_a_slow_connection_are_those_that_were_measured() -> None:
    speed = SpeedFacts(Rate(0.96), Rate(2.0), 20.5)
    finding = BroadbandRequirement(THRESHOLDS).evaluate(online(speed=speed))
    assert finding.value == {"download_mbit_s": 0.96, "upload_mbit_s": 2.0, "latency_ms": 20.5}
    assert finding.needed == {"download_mbit_s": 1.0, "upload_mbit_s": 0.5, "latency_ms": 300}
    words = {"measured": "0", "measured_tenths": "9", "needed": "1", "needed_tenths": "0"}
    assert dict(finding.reason.values) == words


@given(st.floats(min_value=0, max_value=1e6))
def test_a_shown_figure_is_never_better_than_the_true_one(value: float) -> None:
    down, up = rounded_down(value), rounded_up(value)
    assert 0 <= down[1] <= 9
    assert 0 <= up[1] <= 9
    assert down[0] + down[1] / 10 <= value + 1e-6
    assert up[0] + up[1] / 10 >= value - 1e-6


@pytest.mark.parametrize(
    ("found", "access", "outcome", "case"),
    [
        (REACHED, InternetAccess.REACHABLE, MET, "met"),
        (REACHED, InternetAccess.UNKNOWN, MET, "met"),
        (ReachFacts(Reach.REACHED, 443, is_through_proxy=True), InternetAccess.UNKNOWN, MET, "met"),
        (ReachFacts(Reach.REACHED, 80), InternetAccess.REACHABLE, MET, "met_slow"),
        (REACHED, InternetAccess.CAPTURED, UNKNOWN, "captured"),
        (ReachFacts(Reach.CLOSED), InternetAccess.REACHABLE, UNMET, "closed"),
        (ReachFacts(), InternetAccess.REACHABLE, UNKNOWN, "unknown"),
    ],
)
def test_teamviewer_is_reached_by_a_connection_that_nobody_else_may_have_answered(
    found: ReachFacts, access: InternetAccess, outcome: Outcome, case: str
) -> None:
    facts = online(InternetFacts(access), teamviewer=found)
    finding = TeamViewerReachableRequirement().evaluate(facts)
    assert finding.outcome is outcome
    assert finding.reason.key == f"requirement.teamviewer_reachable.{case}"
    assert finding.value == {"port": found.port, "through_proxy": found.is_through_proxy}


@pytest.mark.parametrize(
    ("skew", "outcome", "case"),
    [
        (None, UNKNOWN, "unknown"),
        (0.0, MET, "met"),
        (300.0, MET, "met"),
        (-300.0, MET, "met"),
        (300.4, UNMET, "wrong_by_minutes"),
        (-301.0, UNMET, "wrong_by_minutes"),
        (7199.0, UNMET, "wrong_by_minutes"),
        (7200.0, UNMET, "wrong_by_hours"),
        (-172799.0, UNMET, "wrong_by_hours"),
        (172800.0, UNMET, "wrong_by_days"),
        (-5e8, UNMET, "wrong_by_days"),
    ],
)
def test_the_clock_may_differ_by_the_threshold_both_ways(
    skew: Optional[float], outcome: Outcome, case: str
) -> None:
    facts = online(InternetFacts(InternetAccess.REACHABLE, skew))
    finding = ClockRequirement(THRESHOLDS).evaluate(facts)
    assert (finding.outcome, finding.reason.key) == (outcome, f"requirement.clock.{case}")
    assert finding.value == (None if skew is None else round(skew))


def test_a_certificate_of_another_time_makes_the_clock_doubtful() -> None:
    finding = ClockRequirement(THRESHOLDS).evaluate(
        online(InternetFacts(InternetAccess.WRONG_DATES))
    )
    assert (finding.outcome, finding.reason.key) == (UNKNOWN, "requirement.clock.doubtful")


@pytest.mark.parametrize(
    "requirement",
    [
        InternetRequirement(),
        BroadbandRequirement(THRESHOLDS),
        TeamViewerReachableRequirement(),
        ClockRequirement(THRESHOLDS),
    ],
)
def test_without_the_network_nothing_is_claimed_about_it(requirement: Requirement) -> None:
    network = NetworkFacts(
        InternetFacts(InternetAccess.REACHABLE, 0.0), SpeedFacts(Rate(9), Rate(9), 9), REACHED
    )
    finding = requirement.evaluate(Facts(is_offline=True, network=network))
    assert (finding.outcome, finding.value) == (UNKNOWN, None)
    assert finding.reason.key == f"requirement.{requirement.name.value}.skipped"


@given(st.sampled_from(list(Reach)), st.none() | st.integers(-1, 70000))
def test_a_port_goes_with_being_reached_and_with_nothing_else(
    reach: Reach, port: Optional[int]
) -> None:
    is_possible = (reach is Reach.REACHED) == (port is not None) and (
        port is None or 1 <= port <= 65535
    )
    if is_possible:
        assert ReachFacts(reach, port).port == port
    else:
        with pytest.raises(ValueError, match="port"):
            ReachFacts(reach, port)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1.0, 1e7])
def test_a_rate_that_cannot_be_is_refused_where_it_enters(value: float) -> None:
    with pytest.raises(ValueError, match="mbit_s"):
        Rate(value)
    with pytest.raises(ValueError, match="latency_ms"):
        SpeedFacts(latency_ms=value)


@pytest.mark.parametrize("value", [0.0, -1.0, float("nan"), float("inf")])
def test_a_threshold_that_lets_everything_pass_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="latency_ms"):
        Thresholds(latency_ms=value)
