"""A program of its own that writes on a journal as told on standard input, one order a line.

`append` writes an event and answers `ack <sequence number> <SHA-256 of the line>`. `stop <step>`
makes the next append stop for ever at that step, after answering `at <step>`. `hold` takes the
journal's lock and keeps it. `end` ends the program. Keys lie in a file or, with `vault` as the
second argument, in Windows' credential store.
"""

import hashlib
import json
import os
import sys
import threading
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Callable, Dict, Optional

from agent.consent import journal_writer
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.heads import Heads
from agent.consent.journal import Journal
from agent.consent.journal_lock import locked
from agent.consent.journal_place import JournalPlace
from agent.consent.key_store import Entry, KeyStore
from agent.consent.keys import AccountKeys
from agent.consent.origins import Whereabouts
from agent.consent.record import Stamp
from agent.consent.signing import Sodium
from agent.files import replace_durably
from agent.win32.uptime import uptime_ms

DOMAIN = "depannage.example"
HERE = Whereabouts("machine-1", "account-1")
SEEN = Draft(EventType.DOOR_CLOSED, {"door": "easy_access"})
STEPS = (
    "before the lock",
    "with the lock",
    "half the line written",
    "line written",
    "flushed",
    "unlocked",
    "head saved",
)


class FileKeyStore:
    """Implements `KeyStore` in a file: these programs start too often to wait for keyring."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mutex = threading.Lock()

    def _texts(self) -> Dict[str, str]:
        try:
            return dict(json.loads(self._path.read_bytes()))
        except FileNotFoundError:
            return {}

    def read(self, entry: Entry) -> Optional[str]:
        with self._mutex:
            return self._texts().get(entry.service)

    def write(self, entry: Entry, text: str) -> None:
        with self._mutex:
            replace_durably(self._path, json.dumps({**self._texts(), entry.service: text}).encode())

    def delete(self, entry: Entry) -> None:
        with self._mutex:
            texts = self._texts()
            texts.pop(entry.service, None)
            replace_durably(self._path, json.dumps(texts).encode())


def read_clocks(run: str = "0123456789abcdef") -> Stamp:
    """All clocks of this computer."""
    return Stamp(datetime.now(timezone.utc), 60, uptime_ms(), run)


def open_journal(folder: Path, store: KeyStore, wait_seconds: float = 60) -> Journal:
    """The journal of these tests' account in a folder."""
    place = JournalPlace(folder, DOMAIN, "2CLICKS Assistance 1.0")
    keys = AccountKeys(store, "tests", folder, Sodium())
    run = os.urandom(8).hex()
    return Journal(place, keys, HERE, lambda: read_clocks(run), wait_seconds)


def answer(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Halt:
    """Stops the program at one step of an append, until it is killed."""

    def __init__(self) -> None:
        self.step = ""
        self._write, self._fsync = os.write, os.fsync

    def at(self, step: str) -> None:
        if self.step == step:
            answer(f"at {step}")
            threading.Event().wait()

    def install(self) -> None:
        """Put a stop before, in or after each step; what the steps do stays the same."""
        system: Any = os
        system.write, system.fsync = self.write, self.fsync
        writer: Any = journal_writer
        writer.locked = self._before("before the lock", writer.locked)
        writer.complete_tail = self._before("with the lock", writer.complete_tail)
        heads: Any = Heads
        heads.remember = self._before("unlocked", heads.remember)
        store: Any = FileKeyStore
        store.write = self._after("head saved", store.write)

    def write(self, descriptor: int, data: bytes) -> int:
        if self.step == "half the line written":
            self._write(descriptor, data[: len(data) // 2])
            self.at("half the line written")
        written = self._write(descriptor, data)
        self.at("line written")
        return written

    def fsync(self, descriptor: int) -> None:
        self._fsync(descriptor)
        self.at("flushed")

    def _before(self, step: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def stopping(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on as it is
            self.at(step)
            return call(*arguments, **named)

        return stopping

    def _after(self, step: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def stopping(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on as it is
            result = call(*arguments, **named)
            self.at(step)
            return result

        return stopping


def choose_store(folder: Path, name: str) -> KeyStore:
    """Where the keys lie."""
    if name != "vault":
        return FileKeyStore(folder.parent / "keys.json")
    from agent.consent.windows_key_store import WindowsKeyStore

    return WindowsKeyStore()


def main() -> None:
    """Do as told until the end."""
    folder, store = Path(sys.argv[1]), choose_store(Path(sys.argv[1]), sys.argv[2])
    halt, journal = Halt(), open_journal(folder, store)
    halt.install()
    answer("ready")
    for order in sys.stdin:
        word, _, rest = order.strip().partition(" ")
        if word == "append":
            record = journal.append(SEEN)
            answer(f"ack {record.seq} {hashlib.sha256(record.line).hexdigest()}")
        elif word == "stop":
            halt.step = rest
        elif word == "hold":
            with locked(next(folder.glob("journal-*.lock"))):
                answer("held")
                sys.stdin.readline()
        else:
            break
    journal.close(60)


if __name__ == "__main__":
    main()
