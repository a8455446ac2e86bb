"""What the shipped verify.py answers to each way of tampering with a journal or a text."""

import pathlib
import subprocess
import sys
from typing import Dict, Tuple

import pytest

from tests.unit.proof_folders import (
    CID,
    EVENTS,
    GIVEN,
    SEED,
    TERMS,
    chain,
    entry,
    kid_of,
    receipt,
    sha256,
    signed,
    usual_lines,
    vkey,
    write_proof,
)
from tests.unit.verify_runs import FORGER, JOURNAL, RECEIPT, VERIFY, Attack, answer, verify, whole


def test_an_untouched_proof_is_ok_and_each_file_has_one_line(tmp_path: pathlib.Path) -> None:
    code, lines = verify(str(whole(tmp_path)))
    assert (code, lines[-1]) == (0, "OK")
    said = {line.split(" ")[0]: line.partition(" ")[2] for line in lines[:-1]}
    assert said == {
        "desk-key.txt": f"ok: compare with the key the shop publishes: {vkey()}",
        JOURNAL: f"ok: 5 lines, log 2clicks.fr/consent/{kid_of()}",
        f"receipt-{kid_of()}-3.txt": "ok: 3 lines existed at 2026-11-23 09:02:35 UTC",
        RECEIPT: "ok: 5 lines existed at 2026-11-23 09:02:35 UTC",
        sha256(TERMS): "ok: unchanged",
    }
    assert len(lines) == 6


def test_started_without_arguments_it_checks_its_own_folder(tmp_path: pathlib.Path) -> None:
    folder = whole(tmp_path)
    copy = folder / "verify.py"
    copy.write_bytes(VERIFY.read_bytes())
    run = [sys.executable, "-I", "-S", str(copy)]
    done = subprocess.run(run, capture_output=True, check=False, cwd=str(tmp_path), timeout=120)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, b"OK")


CHANGES: Dict[str, Tuple[Attack, str]] = {
    "change_a_word": (
        lambda lines: [*lines[:2], lines[2].replace(b"mouse", b"house"), *lines[3:]],
        "BAD: line 3: altered",
    ),
    "change_the_last_line": (
        lambda lines: [*lines[:4], lines[4].replace(b"tray", b"tram")],
        "BAD: line 5: altered",
    ),
    "change_the_spelling": (
        lambda lines: [lines[0], lines[1].replace(b":", b": ", 1), *lines[2:]],
        "BAD: line 2: not in canonical form",
    ),
    "remove_the_first": (
        lambda lines: lines[1:],
        "BAD: line 1: log.genesis is the first line, only",
    ),
    "remove_one": (
        lambda lines: lines[:2] + lines[3:],
        "BAD: line 3: does not follow the line before it",
    ),
    "swap_two": (
        lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
        "BAD: line 2: does not follow the line before it",
    ),
    "write_one_twice": (
        lambda lines: [*lines[:3], lines[2], *lines[3:]],
        "BAD: line 4: does not follow the line before it",
    ),
    "put_in_a_line_of_another_key": (
        lambda lines: [
            *lines,
            signed(entry(5, sha256(lines[4]), "consent.given", GIVEN), FORGER),
        ],
        "BAD: line 6: altered",
    ),
    "put_in_a_line_of_another_journal": (
        lambda lines: [*lines, chain(EVENTS, FORGER)[1]],
        "BAD: line 6: from another journal",
    ),
    "start_anew_in_the_middle": (
        lambda lines: [
            *lines,
            signed(entry(5, sha256(lines[4]), "log.genesis", {})),
        ],
        "BAD: line 6: log.genesis is the first line, only",
    ),
}


@pytest.mark.parametrize(("attack", "said"), CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize("with_receipt", [False, True], ids=["alone", "with_receipt"])
def test_a_journal_changed_in_any_way_is_refused_and_the_line_named(
    attack: Attack, said: str, with_receipt: bool, tmp_path: pathlib.Path
) -> None:
    lines = usual_lines()
    receipts = {5: receipt(lines)} if with_receipt else None
    folder = write_proof(tmp_path / "proof", attack(lines), receipts)
    assert answer(folder, JOURNAL).startswith(said)
    if with_receipt:
        assert answer(folder, "receipt").startswith("BAD: its journal is bad or missing")


def test_lines_cut_from_the_end_are_missed_by_the_receipt(tmp_path: pathlib.Path) -> None:
    lines = usual_lines()
    folder = write_proof(tmp_path / "proof", lines[:3], {5: receipt(lines)})
    assert answer(folder, RECEIPT) == "BAD: the journal was cut: 3 of 5 lines are left"
    assert answer(folder, JOURNAL).startswith("ok: 3 lines")


@pytest.mark.fault("last line torn at any byte")
def test_a_last_line_cut_in_the_middle_is_named(tmp_path: pathlib.Path) -> None:
    folder = whole(tmp_path)
    journal = folder / JOURNAL
    journal.write_bytes(journal.read_bytes()[:-1])
    assert answer(folder, JOURNAL) == "BAD: line 5: cut off, or longer than 8192 bytes"


def test_a_history_rewritten_with_the_client_s_own_key_is_refused(tmp_path: pathlib.Path) -> None:
    wider = [*EVENTS[:1], {"type": "consent.given", "d": {**GIVEN, "scope": "permanent"}}]
    folder = write_proof(
        tmp_path / "proof", chain([*wider, *EVENTS[2:]]), {5: receipt(usual_lines())}
    )
    said = answer(folder, RECEIPT)
    assert said == "BAD: the journal was rewritten: these were other lines"


def test_without_a_receipt_a_cut_or_a_rewrite_is_not_seen_and_that_is_said(
    tmp_path: pathlib.Path,
) -> None:
    code, lines = verify(str(write_proof(tmp_path / "proof", usual_lines()[:3])))
    assert (code, lines[-1]) == (0, "OK")
    assert lines[-2].startswith("note: without a receipt, lines cut from the end would not be")


def test_terms_swapped_for_others_are_refused(tmp_path: pathlib.Path) -> None:
    folder = whole(tmp_path)
    (folder / "blobs" / sha256(TERMS)).write_bytes(TERMS.replace(b"2CLICKS", b"3CLICKS"))
    assert answer(folder, sha256(TERMS)) == "BAD: its content was changed or swapped"


@pytest.mark.fault("texts swapped, missing or erased")
def test_two_texts_that_changed_places_are_refused(tmp_path: pathlib.Path) -> None:
    folder = whole(tmp_path)
    other = b"Autre texte"
    (folder / "blobs" / sha256(TERMS)).write_bytes(other)
    (folder / "blobs" / sha256(other)).write_bytes(TERMS)
    assert answer(folder, sha256(TERMS)).startswith("BAD: ")
    assert answer(folder, sha256(other)).startswith("BAD: ")


@pytest.mark.fault("texts swapped, missing or erased")
def test_an_erased_text_leaves_the_journal_intact(tmp_path: pathlib.Path) -> None:
    folder = whole(tmp_path)
    (folder / "blobs" / sha256(TERMS)).unlink()
    assert verify(str(folder))[0] == 0


def test_a_journal_under_another_key_s_name_is_refused(tmp_path: pathlib.Path) -> None:
    folder = whole(tmp_path)
    (folder / f"journal-{kid_of(FORGER)}.jsonl").write_bytes((folder / JOURNAL).read_bytes())
    assert answer(folder, f"journal-{kid_of(FORGER)}") == "BAD: empty, or misnamed"


def test_a_receipt_whose_journal_was_taken_away_is_refused(tmp_path: pathlib.Path) -> None:
    folder = whole(tmp_path)
    (folder / JOURNAL).rename(folder / "elsewhere")
    assert answer(folder, RECEIPT).startswith("BAD: its journal is bad or missing")


def test_a_journal_set_aside_is_never_ok_and_never_stands_in_for_the_live_one(
    tmp_path: pathlib.Path,
) -> None:
    folder = whole(tmp_path)
    aside = folder / (JOURNAL + ".corrupt-20261123T090231Z")
    aside.write_bytes((folder / JOURNAL).read_bytes())
    (folder / JOURNAL).write_bytes(b"".join(line + b"\n" for line in chain(EVENTS[2:])))
    assert answer(folder, aside.name) == "BAD: set aside as damaged, yet its 5 lines hold"
    assert answer(folder, RECEIPT).startswith("BAD: the journal was cut: 3 of 5")


@pytest.mark.fault("two accounts in one folder")
def test_two_accounts_in_one_folder_are_each_checked(tmp_path: pathlib.Path) -> None:
    folder = whole(tmp_path)
    other = chain(EVENTS, FORGER)
    path = folder / f"journal-{kid_of(FORGER)}.jsonl"
    path.write_bytes(b"".join(line + b"\n" for line in other))
    code, lines = verify(str(folder))
    assert code == 0
    assert sum(line.startswith("journal-") for line in lines) == 2
    path.write_bytes(path.read_bytes().replace(b"mouse", b"house"))
    assert answer(folder, path.name) == "BAD: line 3: altered"


def test_the_folder_of_a_machine_that_never_asked_anything_is_no_proof(
    tmp_path: pathlib.Path,
) -> None:
    assert verify(str(tmp_path))[0] == 1
    assert verify(str(tmp_path / "absent"))[0] == 1


def test_the_usual_journal_of_these_tests_is_signed_by_the_client() -> None:
    assert chain(EVENTS, SEED) == usual_lines()
    assert CID.encode() in usual_lines()[1]
