"""An account with a journal in a real folder, and a clock that goes when it is told to."""

import os
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import List, Optional

from agent.consent import chain
from agent.consent.chain import ChainReport
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.journal import Journal
from agent.consent.journal_picture import FolderPicture, JournalPicture
from agent.consent.journal_place import JournalPlace
from agent.consent.journal_reader import JournalReader
from agent.consent.keys import AccountKeys
from agent.consent.origins import Whereabouts
from agent.consent.policy import Access, access
from agent.consent.record import Record, Stamp
from agent.consent.signing import Ed25519
from agent.consent.time_limits import TimeLimits
from tests.unit import quick_signatures
from tests.unit.consent_journals import CID, DOMAIN, lasting, shown, withdrawn, yes
from tests.unit.memory_key_store import MemoryKeyStore

HERE = Whereabouts("machine-1", "account-1")
LIMITS = TimeLimits(oneoff_hours=4, grace_minutes=10, permanent_months=12)
SEEN = Draft(EventType.DOOR_CLOSED, {"door": "easy_access"})


class Clock:
    """Goes on by a second at each look, and as far as it is told to in between."""

    def __init__(self, run: str = "0123456789abcdef") -> None:
        self.stamp = Stamp(datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc), 60, 600_000, run)

    def __call__(self) -> Stamp:
        self.pass_time(timedelta(seconds=1))
        return self.stamp

    def pass_time(self, time: timedelta) -> None:
        up = self.stamp.up + time // timedelta(milliseconds=1)
        self.stamp = replace(self.stamp, t=self.stamp.t + time, up=up)

    def set_wall_clock(self, moment: datetime) -> None:
        self.stamp = replace(self.stamp, t=moment)


class Account:
    """A Windows account: its key store, its clock, and the program it runs."""

    def __init__(
        self,
        folder: Path,
        here: Whereabouts = HERE,
        store: Optional[MemoryKeyStore] = None,
        ed25519: Ed25519 = quick_signatures,
    ) -> None:
        self.place = JournalPlace(folder, DOMAIN, "2CLICKS Assistance 1.0")
        self.here = here
        self.store = store or MemoryKeyStore()
        self.clock = Clock()
        self.ed25519 = ed25519
        self.start()

    def start(self) -> None:
        """Start the program, or start it again after everything in memory is gone."""
        self.keys = AccountKeys(self.store, "2clicks", self.place.folder, self.ed25519)
        self.journal = Journal(self.place, self.keys, self.here, self.clock, wait_seconds=0)
        self.reader = JournalReader(
            self.place, self.keys, self.journal.heads, self.here, second_look_seconds=0
        )

    def append(self, draft: Draft = SEEN) -> Record:
        """Write an event; its head is in the store when this returns."""
        record = self.journal.append(draft)
        assert self.journal.heads.settle(60)
        return record

    def grant(self, cid: str = CID) -> Record:
        """Ask for one takeover and get a yes."""
        self.append(Draft(EventType.TERMS_SHOWN, shown(), cid))
        return self.append(Draft(EventType.GIVEN, yes(), cid))

    def grant_lasting(self, cid: str = CID) -> Record:
        """Ask for lasting access and get a yes."""
        self.append(Draft(EventType.TERMS_SHOWN, shown(scope="permanent"), cid))
        return self.append(Draft(EventType.GIVEN, lasting(), cid))

    def withdraw(self, cid: str = CID) -> Record:
        """Take a consent back, on disk at once."""
        return self.append(Draft(EventType.WITHDRAWN, withdrawn(), cid))

    def touch(self, path: Path) -> None:
        """The file was last written now, by this account's clock."""
        moment = self.clock().t.timestamp()
        os.utime(path, (moment, moment))

    @property
    def kid(self) -> str:
        """The short name of the present key."""
        key = self.keys.current()
        assert key is not None
        return key.kid

    @property
    def path(self) -> Path:
        """The present journal."""
        return self.place.journal(self.kid)

    def lines(self, kid: Optional[str] = None) -> List[bytes]:
        """The ended lines of a journal, of the present one unless told otherwise."""
        return self.place.journal(kid or self.kid).read_bytes().split(b"\n")[:-1]

    def check(self, kid: Optional[str] = None) -> ChainReport:
        """Check the journal from the outside; it has to end with a line end."""
        data = self.place.journal(kid or self.kid).read_bytes()
        assert data.endswith(b"\n")
        return chain.check(self.lines(kid), self.ed25519.verify)

    def types(self, kid: Optional[str] = None) -> List[str]:
        """What happened, line by line, in a journal that holds."""
        assert self.check(kid).ok
        links = chain.links(self.lines(kid), self.ed25519.verify)
        return [link.record.type for link in links]

    def record(self, index: int, kid: Optional[str] = None) -> Record:
        """One line of a journal that holds."""
        links = list(chain.links(self.lines(kid), self.ed25519.verify))
        return links[index].record

    def look(self) -> FolderPicture:
        """The folder as this account reads it."""
        return self.reader.read()

    def picture(self, kid: Optional[str] = None) -> JournalPicture:
        """One journal as this account reads it."""
        wanted = kid or self.kid
        return next(p for p in self.look().journals if p.kid == wanted)

    def access(self) -> Access:
        """What the folder allows now."""
        return access(self.look().for_policy, self.clock.stamp, LIMITS)
