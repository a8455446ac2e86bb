"""A client with a journal on disk who is asked, answers, and takes back."""

import dataclasses
from pathlib import Path
from typing import Any, Callable, FrozenSet, List, Optional

import pytz

from agent.consent.answers import Seen, Withdrawing, Yes
from agent.consent.asking import Asking, Question
from agent.consent.authorisations import Authorisations
from agent.consent.blobs import Blobs
from agent.consent.record import Record
from agent.consent.terms import Scope
from agent.consent.terms_files import narrower_versions
from agent.consent.terms_text import TermsError
from agent.state import AccessPicture
from agent.texts import Message
from tests.unit.journal_on_disk import HERE, LIMITS, Account
from tests.unit.memory_key_store import MemoryKeyStore
from tests.unit.terms_requests import BRAND, FOLDER, PARIS

SEEN = Seen(visible_ms=12_000, scrolled_end=True)
WINDOW = Withdrawing("window")
Translator = Callable[[str], Callable[[Message], str]]


def yes_to(question: Question, **changes: Any) -> Yes:  # noqa: ANN401 - each test names a field
    """A good yes, with some of it changed."""
    boxes = dict.fromkeys(question.request.box_names, True)
    yes = Yes(SEEN, boxes, "mouse", False, {"account": "Jeanne"}, "1234567890")
    return dataclasses.replace(yes, **changes)


class Client(Account):
    """An account whose client is asked questions, with the texts in the shop's folder `texts`."""

    texts = FOLDER

    def __init__(
        self, folder: Path, translator: Translator, store: Optional[MemoryKeyStore] = None
    ) -> None:
        self._translator = translator
        super().__init__(folder, HERE, store)

    def start(self) -> None:
        super().start()
        self.blobs = Blobs(self.place.blobs)
        self.choices = Authorisations(
            self.journal, self.reader, self.blobs, LIMITS, self.clock, narrower=self.narrower()
        )
        self.asking = Asking(
            self.texts, BRAND, "fr", self._translator("fr"), LIMITS, self.clock,
            lambda moment: moment.astimezone(pytz.timezone(PARIS.zone or "")),
        )  # fmt: skip

    def narrower(self) -> Optional[FrozenSet[str]]:
        """The versions that the shop's texts go beyond; None when they do not say."""
        try:
            return narrower_versions(self.texts)
        except TermsError:
            return None

    def ask(self, scope: Scope = Scope.ONEOFF, paused: Optional[str] = None) -> Question:
        return self.asking.question(scope, paused)

    def say_yes(self, scope: Scope = Scope.ONEOFF, **changes: Any) -> Record:  # noqa: ANN401 - as above
        question = self.ask(scope)
        return self.choices.allow(question, yes_to(question, **changes))

    def looked(self) -> AccessPicture:
        return self.choices.look()

    def written(self) -> List[str]:
        """Everything in the present journal, once all that waits is written."""
        assert self.journal.close(60)
        return self.types()
