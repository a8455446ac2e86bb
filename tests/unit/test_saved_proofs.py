"""The client gets his proof whatever his credential store does; until then damage is named."""

import zipfile
from pathlib import Path

import pytest

from agent.consent.proof_desk import ProofDesk
from agent.consent.storage_errors import ConsentStorageError
from tests.unit.access_on_disk import Translator
from tests.unit.access_scene import Scene
from tests.unit.terms_requests import BRAND


def test_a_damaged_journal_is_named_until_a_proof_with_it_is_saved(
    tmp_path: Path, translator: Translator
) -> None:
    scene = Scene(tmp_path / "consent", translator)
    scene.permit()
    scene.add(b"damage\n")
    scene.start()
    scene.append()
    [aside] = scene.place.folder.glob("*.corrupt-*")
    desk = ProofDesk(scene.place, scene.keys, BRAND, "fr", translator("fr"), tmp_path)
    assert not scene.checked().ok
    scene.store.unreadable = True
    with pytest.raises(ConsentStorageError):
        desk.save(tmp_path / "first.zip")
    scene.store.unreadable = False
    assert aside.name in zipfile.ZipFile(str(tmp_path / "first.zip")).namelist()
    assert not scene.checked().ok
    desk.save(tmp_path / "second.zip")
    assert scene.checked().ok
