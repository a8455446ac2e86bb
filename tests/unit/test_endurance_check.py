"""The look from outside finds what must not be: each fault that it is there for, planted."""

import base64
import hashlib
import json
from typing import Any, Dict, List, Tuple

import pytest

from tests.endurance.journal_check import (
    answers_in,
    left_open,
    read_lines,
    row_faults,
    unmatched,
)
from tests.endurance.journals import in_order, read_journals
from tests.endurance.ledger import NO, STOP, WITHDRAW, YES_ONCE, Answered
from tests.unit import ed25519

Told = Tuple[str, Dict[str, Any]]

SEED = b"s" * 32
GIVEN: Told = ("consent.given", {"scope": "oneoff"})
WITHDRAWN: Told = ("consent.withdrawn", {})
CUT: Told = ("access.cut", {"by": "client"})
REFUSED: Told = ("consent.refused", {"how": "button"})


def canonical(line: Dict[str, Any]) -> bytes:
    return json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def journal(*told: Told, log: str = "one", prev_log: Any = None) -> bytes:  # noqa: ANN401 - JSON
    """A journal with these lines after its first, as the program would write it."""
    key = base64.b64encode(ed25519.public_key(SEED)).decode()
    genesis = ("log.genesis", {"pub": key, "prev_log": prev_log})
    written: List[bytes] = []
    for number, (kind, data) in enumerate((genesis, *told)):
        before = hashlib.sha256(written[-1]).hexdigest() if written else "0" * 64
        line = {"seq": number, "prev": before, "type": kind, "d": data, "cid": "one", "log": log}
        signed = ed25519.sign(SEED, b"coupdemain/journal/v1\n" + canonical(line))
        written.append(canonical({**line, "sig": base64.b64encode(signed).decode()}))
    return b"".join(line + b"\n" for line in written)


def confirmed(*words: str) -> List[Answered]:
    return [Answered(word, 1, is_confirmed=True) for word in words]


def found(answers: List[Answered], *told: Told) -> List[str]:
    lines, faults = read_lines(journal(*told))
    assert faults == []
    return unmatched(answers_in(lines), answers)


def test_a_yes_its_stop_and_a_no_are_found_as_they_were_given() -> None:
    assert found(confirmed(YES_ONCE, STOP, NO), GIVEN, WITHDRAWN, CUT, REFUSED) == []


def test_two_stops_are_two_and_a_withdrawal_in_the_list_is_one() -> None:
    assert found(confirmed(YES_ONCE, WITHDRAW, STOP), GIVEN, WITHDRAWN, CUT, CUT) == []


@pytest.mark.parametrize("told", [(), (GIVEN, GIVEN), (GIVEN, REFUSED), (REFUSED,)])
def test_an_answer_that_is_missing_doubled_or_nobody_s_is_found(told: Tuple[Told, ...]) -> None:
    assert found(confirmed(YES_ONCE), *told) != []


def test_answers_in_another_order_are_found() -> None:
    assert found(confirmed(NO, YES_ONCE), GIVEN, REFUSED) != []


@pytest.mark.parametrize("told", [(GIVEN,), (GIVEN, REFUSED)])
def test_what_was_interrupted_may_be_there_or_not(told: Tuple[Told, ...]) -> None:
    answers = [*confirmed(YES_ONCE), Answered(NO, 2)]
    assert found(answers, *told) == []


def test_a_changed_line_is_found() -> None:
    data = journal(GIVEN, WITHDRAWN)
    assert read_lines(data)[1] == []
    assert read_lines(data.replace(b"oneoff", b"OneOff"))[1] != []


def test_a_line_that_was_taken_out_is_found() -> None:
    lines = journal(GIVEN, WITHDRAWN, CUT).splitlines(keepends=True)
    assert read_lines(b"".join([*lines[:2], *lines[3:]]))[1] != []


def test_a_last_line_without_an_end_is_found() -> None:
    assert read_lines(journal(GIVEN)[:-1])[1] == ["the last line has no end"]


def test_a_consent_that_is_withdrawn_twice_is_found() -> None:
    assert left_open(read_lines(journal(GIVEN, WITHDRAWN))[0]) == []
    assert left_open(read_lines(journal(GIVEN, WITHDRAWN, WITHDRAWN))[0]) != []


def listed(started: str, ended: str) -> Told:
    return ("session.ended", {"source": "list", "started": started, "ended": ended})


def test_a_row_is_told_once_and_no_row_is_made_up() -> None:
    rows = [("2027-01-15T08:00:00", "2027-01-15T09:00:00")]
    one = listed("2027-01-15T08:00:00.000Z", "2027-01-15T09:00:00.000Z")
    assert row_faults(read_lines(journal(one))[0], rows) == []
    for told in ((), (one, one)):
        assert row_faults(read_lines(journal(*told))[0], rows) != []
    assert row_faults(read_lines(journal(one))[0], []) != []


ENDED: Told = ("key.rotated", {"next_log": "two"})
OLD_YEAR, NEW_YEAR = (
    journal(GIVEN, ENDED, log="one"),
    journal(CUT, log="two", prev_log={"log": "one", "size": 3}),
)


def test_the_journals_of_two_years_are_read_as_one() -> None:
    for found in ([OLD_YEAR, NEW_YEAR], [NEW_YEAR, OLD_YEAR]):
        lines, faults = read_journals(in_order(found))
        assert faults == []
        assert answers_in(lines) == [YES_ONCE, STOP]


@pytest.mark.parametrize(
    ("found", "why"),
    [
        ([NEW_YEAR], "the one that it goes on from is not there"),
        ([journal(GIVEN, log="one"), NEW_YEAR], "does not go on from the whole"),
        ([journal(GIVEN, CUT, log="one"), NEW_YEAR], "does not end with its name"),
        ([OLD_YEAR, journal(CUT, log="beside")], "does not go on from the whole"),
        ([OLD_YEAR, NEW_YEAR[:40]], "the last line has no end"),
    ],
)
def test_journals_that_are_not_one_story_are_found(found: List[bytes], why: str) -> None:
    _lines, faults = read_journals(in_order(found))
    assert any(why in fault for fault in faults), faults
