"""What the client has allowed, as the screens and the command line show it. Pure."""

from typing import Sequence

from agent.consent.journal_picture import FolderPicture, JournalPicture, JournalState
from agent.consent.policy import Consent, strongest
from agent.consent.record import Record
from agent.state import AccessPicture, AccessState, Authorisation

_QUIET = (JournalState.OK, JournalState.FOREIGN)


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
        troubles=tuple(j.message for j in folder.journals if _is_trouble(j)),
        unwritten=unwritten,
    )


def _is_trouble(journal: JournalPicture) -> bool:
    return journal.state not in _QUIET


def _authorisation(consent: Consent, yes: Record) -> Authorisation:
    scope, given_at = str(yes.data["scope"]), yes.stamp.t
    return Authorisation(consent.cid, scope, consent.state.value, given_at, consent.ends)
