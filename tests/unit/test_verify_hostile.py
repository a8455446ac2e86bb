"""The shipped verify.py against files made to confuse it: an answer, never a crash, never a yes."""

import os
import pathlib
import subprocess
import sys
from typing import Callable, Dict, List

import pytest

from tests.unit.proof_folders import (
    EVENTS,
    base64_text,
    canonical,
    chain,
    entry,
    genesis,
    kid_of,
    sha256,
    signed,
    usual_lines,
    write_proof,
)
from tests.unit.verify_runs import JOURNAL, answer, verify, whole

NOT_CANONICAL = "BAD: line 6: not in canonical form"
TOO_LONG = "BAD: line 6: cut off, or longer than 8192 bytes"


def sixth(folder: pathlib.Path, line: bytes) -> pathlib.Path:
    """A proof whose first five lines are whole, and this one after them."""
    return write_proof(folder / "proof", [*usual_lines(), line])


def signed_sixth(**changes: object) -> bytes:
    whole_entry = entry(5, sha256(usual_lines()[4]), "session.ended", {})
    return signed({**whole_entry, **changes})


def with_data(data: str) -> bytes:
    """A sixth line whose data is this text."""
    usual = signed_sixth(d={"x": "@"})
    return usual.replace(b'{"x":"@"}', data.encode("utf-8", "surrogatepass"))


SIGNED_BUT_NOT_THE_FORMAT: Dict[str, Callable[[], bytes]] = {
    "float": lambda: signed_sixth(d={"ms": 1.5}),
    "float_that_is_whole": lambda: signed_sixth(d={"ms": 1.0}),
    "float_in_a_list": lambda: signed_sixth(d={"left": [[2e40]]}),
    "too_large": lambda: signed_sixth(d={"ms": 2**53}),
    "too_small": lambda: signed_sixth(d={"ms": -(2**53)}),
    "name_not_ascii": lambda: signed_sixth(d={"é": 1}),
    "inner_name_not_ascii": lambda: signed_sixth(d={"a": [{"é": 1}]}),
    "data_not_an_object": lambda: signed_sixth(d=[]),
    "version_2": lambda: signed_sixth(v=2),
    "version_true": lambda: signed_sixth(v=True),
    "up_negative": lambda: signed_sixth(up=-1),
    "up_text": lambda: signed_sixth(up="1"),
    "seq_text": lambda: signed_sixth(seq="5"),
    "run_upper_case": lambda: signed_sixth(run="7D0C2A91E4B35F60"),
    "cid_not_version_4": lambda: signed_sixth(cid="2b9c1f0e-6f0a-1b57-9a53-0d5a5e1c7c11"),
    "cid_null": lambda: signed_sixth(cid=None),
    "time_without_milliseconds": lambda: signed_sixth(t="2026-11-23T09:02:05Z"),
    "log_of_another_form": lambda: signed_sixth(log=f"2clicks.fr/consents/{kid_of()}"),
}
UNSIGNED: Dict[str, Callable[[], bytes]] = {
    "empty_line": lambda: b"",
    "nul": lambda: b"\0" * 300,
    "zero_filled": lambda: usual_lines()[4][:100] + b"\0" * 4000,
    "not_utf8": lambda: b'{"cid":"\xff"}',
    "utf16": lambda: usual_lines()[4].decode().encode("utf-16"),
    "byte_order_mark": lambda: b"\xef\xbb\xbf" + usual_lines()[4],
    "array": lambda: b"[]",
    "number": lambda: b"9" * 8000,
    "constant": lambda: b"NaN",
    "null": lambda: b"null",
    "two_values": lambda: b"{}{}",
    "duplicate_name": lambda: with_data('{"x":1,"x":2}'),
    "duplicate_field": lambda: usual_lines()[4].replace(b'"v":1}', b'"v":1,"v":1}'),
    "lone_surrogate": lambda: with_data('{"x":"\\ud800"}'),
    "surrogate_bytes": lambda: with_data('{"x":"\ud800"}'),
    "escaped_letter": lambda: with_data('{"x":"\\u0041"}'),
    "escaped_slash": lambda: with_data('{"x":"\\/"}'),
    "exponent": lambda: with_data('{"x":1e5}'),
    "minus_zero": lambda: with_data('{"x":-0}'),
    "infinity": lambda: with_data('{"x":-Infinity}'),
    "huge_integer": lambda: with_data('{"x":' + "7" * 6000 + "}"),
    "wrong_order": lambda: with_data('{"y":1,"x":2}'),
    "deep_lists": lambda: with_data('{"x":' + "[" * 3800 + "]" * 3800 + "}"),
    "deep_objects": lambda: with_data('{"x":' * 1200 + "1" + "}" * 1200),
    "never_closed": lambda: b"[" * 8000,
    "carriage_return": lambda: usual_lines()[4] + b"\r",
}
REFUSED = {**SIGNED_BUT_NOT_THE_FORMAT, **UNSIGNED}


@pytest.mark.parametrize("line", REFUSED.values(), ids=REFUSED.keys())
def test_a_line_outside_the_format_is_refused_even_if_signed(
    line: Callable[[], bytes], tmp_path: pathlib.Path
) -> None:
    said = answer(sixth(tmp_path, line()), JOURNAL)
    assert said.startswith("BAD: line 6: ")
    assert "altered" not in said


def test_the_helper_of_these_tests_can_make_a_sixth_line_that_is_right(
    tmp_path: pathlib.Path,
) -> None:
    assert verify(str(sixth(tmp_path, signed_sixth())))[0] == 0


def test_an_unknown_event_is_kept_and_a_field_of_the_line_is_not(tmp_path: pathlib.Path) -> None:
    assert verify(str(sixth(tmp_path / "event", signed_sixth(type="other.thing"))))[0] == 0
    more = sixth(tmp_path / "field", signed_sixth(e={}))
    assert answer(more, JOURNAL) == "BAD: line 6: extra field"


@pytest.mark.parametrize("time", ["2026-02-30T09:02:05.000Z", "2026-11-23T09:02:60.000Z"])
def test_a_time_that_never_was_is_refused(time: str, tmp_path: pathlib.Path) -> None:
    assert answer(sixth(tmp_path, signed_sixth(t=time)), JOURNAL).startswith("BAD: line 6: ")


def padded(length: int) -> bytes:
    room = length - len(signed_sixth(d={"x": ""}))
    return signed_sixth(d={"x": "x" * room})


@pytest.mark.fault("line of 8192 and of 8193 bytes")
def test_a_line_has_at_most_8192_bytes_with_its_end(tmp_path: pathlib.Path) -> None:
    assert len(padded(8191) + b"\n") == 8192
    assert verify(str(sixth(tmp_path / "longest", padded(8191))))[0] == 0
    assert answer(sixth(tmp_path / "longer", padded(8192)), JOURNAL) == TOO_LONG


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"\0" * 100_000, b"x" * 1_000_000, b"{}\n" * 10],
    ids=["empty", "empty_line", "zeros", "one_long_line", "objects"],
)
def test_a_journal_that_is_none_is_refused(content: bytes, tmp_path: pathlib.Path) -> None:
    folder = whole(tmp_path)
    (folder / JOURNAL).write_bytes(content)
    assert answer(folder, JOURNAL).startswith("BAD: ")


SMALL_ORDER = [
    "01" + "00" * 31,
    "ec" + "ff" * 30 + "7f",
    "00" * 32,
    "00" * 31 + "80",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
]
BAD_KEYS: List[bytes] = [
    *map(bytes.fromhex, SMALL_ORDER),
    b"", b"\1" * 31, b"\1" * 33, b"\2" + b"\0" * 31, b"\xff" * 32, b"\xee" + b"\xff" * 30 + b"\x7f",
]  # fmt: skip


@pytest.mark.parametrize("key", BAD_KEYS, ids=range(len(BAD_KEYS)))
def test_a_key_that_could_sign_anything_or_nothing_is_refused(
    key: bytes, tmp_path: pathlib.Path
) -> None:
    kid = sha256(key)[:16]
    line = {**entry(0, "0" * 64, "log.genesis", {**genesis(), "pub": base64_text(key)})}
    line["log"] = f"2clicks.fr/consent/{kid}"
    # With a key of order one, this signature would be right for every message.
    forged = canonical({**line, "sig": base64_text(b"\1" + b"\0" * 63)})
    (tmp_path / f"journal-{kid}.jsonl").write_bytes(forged + b"\n")
    assert answer(tmp_path, "journal-") == "BAD: line 1: this is no Ed25519 key"


@pytest.mark.parametrize("pub", [None, 7, [], {}, "é", "AAAA", "=", "A" * 5000, "\n"], ids=range(9))
def test_a_genesis_without_a_key_is_refused(pub: object, tmp_path: pathlib.Path) -> None:
    first = signed(entry(0, "0" * 64, "log.genesis", {**genesis(), "pub": pub}))
    folder = write_proof(tmp_path / "proof", [first])
    assert answer(folder, JOURNAL).startswith("BAD: line 1: ")


def test_a_signature_spelt_in_another_way_is_refused(tmp_path: pathlib.Path) -> None:
    lines = usual_lines()
    start = lines[4].index(b'=="')
    letter = lines[4][start - 1 : start]
    assert letter in b"AQgw"
    respelt = lines[4][: start - 1] + bytes([letter[0] + 1]) + lines[4][start:]
    folder = write_proof(tmp_path / "proof", [*lines[:4], respelt])
    assert answer(folder, JOURNAL) == "BAD: line 5: its base64 is not the usual one"


@pytest.mark.skipif(os.name == "nt", reason="these kinds of file do not exist on Windows")
def test_what_is_no_file_is_never_read(tmp_path: pathlib.Path) -> None:
    folder = whole(tmp_path)
    other = kid_of(b"z" * 32)
    (folder / f"journal-{other}.jsonl").mkdir()
    (folder / "blobs" / ("0" * 64)).mkdir()
    (folder / f"receipt-{other}-1.txt").symlink_to("/dev/zero")
    subprocess.run(["mkfifo", str(folder / f"receipt-{other}-2.txt")], check=True)
    (folder / f"receipt-{other}-3.txt").symlink_to(f"receipt-{other}-3.txt")
    for name in (f"journal-{other}", "0" * 64, f"receipt-{other}-1", f"receipt-{other}-2"):
        assert answer(folder, name) == "BAD: no file, or too long"
    assert answer(folder, f"receipt-{other}-3").startswith("BAD: ")


def test_files_of_gigabytes_are_refused_unread(tmp_path: pathlib.Path) -> None:
    folder = whole(tmp_path)
    for name in ("desk-key.txt", f"receipt-{kid_of()}-5.txt", "blobs/" + "1" * 64):
        with (folder / name).open("wb") as file:
            file.truncate(3 * 2**30)
        assert answer(folder, pathlib.PurePosixPath(name).name) == "BAD: no file, or too long"


@pytest.mark.parametrize(
    "name", ["receipt-.txt", "receipt-x-1.txt", "receipt--1.txt", "journal-.jsonl"]
)
def test_a_file_that_almost_has_a_name_of_the_proof_is_not_passed_over(
    name: str, tmp_path: pathlib.Path
) -> None:
    folder = whole(tmp_path)
    (folder / name).write_bytes((folder / JOURNAL).read_bytes())
    assert answer(folder, name).startswith("BAD: ")


@pytest.mark.parametrize("more", [" ", "0", ".jsonl"])
def test_a_whole_copy_under_another_name_does_not_stand_in_for_a_journal_that_was_cut(
    more: str, tmp_path: pathlib.Path
) -> None:
    folder = whole(tmp_path)
    journal = folder / JOURNAL
    content = journal.read_bytes()
    (folder / JOURNAL.replace(".jsonl", f"{more}.jsonl")).write_bytes(content)
    journal.write_bytes(b"".join(content.splitlines(keepends=True)[:4]))
    code, lines = verify(str(folder))
    assert (code, lines[-1]) == (1, "NOT OK")


@pytest.mark.parametrize("size", ["0", "-5", "05", "5_", "1" * 200, "5.5"], ids=range(6))
def test_a_receipt_for_a_strange_number_of_lines_is_refused(
    size: str, tmp_path: pathlib.Path
) -> None:
    folder = whole(tmp_path)
    usual = (folder / f"receipt-{kid_of()}-5.txt").read_bytes()
    (folder / f"receipt-{kid_of()}-{size}.txt").write_bytes(usual.replace(b"\n5\n", b"\n0\n"))
    assert answer(folder, f"receipt-{kid_of()}-{size}.txt").startswith("BAD: ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_file_s_name_cannot_write_an_ok_of_its_own(tmp_path: pathlib.Path) -> None:
    folder = whole(tmp_path)
    (folder / "blobs" / "x\nOK\x1b[2J\u202e").write_bytes(b"")
    code, lines = verify(str(folder))
    assert (code, lines[-1], lines.count("OK")) == (1, "NOT OK", 0)
    assert any(line.startswith(r"x\nOK\x1b[2J\u202e BAD: ") for line in lines)


def test_other_files_in_the_folder_change_nothing(tmp_path: pathlib.Path) -> None:
    folder = whole(tmp_path)
    for name in (JOURNAL + ".lock", JOURNAL + ".torn-5-abcdef", "README.txt", "photo.jpg"):
        (folder / name).write_bytes(b"\0\xff")
    assert verify(str(folder))[0] == 0


@pytest.mark.fault("journal of 100 000 lines")
def test_many_lines_are_read_in_one_go(tmp_path: pathlib.Path) -> None:
    lines = chain([{"type": "clock.jump", "d": {"ms": n}} for n in range(150)] + EVENTS)
    code, said = verify(str(write_proof(tmp_path / "proof", lines)))
    assert (code, said[0]) == (0, f"{JOURNAL} ok: 155 lines, log 2clicks.fr/consent/{kid_of()}")
