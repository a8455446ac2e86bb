"""Signed reports of a client that lies: what the desk keeps is whole, and can be shown in words."""

import functools
import hashlib
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import Connection

from agent.consent.chain import Link
from agent.consent.checkpoint import parse_checkpoint, sign_checkpoint
from agent.consent.signed_note import parse_note
from desk.key import DeskKey
from desk.pages.journal_words import journal_line
from desk.pages.machine_picture import journal_page, picture_of
from desk.pages.wording import Wording
from desk.pages.words import Words, load_words
from desk.settings import Settings
from desk.store import lines
from desk.store.database import Store
from desk.witness.ingest import Conflict, Witness
from desk.witness.quota import Quota
from desk.witness.refusals import MalformedReportError, UnsignedReportError
from desk.witness.report import Report, check
from tests.fuzz.apart import Apart
from tests.fuzz.consents import chain_of
from tests.unit import quick_signatures

_NOW = 1_795_424_555_000
_SEED = b"a" * 32
_KEY = quick_signatures.public_key(_SEED)
_sign = functools.partial(quick_signatures.sign, _SEED)


class _UndoneError(Exception):
    """Takes back what one attempt wrote: each begins with an empty desk."""


def attempt(data: bytes) -> None:
    apart = Apart(data)
    links = chain_of(apart, _KEY, _sign, quick_signatures.verify)
    blobs = {} if apart.is_empty else _blobs(apart)
    settings, store, witness = _desk()
    try:
        with store.writing() as connection:
            _send(connection, witness, links, blobs, apart)
            _show(connection, settings, links)
            raise _UndoneError
    except _UndoneError:
        return


def _send(
    connection: Connection,
    witness: Witness,
    links: Sequence[Link],
    blobs: dict[str, bytes],
    apart: Apart,
) -> None:
    """In two parts and once more: what is held is what was sent, and signed by the desk."""
    middle = 1 + apart.number(len(links))
    for first, end in ((0, middle), (middle, len(links)), (0, len(links))):
        if first == end:
            continue
        report = _report(links, first, end, blobs)
        taken = witness._taken(connection, check(report, _KEY, quick_signatures.verify))
        assert not isinstance(taken, Conflict) or end < len(links)
        if not isinstance(taken, Conflict):
            assert parse_checkpoint(parse_note(taken.receipt)).size == end
    other = _report(links, 0, 1 + apart.number(len(links)), {})
    damaged = Report(other.log, other.first + apart.number(2), other.lines, other.checkpoint, {})
    try:
        witness._taken(connection, check(damaged, _KEY, quick_signatures.verify))
    except (MalformedReportError, UnsignedReportError):
        return
    assert damaged.first == 0


def _report(links: Sequence[Link], first: int, end: int, blobs: dict[str, bytes]) -> Report:
    part = links[first:end]
    named = {name for link in part for name in link.record.blobs}
    kept = {name: content for name, content in blobs.items() if name in named}
    head = part[-1].head
    text = sign_checkpoint(head, _sign)
    return Report(head.log, first, tuple(link.record.line for link in part), text, kept)


def _blobs(apart: Apart) -> dict[str, bytes]:
    contents = [apart.block() for _ in range(apart.number(3))]
    return {hashlib.sha256(content).hexdigest(): content for content in contents}


def _show(connection: Connection, settings: Settings, links: Sequence[Link]) -> None:
    log = links[0].head.log
    picture = picture_of(connection, log, settings, _NOW)
    held = lines.between(connection, picture.row.id, 0, picture.row.size)
    assert held == [link.record.line for link in links]
    for words in _words().values():
        wording = Wording(words, settings.zone, _NOW)
        wording.access(picture.row)
        for record in journal_page(connection, picture.row, picture.row.size):
            line = journal_line(record, wording)
            assert line.sentence
            assert line.tone in ("good", "bad", "plain")
            wording.exact(line.at)
        for session in picture.sessions:
            wording.exact(session.started)
            wording.exact(session.ended)
        for visit in picture.visits:
            assert visit.price.cents > 0
            wording.short(visit.started)
        for consent in picture.consents:
            wording.exact(consent.ends)


@functools.lru_cache(maxsize=1)
def _desk() -> tuple[Settings, Store, Witness]:
    settings = Settings(Path(mkdtemp(prefix="desk-")))
    key = DeskKey(settings.name, b"d" * 32)
    store = Store(settings.url)
    store.prepare(key, _NOW)
    quota = Quota(settings.quotas, key, None)
    return settings, store, Witness(store, quota, settings.limits, lambda: _NOW)


@functools.lru_cache(maxsize=1)
def _words() -> dict[str, Words]:
    return load_words()
