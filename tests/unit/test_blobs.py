"""Texts are kept exactly, personal data can be erased, and what was altered is never believed."""

import hashlib
import json
from pathlib import Path

import pytest

from agent.consent.blobs import LIMIT_BYTES, Blobs, BlobState
from agent.consent.storage_errors import JournalRefusedError

TEXT = "Prix : 30,00 € TTC.\r\nJusqu’à 13 h 02.".encode()


def test_a_text_is_kept_to_the_byte_under_its_hash(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    name = blobs.keep(TEXT)
    assert name == hashlib.sha256(TEXT).hexdigest()
    assert (tmp_path / "blobs" / name).read_bytes() == TEXT
    assert blobs.keep(TEXT) == name
    assert blobs.read(name).content == TEXT
    assert len(list((tmp_path / "blobs").iterdir())) == 1


def test_the_same_person_has_another_hash_each_time(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    first, second = (blobs.keep_personal({"name": "Zoé"}) for _ in range(2))
    assert first != second
    content = json.loads(blobs.read(first).content or b"")
    assert content["data"] == {"name": "Zoé"}
    assert len(bytes.fromhex(content["salt"])) == 16


@pytest.mark.parametrize("content", [b"", TEXT[:-1], TEXT + b" ", b"x" * (LIMIT_BYTES + 1)])
def test_an_altered_text_never_passes_for_the_one_that_was_shown(
    tmp_path: Path, content: bytes
) -> None:
    blobs = Blobs(tmp_path)
    name = blobs.keep(TEXT)
    (tmp_path / name).write_bytes(content)
    found = blobs.read(name)
    assert found.state in (BlobState.ALTERED, BlobState.UNREADABLE)
    assert found.content is None
    assert blobs.keep(TEXT) == name
    assert blobs.read(name).content == TEXT


@pytest.mark.fault("texts swapped, missing or erased")
def test_two_texts_in_each_other_s_place_are_both_altered(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    first, second = blobs.keep(b"first"), blobs.keep(b"second")
    (tmp_path / first).write_bytes(b"second")
    (tmp_path / second).write_bytes(b"first")
    assert {blobs.read(first).state, blobs.read(second).state} == {BlobState.ALTERED}


@pytest.mark.fault("texts swapped, missing or erased")
def test_erased_personal_data_is_gone_and_the_rest_stays(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    person, terms = blobs.keep_personal({"name": "Zoé"}), blobs.keep(TEXT)
    unknown = "0" * 64
    erased = blobs.erase([person, unknown, "../" + terms])
    assert erased.gone == tuple(sorted([person, unknown]))
    assert erased.left == ()
    assert blobs.read(person).state is BlobState.MISSING
    assert blobs.read(terms).state is BlobState.PRESENT


def test_what_could_not_be_erased_is_said(tmp_path: Path) -> None:
    name = hashlib.sha256(b"").hexdigest()
    (tmp_path / name).mkdir()
    erased = Blobs(tmp_path).erase([name])
    assert erased.left == (name,)
    assert erased.gone == ()


@pytest.mark.fault("path tricks")
@pytest.mark.parametrize("name", ["", "..", "A" * 64, "0" * 63, "0" * 64 + "/..", "con"])
def test_a_name_that_is_no_hash_reads_nothing(tmp_path: Path, name: str) -> None:
    assert Blobs(tmp_path).read(name).state is BlobState.MISSING


def test_a_text_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JournalRefusedError):
        Blobs(tmp_path).keep(b"x" * (LIMIT_BYTES + 1))
    assert list(tmp_path.iterdir()) == []
