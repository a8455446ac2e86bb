"""The zip a client keeps: complete, whole or not there, and checked by what is shipped in it."""

import errno
import os
import pathlib
import subprocess
import sys
import zipfile
from typing import Callable, List, Tuple

import pytest

from agent.consent import proof
from agent.consent.proof import VERIFIER, ProofError, SavedProof, save_proof
from agent.texts import Message
from tests.unit.proof_folders import (
    TERMS,
    kid_of,
    receipt,
    sha256,
    usual_lines,
    vkey,
    write_proof,
)

Translate = Callable[[Message], str]
JOURNAL = f"journal-{kid_of()}.jsonl"


@pytest.fixture
def translate(translator: Callable[[str], Translate]) -> Translate:
    return translator("fr")


@pytest.fixture
def consent(tmp_path: pathlib.Path) -> pathlib.Path:
    """A consent folder as the program leaves it, with files that are no part of a proof."""
    lines = usual_lines()
    folder = write_proof(tmp_path / "consent", lines, {5: receipt(lines)})
    (folder / "desk-key.txt").unlink()
    for name in ("key.lock", JOURNAL + ".lock", "origin-" + kid_of(), "notes.txt"):
        (folder / name).write_bytes(b"x")
    return folder


def unpacked(saved: SavedProof, folder: pathlib.Path) -> pathlib.Path:
    with zipfile.ZipFile(str(saved.path)) as archive:
        archive.extractall(str(folder))
    return folder


def shipped_verify(folder: pathlib.Path) -> Tuple[int, List[str]]:
    """Exit code and lines of the verify.py that is in the zip, run alone."""
    run = [sys.executable, "-I", "-S", "verify.py"]
    done = subprocess.run(run, cwd=str(folder), capture_output=True, check=False, timeout=120)
    assert done.stderr == b""
    return done.returncode, done.stdout.decode("ascii").splitlines()


def test_the_proof_holds_everything_and_its_own_verifier_says_ok(
    consent: pathlib.Path, tmp_path: pathlib.Path, translate: Translate
) -> None:
    saved = save_proof(consent, tmp_path / "preuve.zip", vkey(), translate)
    assert sorted(saved.names) == sorted(
        ["README.txt", "verify.py", "desk-key.txt", f"receipt-{kid_of()}-5.txt", JOURNAL,
         "blobs/" + sha256(TERMS)]
    )  # fmt: skip
    folder = unpacked(saved, tmp_path / "unpacked")
    code, lines = shipped_verify(folder)
    assert (code, lines[-1]) == (0, "OK")
    for name in (JOURNAL, f"receipt-{kid_of()}-5.txt", "blobs/" + sha256(TERMS)):
        assert (folder / name).read_bytes() == (consent / name).read_bytes()
    assert (folder / "verify.py").read_bytes() == VERIFIER.read_bytes()


def test_the_readme_is_two_lines_that_say_how_and_what_it_means(
    consent: pathlib.Path, tmp_path: pathlib.Path, translator: Callable[[str], Translate]
) -> None:
    for lang, how in (("fr", "tapez ici"), ("en", "type here")):
        saved = save_proof(consent, tmp_path / f"{lang}.zip", None, translator(lang))
        with zipfile.ZipFile(str(saved.path)) as archive:
            lines = archive.read("README.txt").decode("utf-8").splitlines()
        assert len(lines) == 2
        assert how in lines[0]
        assert "python verify.py" in lines[0]
        assert "NOT OK" in lines[1]


def test_a_changed_zip_is_refused_by_its_own_verifier(
    consent: pathlib.Path, tmp_path: pathlib.Path, translate: Translate
) -> None:
    saved = save_proof(consent, tmp_path / "preuve.zip", vkey(), translate)
    folder = unpacked(saved, tmp_path / "unpacked")
    journal = folder / JOURNAL
    journal.write_bytes(journal.read_bytes().replace(b"mouse", b"house"))
    code, lines = shipped_verify(folder)
    assert (code, lines[-1]) == (1, "NOT OK")
    assert f"{JOURNAL} BAD: line 3: altered" in lines


def test_without_a_desk_no_key_is_invented(
    consent: pathlib.Path, tmp_path: pathlib.Path, translate: Translate
) -> None:
    saved = save_proof(consent, tmp_path / "preuve.zip", None, translate)
    assert "desk-key.txt" not in saved.names
    assert shipped_verify(unpacked(saved, tmp_path / "unpacked"))[0] == 1


def test_a_line_that_is_being_written_does_not_spoil_the_proof_and_is_kept_beside(
    consent: pathlib.Path, tmp_path: pathlib.Path, translate: Translate
) -> None:
    whole = (consent / JOURNAL).read_bytes()
    for tail in (b"{", b"\0" * 200_000, usual_lines()[4]):
        (consent / JOURNAL).write_bytes(whole + tail)
        saved = save_proof(consent, tmp_path / "preuve.zip", vkey(), translate)
        folder = unpacked(saved, tmp_path / f"unpacked-{len(tail)}")
        assert (folder / JOURNAL).read_bytes() == whole
        assert (folder / (JOURNAL + ".torn-end")).read_bytes() == tail
        assert shipped_verify(folder)[0] == 0


def test_a_journal_without_a_whole_line_is_told_by_the_verifier(
    consent: pathlib.Path, tmp_path: pathlib.Path, translate: Translate
) -> None:
    for content in (b"", b"torn"):
        (consent / JOURNAL).write_bytes(content)
        saved = save_proof(consent, tmp_path / "preuve.zip", vkey(), translate)
        code, lines = shipped_verify(unpacked(saved, tmp_path / f"unpacked-{len(content)}"))
        assert code == 1
        assert f"{JOURNAL} BAD: empty, or misnamed" in lines


def test_what_recovery_set_aside_is_in_the_proof_and_is_named(
    consent: pathlib.Path, tmp_path: pathlib.Path, translate: Translate
) -> None:
    (consent / (JOURNAL + ".torn-5-abcdef")).write_bytes(b"torn")
    aside = f"journal-{'0' * 16}.jsonl.corrupt-20261123T090231Z"
    (consent / aside).write_bytes(b"damaged\n")
    saved = save_proof(consent, tmp_path / "preuve.zip", vkey(), translate)
    assert JOURNAL + ".torn-5-abcdef" in saved.names
    code, lines = shipped_verify(unpacked(saved, tmp_path / "unpacked"))
    assert code == 1
    assert any(line.startswith(f"{aside} BAD: line 1: ") for line in lines)


def test_an_older_proof_is_replaced_whole(
    consent: pathlib.Path, tmp_path: pathlib.Path, translate: Translate
) -> None:
    target = tmp_path / "preuve.zip"
    target.write_bytes(b"old" * 100_000)
    save_proof(consent, target, vkey(), translate)
    assert zipfile.is_zipfile(str(target))
    assert [path.name for path in tmp_path.iterdir() if "preuve" in path.name] == ["preuve.zip"]


def test_nothing_is_saved_where_nothing_was_ever_written(
    tmp_path: pathlib.Path, translate: Translate
) -> None:
    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(ProofError) as caught:
            save_proof(folder, tmp_path / "preuve.zip", None, translate)
        assert caught.value.title.key == "proof.nothing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("hidden", [".", "blobs", JOURNAL])
def test_what_cannot_be_looked_into_is_not_left_out_of_a_proof_unsaid(
    hidden: str, consent: pathlib.Path, tmp_path: pathlib.Path, translate: Translate
) -> None:
    place = consent / hidden
    place.rename(tmp_path / "away")
    if hidden == JOURNAL:
        place.mkdir()
    else:
        place.write_bytes(b"a file")
    with pytest.raises(ProofError) as caught:
        save_proof(consent, tmp_path / "preuve.zip", None, translate)
    assert caught.value.title.key == "proof.refused"
    assert not (tmp_path / "preuve.zip").exists()


@pytest.mark.parametrize("place", ["absent/preuve.zip", "file/preuve.zip", "folder"])
def test_a_place_that_cannot_be_written_is_told_and_left_as_it_is(
    place: str, consent: pathlib.Path, tmp_path: pathlib.Path, translate: Translate
) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ProofError) as caught:
        save_proof(consent, tmp_path / place, None, translate)
    assert caught.value.title.key == "proof.refused"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on a file's size to set")
@pytest.mark.parametrize("room", [0, 100, 4000])
def test_a_full_disk_leaves_the_older_proof_and_no_rest(
    room: int, consent: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    (tmp_path / "out").mkdir()
    target = tmp_path / "out" / "preuve.zip"
    target.write_bytes(b"older")
    # A file-size limit stands in for a full disk: the write fails at the same place.
    program = (
        "import resource, signal, sys, pathlib\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))\n"
        "from agent.consent.proof import ProofError, save_proof\n"
        "try:\n"
        f"    source, target = {str(consent)!r}, {str(target)!r}\n"
        "    save_proof(pathlib.Path(source), pathlib.Path(target), None, str)\n"
        "except ProofError as error:\n"
        "    sys.exit(error.title.key + ' ' + error.detail)\n"
    )
    run = [sys.executable, "-B", "-c", program]
    root = pathlib.Path(__file__).parents[2]
    done = subprocess.run(run, cwd=str(root), capture_output=True, check=False, timeout=120)
    assert done.stderr.decode().startswith("proof.refused OSError: ")
    assert f"[Errno {errno.EFBIG}]" in done.stderr.decode()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["preuve.zip"]
    assert target.read_bytes() == b"older"


def test_a_file_with_a_strange_name_is_not_taken_in(
    consent: pathlib.Path, tmp_path: pathlib.Path, translate: Translate
) -> None:
    (consent / "blobs" / "..x").write_bytes(b"x")
    (consent / "receipt-..-1.txt").write_bytes(b"x")
    saved = save_proof(consent, tmp_path / "preuve.zip", None, translate)
    assert not [name for name in saved.names if ".." in name]


def test_the_verifier_that_is_shipped_is_there() -> None:
    assert VERIFIER.is_file()
    assert VERIFIER.parent.parent == pathlib.Path(proof.__file__).parent


def test_a_long_journal_is_copied_to_its_last_byte(
    consent: pathlib.Path, tmp_path: pathlib.Path, translate: Translate
) -> None:
    content = b"".join(b"%07d\n" % number for number in range(100_000))
    (consent / JOURNAL).write_bytes(content)
    saved = save_proof(consent, tmp_path / "preuve.zip", None, translate)
    with zipfile.ZipFile(str(saved.path)) as archive:
        assert archive.read(JOURNAL) == content
