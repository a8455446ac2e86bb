"""What the shipped verify.py answers to each way of tampering with a receipt or the desk's key."""

import pathlib
from typing import Dict, Optional, Tuple

import pytest

from tests.unit.proof_folders import (
    EVENTS,
    GIVEN,
    chain,
    receipt,
    usual_lines,
    vkey,
    write_proof,
)
from tests.unit.verify_runs import FORGER, RECEIPT, Edit, answer, verify, whole


def edited(text: bytes, old: bytes, new: bytes) -> bytes:
    assert text.count(old) >= 1
    return text.replace(old, new, 1)


RECEIPT_EDITS: Dict[str, Tuple[Edit, str]] = {
    "another_size": (lambda t: edited(t, b"\n5\n", b"\n4\n"), "altered"),
    "another_log": (lambda t: edited(t, b"2clicks.fr", b"3clicks.fr"), "altered"),
    "another_root": (lambda t: t.replace(t.split(b"\n")[2], b"A" * 43 + b"="), "altered"),
    "no_desk_signature": (lambda t: b"\n".join(t.split(b"\n")[:5]) + b"\n", "it does not have two"),
    "no_own_signature": (
        lambda t: b"\n".join(t.split(b"\n")[:4] + t.split(b"\n")[5:]),
        "it does not have two",
    ),
    "one_more_signature": (lambda t: t + t.splitlines(True)[-1], "it does not have two"),
    "own_signature_twice": (
        lambda t: b"".join(t.splitlines(True)[:5] + t.splitlines(True)[4:5]),
        "",
    ),
    "text_after_it": (lambda t: t + b"\n", "it does not have two"),
    "windows_line_ends": (lambda t: t.replace(b"\n", b"\r\n"), "it does not have two"),
    "empty": (lambda _: b"", "it does not have two"),
    "not_text": (lambda _: b"\xff\xfe\x00", "'utf-8' codec"),
    "of_other_lines": (lambda _: receipt(usual_lines()[:4]), "the journal was rewritten"),
    "of_another_client": (
        lambda _: receipt(chain(EVENTS, FORGER), FORGER),
        "not signed by 2clicks.fr/consent/",
    ),
    "of_another_desk": (
        lambda _: receipt(usual_lines(), desk_seed=FORGER),
        "not signed by 2clicks.fr/desk",
    ),
}


@pytest.mark.parametrize(("edit", "said"), RECEIPT_EDITS.values(), ids=RECEIPT_EDITS.keys())
def test_an_edited_receipt_is_refused(edit: Edit, said: str, tmp_path: pathlib.Path) -> None:
    lines = usual_lines()
    folder = write_proof(tmp_path / "proof", lines, {5: edit(receipt(lines))})
    assert answer(folder, RECEIPT).startswith(f"BAD: {said}")


def test_the_order_of_the_two_signatures_does_not_matter(tmp_path: pathlib.Path) -> None:
    lines = usual_lines()
    text = receipt(lines).splitlines(keepends=True)
    turned = b"".join([*text[:4], text[5], text[4]])
    assert verify(str(write_proof(tmp_path / "proof", lines, {5: turned})))[0] == 0


def test_another_time_in_the_desk_s_signature_is_refused(tmp_path: pathlib.Path) -> None:
    lines = usual_lines()
    early = receipt(lines, time=1700000000).splitlines(keepends=True)[-1]
    late = receipt(lines).splitlines(keepends=True)
    mixed = b"".join([*late[:5], early[:40], late[5][40:]])
    folder = write_proof(tmp_path / "proof", lines, {5: mixed})
    assert answer(folder, RECEIPT).startswith("BAD: altered")


def test_a_proof_with_a_desk_made_up_by_the_forger_fails_against_the_published_key(
    tmp_path: pathlib.Path,
) -> None:
    wider = chain([{"type": "consent.given", "d": {**GIVEN, "scope": "permanent"}}])
    forged = {2: receipt(wider, desk_seed=FORGER)}
    folder = write_proof(tmp_path / "forged", wider, forged, vkey(FORGER))
    code, lines = verify(str(folder))
    assert code == 0
    assert f"compare with the key the shop publishes: {vkey(FORGER)}" in lines[0]
    code, lines = verify(str(folder), vkey())
    assert (code, lines[-1]) == (1, "NOT OK")
    assert verify(str(whole(tmp_path)), vkey())[0] == 0


@pytest.mark.parametrize(
    "key",
    [None, "", "2clicks.fr/desk", "2clicks.fr/desk+00000000+" + vkey().split("+", 2)[2], "+" * 9],
    ids=["absent", "empty", "name_only", "wrong_number", "signs"],
)
def test_a_receipt_without_a_usable_desk_key_is_never_believed(
    key: Optional[str], tmp_path: pathlib.Path
) -> None:
    folder = whole(tmp_path)
    (folder / "desk-key.txt").unlink()
    if key is not None:
        (folder / "desk-key.txt").write_text(key, encoding="utf-8")
    assert answer(folder, RECEIPT).startswith("BAD: ")
