"""Nothing leaves before a yes, and nothing is called received that the desk has not signed."""

import queue
from dataclasses import replace
from typing import Callable, Dict, Iterator, List

import pytest

from agent.consent.checkpoint import Checkpoint
from agent.consent.receipt import Receipt
from agent.consent.storage_errors import DiskFullError
from agent.report_controller import ReportController, ReportSources
from agent.reporting.picture import picture_of
from agent.reporting.synced import Reached, Synced
from agent.state import ReportPicture, ReportState

PATIENCE_SECONDS = 30.0
RECEIPT = Receipt(Checkpoint("a.fr/consent/0123456789abcdef", 3, b"r" * 32), 1_800_000_000)
DONE = Synced(Reached.UP_TO_DATE, RECEIPT)


class ToldReporter:
    """A reporter that says what the test tells it."""

    def __init__(self) -> None:
        self.did: List[str] = []
        self.seen = Synced(Reached.UP_TO_DATE, RECEIPT)
        self.ends = DONE
        self.is_full = False

    def prepare(self, fields: Dict[str, str]) -> None:
        if self.is_full:
            raise DiskFullError("full")
        self.did.append(f"prepare {fields['teamviewer_id']}")

    def look(self) -> Synced:
        return self.seen

    def run(self) -> Synced:
        self.did.append("run")
        return self.ends


class Room:
    """A controller, what it shows, and what it is told."""

    def __init__(self) -> None:
        self.reporter = ToldReporter()
        self.loads = 0
        self.is_agreed = True
        self.the_id = "1"
        self.pictures: queue.Queue[ReportPicture] = queue.Queue()
        self.controller = ReportController(
            ReportSources(
                self._load,
                lambda: self.is_agreed,
                lambda: {"teamviewer_id": self.the_id},
                self.pictures.put,
                lambda: 0.0,
            )
        )

    def _load(self) -> ToldReporter:
        self.loads += 1
        return self.reporter

    def after(self, ask: Callable[[], None], *states: ReportState) -> ReportPicture:
        ask()
        shown = [self.pictures.get(timeout=PATIENCE_SECONDS) for _ in states]
        assert tuple(picture.state for picture in shown) == states
        return shown[-1]


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room()
    yield room
    room.controller.close()


SENDING, RECEIVED = ReportState.SENDING, ReportState.RECEIVED


def test_before_a_yes_nothing_is_loaded_and_nothing_leaves(room: Room) -> None:
    room.is_agreed = False
    for ask in (room.controller.wake, room.controller.send):
        room.after(ask, ReportState.NOTHING)
    assert (room.loads, room.reporter.did) == (0, [])


def test_the_button_writes_what_is_told_and_sends_it(room: Room) -> None:
    shown = room.after(room.controller.send, SENDING, RECEIVED)
    assert room.reporter.did == ["prepare 1", "run"]
    assert shown.received_at == RECEIPT.time
    assert len(shown.words) == 2


def test_an_event_with_nothing_to_tell_writes_nothing(room: Room) -> None:
    room.after(room.controller.wake, RECEIVED)
    assert room.reporter.did == ["run"]


def test_an_event_tells_the_id_again_only_when_it_changed(room: Room) -> None:
    room.reporter.seen = Synced(Reached.UNSENT)
    room.after(room.controller.wake, SENDING, RECEIVED)
    room.after(room.controller.wake, SENDING, RECEIVED)
    room.the_id = "2"
    room.after(room.controller.wake, SENDING, RECEIVED)
    assert room.reporter.did == ["prepare 1", "run", "run", "prepare 2", "run"]


@pytest.mark.fault("server that lies to the program")
@pytest.mark.parametrize("reached", [r for r in Reached if r is not Reached.UP_TO_DATE])
def test_nothing_but_the_desk_s_signature_is_called_received(reached: Reached) -> None:
    shown = picture_of(Synced(reached, RECEIPT))
    assert shown.state is not RECEIVED
    assert (shown.received_at, shown.words) == (None, ())
    assert picture_of(replace(DONE, receipt=None)).state is not RECEIVED


@pytest.mark.fault("disk full under the journal")
def test_a_disk_that_is_full_is_told_and_ends_nothing(room: Room) -> None:
    room.reporter.is_full = True
    shown = room.after(room.controller.send, ReportState.REFUSED)
    assert shown.why.key == "consent_journal.disk_full"
    room.reporter.is_full = False
    room.after(room.controller.send, SENDING, RECEIVED)


def test_whatever_breaks_the_next_report_is_sent(room: Room) -> None:
    room.reporter.ends = None  # type: ignore[assignment]
    room.after(room.controller.send, SENDING)
    room.reporter.ends = DONE
    room.after(room.controller.send, SENDING, RECEIVED)
