"""A receipt holds only as both signed it, and shows what was cut off or rewritten since."""

import base64
from datetime import datetime, timezone
from typing import Callable, List, Mapping, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.consent import chain
from agent.consent.chain import Head
from agent.consent.checkpoint import (
    Checkpoint,
    checkpoint_of,
    parse_checkpoint,
    read_checkpoint,
    sign_checkpoint,
)
from agent.consent.event_data import EventType
from agent.consent.receipt import (
    ReceiptReport,
    check_receipt,
    claimed_size,
    cosigned_at,
    countersign,
    read_receipt,
)
from agent.consent.refusals import ReceiptFlaw, ReceiptRefusedError
from agent.consent.signed_note import Signer, SignerKind, desk_signer, parse_note
from tests.unit import ed25519
from tests.unit.consent_journals import OTHER_CID, Writer, public_key, signer, withdrawn, yes

SEED, DESK_SEED = b"h" * 32, b"d" * 32
DESK = Signer("2clicks.fr/desk", SignerKind.DESK, public_key(DESK_SEED))
SECONDS = 1_795_424_555
WRITER = Writer(SEED, sign=signer(SEED)).grant(1)
HEAD = WRITER.head
CHECKPOINT = sign_checkpoint(HEAD, WRITER.sign)
RECEIPT = countersign(CHECKPOINT, DESK, SECONDS, signer(DESK_SEED)).encode()
WRITER.write(30, EventType.WITHDRAWN, withdrawn())

# The receipt of the worked example, and the desk's key as it is printed beside it.
EXAMPLE = """depannage.example/consent/23ef607b517330dc
3
DWNuBLbxa4c+zmsXXNsLBTHjn2NTgb2BFXk4f4/W5Jg=

— depannage.example/consent/23ef607b517330dc \
ENXOECLTNRQRhOu+4yPFxAlZzxq1C2umgKJR6kwAzLlhfl0VVSgjPa6q+xXq50qE+86FJs83O4Ly28DkM1scOYsWLAg=
— depannage.example/witness \
BsUv3QAAAABrBAErerQ4oveCnDYc1evAyqbMmlRhSkHD8KIMe5U3z1a4FjmCEC0h+jtkYJaUWqMChYZ0upASHnoxltKsKgAXkFlYAA==
""".encode()
EXAMPLE_KEY = "depannage.example/witness+06c52fdd+BBJYXpCBJNr+aNNoIIYNW7mSL1gJeFcf9RId+yiiVmVH"


def held(data: bytes, lines: List[bytes], desk: Signer = DESK) -> ReceiptReport:
    """The receipt held against a journal of these lines."""
    size = claimed_size(data)
    report = chain.check(lines, ed25519.verify, sizes=[] if size is None else [size])
    assert report.head is not None
    head = report.head
    return check_receipt(
        data, head.log, HEAD.public_key, desk, ed25519.verify, head.size, report.roots
    )


def test_the_worked_example_is_the_desks_and_dated() -> None:
    note = parse_note(EXAMPLE)
    desk = desk_signer(EXAMPLE_KEY)
    assert parse_checkpoint(note).size == claimed_size(EXAMPLE) == 3
    assert desk.vkey == EXAMPLE_KEY
    seconds = cosigned_at(note, desk, ed25519.verify)
    moment = datetime(2026, 11, 23, 9, 2, 35, tzinfo=timezone.utc)
    assert datetime.fromtimestamp(seconds, timezone.utc) == moment


def test_a_checkpoint_is_three_lines_and_a_signature() -> None:
    assert CHECKPOINT.split("\n")[:4] == [
        HEAD.log,
        "3",
        base64.b64encode(HEAD.tree.root()).decode(),
        "",
    ]
    assert CHECKPOINT.count("\n") == 5
    checkpoint = read_checkpoint(CHECKPOINT.encode(), HEAD.public_key, ed25519.verify)
    assert checkpoint == checkpoint_of(HEAD) == Checkpoint(HEAD.log, 3, HEAD.tree.root())


def test_a_receipt_as_it_was_given_holds() -> None:
    receipt = read_receipt(RECEIPT, HEAD.public_key, DESK, ed25519.verify)
    assert receipt.checkpoint == checkpoint_of(HEAD)
    assert receipt.time == datetime(2026, 11, 23, 9, 2, 35, tzinfo=timezone.utc)
    assert held(RECEIPT, WRITER.lines) == ReceiptReport(3, receipt.time, None)


def test_the_order_of_the_two_signatures_says_nothing() -> None:
    lines = RECEIPT.decode().splitlines(keepends=True)
    swapped = "".join([*lines[:4], lines[5], lines[4]]).encode()
    assert held(swapped, WRITER.lines).flaw is None


def rewritten() -> Writer:
    """The same journal, made anew with the client's own key."""
    return (
        Writer(SEED, sign=signer(SEED))
        .ask(1)
        .write(2, EventType.GIVEN, yes(valid_until="2026-11-23T20:00:00.000Z"))
    )


def edited(old: str, new: str) -> bytes:
    text = RECEIPT.decode()
    assert old in text
    return text.replace(old, new).encode()


ROOT = base64.b64encode(HEAD.tree.root()).decode()
OTHER_ROOT = base64.b64encode(b"r" * 32).decode()
LOG_LINE, DESK_LINE = RECEIPT.decode().splitlines(keepends=True)[4:]
STRANGER = Signer(DESK.name, SignerKind.DESK, public_key(b"s" * 32))
# Of the last digit before the `=` two bits say nothing: set, the same bytes are written otherwise.
OTHER_DIGIT = chr(ord(LOG_LINE[-3]) + 1) + "=\n"
EDITS: Mapping[str, Tuple[bytes, ReceiptFlaw]] = {
    "size": (edited("\n3\n", "\n2\n"), ReceiptFlaw.BAD_LOG_SIGNATURE),
    "root": (edited(ROOT, OTHER_ROOT), ReceiptFlaw.BAD_LOG_SIGNATURE),
    "domain": (edited("depannage.example", "repair.example"), ReceiptFlaw.BAD_LOG_SIGNATURE),
    "a fourth line": (edited(ROOT + "\n", ROOT + "\nmore\n"), ReceiptFlaw.MALFORMED),
    "size with a zero": (edited("\n3\n", "\n03\n"), ReceiptFlaw.MALFORMED),
    "size of nothing": (edited("\n3\n", "\n0\n"), ReceiptFlaw.MALFORMED),
    "size beyond all": (edited("\n3\n", "\n9007199254740992\n"), ReceiptFlaw.MALFORMED),
    "another base64": (edited(LOG_LINE, LOG_LINE[:-3] + OTHER_DIGIT), ReceiptFlaw.MALFORMED),
    "no desk": (edited(DESK_LINE, ""), ReceiptFlaw.MALFORMED),
    "no log": (edited(LOG_LINE, ""), ReceiptFlaw.MALFORMED),
    "desk twice": (edited(LOG_LINE, DESK_LINE), ReceiptFlaw.BAD_LOG_SIGNATURE),
    "log twice": (edited(DESK_LINE, LOG_LINE), ReceiptFlaw.BAD_LOG_SIGNATURE),
    "a third signature": (RECEIPT + DESK_LINE.encode(), ReceiptFlaw.MALFORMED),
    "a word below": (RECEIPT + b"paid\n", ReceiptFlaw.MALFORMED),
    "an empty line below": (RECEIPT + b"\n", ReceiptFlaw.MALFORMED),
    "no line end": (RECEIPT[:-1], ReceiptFlaw.MALFORMED),
    "Windows line ends": (edited("\n", "\r\n"), ReceiptFlaw.MALFORMED),
    "a hyphen": (edited("—", "-"), ReceiptFlaw.MALFORMED),
    "half of it": (RECEIPT[: len(RECEIPT) // 2], ReceiptFlaw.MALFORMED),
    "nothing": (b"", ReceiptFlaw.MALFORMED),
    "zeros": (b"\x00" * 500, ReceiptFlaw.MALFORMED),
    "no text": (b"\xff\xfe" + RECEIPT, ReceiptFlaw.MALFORMED),
    "too long": (RECEIPT + b"x" * 20_000, ReceiptFlaw.MALFORMED),
    "another desk": (
        countersign(CHECKPOINT, STRANGER, SECONDS, signer(b"s" * 32)).encode(),
        ReceiptFlaw.BAD_DESK_SIGNATURE,
    ),
    "another desk under its number": (
        countersign(CHECKPOINT, DESK, SECONDS, signer(b"s" * 32)).encode(),
        ReceiptFlaw.BAD_DESK_SIGNATURE,
    ),
    "the client as the desk": (
        countersign(CHECKPOINT, DESK, SECONDS, signer(SEED)).encode(),
        ReceiptFlaw.BAD_DESK_SIGNATURE,
    ),
    "a date no calendar has": (
        countersign(CHECKPOINT, DESK, 2**63, signer(DESK_SEED)).encode(),
        ReceiptFlaw.BAD_DESK_SIGNATURE,
    ),
}


@pytest.mark.parametrize(("data", "flaw"), EDITS.values(), ids=list(EDITS))
def test_an_edited_receipt_is_refused(data: bytes, flaw: ReceiptFlaw) -> None:
    assert held(data, WRITER.lines).flaw is flaw
    with pytest.raises(ReceiptRefusedError):
        read_receipt(data, HEAD.public_key, DESK, ed25519.verify)


def test_the_desks_time_cannot_be_changed() -> None:
    later = countersign(CHECKPOINT, DESK, SECONDS + 1, signer(DESK_SEED)).splitlines()[-1]
    stamped = bytearray(base64.b64decode(later.split(" ")[2]))
    stamped[4:12] = SECONDS.to_bytes(8, "big")
    line = f"— {DESK.name} {base64.b64encode(bytes(stamped)).decode()}\n"
    report = held(edited(DESK_LINE, line), WRITER.lines)
    assert report.flaw is ReceiptFlaw.BAD_DESK_SIGNATURE


@given(st.integers(0, len(RECEIPT) - 1), st.integers(1, 255))
def test_no_changed_byte_of_a_receipt_goes_unseen(place: int, mask: int) -> None:
    data = bytearray(RECEIPT)
    data[place] ^= mask
    with pytest.raises(ReceiptRefusedError):
        read_receipt(bytes(data), HEAD.public_key, DESK, ed25519.verify)


@pytest.mark.parametrize(
    ("lines", "flaw"),
    [
        (lambda: WRITER.lines[:2], ReceiptFlaw.TAIL_DELETED),
        (lambda: WRITER.lines[:1], ReceiptFlaw.TAIL_DELETED),
        (lambda: WRITER.lines[:3], None),
        (lambda: rewritten().lines, ReceiptFlaw.HISTORY_REWRITTEN),
        (lambda: rewritten().ask(40, OTHER_CID).lines, ReceiptFlaw.HISTORY_REWRITTEN),
        (lambda: Writer(b"w" * 32, sign=signer(b"w" * 32)).lines, ReceiptFlaw.OTHER_JOURNAL),
    ],
)
def test_a_receipt_shows_what_was_done_to_its_journal(
    lines: Callable[[], List[bytes]], flaw: ReceiptFlaw
) -> None:
    assert held(RECEIPT, lines()).flaw is flaw


def test_a_receipt_is_not_believed_without_the_root_it_is_held_against() -> None:
    report = check_receipt(RECEIPT, HEAD.log, HEAD.public_key, DESK, ed25519.verify, 4, {})
    assert report.flaw is ReceiptFlaw.HISTORY_REWRITTEN


def test_a_receipt_is_no_checkpoint_and_a_checkpoint_no_receipt() -> None:
    with pytest.raises(ReceiptRefusedError):
        read_checkpoint(RECEIPT, HEAD.public_key, ed25519.verify)
    with pytest.raises(ReceiptRefusedError):
        read_receipt(CHECKPOINT.encode(), HEAD.public_key, DESK, ed25519.verify)


def test_a_checkpoint_signed_with_another_key_is_refused() -> None:
    forged = sign_checkpoint(HEAD, signer(b"w" * 32)).encode()
    with pytest.raises(ReceiptRefusedError) as caught:
        read_checkpoint(forged, HEAD.public_key, ed25519.verify)
    assert caught.value.flaw is ReceiptFlaw.BAD_LOG_SIGNATURE
    elsewhere = sign_checkpoint(
        Head(HEAD.log, public_key(b"w" * 32), HEAD.line_hash, HEAD.tree, HEAD.stamp),
        signer(b"w" * 32),
    )
    with pytest.raises(ReceiptRefusedError):
        read_checkpoint(elsewhere.encode(), HEAD.public_key, ed25519.verify)


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        EXAMPLE_KEY + "\n",
        EXAMPLE_KEY[:-1],
        EXAMPLE_KEY.replace("06c52fdd", "06c52fde"),
        EXAMPLE_KEY.replace("06c52fdd", "06C52FDD"),
        EXAMPLE_KEY.replace("witness", "witnes"),
        EXAMPLE_KEY.replace("witness+", "wit ness+"),
        EXAMPLE_KEY.replace("+BBJ", "+ABJ"),
        EXAMPLE_KEY.replace("VH", "VI"),
        Signer("2clicks.fr/desk", SignerKind.LOG, public_key(SEED)).vkey,
        Signer("2clicks.fr/desk", SignerKind.DESK, b"k" * 31).vkey,
    ],
)
def test_what_is_no_key_of_a_desk_is_refused(vkey: str) -> None:
    with pytest.raises(ReceiptRefusedError):
        desk_signer(vkey)


def test_a_published_key_is_read_as_it_was_written() -> None:
    assert desk_signer(DESK.vkey) == DESK


@given(st.binary(max_size=400))
def test_whatever_bytes_come_they_are_refused_and_nothing_else(data: bytes) -> None:
    assert claimed_size(data) is None
    with pytest.raises(ReceiptRefusedError):
        read_receipt(data, HEAD.public_key, DESK, ed25519.verify)
