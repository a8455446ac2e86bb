"""What the client has allowed, as the screens and the command line show it. Pure."""

from typing import Sequence, Tuple

from agent.consent.event_data import EventType
from agent.consent.journal_picture import FolderPicture, JournalState
from agent.consent.policy import Consent, strongest
from agent.consent.record import Record
from agent.consent.terms import Scope
from agent.doors import DoorName
from agent.state import AccessPicture, AccessState, Authorisation
from agent.texts import Message, message


def access_picture(
    standing: Sequence[Consent], folder: FolderPicture, *, unwritten: bool
) -> AccessPicture:
    """The picture of these consents and of the journals they were read from."""
    access = strongest(standing)
    shown = tuple(_authorisation(c, c.yes) for c in standing if c.yes is not None)
    current = next((a for a in shown if access.consent and a.cid == access.consent.cid), None)
    return AccessPicture(
        state=AccessState(access.state.value),
        current=current,
        authorisations=shown,
        troubles=_troubles(folder),
        unwritten=unwritten,
        password_removed=_password_removed(folder),
    )


def _password_removed(folder: FolderPicture) -> bool:
    """Whether the latest word on it is that it was removed, and not that it is wanted again."""
    records = [record for journal in folder.for_policy for record in journal.records]
    removed = [one.stamp.t for one in records if _is_removal(one)]
    wanted = [one.stamp.t for one in records if _is_lasting_yes(one)]
    return bool(removed) and (not wanted or max(removed) > max(wanted))


def _is_removal(record: Record) -> bool:
    door = DoorName.PERMANENT_PASSWORD.value
    return record.event is EventType.DOOR_CLOSED and record.data.get("door") == door


def _is_lasting_yes(record: Record) -> bool:
    is_yes = record.event in (EventType.GIVEN, EventType.RENEWED)
    return is_yes and record.data.get("scope") == Scope.PERMANENT.value


def _troubles(folder: FolderPicture) -> Tuple[Message, ...]:
    """Each sentence once, however many journals it is about."""
    told = [journal.message for journal in folder.journals if journal.is_trouble]
    if folder.hides_damage:
        told.append(message(f"consent_journal.state.{JournalState.UNREADABLE.value}"))
    return tuple(dict.fromkeys(told))


def _authorisation(consent: Consent, yes: Record) -> Authorisation:
    scope, given_at = str(yes.data["scope"]), yes.stamp.t
    return Authorisation(consent.cid, scope, consent.state.value, given_at, consent.ends)
