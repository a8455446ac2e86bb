"""What has to be forgotten is erased, what has to be kept is not, and every chain still holds."""

from datetime import timedelta
from pathlib import Path
from typing import Dict, FrozenSet

import pytest

from agent.consent.blobs import Blobs, BlobState
from agent.consent.canonical import Json
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.lifecycle import State
from agent.consent.retention import (
    Periods,
    delete_old_journals,
    forget_old_sessions,
    forget_person,
    keep_no_longer,
)
from agent.consent.saved_proofs import proof_saved, unsaved_journals
from tests.unit.consent_journals import CID, session, shown, yes
from tests.unit.journal_on_disk import Account

YEARS_6 = timedelta(days=6 * 366)
NOBODY: FrozenSet[str] = frozenset()


@pytest.fixture
def account(tmp_path: Path) -> Account:
    return Account(tmp_path / "consent")


def grant_to_a_person(account: Account) -> Dict[str, str]:
    """A yes with its real blobs: terms, person and TeamViewer ID."""
    blobs = Blobs(account.place.blobs)
    names = {
        "terms_sha256": blobs.keep(b"the text on screen"),
        "person_sha256": blobs.keep_personal({"name": "Zoé Martin"}),
        "teamviewer_id_sha256": blobs.keep_personal({"id": "1234567890"}),
    }
    terms: Dict[str, Json] = {"terms_sha256": names["terms_sha256"]}
    account.append(Draft(EventType.TERMS_SHOWN, shown(**terms), CID))
    account.append(Draft(EventType.GIVEN, yes(**names), CID))
    return names


def test_a_forgotten_person_is_nowhere_in_the_folder_and_the_chain_holds(account: Account) -> None:
    names = grant_to_a_person(account)
    before = account.lines()
    erased = forget_person(account.place)
    assert set(erased.gone) == {names["person_sha256"], names["teamviewer_id_sha256"]}
    assert erased.left == ()
    assert account.lines() == before
    assert account.check().ok
    assert account.access().state is State.READY
    blobs = Blobs(account.place.blobs)
    assert blobs.read(names["terms_sha256"]).state is BlobState.PRESENT
    content = b"".join(p.read_bytes() for p in account.place.folder.rglob("*") if p.is_file())
    assert b"Martin" not in content
    assert b"1234567890" not in content


def test_details_of_sessions_go_after_a_year_and_the_yes_keeps_its_own(account: Account) -> None:
    names = grant_to_a_person(account)
    blobs = Blobs(account.place.blobs)
    old, new = (blobs.keep_personal({"peer": str(n)}) for n in range(2))
    account.append(Draft(EventType.SESSION_STARTED, session(peer_sha256=old, line_sha256=None)))
    account.clock.pass_time(timedelta(days=30))
    account.append(Draft(EventType.SESSION_STARTED, session(peer_sha256=new, line_sha256=None)))
    account.clock.pass_time(timedelta(days=350))
    erased = forget_old_sessions(account.place, account.clock.stamp.t, Periods())
    assert erased.gone == (old,)
    assert blobs.read(new).state is BlobState.PRESENT
    assert blobs.read(names["person_sha256"]).state is BlobState.PRESENT


def test_a_retired_journal_goes_once_its_time_is_over(account: Account) -> None:
    account.append()
    old = account.kid
    account.place.receipt(old, 2).write_bytes(b"a receipt")
    account.journal.rotate()
    account.append()
    now = account.clock.stamp.t
    assert delete_old_journals(account.place, now, Periods(), NOBODY) == ()
    assert delete_old_journals(account.place, now + YEARS_6, Periods(), NOBODY) == (old,)
    left = sorted(path.name for path in account.place.folder.iterdir())
    assert not [name for name in left if old in name]
    account.start()
    assert account.picture().state.value == "ok"


def test_the_present_journal_and_one_with_an_open_consent_stay_for_ever(account: Account) -> None:
    account.grant_lasting()
    old = account.kid
    account.journal.rotate()
    account.append()
    later = account.clock.stamp.t + YEARS_6
    assert delete_old_journals(account.place, later, Periods(), frozenset({CID})) == ()
    assert delete_old_journals(account.place, later, Periods(), NOBODY) == (old,)
    assert account.place.journals() == (account.kid,)


def test_what_was_set_aside_is_named_until_the_client_has_it_and_is_never_deleted(
    account: Account,
) -> None:
    account.append()
    account.path.write_bytes(account.path.read_bytes() + b"damage\n")
    account.start()
    account.append()
    [aside] = account.place.folder.glob("*.corrupt-*")
    assert unsaved_journals(account.place, account.keys) == (aside,)
    proof_saved((aside,), account.keys)
    assert unsaved_journals(account.place, account.keys) == ()
    aside.write_bytes(aside.read_bytes() + b"changed since")
    assert unsaved_journals(account.place, account.keys) == (aside,)
    later = account.clock.stamp.t + YEARS_6
    assert delete_old_journals(account.place, later, Periods(), NOBODY) == ()
    assert aside.exists()


def test_a_clock_set_years_ahead_costs_no_journal_and_no_detail(account: Account) -> None:
    names = grant_to_a_person(account)
    peer = Blobs(account.place.blobs).keep_personal({"name": "2CLICKS"})
    account.append(Draft(EventType.SESSION_ENDED, session(peer_sha256=peer), CID))
    account.journal.rotate()
    account.append()
    before = account.place.journals()
    keep_no_longer(account.place, account.clock.stamp.t + 10 * YEARS_6, NOBODY)
    assert account.place.journals() == before
    blobs = Blobs(account.place.blobs)
    for name in (peer, *names.values()):
        assert blobs.read(name).state is BlobState.PRESENT


def test_what_is_over_by_the_journals_own_time_goes(account: Account) -> None:
    grant_to_a_person(account)
    old = account.kid
    account.journal.rotate()
    account.clock.pass_time(YEARS_6)
    account.append()
    keep_no_longer(account.place, account.clock.stamp.t, NOBODY)
    assert old not in account.place.journals()
    assert account.kid in account.place.journals()
