"""What is forgotten: personal data when the person asks, and everything once its time is over.

The chain stays whole: what is erased is blobs, and journals that another one has followed.
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import FrozenSet, Iterable, Iterator, List, Sequence, Tuple

from agent.consent.blobs import Blobs, Erased
from agent.consent.event_data import EventType
from agent.consent.journal_file import Use, opened
from agent.consent.journal_lock import locked
from agent.consent.journal_place import JournalPlace
from agent.consent.record import Record, parse
from agent.consent.refusals import LineRefusedError

# Of these a person can be known; the terms that were shown say nothing of anybody.
PERSONAL = ("person_sha256", "teamviewer_id_sha256", "peer_sha256", "line_sha256", "fields_sha256")
OF_SESSIONS = ("peer_sha256", "line_sha256")


@dataclass(frozen=True)
class Periods:
    """How long details of sessions and whole journals are kept, in days.

    A journal's time begins with its last line, once another journal goes on from it.
    """

    session_days: int = 365
    journal_days: int = 5 * 365 + 1


def keep_no_longer(place: JournalPlace, now: datetime, still_open: FrozenSet[str]) -> None:
    """Forget the sessions and delete the journals whose time is over.

    A computer's clock may be years ahead: no time counts that no line has reached yet.

    Raises:
        JournalRefusedError: a journal cannot be read.
        JournalBusyError: another program is writing on a journal.
    """
    newest = max((record.stamp.t for record in _records(place)), default=now)
    forget_old_sessions(place, min(now, newest), Periods())
    delete_old_journals(place, min(now, newest), Periods(), still_open)


def forget_person(place: JournalPlace) -> Erased:
    """Erase all personal data that any line in the folder names; every chain still holds.

    Raises:
        JournalRefusedError: a journal cannot be read, so that it is unknown what it names.
    """
    return Blobs(place.blobs).erase(_named(_records(place), PERSONAL))


def forget_old_sessions(place: JournalPlace, now: datetime, periods: Periods) -> Erased:
    """Erase what sessions older than their period say of the technician's side.

    What a newer line names too stays.

    Raises:
        JournalRefusedError: a journal cannot be read.
    """
    oldest = now - timedelta(days=periods.session_days)
    records = _records(place)
    old = _named([record for record in records if record.stamp.t < oldest], OF_SESSIONS)
    kept = _named([record for record in records if record.stamp.t >= oldest], PERSONAL)
    return Blobs(place.blobs).erase(old - kept)


def delete_old_journals(
    place: JournalPlace, now: datetime, periods: Periods, still_open: FrozenSet[str]
) -> Tuple[str, ...]:
    """Delete journals that were followed by another and whose time is over; returns their kids.

    A journal in which one of the consents `still_open` began is kept. What recovery set aside is
    never deleted. A file that Windows holds is left for the next time.

    Raises:
        JournalRefusedError: a journal cannot be read.
        JournalBusyError: another program is writing on a journal.
    """
    oldest = now - timedelta(days=periods.journal_days)
    kids = [kid for kid in place.journals() if _is_over(_of(place, kid), oldest, still_open)]
    return tuple(kid for kid in kids if _delete(place, kid))


def _is_over(records: Sequence[Record], oldest: datetime, still_open: FrozenSet[str]) -> bool:
    if not records or records[-1].event is not EventType.KEY_ROTATED:
        return False
    is_old = all(record.stamp.t < oldest for record in records)
    return is_old and not any(record.cid in still_open for record in records)


def _delete(place: JournalPlace, kid: str) -> bool:
    """Delete the receipts first: a receipt without its journal would look like a lost one."""
    with locked(place.lock(kid)), contextlib.suppress(OSError):
        for _, receipt in place.receipts(kid):
            receipt.unlink()
        place.journal(kid).unlink()
    for path in (place.lock(kid), place.folder / f"origin-{kid}"):
        with contextlib.suppress(OSError):
            path.unlink()
    return not place.journal(kid).exists()


def _named(records: Iterable[Record], fields: Sequence[str]) -> FrozenSet[str]:
    return frozenset(
        str(record.data[name])
        for record in records
        for name in fields
        if isinstance(record.data.get(name), str)
    )


def _records(place: JournalPlace) -> List[Record]:
    return [record for kid in place.journals() for record in _of(place, kid)]


def _of(place: JournalPlace, kid: str) -> List[Record]:
    return list(_readable(place.journal(kid)))


def _readable(path: Path) -> Iterator[Record]:
    """Every line that is one; whether it is signed does not matter for what it names."""
    with opened(path, Use.READ) as file:
        for line in file.lines():
            with contextlib.suppress(LineRefusedError):
                yield parse(line)
