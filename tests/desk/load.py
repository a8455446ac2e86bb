"""Clients that report without pause, and what they remember of the answers."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from agent.consent.receipt import read_receipt
from agent.consent.signed_note import Signer
from desk import ed25519
from desk.store import lines, logs, receipts
from desk.store.database import Store
from tests.desk.journals import Client, body_of

TIMEOUT = 20


@dataclass
class Reporter:
    """One client. `promised` are the receipts it was given, by size: all have to stay true.

    `tries` counts every report begun, also while no desk was there to take it.
    """

    client: Client = field(default_factory=Client)
    known: int = 0
    tries: int = 0
    promised: dict[int, bytes] = field(default_factory=dict)

    def report_once(self, http: httpx.Client, address: str) -> None:
        """Write a line unless the last is not acknowledged yet, and report."""
        if self.known == self.client.size:
            self.client.send_fields()
        self.tries += 1
        answer = http.post(f"{address}/v1/reports", content=body_of(self.client.report(self.known)))
        if answer.status_code == 200:
            receipt = self.promised.setdefault(self.client.size, answer.content)
            assert receipt == answer.content, "two receipts for one size"
            self.known = self.client.size
        else:
            assert answer.status_code == 503, answer.text

    def broken(self, store: Store, signer: Signer) -> str:
        """Which of its receipts is not true of what the store holds; an empty text when none."""
        with store.reading() as connection:
            held = logs.find(connection, self.client.log)
            if held is None:
                return "the journal is lost" if self.promised else ""
            kept = {receipt.size: receipt.text for receipt in receipts.every(connection, held.id)}
            if list(lines.every(connection, held.id)) != self.client.lines[: held.size]:
                return "the lines are not those that were sent"
        for size, text in self.promised.items():
            if kept.get(size) != text or size > held.size:
                return f"the receipt for {size} lines is lost"
            key = self.client.writer.key
            said = read_receipt(text, key, signer, ed25519.verify).checkpoint
            if said.root != self.client.head_at(size).tree.root():
                return f"the receipt for {size} lines is of others"
        return ""


@dataclass
class Load:
    """Reporters at work in threads of their own until `stop`."""

    reporters: list[Reporter]
    address: Callable[[], str]
    ended: threading.Event = field(default_factory=threading.Event)
    failures: list[BaseException] = field(default_factory=list)

    def __enter__(self) -> "Load":
        self._threads = [
            threading.Thread(target=self._work, args=(reporter,)) for reporter in self.reporters
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        for thread in self._threads:
            thread.join(60)
        assert not self.failures, self.failures[0]

    def _work(self, reporter: Reporter) -> None:
        try:
            while not self.ended.is_set():
                self._until_it_breaks(reporter)
        except BaseException as failure:  # noqa: BLE001 - told by the thread that waits
            self.failures.append(failure)

    def _until_it_breaks(self, reporter: Reporter) -> None:
        try:
            with httpx.Client(timeout=TIMEOUT) as http:
                while not self.ended.is_set():
                    reporter.report_once(http, self.address())
        except httpx.TransportError:
            self.ended.wait(0.01)

    @property
    def given(self) -> int:
        """How many receipts were given so far."""
        return sum(len(reporter.promised) for reporter in self.reporters)
