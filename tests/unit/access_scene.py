"""A client whose permission is live while something goes wrong."""

import contextlib
import dataclasses
import errno
import os
from typing import Callable, Iterator, List

import pytz

from agent.consent.checking import CheckedFolder, Checking
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.heads import Heads
from agent.consent.journal_reader import JournalReader
from agent.consent.keys import AccountKeys
from agent.state import AccessPicture
from agent.tray.access_presenter import AccessPresenter
from tests.unit.access_on_disk import Client
from tests.unit.consent_journals import withdrawn
from tests.unit.journal_on_disk import SEEN
from tests.unit.journal_with_desk import DESK, AccountWithDesk
from tests.unit.terms_requests import BRAND


class Scene(Client, AccountWithDesk):
    """An account with a live permission, whose shop has a desk."""

    def permit(self) -> None:
        """Ask for one takeover and get a yes that counts."""
        self.cid = str(self.say_yes().cid)
        assert self.journal.heads.settle(60)

    def sentence(self, picture: AccessPicture) -> str:
        """What the client reads, in French."""
        zone = pytz.timezone("Europe/Paris")
        presenter = AccessPresenter(BRAND, self._translator("fr"), zone)
        return presenter.sentence(picture).replace("\u00a0", " ")

    def checked(self) -> CheckedFolder:
        """What `agent consent verify` finds, in a program of its own."""
        keys = AccountKeys(self.store, "2clicks", self.place.folder, self.ed25519)
        reader = JournalReader(
            self.place, keys, Heads(keys), self.here, DESK, second_look_seconds=0
        )
        return Checking(self.place, keys, reader, DESK).check()

    def next_line(self, draft: Draft = SEEN) -> bytes:
        """The line, with its end, that would come next; the journal is as before."""
        before, head = self.path.read_bytes(), self.keys.head(self.kid)
        assert head is not None
        self.append(draft)
        line = self.path.read_bytes()[len(before) :]
        self.path.write_bytes(before)
        self.keys.save_head(self.kid, head)
        self.start()
        return line

    def next_withdrawal(self) -> bytes:
        """The line, with its end, that would take the permission back."""
        return self.next_line(Draft(EventType.WITHDRAWN, withdrawn(), self.cid))

    def add(self, tail: bytes) -> None:
        """Put bytes at the journal's end that this program did not write."""
        with self.path.open("ab") as file:
            file.write(tail)

    def journals_say(self, text: bytes) -> bool:
        """Whether any file of the folder holds this text."""
        files = [path for path in self.place.folder.iterdir() if path.is_file()]
        return any(text in path.read_bytes() for path in files)


Strike = Callable[[Scene], "contextlib.AbstractContextManager[None]"]


def lasting_damage(damage: Callable[[Scene], None]) -> Strike:
    """A fault that stays after the block."""

    @contextlib.contextmanager
    def strike(scene: Scene) -> Iterator[None]:
        damage(scene)
        yield

    return strike


@contextlib.contextmanager
def refusing(name: str, refuse: Callable[..., bool], number: int) -> Iterator[None]:
    """Windows refuses those calls of `os.<name>` while the block runs."""
    real = getattr(os, name)

    def call(*arguments: object, **named: object) -> object:
        if refuse(*arguments):
            raise OSError(number, os.strerror(number))
        return real(*arguments, **named)

    setattr(os, name, call)
    try:
        yield
    finally:
        setattr(os, name, real)


def full_disk(_: Scene) -> "contextlib.AbstractContextManager[None]":
    """No line finds room any more."""
    return refusing("write", lambda *_: True, errno.ENOSPC)


def read_only_folder(_: Scene) -> "contextlib.AbstractContextManager[None]":
    """Nothing may be opened for writing."""
    writing = os.O_RDWR | os.O_WRONLY
    return refusing("open", lambda _, flags, *__: bool(flags & writing), errno.EACCES)


def open_cids(picture: AccessPicture) -> List[str]:
    """The permissions that allow access now."""
    return [a.cid for a in picture.authorisations if a.is_open]


@dataclasses.dataclass(frozen=True)
class Fault:
    """Something that goes wrong, and what is true then.

    `told` is all the client reads; `checked` is why `agent consent verify` says no, the first
    reason it gives, and empty when everything is as it was written. `forgets`: a program started
    after it can never know of the permission again.
    """

    name: str
    strike: Strike
    told: str
    checked: str = ""
    allowed: bool = False
    forgets: bool = False
