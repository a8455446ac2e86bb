"""What the windows are told: never more than what is allowed, and a stop without any waiting."""

import queue
import threading
from datetime import timedelta
from pathlib import Path
from typing import Callable, Iterator, List, Optional

import pytest

from agent.access_controller import AccessController, Written
from agent.access_parts import AccessParts, Answer
from agent.consent.asking import Question
from agent.consent.proof_desk import ProofDesk
from agent.consent.session_lines import SessionLines
from agent.consent.terms import Scope
from agent.errors import AgentError
from agent.state import AccessPicture, AccessState
from agent.stopping import NOT_KNOWN, Stop
from agent.texts import message
from agent.tray.access_presenter import AccessPresenter
from tests.unit.access_on_disk import SEEN, Translator
from tests.unit.access_scene import Scene, full_disk, open_cids
from tests.unit.journal_damage import set_aside_unreadable
from tests.unit.terms_requests import BRAND

NOBODY = "Personne n’est autorisé à entrer."


class Program:
    """A running program: what it shows, one picture after the other."""

    def __init__(self, scene: Scene, translator: Translator) -> None:
        self.pictures: queue.Queue[AccessPicture] = queue.Queue()
        self.session_open: Callable[[], Optional[bool]] = lambda: False
        sheets = scene.place.folder.parent / "sheets"
        proof = ProofDesk(scene.place, scene.keys, BRAND, "fr", translator("fr"), sheets)
        parts = AccessParts(
            scene.choices,
            scene.asking,
            proof,
            lambda: self.session_open(),
            {"account": "Jeanne"},
            lambda _picture: None,
            SessionLines(scene.blobs),
        )
        self.controller = AccessController(
            lambda: parts,
            lambda: True,
            lambda: scene.clock().t,
            self.pictures.put,
            lambda _word: NOT_KNOWN,
            lambda _ended, _left: None,
        )

    def looked(self) -> AccessPicture:
        """The picture after one more look."""
        self.controller.look(thoroughly=True)
        return self.shown()

    def shown(self) -> AccessPicture:
        """The next picture that is shown."""
        return self.pictures.get(timeout=60)

    def yes_to(self, question: Question) -> Written:
        """What comes of a good yes."""
        answers: queue.Queue[Written] = queue.Queue()
        boxes = dict.fromkeys(question.request.box_names, True)
        answer = Answer(SEEN, boxes, "mouse", "1234567890")
        self.controller.say_yes(question, answer, answers.put)
        return answers.get(timeout=60)


@pytest.fixture
def scene(tmp_path: Path, translator: Translator) -> Scene:
    scene = Scene(tmp_path / "consent", translator)
    scene.permit()
    return scene


@pytest.fixture
def program(scene: Scene, translator: Translator) -> Iterator[Program]:
    program = Program(scene, translator)
    yield program
    program.controller.close()


@pytest.mark.fault("error nobody foresaw")
def test_a_failure_nobody_foresaw_allows_nothing_any_more(
    scene: Scene, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program.looked().allowed

    def fail() -> AccessPicture:
        raise ValueError("nobody foresaw this")

    monkeypatch.setattr(scene.choices, "look", fail)
    picture = program.looked()
    assert picture.state is AccessState.UNKNOWN
    assert scene.sentence(picture) == "Vos autorisations ne sont pas connues. Rien n’est permis."


def test_a_folder_that_cannot_be_read_is_told_as_that_and_comes_back(
    scene: Scene, program: Program
) -> None:
    away = scene.place.folder.with_name("away")
    scene.place.folder.rename(away)
    scene.place.folder.write_bytes(b"a file")
    picture = program.looked()
    assert not picture.allowed
    scene.place.folder.unlink()
    away.rename(scene.place.folder)
    assert program.looked().allowed


def test_a_list_that_is_not_known_is_never_said_to_be_empty(translator: Translator) -> None:
    presenter = AccessPresenter(BRAND, translator("fr"))
    empty = presenter.authorisations(AccessPicture(AccessState.NONE))
    assert empty.intro == "Vous n’avez encore rien autorisé."
    for unknown in (AccessPicture(), AccessPicture(troubles=(message("access.unreadable"),))):
        assert presenter.authorisations(unknown).intro.startswith("Vos autorisations ne sont pas")


def test_an_end_that_cannot_be_written_is_an_end_all_the_same(
    scene: Scene, program: Program
) -> None:
    assert program.looked().allowed
    scene.clock.pass_time(timedelta(hours=5))
    with full_disk(scene):
        picture = program.looked()
        assert (picture.state, scene.sentence(picture)) == (AccessState.NONE, NOBODY)
        assert program.looked().state is AccessState.NONE


def test_lasting_access_is_told_beside_a_takeover_that_ends_before_it(
    scene: Scene, program: Program
) -> None:
    assert "permanent" not in scene.sentence(program.looked())
    scene.say_yes(Scope.PERMANENT)
    both = scene.sentence(program.looked())
    assert both.startswith("Un dépannage est autorisé jusqu’à 14 h. ")
    assert both.endswith("L’accès permanent est autorisé jusqu’au mardi 23 novembre 2027.")


def test_stopping_one_permission_waits_for_nothing_that_is_being_done(
    scene: Scene, program: Program
) -> None:
    lasting = scene.say_yes(Scope.PERMANENT)
    assert program.looked().allowed
    is_asked, goes_on = threading.Event(), threading.Event()

    def wait() -> bool:
        is_asked.set()
        return not goes_on.wait(60)

    program.session_open = wait
    asked: List[object] = []
    program.controller.ask(Scope.ONEOFF, asked.append)
    assert is_asked.wait(60)
    program.shown()
    stopped: List[object] = []
    program.controller.stop(Stop("window", stopped.append, scene.cid))
    picture = program.shown()
    assert (picture.state, open_cids(picture)) == (AccessState.PERMANENT, [lasting.cid])
    program.controller.stop(Stop("window", stopped.append, str(lasting.cid)))
    assert not program.shown().allowed
    assert not asked
    goes_on.set()


def test_a_yes_that_does_not_count_is_not_told_as_one(scene: Scene, program: Program) -> None:
    question = scene.ask()
    set_aside_unreadable(scene)
    written = program.yes_to(question)
    assert isinstance(written, AgentError)
    assert written.title.key == "access.not_counted"
    assert not scene.looked().allowed


def test_a_yes_that_counts_is_told_with_its_line(scene: Scene, program: Program) -> None:
    question = scene.ask()
    written = program.yes_to(question)
    assert not isinstance(written, AgentError)
    assert question.cid in open_cids(scene.looked())
