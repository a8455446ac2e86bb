"""Two implementations of one format: the program and the shipped verify.py say the same."""

import pathlib
import tempfile
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List, Optional, Sequence, Tuple

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.consent import chain
from agent.consent.chain import Head
from agent.consent.checkpoint import sign_checkpoint
from agent.consent.event_data import EventType
from agent.consent.receipt import countersign
from agent.consent.record import Stamp
from agent.consent.signed_note import Signer, SignerKind
from tests.unit import ed25519
from tests.unit.proof_folders import (
    CID,
    DESK_SEED,
    GIVEN,
    SEED,
    entry,
    genesis,
    kid_of,
    log_of,
    sha256,
    signed,
    usual_lines,
    vkey,
)
from tests.unit.verify_runs import JOURNAL, VERIFIER, verify

START = datetime(2026, 11, 23, 9, 2, tzinfo=timezone.utc)
DESK = Signer("2clicks.fr/desk", SignerKind.DESK, ed25519.public_key(DESK_SEED))


def sign(message: bytes) -> bytes:
    return ed25519.sign(SEED, message)


def desk_sign(message: bytes) -> bytes:
    return ed25519.sign(DESK_SEED, message)


def is_right(public_key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        VERIFIER._check_signature(public_key, signature, message)
    except ValueError:
        return False
    return True


def stamp(number: int) -> Stamp:
    return Stamp(START + timedelta(seconds=number), 60, 1000 * number, "7d0c2a91e4b35f60")


def written() -> Tuple[List[bytes], Head]:
    """A journal as the program writes it."""
    person = {"person_sha256": "1" * 64, "teamviewer_id_sha256": "2" * 64}
    events: List[Tuple[EventType, Dict[str, Any]]] = [
        (EventType.GIVEN, {**GIVEN, **person}),
        (EventType.WITHDRAWN, {"by": "client", "channel": "tray", "cut_ok": True, "cut_ms": 900}),
    ]
    link = chain.begin(log_of(), stamp(0), genesis(), sign)
    lines = [link.record.line]
    for number, (kind, data) in enumerate(events, 1):
        link = chain.extend(link.head, stamp(number), kind, data, sign, CID)
        lines.append(link.record.line)
    return lines, link.head


def test_what_the_program_writes_and_the_desk_countersigns_is_ok(tmp_path: pathlib.Path) -> None:
    lines, head = written()
    text = countersign(sign_checkpoint(head, sign), DESK, 1795424555, desk_sign)
    (tmp_path / JOURNAL).write_bytes(b"".join(line + b"\n" for line in lines))
    (tmp_path / f"receipt-{kid_of()}-3.txt").write_bytes(text.encode())
    code, said = verify(str(tmp_path), DESK.vkey)
    assert said == [
        f"{JOURNAL} ok: 3 lines, log {log_of()}",
        f"receipt-{kid_of()}-3.txt ok: 3 lines existed at 2026-11-23 09:02:35 UTC",
        "OK",
    ]
    assert code == 0
    assert DESK.vkey == vkey()


def programs_answer(lines: Sequence[bytes]) -> Optional[int]:
    """The number from 1 of the first bad line, None when all hold."""
    bad = chain.check(lines, is_right).bad
    return None if bad is None else bad.index + 1


def verifiers_answer(lines: Sequence[bytes]) -> Optional[int]:
    with tempfile.TemporaryDirectory() as name:
        path = pathlib.Path(name) / JOURNAL
        path.write_bytes(b"".join(line + b"\n" for line in lines))
        try:
            VERIFIER._journal(path, {})
        except ValueError as fault:
            return int(str(fault).split(":")[0][5:])
    return None


KEYS = st.sampled_from(["a", "b_sha256", "v", "log", "sig", "é", '"', "\x00", "", "A"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**54), 2**54)
    | st.floats(allow_nan=False)
    | st.text(max_size=6)
    | st.sampled_from(['","sig":"', '},"log":"x', '\\",\\"', "\u2028\U0001f600\x7f"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def with_data(data: Dict[str, Any]) -> List[bytes]:
    lines = usual_lines()
    return [*lines, signed(entry(5, sha256(lines[4]), "other.thing", data))]


@settings(max_examples=150)
@given(st.dictionaries(KEYS, VALUES, max_size=3))
def test_they_agree_on_any_data_that_a_client_s_key_signed(data: Dict[str, Any]) -> None:
    lines = with_data(data)
    assert verifiers_answer(lines) == programs_answer(lines)


FIELDS: Dict[str, st.SearchStrategy[Any]] = {
    "v": st.sampled_from([1, 2, True, "1", None]),
    "log": st.sampled_from([log_of(), log_of().upper(), "x/consent/" + kid_of(), "", None, 1]),
    "seq": st.sampled_from([5, 4, 6, -5, "5", True, None]),
    "prev": st.sampled_from(["0" * 64, "A" * 64, "", None]),
    "off": st.sampled_from([0, -720, 840, "0", None, True]),
    "up": st.sampled_from([0, -1, 2**53 - 1, 2**53, "0", None]),
    "run": st.sampled_from(["0" * 16, "0" * 15, "G" * 16, None]),
    "t": st.sampled_from(
        [
            "2026-02-29T00:00:00.000Z", "2024-02-29T23:59:59.999Z", "2026-11-23T24:00:00.000Z",
            "2026-11-23t09:02:05.002Z", "2026-11-23T09:02:05Z", "2026-11-23 09:02:05.002Z",
            "2026-11-23T09:02:05.002+00:00", "0000-01-01T00:00:00.000Z", "٢026-11-23T09:02:05.002Z",
            "2026-11-23T09:02:60.000Z", "20261123--T09:02:05.002Z",
            "2026-W47-1T09:02:05.002Z", None,
        ]
    ),
    "type": st.sampled_from(["x", "X", "", "x" * 64, "x" * 65, "log.genesis", "é", None, 1]),
    "cid": st.sampled_from([CID, CID.upper(), CID.replace("4b57", "1b57"), "", None]),
    "d": st.sampled_from([{}, [], "", None, 1]),
    "e": st.just(1),
}  # fmt: skip


@settings(max_examples=150)
@given(st.data())
def test_they_agree_on_any_field_that_a_client_s_key_signed(data: st.DataObject) -> None:
    names = data.draw(
        st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=2, unique=True)
    )
    lines = usual_lines()
    changed = {
        **entry(5, sha256(lines[4]), "clock.jump", {"ms": 1}),
        **{name: data.draw(FIELDS[name]) for name in names},
    }
    lines.append(signed(changed))
    assert verifiers_answer(lines) == programs_answer(lines)


@settings(max_examples=100)
@given(st.data())
def test_they_agree_on_lines_changed_by_a_stranger(data: st.DataObject) -> None:
    lines = usual_lines()
    index = data.draw(st.integers(0, 4))
    line = bytearray(lines[index])
    place = data.draw(st.integers(0, len(line) - 1))
    line[place] = data.draw(st.integers(0, 255).filter(lambda byte: byte != 10))
    lines[index] = bytes(line)
    assert verifiers_answer(lines) == programs_answer(lines)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=6))
def test_they_agree_on_any_choice_and_order_of_lines(order: List[int]) -> None:
    lines = [usual_lines()[index] for index in order]
    assert verifiers_answer(lines) == programs_answer(lines)


def test_these_tests_see_both_answers() -> None:
    assert verifiers_answer(with_data({"a": 1})) is None
    assert verifiers_answer(with_data({"a": 1.5})) == 6
    assert programs_answer(usual_lines()[:2] + usual_lines()[3:]) == 3
