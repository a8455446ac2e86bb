"""The shop changes its texts: what was allowed rests on the words that were read."""

import hashlib
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from agent.consent.answers import BlockedError
from agent.consent.proof_desk import ProofDesk
from agent.consent.terms import Scope, version_of
from agent.consent.terms_files import FOLDER as TERMS
from agent.consent.terms_files import INDEX
from agent.state import AccessState
from tests.unit.access_on_disk import Client, Translator, yes_to
from tests.unit.terms_requests import BRAND, FOLDER

OLD, NEW = "2clicks.2026-11", "2clicks.2027-01"
TITLE = "# Autoriser"
NEW_TITLE = "# En 2027, autoriser"


@pytest.fixture
def client(tmp_path: Path, translator: Translator) -> Client:
    """A client of a shop whose texts are in a folder of their own."""
    shutil.copytree(str(FOLDER / TERMS), str(tmp_path / "shop" / TERMS))

    class ClientOfTheShop(Client):
        texts = tmp_path / "shop"

    return ClientOfTheShop(tmp_path / "consent", translator)


def change_texts(client: Client, says: str, title: str = NEW_TITLE) -> None:
    """The shop publishes other texts, and the program is started anew with them."""
    folder = client.texts / TERMS
    for path in folder.glob("*.fr.txt"):
        path.write_bytes(path.read_bytes().replace(TITLE.encode(), title.encode(), 1))
    index = (folder / INDEX).read_text(encoding="utf-8").replace(OLD, NEW)
    index = re.sub("wider_than = .*", says, index)
    for path in folder.glob("*.txt"):
        name, fingerprint = path.name, hashlib.sha256(path.read_bytes()).hexdigest()
        index = re.sub(f'"{name}" = ".*"', f'"{name}" = "{fingerprint}"', index)
    (folder / INDEX).write_text(index, encoding="utf-8")
    assert client.journal.close(60)
    client.start()


NOT_WIDER, WIDER, SAYS_NOTHING = "wider_than = []", f'wider_than = ["{OLD}"]', ""


def test_what_was_allowed_stands_as_it_was_when_the_texts_change(client: Client) -> None:
    client.say_yes()
    client.say_yes(Scope.PERMANENT)
    before, lines = client.looked(), client.lines()
    change_texts(client, NOT_WIDER)
    after = client.looked()
    assert after == before
    assert [a.state for a in after.authorisations if a.is_open] == ["permanent", "ready"]
    assert not client.choices.note_ends(after)
    assert client.lines() == lines


def test_the_text_that_was_read_is_printed_and_saved_as_it_was(
    client: Client, translator: Translator, tmp_path: Path
) -> None:
    read = client.ask(Scope.PERMANENT)
    record = client.choices.allow(read, yes_to(read))
    change_texts(client, WIDER)
    desk = ProofDesk(client.place, client.keys, BRAND, "fr", translator("fr"), tmp_path / "sheets")
    sheet = desk.sheet(record).read_text(encoding="utf-8")
    assert read.request.text.title.startswith("Autoriser")
    assert read.request.text.title in sheet
    assert "2027, autoriser" not in sheet
    with zipfile.ZipFile(desk.save(tmp_path / "proof.zip")) as proof:
        assert proof.read(f"blobs/{read.request.sha256}") == read.request.content


@pytest.mark.parametrize("scope", Scope)
def test_a_new_yes_is_to_the_new_text(client: Client, scope: Scope) -> None:
    old = client.ask(scope)
    client.choices.allow(old, yes_to(old))
    change_texts(client, NOT_WIDER)
    new = client.ask(scope)
    record = client.choices.allow(new, yes_to(new))
    assert [version_of(one.request.terms_id) for one in (old, new)] == [OLD, NEW]
    assert record.data["terms_sha256"] == new.request.sha256 != old.request.sha256
    kept = [client.place.blobs / one.request.sha256 for one in (old, new)]
    assert [path.read_bytes() for path in kept] == [old.request.content, new.request.content]


def test_a_yes_to_words_that_stayed_the_same_is_one_to_the_new_version(client: Client) -> None:
    given = client.say_yes(Scope.PERMANENT)
    change_texts(client, WIDER, title=TITLE)
    assert client.looked().state is AccessState.PAUSED
    question = client.ask(Scope.PERMANENT, given.cid)
    assert client.choices.allow(question, yes_to(question)).cid == given.cid
    assert client.looked().state is AccessState.PERMANENT


def test_lasting_access_waits_for_a_new_yes_when_the_shop_s_texts_allow_more(
    client: Client,
) -> None:
    given = client.say_yes(Scope.PERMANENT)
    change_texts(client, WIDER)
    paused = client.looked()
    assert paused.state is AccessState.PAUSED
    assert [a.cid for a in client.choices.note_ends(paused)] == [given.cid]
    assert not client.choices.note_ends(client.looked())
    assert client.types()[-1] == "consent.paused"
    assert client.record(len(client.lines()) - 1).data == {"why": "terms"}
    client.start()
    assert client.looked().state is AccessState.PAUSED
    question = client.ask(Scope.PERMANENT, given.cid)
    client.choices.allow(question, yes_to(question))
    client.start()
    assert client.looked().state is AccessState.PERMANENT


def test_a_takeover_goes_on_to_its_end_when_the_shop_s_texts_allow_more(client: Client) -> None:
    client.say_yes()
    change_texts(client, WIDER)
    assert client.looked().state is AccessState.READY
    assert not client.choices.note_ends(client.looked())


def test_lasting_access_pauses_while_the_shop_s_texts_do_not_say(client: Client) -> None:
    client.say_yes(Scope.PERMANENT)
    lines = client.lines()
    change_texts(client, SAYS_NOTHING)
    unsure = client.looked()
    assert unsure.state is AccessState.PAUSED
    assert not client.choices.note_ends(unsure)
    assert client.lines() == lines


def test_a_yes_that_is_none_renews_nothing(client: Client) -> None:
    given = client.say_yes(Scope.PERMANENT)
    change_texts(client, WIDER)
    question = client.ask(Scope.PERMANENT, given.cid)
    with pytest.raises(BlockedError):
        client.choices.allow(question, yes_to(question, session_open=True))
    assert client.looked().state is AccessState.PAUSED


def test_access_that_was_stopped_is_not_called_paused(client: Client) -> None:
    given = client.say_yes(Scope.PERMANENT)
    change_texts(client, WIDER)
    client.looked()
    client.choices.hold(str(given.cid))
    stopped = client.looked()
    assert [a.state for a in stopped.authorisations] == ["withdrawn"]
    assert not client.choices.note_ends(stopped)
