"""A controller of access over a real folder, with what it told."""

import queue
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import Any, Callable, List, Optional

from agent.access_controller import AccessController, Asked, Written
from agent.access_parts import AccessParts, Answer
from agent.consent.asking import Question
from agent.consent.proof_desk import ProofDesk
from agent.consent.record import Record
from agent.consent.session_lines import SessionLines
from agent.consent.storage_errors import KeyStoreRefusedError
from agent.consent.terms import Scope
from agent.cutoff.words import Word
from agent.shutting.shut import Method, Shut
from agent.state import AccessPicture, AccessState, Authorisation
from agent.stopping import Stop, Stopped
from agent.teamviewer.control.outcome import Outcome
from tests.unit.access_on_disk import SEEN, Client, Translator
from tests.unit.terms_requests import BRAND

PATIENCE_SECONDS = 30.0


class Room:
    """A controller over a real folder, and what it told."""

    def __init__(self, folder: Path, translator: Translator) -> None:
        self.client = Client(folder / "consent", translator)
        self.session: Optional[bool] = False
        self.loads = 0
        self.may_load = threading.Event()
        self.may_load.set()
        self.refuses_to_load = False
        self.words: List[Word] = []
        self.may_shut = threading.Event()
        self.may_shut.set()
        self.shutting_breaks = False
        self.came_of_shutting = Shut(Outcome(1234), None, Method.SERVICE)
        self.kept_by: List[AccessPicture] = []
        self.ended: List[Authorisation] = []
        self.written_when_told: List[List[str]] = []
        self.pictures: queue.Queue[AccessPicture] = queue.Queue()
        self.latest = AccessPicture()
        self.proof = ProofDesk(
            self.client.place, self.client.keys, BRAND, "fr", translator("fr"), folder / "sheets"
        )
        self.controller = AccessController(
            self.load, lambda: bool(self.client.place.journals()), self.now,
            lambda picture: self.take(picture), self.shut,
            lambda ended, _left: self.ended.append(ended),
            lambda: self.written_when_told.append(self.client.types()),
        )  # fmt: skip

    def shut(self, word: Word) -> Shut:
        self.words.append(word)
        assert self.may_shut.wait(PATIENCE_SECONDS)
        if self.shutting_breaks:
            raise ValueError("nobody foresaw this")
        return self.came_of_shutting

    def load(self) -> AccessParts:
        assert self.may_load.wait(PATIENCE_SECONDS)
        if self.refuses_to_load:
            raise KeyStoreRefusedError("no store")
        self.loads += 1
        return AccessParts(
            self.client.choices, self.client.asking, self.proof, lambda: self.session,
            {"account": "Jeanne"}, self.kept_by.append, SessionLines(self.client.blobs),
        )  # fmt: skip

    def now(self) -> datetime:
        return self.client.clock.stamp.t

    def take(self, picture: AccessPicture) -> None:
        self.latest = picture
        self.pictures.put(picture)

    def wait_for(self, state: AccessState) -> AccessPicture:
        """The next picture of this state."""
        while True:
            picture = self.pictures.get(timeout=PATIENCE_SECONDS)
            if picture.state is state:
                return picture

    def wait_until_taken_back(self) -> None:
        """Wait for a picture in which what was allowed no longer is."""
        while not self.wait_for(AccessState.NONE).authorisations:
            pass

    def wait_until_written(self, last: str) -> None:
        """Wait until the journal's last line is of this type."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.client.types()[-1] != last:
            assert time.monotonic() < deadline, f"waited in vain for {last}"
            time.sleep(0.02)

    def asked(self, scope: Scope = Scope.ONEOFF) -> Asked:
        asked: Asked = told(lambda then: self.controller.ask(scope, then))
        return asked

    def question(self, scope: Scope = Scope.ONEOFF) -> Question:
        asked = self.asked(scope)
        assert isinstance(asked, Question)
        return asked

    def answered(self, question: Question, source: str = "mouse") -> Written:
        boxes = dict.fromkeys(question.request.box_names, True)
        answer = Answer(SEEN, boxes, source, "1234567890")
        written: Written = told(lambda then: self.controller.say_yes(question, answer, then))
        return written

    def allow(self, scope: Scope = Scope.ONEOFF) -> Record:
        written = self.answered(self.question(scope))
        assert isinstance(written, Record)
        return written

    def stopped(self, only: Optional[str] = None) -> Stopped:
        stopped: Stopped = told(lambda then: self.controller.stop(Stop("tray", then, only)))
        return stopped

    def settle(self) -> None:
        """Wait until everything asked for so far is done."""
        told(lambda then: self.controller.print_sheet("nobody's", then))


def told(start: Callable[[Callable[[Any], None]], None]) -> Any:  # noqa: ANN401 - as each call
    """What `start` is told in the end."""
    answers: queue.Queue[Any] = queue.Queue()
    start(answers.put)
    return answers.get(timeout=PATIENCE_SECONDS)
