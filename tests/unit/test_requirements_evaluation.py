"""The whole's outcome: no by default, whatever comes together."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import product
from pathlib import Path
from typing import Dict, Iterator, List, Set, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.requirements.evaluation import (
    ADVISORY,
    evaluate_all,
    standard_requirements,
    whole_outcome,
)
from agent.requirements.facts import (
    Facts,
    InternetAccess,
    InternetFacts,
    MachineFacts,
    NetworkFacts,
    PowerSource,
    Rate,
    Reach,
    ReachFacts,
    SpeedFacts,
)
from agent.requirements.requirement import NO_ADVICE
from agent.requirements.thresholds import Thresholds
from agent.state import Finding, Identity, IdentityState, Outcome, RequirementName
from agent.texts import Message
from agent.windows_version import WindowsVersion

NOW = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)
REQUIREMENTS = standard_requirements(Thresholds())
DECIDING = [name for name in RequirementName if name not in ADVISORY]
ALL_GOOD = Facts(
    now=NOW,
    windows=WindowsVersion(10, 0, 19045),
    identity=Identity(IdentityState.READY, id="123456789", version="15.75.5"),
    network=NetworkFacts(
        InternetFacts(InternetAccess.REACHABLE, 0.5),
        SpeedFacts(Rate(20.0), Rate(5.0), 30.0),
        ReachFacts(Reach.REACHED, 5938),
    ),
    machine=MachineFacts(PowerSource.MAINS, 80.0, 100_000),
)
TRANSLATIONS = Path(__file__).parents[2] / "agent" / "translations"


def finding(name: RequirementName, outcome: Outcome) -> Finding:
    return Finding(name, outcome, None, None, Message("reason"), Message("advice"))


FINDINGS = st.builds(
    finding, st.sampled_from(list(RequirementName)), st.sampled_from(list(Outcome))
)


def test_every_requirement_is_checked_once_and_in_order() -> None:
    assert [requirement.name for requirement in REQUIREMENTS] == list(RequirementName)


def test_a_computer_with_everything_is_ready() -> None:
    report = evaluate_all(REQUIREMENTS, ALL_GOOD, NOW)
    assert report.outcome is Outcome.MET
    assert {found.outcome for found in report.findings} == {Outcome.MET}
    assert {found.advice for found in report.findings} == {NO_ADVICE}
    assert report.checked_at == NOW


def test_nothing_known_is_nothing_claimed() -> None:
    report = evaluate_all(REQUIREMENTS, Facts(), NOW)
    assert report.outcome is Outcome.UNKNOWN
    assert {found.outcome for found in report.findings} == {Outcome.UNKNOWN}


def test_an_empty_list_is_unmet() -> None:
    assert whole_outcome([]) is Outcome.UNMET
    assert evaluate_all([], ALL_GOOD, NOW).outcome is Outcome.UNMET


def test_a_list_in_which_nothing_decides_is_unmet() -> None:
    assert whole_outcome([finding(name, Outcome.MET) for name in ADVISORY]) is Outcome.UNMET


def test_an_offline_check_is_never_a_yes() -> None:
    report = evaluate_all(REQUIREMENTS, replace(ALL_GOOD, is_offline=True), NOW)
    assert report.outcome is Outcome.UNKNOWN
    skipped = {f.requirement for f in report.findings if f.reason.key.endswith(".skipped")}
    assert {name.value for name in skipped} == {
        "internet",
        "broadband",
        "teamviewer_reachable",
        "clock",
    }


@pytest.mark.parametrize("outcomes", list(product(Outcome, repeat=3)))
def test_the_whole_is_met_only_if_everything_that_decides_is(
    outcomes: Tuple[Outcome, ...],
) -> None:
    whole = whole_outcome([finding(n, o) for n, o in zip(DECIDING, outcomes)])
    expected = Outcome.MET if set(outcomes) == {Outcome.MET} else Outcome.UNKNOWN
    assert whole is (Outcome.UNMET if Outcome.UNMET in outcomes else expected)


@given(st.tuples(*(st.sampled_from(Outcome) for _ in RequirementName)))
def test_advice_never_changes_the_whole(outcomes: Tuple[Outcome, ...]) -> None:
    findings = [finding(n, o) for n, o in zip(RequirementName, outcomes)]
    deciding = [found for found in findings if found.requirement not in ADVISORY]
    assert whole_outcome(findings) is whole_outcome(deciding)


@given(st.lists(FINDINGS))
def test_a_yes_needs_a_yes_and_nothing_else(findings: List[Finding]) -> None:
    deciding = {found.outcome for found in findings if found.requirement not in ADVISORY}
    assert (whole_outcome(findings) is Outcome.MET) == (deciding == {Outcome.MET})


@pytest.mark.parametrize(
    "moment", [datetime(2026, 1, 1), NOW.astimezone(timezone(timedelta(hours=1)))]
)
def test_a_check_is_dated_in_utc(moment: datetime) -> None:
    with pytest.raises(ValueError, match="UTC"):
        evaluate_all(REQUIREMENTS, ALL_GOOD, moment)


def every_kind_of_facts() -> Iterator[Facts]:
    """Facts that together bring out every sentence there is."""
    yield from (Facts(), Facts(is_offline=True), ALL_GOOD)
    for numbers in ((5, 1, 2600, 3), (6, 1, 7600, 0), (6, 3, 9600, 0)):
        yield replace(ALL_GOOD, windows=WindowsVersion(*numbers))
    yield replace(ALL_GOOD, windows=None)
    for state, version in product(IdentityState, (None, "15.75.5", "14.1.2", "9.0.1")):
        yield replace(ALL_GOOD, identity=Identity(state, version=version))
    for network in every_kind_of_network():
        yield replace(ALL_GOOD, network=network)
    for source, percent in product(PowerSource, (None, 10.0, 90.0)):
        yield replace(ALL_GOOD, machine=MachineFacts(source, percent, 3))


def every_kind_of_network() -> Iterator[NetworkFacts]:
    good = ALL_GOOD.network
    for access, reach in product(
        InternetAccess, (ReachFacts(), ReachFacts(Reach.CLOSED), ReachFacts(Reach.REACHED, 80))
    ):
        yield replace(good, internet=InternetFacts(access), teamviewer=reach)
    for skew in (310.0, 1e4, 1e6):
        yield replace(good, internet=InternetFacts(InternetAccess.REACHABLE, skew))
    for rates in ((0.1, 9.0, 9.0), (9.0, 0.1, 9.0), (9.0, 9.0, 900.0)):
        yield replace(good, speed=SpeedFacts(Rate(rates[0]), Rate(rates[1]), rates[2]))


def every_finding() -> List[Finding]:
    minute_off = InternetFacts(InternetAccess.REACHABLE, 60.0)
    seconds = evaluate_all(
        standard_requirements(Thresholds(clock_skew_s=5.0)),
        replace(ALL_GOOD, network=replace(ALL_GOOD.network, internet=minute_off)),
        NOW,
    )
    reports = [evaluate_all(REQUIREMENTS, facts, NOW) for facts in every_kind_of_facts()]
    return [found for report in [*reports, seconds] for found in report.findings]


def sentences(language: str) -> Dict[str, str]:
    text = (TRANSLATIONS / language / "requirements.po").read_text(encoding="utf-8")
    return dict(re.findall(r'^msgid "(requirement\.[^"]+)"\nmsgstr "([^"]+)"$', text, re.M))


def fields(sentence: str) -> Set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_finding_can_be_said_and_no_sentence_is_left_over(language: str) -> None:
    known = sentences(language)
    said = {m.key for f in every_finding() for m in (f.reason, f.advice) if m != NO_ADVICE}
    titles = {f"requirement.{name.value}.title" for name in RequirementName}
    assert set(known) == said | titles


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_sentence_finds_the_values_it_names(language: str) -> None:
    known = sentences(language)
    for found in every_finding():
        for words in (found.reason, found.advice):
            if words != NO_ADVICE:
                assert fields(known[words.key]) <= {name for name, _ in words.values}, words.key


def test_a_finding_that_is_not_met_always_says_what_to_do() -> None:
    for found in every_finding():
        assert found.outcome is Outcome.MET or found.advice != NO_ADVICE, found.reason.key


def test_a_reason_is_one_sentence() -> None:
    for found in every_finding():
        said = sentences("fr")[found.reason.key]
        assert said.endswith(".")
        assert ". " not in said


def test_values_and_needs_are_plain_json() -> None:
    for found in every_finding():
        assert json.loads(json.dumps(found.value, allow_nan=False)) == found.value
        assert json.loads(json.dumps(found.needed, allow_nan=False)) == found.needed


def test_deciding_loads_neither_network_nor_machine() -> None:
    program = (
        "import sys, agent.requirements.evaluation, agent.requirements.machine;"
        "print([m for m in ('requests', 'psutil', 'ssl', 'socket') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=True)
    assert ran.stdout.strip() == b"[]"
