"""Whatever is done to a journal's lines, checking names the first one that does not hold."""

import base64
import hashlib
import json
from typing import Callable, List, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.consent import chain
from agent.consent.canonical import encode
from agent.consent.chain import ChainReport
from agent.consent.event_data import EventType
from agent.consent.log_name import kid_in, kid_of, log_of
from agent.consent.merkle import tree_over
from agent.consent.record import SIGNED_PREFIX, Position, build
from agent.consent.refusals import Flaw, LineRefusedError
from tests.unit import ed25519
from tests.unit.consent_journals import (
    DOMAIN,
    MORNING,
    OTHER_CID,
    Writer,
    at,
    genesis,
    public_key,
    quick,
    sha256,
    signer,
    withdrawn,
    yes,
)

SEED = b"h" * 32
HUSBAND = Writer(SEED, sign=signer(SEED)).grant(1)
HUSBAND.write(30, EventType.WITHDRAWN, withdrawn()).ask(40, OTHER_CID)
LINES = HUSBAND.lines
WIFE = Writer(b"w" * 32, sign=signer(b"w" * 32)).grant(1)
SIZE = len(LINES)


def check(lines: List[bytes]) -> ChainReport:
    return chain.check(lines, ed25519.verify)


def is_quick(key: bytes, message: bytes, signature: bytes) -> bool:
    """Checks what `quick(SEED)` signs, for any key."""
    return bool(key) and quick(SEED)(message) == signature


def rewritten(line: bytes, old: bytes, new: bytes) -> bytes:
    """A line changed without the key."""
    assert old in line
    return line.replace(old, new)


def signed_anew(line: bytes, old: bytes, new: bytes) -> bytes:
    """A line changed with the client's own key."""
    fields = json.loads(rewritten(line, old, new))
    del fields["sig"]
    signature = ed25519.sign(SEED, SIGNED_PREFIX + encode(fields))
    return encode({**fields, "sig": base64.b64encode(signature).decode()})


def widened() -> bytes:
    return signed_anew(LINES[2], b'"scope":"oneoff"', b'"scope":"permanent"')


def test_a_journal_as_it_was_written_holds() -> None:
    report = check(LINES)
    assert report == ChainReport(HUSBAND.head, None)
    assert report.ok
    assert report.head is not None
    assert report.head.size == SIZE
    assert report.head.line_hash == hashlib.sha256(LINES[-1]).hexdigest()
    assert report.head.tree == tree_over(LINES)
    assert report.head.public_key == ed25519.public_key(SEED)
    assert report.head.log == log_of(DOMAIN, ed25519.public_key(SEED))


ATTACKS: List[Tuple[str, Callable[[], List[bytes]], int, Flaw]] = [
    (
        "a text changed",
        lambda: [*LINES[:2], rewritten(LINES[2], b'"takeover":true', b'"takeover":null')],
        2,
        Flaw.BAD_SIGNATURE,
    ),
    (
        "a space added",
        lambda: [*LINES[:2], rewritten(LINES[2], b'"v":1', b'"v": 1'), *LINES[3:]],
        2,
        Flaw.NOT_CANONICAL,
    ),
    ("a line removed", lambda: [*LINES[:2], *LINES[3:]], 2, Flaw.BROKEN_CHAIN),
    ("the first line removed", lambda: LINES[1:], 0, Flaw.NO_GENESIS),
    (
        "two lines swapped",
        lambda: [*LINES[:2], LINES[3], LINES[2], *LINES[4:]],
        2,
        Flaw.BROKEN_CHAIN,
    ),
    ("a line twice", lambda: [*LINES[:2], LINES[1], *LINES[2:]], 2, Flaw.BROKEN_CHAIN),
    ("the whole twice", lambda: LINES * 2, SIZE, Flaw.BROKEN_CHAIN),
    ("a line emptied", lambda: [*LINES[:2], b"", *LINES[3:]], 2, Flaw.NOT_CANONICAL),
    ("a line of zeros", lambda: [*LINES, b"\x00" * 512], SIZE, Flaw.NOT_CANONICAL),
    ("a line too long", lambda: [*LINES, b"x" * 8192], SIZE, Flaw.TOO_LONG),
    ("another's line", lambda: [*LINES[:2], WIFE.lines[2]], 2, Flaw.OTHER_JOURNAL),
    ("another's beginning", lambda: [WIFE.lines[0], *LINES[1:]], 1, Flaw.OTHER_JOURNAL),
    (
        "one line rewritten with the key",
        lambda: [*LINES[:2], widened(), *LINES[3:]],
        3,
        Flaw.BROKEN_CHAIN,
    ),
    (
        "another's key in the first line",
        lambda: [
            signed_anew(
                LINES[0],
                base64.b64encode(ed25519.public_key(SEED)),
                base64.b64encode(ed25519.public_key(b"w" * 32)),
            )
        ],
        0,
        Flaw.OTHER_JOURNAL,
    ),
    (
        "a beginning without its key",
        lambda: [signed_anew(LINES[0], b'"pub":"', b'"pub":"AA')],
        0,
        Flaw.NO_GENESIS,
    ),
]


@pytest.mark.parametrize(
    ("lines", "index", "flaw"), [a[1:] for a in ATTACKS], ids=[a[0] for a in ATTACKS]
)
def test_an_attack_is_seen_and_its_first_line_named(
    lines: Callable[[], List[bytes]], index: int, flaw: Flaw
) -> None:
    report = check(lines())
    assert not report.ok
    assert report.bad is not None
    assert (report.bad.index, report.bad.flaw) == (index, flaw)
    assert (report.head.size if report.head else 0) == index


@pytest.mark.parametrize("left", range(1, SIZE))
def test_a_cut_tail_alone_is_not_seen_but_the_head_tells_it(left: int) -> None:
    report = check(LINES[:left])
    assert report.ok
    assert report.head is not None
    assert report.head.size == left
    assert report.head.line_hash != HUSBAND.head.line_hash


def test_a_history_rewritten_to_its_end_with_the_key_has_another_root() -> None:
    forged = Writer(SEED, sign=signer(SEED)).ask(1)
    forged.write(2, EventType.GIVEN, yes(valid_until="2026-11-23T20:00:00.000Z"))
    forged.write(30, EventType.WITHDRAWN, withdrawn()).ask(40, OTHER_CID)
    report = check(forged.lines)
    assert report.ok
    assert report.head is not None
    assert report.head.size == HUSBAND.head.size
    assert report.head.tree.root() != HUSBAND.head.tree.root()


def test_nothing_at_all_is_no_journal() -> None:
    assert not check([]).ok
    assert check([]).bad is None


@pytest.mark.parametrize("known", range(1, SIZE + 1))
def test_checking_goes_on_from_any_head_as_if_it_had_begun_at_the_first_line(known: int) -> None:
    head = check(LINES[:known]).head
    report = chain.check(LINES[known:], ed25519.verify, head, sizes=range(SIZE + 1))
    assert report.ok
    assert report.head == HUSBAND.head
    assert report.roots == {n: tree_over(LINES[:n]).root() for n in range(known, SIZE + 1)}


def test_checking_goes_on_from_a_known_head_only_with_its_own_next_line() -> None:
    head = check(LINES[:3]).head
    for lines in (LINES, LINES[2:], LINES[4:], WIFE.lines):
        report = chain.check(lines, ed25519.verify, head)
        assert report.head == head
        assert report.bad is not None
        assert report.bad.index == 3


def test_a_second_beginning_is_refused_even_when_signed_and_chained() -> None:
    data = genesis(HUSBAND.key)
    record = build(HUSBAND.head.next_position, at(60), EventType.GENESIS, data, HUSBAND.sign)
    report = check([*LINES, record.line])
    assert report.bad is not None
    assert (report.bad.index, report.bad.flaw) == (SIZE, Flaw.NO_GENESIS)


@pytest.mark.parametrize("position", [Position("", 1, "0" * 64), Position("", 0, "1" * 64)])
def test_a_beginning_is_at_the_beginning(position: Position) -> None:
    at_place = Position(HUSBAND.head.log, position.seq, position.prev)
    record = build(at_place, at(0), EventType.GENESIS, genesis(HUSBAND.key), HUSBAND.sign)
    report = check([record.line])
    assert report.bad is not None
    assert report.bad.flaw in (Flaw.NO_GENESIS, Flaw.BROKEN_CHAIN)


def test_another_beginning_than_genesis_is_refused() -> None:
    position = Position(HUSBAND.head.log, 0, "0" * 64)
    record = build(position, at(0), EventType.CLOCK_JUMP, {"ms": 9}, HUSBAND.sign)
    report = check([record.line])
    assert report.bad is not None
    assert report.bad.flaw is Flaw.NO_GENESIS


def test_a_journal_is_never_begun_under_the_name_of_another_key() -> None:
    for log in (WIFE.head.log, log_of("other.example", b"k" * 32)):
        with pytest.raises(LineRefusedError) as caught:
            chain.begin(log, at(0), genesis(HUSBAND.key), HUSBAND.sign)
        assert caught.value.flaw is Flaw.OTHER_JOURNAL


@pytest.mark.parametrize("seq", [0, SIZE - 1, SIZE + 1])
def test_a_line_with_a_wrong_number_is_refused_even_when_signed(seq: int) -> None:
    position = Position(HUSBAND.head.log, seq, HUSBAND.head.line_hash)
    record = build(position, at(50), EventType.CLOCK_JUMP, {"ms": 9}, HUSBAND.sign)
    report = check([*LINES, record.line])
    assert report.bad is not None
    assert (report.bad.index, report.bad.flaw) == (SIZE, Flaw.BROKEN_CHAIN)


def test_lines_of_another_domain_do_not_belong() -> None:
    elsewhere = log_of("other.example", HUSBAND.key)
    position = Position(elsewhere, SIZE, HUSBAND.head.line_hash)
    record = build(position, at(50), EventType.CLOCK_JUMP, {"ms": 9}, HUSBAND.sign)
    report = check([*LINES, record.line])
    assert report.bad is not None
    assert report.bad.flaw is Flaw.OTHER_JOURNAL


def test_a_line_whose_data_makes_no_sense_stays_evidence() -> None:
    line = signed_anew(LINES[4], b'"price_cents":3000', b'"price_cents":"a lot"')
    report = check([*LINES[:4], line])
    assert report.ok
    assert report.head is not None
    links = list(chain.links([*LINES[:4], line], ed25519.verify))
    assert links[-1].record.wrong_field == "price_cents"


@given(st.data())
def test_no_changed_byte_goes_unseen(data: st.DataObject) -> None:
    journal = Writer(SEED).grant(1).write(30, EventType.WITHDRAWN, withdrawn())
    number = data.draw(st.integers(0, journal.head.size - 1))
    line = bytearray(journal.lines[number])
    line[data.draw(st.integers(0, len(line) - 1))] ^= data.draw(st.integers(1, 255))
    lines = [*journal.lines[:number], bytes(line), *journal.lines[number + 1 :]]
    report = chain.check(lines, is_quick)
    assert report.bad is not None
    assert report.bad.index == number


@pytest.mark.fault("lines in another order")
@given(st.permutations(range(4)))
def test_no_other_order_holds(order: List[int]) -> None:
    journal = Writer(SEED).grant(1).write(30, EventType.WITHDRAWN, withdrawn())
    report = chain.check([journal.lines[place] for place in order], is_quick)
    assert report.ok is (order == sorted(order))


def test_the_signature_is_asked_of_the_journals_key_over_the_whole_line() -> None:
    asked: List[Tuple[bytes, bytes, bytes]] = []

    def verify(key: bytes, message: bytes, signature: bytes) -> bool:
        asked.append((key, message, signature))
        return True

    assert chain.check(LINES, verify).ok
    unsigned = [{k: v for k, v in json.loads(line).items() if k != "sig"} for line in LINES]
    assert [message for _, message, _ in asked] == [SIGNED_PREFIX + encode(u) for u in unsigned]
    assert {key for key, _, _ in asked} == {HUSBAND.key}


def test_a_journal_is_named_by_the_hash_of_its_key() -> None:
    key = public_key(SEED)
    assert kid_of(key) == hashlib.sha256(key).hexdigest()[:16]
    assert log_of(DOMAIN, key) == f"{DOMAIN}/consent/{kid_of(key)}"
    assert kid_in(HUSBAND.head.log) == kid_of(key)
    assert HUSBAND.records[0].stamp.t == MORNING
    assert HUSBAND.records[2].blobs == {sha256("terms"), sha256("person"), sha256("id")}
