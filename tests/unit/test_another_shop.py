"""Another shop's program on the same computer: its journals are its own."""

from dataclasses import replace
from pathlib import Path
from typing import Dict

import pytest

from agent.brand import Brand
from agent.consent.journal_picture import JournalState
from agent.consent.journal_place import JournalPlace
from agent.consent.terms import Scope
from agent.paths import consent_folder, user_folder
from agent.state import AccessState
from tests.unit.access_on_disk import Client, Translator
from tests.unit.terms_requests import BRAND

MARTIN = replace(
    BRAND,
    names=replace(
        BRAND.names, folder="Martin Assistance", identifier="martin", domain="martin.example"
    ),
)


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A person's folder for programs, and nothing else that names a place."""
    monkeypatch.delenv("COUPDEMAIN_DATA", raising=False)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    return tmp_path


def client_of(brand: Brand, other: Client, translator: Translator) -> Client:
    """The same account when this shop's program runs: one credential store, one person's folder."""
    client = Client(consent_folder(brand), translator, other.store)
    client.place = JournalPlace(client.place.folder, brand.names.domain, client.place.app)
    client.start()
    return client


def bytes_of(client: Client) -> Dict[str, bytes]:
    files = [path for path in client.place.folder.rglob("*") if path.is_file()]
    return {path.name: path.read_bytes() for path in files}


def test_each_shop_has_a_folder_of_its_own(at_home: Path) -> None:
    assert user_folder(BRAND) != user_folder(MARTIN)
    assert consent_folder(MARTIN) == at_home / "Martin Assistance" / "consent"
    assert user_folder(BRAND) not in consent_folder(MARTIN).parents


@pytest.mark.usefixtures("at_home")
def test_what_one_shop_was_allowed_another_is_not(translator: Translator) -> None:
    client = Client(consent_folder(BRAND), translator)
    client.say_yes()
    client.say_yes(Scope.PERMANENT)
    assert client.journal.close(60)
    before = bytes_of(client)
    other = client_of(MARTIN, client, translator)
    assert other.looked().state is AccessState.NONE
    assert other.looked().authorisations == ()
    assert other.say_yes().log.startswith("martin.example/consent/")
    assert other.looked().state is AccessState.READY
    assert bytes_of(client) == before
    client.start()
    assert [a.state for a in client.looked().authorisations] == ["permanent", "ready"]


def test_journals_of_another_domain_in_the_shop_s_folder_allow_nothing_and_are_told(
    translator: Translator, tmp_path: Path
) -> None:
    client = Client(tmp_path / "consent", translator)
    client.say_yes(Scope.PERMANENT)
    assert client.journal.close(60)
    kid, before = client.kid, client.path.read_bytes()
    client.place = JournalPlace(client.place.folder, "martin.example", client.place.app)
    client.start()
    picture = client.looked()
    assert not picture.allowed
    assert picture.troubles
    assert client.picture(kid).state is JournalState.FOREIGN
    assert client.place.journal(kid).read_bytes() == before
