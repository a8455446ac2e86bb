"""What the client has allowed, as the screens and the command line show it. Pure."""

from datetime import datetime, timezone
from typing import Mapping, Sequence, Tuple

from agent.consent.course import TAKING_AWAY
from agent.consent.event_data import EventType
from agent.consent.journal_picture import FolderPicture, JournalState
from agent.consent.lifecycle import State
from agent.consent.policy import Consent, strongest
from agent.consent.record import Record
from agent.consent.terms import Scope
from agent.doors import DoorName
from agent.state import AccessPicture, AccessState, Authorisation
from agent.texts import Message, message

_NEVER = datetime.min.replace(tzinfo=timezone.utc)


def access_picture(
    standing: Sequence[Consent], folder: FolderPicture, now: datetime, *, unwritten: bool
) -> AccessPicture:
    """The picture of these consents and of the journals they were read from, at this moment."""
    access = strongest(standing)
    told = _ends_told(folder)
    shown = tuple(
        _authorisation(c, c.yes, "" if told.get(c.cid, _NEVER) >= c.yes.stamp.t else _end(c, now))
        for c in standing
        if c.yes is not None
    )
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


def _authorisation(consent: Consent, yes: Record, end: str) -> Authorisation:
    scope, given_at = str(yes.data["scope"]), yes.stamp.t
    return Authorisation(consent.cid, scope, consent.state.value, given_at, consent.ends, end)


def _ends_told(folder: FolderPicture) -> Mapping[str, datetime]:
    """When each consent was last taken away by a line, whoever wrote it."""
    records = (record for journal in folder.for_policy for record in journal.records)
    ends = [r for r in records if r.cid is not None and r.event in TAKING_AWAY]
    return {str(r.cid): r.stamp.t for r in sorted(ends, key=lambda r: r.stamp.t)}


def _end(consent: Consent, now: datetime) -> str:
    """Why time, or the shop's texts, ended it without a line; empty when nothing did."""
    if consent.is_outgrown:
        return "terms"
    if consent.ends is None or consent.ends > now:
        return ""
    if consent.state is State.PAUSED:
        return "time"
    if consent.state is not State.ENDED:
        return ""
    if consent.session_began is None:
        return "unused"
    return "time" if consent.closed_since is None else "disconnect"
