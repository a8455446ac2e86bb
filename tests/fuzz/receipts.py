"""Checkpoints, receipts, desk keys and terms: read whole or refused, and never twice different."""

import contextlib

from agent.consent.checkpoint import parse_checkpoint, read_checkpoint
from agent.consent.receipt import check_receipt, claimed_size, read_orphan, read_receipt
from agent.consent.refusals import ReceiptRefusedError
from agent.consent.signed_note import Signer, SignerKind, desk_signer, parse_note
from agent.consent.terms_text import TermsError, decode_terms, encode_terms

_LOG = "depannage.example/consent/0123456789abcdef"
_KEY = bytes(range(32))
_DESK = Signer("desk.example", SignerKind.DESK, _KEY)


def attempt(data: bytes) -> None:
    _note(data)
    for verdict in (True, False):
        _receipt(data, verdict=verdict)
    with contextlib.suppress(ReceiptRefusedError):
        assert desk_signer(data.decode("latin-1")).vkey == data.decode("latin-1")
    try:
        terms = decode_terms(data)
    except TermsError:
        return
    assert encode_terms(terms) == data


def _note(data: bytes) -> None:
    try:
        note = parse_note(data)
        checkpoint = parse_checkpoint(note)
    except ReceiptRefusedError:
        assert claimed_size(data) is None
        return
    assert checkpoint.text == note.text
    assert claimed_size(data) == checkpoint.size > 0
    assert data.startswith(note.text.encode() + b"\n")


def _receipt(data: bytes, *, verdict: bool) -> None:
    report = check_receipt(data, _LOG, _KEY, _DESK, lambda *_: verdict, 3, {})
    assert report.flaw is not None
    for read in (
        lambda: read_receipt(data, _KEY, _DESK, lambda *_: verdict).time,
        lambda: read_orphan(data, _LOG, _DESK, lambda *_: verdict).time,
        lambda: read_checkpoint(data, _KEY, lambda *_: verdict).size,
    ):
        try:
            assert read()
        except ReceiptRefusedError:
            continue
        assert verdict
