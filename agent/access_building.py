"""Builds what asking, allowing and taking back need; loaded at first use, not with the icon."""

import logging
import os
import secrets
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Dict, FrozenSet, Mapping, Optional, Tuple

from agent import __version__
from agent.access_parts import AccessParts
from agent.app import Core
from agent.consent.asking import Asking
from agent.consent.authorisations import Authorisations
from agent.consent.blobs import Blobs
from agent.consent.canonical import Json
from agent.consent.checking import Checking
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.heads import Heads
from agent.consent.journal import Journal
from agent.consent.journal_place import JournalPlace
from agent.consent.journal_reader import JournalReader
from agent.consent.keys import AccountKeys
from agent.consent.origins import Whereabouts
from agent.consent.proof_desk import ProofDesk
from agent.consent.record import Stamp
from agent.consent.retention import keep_no_longer
from agent.consent.session_lines import SessionLines
from agent.consent.signed_note import Signer, desk_signer
from agent.consent.signing import Sodium
from agent.consent.storage_errors import ConsentStorageError
from agent.consent.terms_files import narrower_versions
from agent.consent.terms_text import TermsError
from agent.consent.time_limits import TimeLimits
from agent.consent.windows_key_store import WindowsKeyStore
from agent.paths import brand_folder, consent_folder, receipts_folder
from agent.reporting.acknowledged import Acknowledged
from agent.reporting.picture import words_of
from agent.state import AccessPicture
from agent.teamviewer.places import SESSION_PROGRAM
from agent.win32.processes import processes_where
from agent.win32.remote_session import is_remote_session
from agent.win32.uptime import uptime_ms
from agent.win32.whereabouts import account_id, machine_id
from agent.windows_facts import Unreadable

SETTLING_SECONDS = 10.0

_RUN = secrets.token_hex(8)
_log = logging.getLogger(__name__)


def stamp_now() -> Stamp:
    """The present moment by every clock of this computer."""
    now = datetime.now(timezone.utc)
    offset = now.astimezone().utcoffset() or timedelta(0)
    milliseconds = now.microsecond // 1000 * 1000
    minutes = offset // timedelta(minutes=1)
    return Stamp(now.replace(microsecond=milliseconds), minutes, uptime_ms(), _RUN)


def session_open() -> Optional[bool]:
    """Whether somebody else may be using this computer; None when that cannot be told."""
    if is_remote_session():
        return True
    found = processes_where(lambda name: name.lower() == SESSION_PROGRAM.lower())
    return None if isinstance(found, Unreadable) else bool(found)


def journal_place(core: Core) -> JournalPlace:
    """Where this shop's journals lie on this computer."""
    names = core.brand.names
    return JournalPlace(consent_folder(core.brand), names.domain, f"{names.program} {__version__}")


def build_access(core: Core) -> AccessParts:
    """Join keys, journal, reader and texts.

    Raises:
        KeyStoreRefusedError: Windows' credential store cannot be used; nothing is allowed then.
    """
    place = journal_place(core)
    keys = AccountKeys(WindowsKeyStore(), core.brand.names.identifier, place.folder, Sodium())
    here = Whereabouts(machine_id(), account_id())
    journal = Journal(place, keys, here, stamp_now)
    reader = JournalReader(place, keys, journal.heads, here, desk_of(core))
    limits = time_limits(core)
    asking = Asking(
        brand_folder(), core.brand, core.language, core.translate, limits, stamp_now,
        control=partial(_control_words, place, keys, desk_of(core)),
    )  # fmt: skip
    proof = ProofDesk(
        place, keys, core.brand, core.language, core.translate, receipts_folder(core.folder)
    )
    blobs = Blobs(place.blobs)
    return AccessParts(
        Authorisations(journal, reader, blobs, limits, stamp_now, narrower=_narrower()),
        asking,
        proof,
        session_open,
        _person(),
        partial(_keep_no_longer, place),
        SessionLines(blobs),
    )


def _narrower() -> Optional[FrozenSet[str]]:
    """The texts that the shop's present ones go beyond; None when its index does not say."""
    try:
        return narrower_versions(brand_folder())
    except TermsError as error:
        _log.error("lasting access pauses: %s", error.detail)
        return None


def _control_words(
    place: JournalPlace, keys: AccountKeys, desk: Optional[Signer]
) -> Tuple[str, ...]:
    """The words for the last that the desk has signed; none without, and none in doubt."""
    try:
        key = None if desk is None else keys.current()
        if desk is None or key is None:
            return ()
        receipt = Acknowledged(place, desk, keys.ed25519.verify).newest(key.kid, key.public)
    except ConsentStorageError:
        return ()
    return () if receipt is None else words_of(receipt)


def _keep_no_longer(place: JournalPlace, picture: AccessPicture) -> None:
    still_open = frozenset(a.cid for a in picture.authorisations if a.can_end)
    keep_no_longer(place, datetime.now(timezone.utc), still_open)


def note_access(core: Core, event: str, data: Mapping[str, Json]) -> None:
    """Write what was done about access, outside a window.

    Raises:
        ConsentStorageError: it could not be written.
    """
    authorisations = build_access(core).authorisations
    authorisations.note(Draft(EventType(event), data))
    authorisations.close(SETTLING_SECONDS)


def build_checking(core: Core) -> Checking:
    """What checks every byte in the consent folder.

    Raises:
        KeyStoreRefusedError: Windows' credential store cannot be used.
    """
    place, desk = journal_place(core), desk_of(core)
    keys = AccountKeys(WindowsKeyStore(), core.brand.names.identifier, place.folder, Sodium())
    here = Whereabouts(machine_id(), account_id())
    return Checking(place, keys, JournalReader(place, keys, Heads(keys), here, desk), desk)


def desk_of(core: Core) -> Optional[Signer]:
    """The key of the shop's desk; None while it has none."""
    return desk_signer(core.brand.desk.key) if core.brand.desk.key else None


def time_limits(core: Core) -> TimeLimits:
    """How long this shop's authorisations last."""
    access = core.brand.access
    return TimeLimits(access.oneoff_hours, access.grace_minutes, access.permanent_months)


def _person() -> Dict[str, str]:
    """Whose account it is, as Windows calls it: kept apart, to be erased on demand."""
    names = {"account": "USERNAME", "computer": "COMPUTERNAME"}
    return {field: os.environ.get(name, "")[:200] for field, name in names.items()}
