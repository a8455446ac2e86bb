"""Journals as the program writes them, with made-up keys, people and texts."""

import base64
import functools
import hashlib
from datetime import datetime, timedelta, timezone
from typing import Dict, List, Mapping, Optional, Tuple

from agent.consent import chain
from agent.consent.canonical import Json
from agent.consent.chain import Head, Link
from agent.consent.event_data import EventType
from agent.consent.log_name import Sign, log_of
from agent.consent.record import Record, Stamp
from tests.unit import ed25519

DOMAIN = "depannage.example"
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
CID = "2b9c1f0e-6f0a-4b57-9a53-0d5a5e1c7c11"
OTHER_CID = "6d0f4a52-93b7-4c1e-8a55-3f1e2d4c5b6a"
RUN = "7d0c2a91e4b35f60"


def at(minutes: float, *, run: str = RUN, off: int = 60) -> Stamp:
    """So many minutes after nine in the morning, UTC."""
    passed = timedelta(minutes=minutes)
    return Stamp(MORNING + passed, off, 600_000 + passed // timedelta(milliseconds=1), run)


def sha256(text: str) -> str:
    """The name of the blob that holds this text."""
    return hashlib.sha256(text.encode()).hexdigest()


@functools.lru_cache(maxsize=None)
def public_key(seed: bytes) -> bytes:
    """The public key of a seed."""
    return ed25519.public_key(seed)


def signer(seed: bytes) -> Sign:
    """Signs with this seed's key."""
    return lambda message: ed25519.sign(seed, message)


def quick(seed: bytes) -> Sign:
    """Not Ed25519, but as good for journals whose signatures are not the question."""
    return lambda message: hashlib.sha512(seed + message).digest()


def genesis(key: bytes, **changes: Json) -> Dict[str, Json]:
    """What a first line says."""
    data: Dict[str, Json] = {
        "pub": base64.b64encode(key).decode(),
        "app": "2CLICKS Assistance 1.0",
        "reason": "install",
        "prev_log": None,
    }
    return {**data, **changes}


def previous(writer: "Writer") -> Dict[str, Json]:
    """How a first line names the journal before."""
    root = base64.b64encode(writer.head.tree.root()).decode()
    return {"log": writer.head.log, "size": writer.head.size, "root": root}


def shown(**changes: Json) -> Dict[str, Json]:
    """The terms of one takeover, on screen."""
    data: Dict[str, Json] = {
        "terms_id": "2clicks-oneoff-1",
        "terms_sha256": sha256("terms"),
        "lang": "fr",
        "scope": "oneoff",
        "price_cents": 3000,
        "price_text": "30 € TTC, première demi-heure",
        "visible_ms": 48_000,
        "scrolled_end": True,
    }
    return {**data, **changes}


def yes(**changes: Json) -> Dict[str, Json]:
    """Yes to one takeover until one in the afternoon, UTC."""
    data: Dict[str, Json] = {
        "scope": "oneoff",
        "boxes": {"takeover": True, "start_now": True},
        "terms_sha256": sha256("terms"),
        "person_sha256": sha256("person"),
        "teamviewer_id_sha256": sha256("id"),
        "valid_until": "2026-11-23T13:00:00.000Z",
        "input": "mouse",
        "session_open": False,
    }
    return {**data, **changes}


def withdrawn(**changes: Json) -> Dict[str, Json]:
    """The client stopped the access."""
    data: Dict[str, Json] = {"by": "client", "channel": "tray", "cut_ok": True, "cut_ms": 310}
    return {**data, **changes}


def session(**changes: Json) -> Dict[str, Json]:
    """A technician's session, still open."""
    data: Dict[str, Json] = {
        "peer_sha256": sha256("peer"),
        "source": "TeamViewer15_Logfile.log",
        "started": "2026-11-23T09:05:00.000Z",
        "ended": None,
        "seconds": None,
        "line_sha256": sha256("line"),
    }
    return {**data, **changes}


class Writer:
    """Writes one account's journal; `seed` is its key's."""

    def __init__(
        self,
        seed: bytes = b"h" * 32,
        start: Optional[Stamp] = None,
        sign: Optional[Sign] = None,
        **changes: Json,
    ) -> None:
        self.key = public_key(seed)
        self.sign = sign or quick(seed)
        log = log_of(DOMAIN, self.key)
        self._take(chain.begin(log, start or at(0), genesis(self.key, **changes), self.sign))

    def write(
        self,
        minutes: float,
        kind: EventType,
        data: Optional[Mapping[str, Json]] = None,
        cid: Optional[str] = CID,
    ) -> "Writer":
        """Write an event so many minutes after nine."""
        return self.write_at(at(minutes), kind, data, cid)

    def write_at(
        self,
        stamp: Stamp,
        kind: EventType,
        data: Optional[Mapping[str, Json]] = None,
        cid: Optional[str] = CID,
    ) -> "Writer":
        """Write an event."""
        self._take(chain.extend(self.head, stamp, kind, data or {}, self.sign, cid))
        return self

    def ask(self, minutes: float, cid: str = CID, **changes: Json) -> "Writer":
        """Show the terms."""
        return self.write(minutes, EventType.TERMS_SHOWN, shown(**changes), cid)

    def grant(self, minutes: float, cid: str = CID, **changes: Json) -> "Writer":
        """Show the terms of one takeover, and a minute later have a yes."""
        return self.ask(minutes, cid).write(minutes + 1, EventType.GIVEN, yes(**changes), cid)

    def grant_lasting(self, minutes: float, cid: str = CID) -> "Writer":
        """Show the terms of lasting access, and a minute later have a yes for a year."""
        return self.ask(minutes, cid, scope="permanent").write(
            minutes + 1, EventType.GIVEN, lasting(), cid
        )

    @property
    def records(self) -> Tuple[Record, ...]:
        """All lines as they are read."""
        return tuple(link.record for link in self.links)

    @property
    def lines(self) -> List[bytes]:
        """All lines as they are on disk, without their line ends."""
        return [record.line for record in self.records]

    def _take(self, link: Link) -> None:
        self.links = [*getattr(self, "links", []), link]
        self.head: Head = link.head


def lasting(**changes: Json) -> Dict[str, Json]:
    """Yes to lasting access for a year."""
    return yes(**{"scope": "permanent", "valid_until": "2027-11-23T09:01:00.000Z", **changes})
