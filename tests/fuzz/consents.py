"""Signed lines with any data, in any order, of several accounts: what they allow, no more."""

import dataclasses
import functools
import json
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Dict, List, Sequence, Tuple

from agent.consent.blobs import Blobs
from agent.consent.canonical import Json, encode
from agent.consent.chain import Link, check, follow
from agent.consent.clocks import TOLERANCE_MS
from agent.consent.event_data import EventType
from agent.consent.field_shapes import moment_text
from agent.consent.log_name import Sign, Verify, log_of
from agent.consent.policy import access, consents
from agent.consent.record import FIRST_PREV, SIGNED_PREFIX, Position, Record, Stamp
from agent.consent.refusals import LineRefusedError
from agent.consent.session_lines import SessionLines
from agent.consent.spans import spans
from agent.consent.succession import Journal, Trust
from agent.consent.time_limits import TimeLimits
from tests.fuzz.apart import Apart, base64_text
from tests.unit import quick_signatures
from tests.unit.consent_journals import (
    CID,
    DOMAIN,
    OTHER_CID,
    genesis,
    lasting,
    session,
    shown,
    withdrawn,
    yes,
)

LIMITS = TimeLimits(oneoff_hours=4, grace_minutes=10, permanent_months=12)
_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
_MOMENTS = (
    _MORNING,
    datetime(1, 1, 1, tzinfo=timezone.utc),
    datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone.utc),
)
_RUNS = ("7d0c2a91e4b35f60", "0123456789abcdef")
_SEEDS = (b"a" * 32, b"b" * 32)
_UNIT = timedelta(minutes=7)
_YES = (EventType.GIVEN, EventType.RENEWED)
_USUAL: Tuple[Tuple[str, Dict[str, Any]], ...] = (
    ("terms.shown", shown()),
    ("consent.given", yes()),
    ("consent.withdrawn", withdrawn()),
    ("terms.shown", shown(scope="permanent")),
    ("consent.given", lasting()),
    ("consent.paused", {"why": "time"}),
    ("consent.renewed", lasting()),
    ("session.started", session()),
    ("session.ended", session(ended="2026-11-23T09:35:00Z", seconds=1800)),
    ("session.unexpected", session(peer_sha256=None)),
    ("log.rollback_detected", {"known_size": 9, "found_size": 3}),
    ("log.recovered", {"torn_len": 3, "torn_id": "ab"}),
    ("clock.jump", {"ms": -5}),
    ("consent.ended", {"why": "disconnect"}),
    ("consent.refused", {"how": "button"}),
    ("consent.invalidated", {"why": "copy"}),
    ("door.closed", {"door": "easy_access"}),
)  # fmt: skip


def attempt(data: bytes) -> None:
    apart = Apart(data)
    trusts = [apart.one(tuple(Trust)) for _ in _SEEDS]
    now = _stamp(apart)
    journals = [Journal(_records(apart, seed), trust) for seed, trust in zip(_SEEDS, trusts)]
    standing = access(journals, now, LIMITS)
    if standing.allowed:
        _rests_on_a_yes(standing.consent.yes if standing.consent else None, journals, now)
    doubted = [dataclasses.replace(one, trust=Trust.DOUBTFUL) for one in journals]
    foreign = [dataclasses.replace(one, trust=Trust.FOREIGN) for one in journals]
    for none in (doubted, foreign):
        assert not access(none, now, LIMITS).allowed
    for consent in consents(journals, now, LIMITS):
        assert consent.yes is None or consent.scope in ("oneoff", "permanent")
    for span in spans(journals, now.t, LIMITS):
        assert span.closed is None or span.scope
    with tempfile.TemporaryDirectory() as folder:
        SessionLines(Blobs(Path(folder))).kept([r for one in journals for r in one.records])


def _rests_on_a_yes(given: "Record | None", journals: Sequence[Journal], now: Stamp) -> None:
    assert given is not None
    assert given.event in _YES
    assert given.wrong_field is None
    assert given.stamp.t <= now.t + timedelta(milliseconds=TOLERANCE_MS)
    sound = [one for one in journals if one.trust is Trust.SOUND]
    assert any(given in one.records for one in sound)
    mine = next(one.records for one in sound if given in one.records)
    later = mine[mine.index(given) + 1 :]
    assert not [r for r in later if r.event is EventType.WITHDRAWN and r.cid in (None, given.cid)]


def _records(apart: Apart, seed: bytes) -> Tuple[Record, ...]:
    """A journal that holds, of lines that say anything."""
    key = quick_signatures.public_key(seed)
    sign: Sign = functools.partial(quick_signatures.sign, seed)
    links = chain_of(apart, key, sign, quick_signatures.verify)
    lines = [link.record.line for link in links]
    assert check(lines, quick_signatures.verify).bad is None
    return tuple(link.record for link in links)


def chain_of(apart: Apart, key: bytes, sign: Sign, verify: Verify) -> List[Link]:
    """Lines that follow one another; the first that no reader takes ends them."""
    links: List[Link] = []
    for number in range(1 + apart.number(12)):
        kind, data = _said(apart) if number else ("log.genesis", genesis(key))
        line = _line(apart, Position(log_of(DOMAIN, key), number, _hash(links)), kind, data, sign)
        try:
            links.append(follow(links[-1].head if links else None, line, verify))
        except LineRefusedError:
            break
    return links


def _hash(links: Sequence[Link]) -> str:
    return links[-1].head.line_hash if links else FIRST_PREV


def _line(apart: Apart, position: Position, kind: str, data: Json, sign: Sign) -> bytes:
    stamp = _stamp(apart)
    fields: Dict[str, Json] = {
        "v": 1, "log": position.log, "seq": position.seq, "prev": position.prev,
        "t": moment_text(stamp.t), "off": stamp.off, "up": stamp.up, "run": stamp.run,
        "type": kind, "d": data,
    }  # fmt: skip
    cid = apart.one((CID, OTHER_CID, None))
    if cid is not None:
        fields["cid"] = cid
    try:
        signature = sign(SIGNED_PREFIX + encode(fields))
        return encode({**fields, "sig": base64_text(signature)})
    except LineRefusedError:
        return b""


def _stamp(apart: Apart) -> Stamp:
    moment = apart.one((_MORNING, _MORNING, _MORNING, *_MOMENTS))
    steps = apart.number(256)
    try:
        moment += steps * _UNIT
    except OverflowError:
        moment -= steps * _UNIT
    up = apart.number(256) * 420_000
    return Stamp(moment, apart.one((60, 0, -720, 1439, -1439)), up, apart.one(_RUNS))


def _said(apart: Apart) -> "Tuple[str, Any]":
    kind, data = apart.one(_USUAL)
    changes = apart.number(8)
    if changes == 7:
        kind = apart.one(tuple(EventType)).value
    if changes < 5:
        return kind, data
    try:
        more = json.loads(apart.take(apart.number(80)).decode("utf-8", "replace") or "{}")
    except (ValueError, RecursionError):
        more = {}
    name = apart.one(tuple(data))
    return kind, {**data, name: more} if apart.flag() or not isinstance(more, dict) else {
        **data,
        **more,
    }
