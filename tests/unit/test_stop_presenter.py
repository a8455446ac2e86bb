"""What is said of a stop is what was read back: shut is said only of what is shut."""

from datetime import datetime, timezone
from typing import Callable, Optional

import pytest

from agent.doors import NOTHING_TO_SAY, Door, DoorName, Doors
from agent.shutting.shut import Failure, Method, Shut
from agent.stopping import NOT_KNOWN, Stopped
from agent.teamviewer.control.outcome import Left, Outcome, ServiceOutcome, Why
from agent.teamviewer.removal import LeftValue, Removal
from agent.texts import Message
from agent.tray.stop_presenter import StopWords, stopped_words
from agent.windows_facts import StartType

Translator = Callable[[str], Callable[[Message], str]]

AT = datetime(2026, 11, 23, 15, 14, tzinfo=timezone.utc)
SERVICE = ServiceOutcome("TeamViewer", StartType.AUTOMATIC, StartType.DISABLED, running=False)
SHUT = Outcome(2500, (SERVICE,), ("TeamViewer.exe", "TeamViewer.exe", "tv_w32.exe"))
RUNNING = Outcome(2500, (SERVICE,), left=(Left("TeamViewer", Why.DENIED),))


def words(
    translator: Translator, shut: Optional[Shut], ended: str = "a", doors: Optional[Doors] = None
) -> StopWords:
    return stopped_words(Stopped(AT, tuple(ended), shut), AT, doors, translator("fr"))


def test_what_was_stopped_when_and_how_it_was_checked_is_said(translator: Translator) -> None:
    said = words(translator, Shut(SHUT, None, Method.SERVICE))
    assert said.headline == "L’accès est arrêté."
    assert [text.replace("\u00a0", " ") for text in said.sentences] == [
        "Il est 15 h 14. TeamViewer est fermé et ne peut plus démarrer tout seul.",
        "Arrêté et vérifié deux fois : TeamViewer, TeamViewer.exe, tv_w32.exe.",
        "Vos autorisations sont retirées.",
    ]


def test_where_there_is_no_teamviewer_nothing_is_said_to_be_stopped(translator: Translator) -> None:
    said = words(translator, Shut(Outcome(1), None, Method.DIRECT), ended="")
    assert "TeamViewer n’est pas ouvert." in said.sentences[0]
    assert said.sentences[1] == "Aucune autorisation n’était en cours."


def test_what_was_allowed_is_not_said_to_be_nothing_where_it_could_not_be_read(
    translator: Translator,
) -> None:
    for shut in (Shut(SHUT, None, Method.SERVICE), NOT_KNOWN):
        stopped = Stopped(AT, (), shut, is_known=False)
        said = stopped_words(stopped, AT, None, translator("fr"))
        assert not [text for text in said.sentences if "utorisation" in text]


@pytest.mark.fault("any step of a stop fails, alone and together")
@pytest.mark.parametrize(
    "shut",
    [
        NOT_KNOWN,
        Shut(RUNNING, None, Method.SERVICE),
        Shut(RUNNING, None, Method.ELEVATED, Failure.REFUSED_BY_PERSON),
        Shut(SHUT, None, Method.DIRECT, Failure.NOT_BELIEVED),
        Shut(SHUT, Removal(left=(LeftValue("registry64", "", "denied"),)), Method.SERVICE),
    ],
)
def test_what_is_not_proved_shut_is_never_said_to_be(translator: Translator, shut: Shut) -> None:
    said = words(translator, shut)
    everything = " ".join((said.headline, *said.sentences))
    assert said.headline == "TeamViewer n’est pas tout à fait fermé."
    assert "est fermé et" not in everything
    assert "est arrêté" not in everything
    assert "débranchez Internet, ou éteignez l’ordinateur" in said.sentences[-1]


@pytest.mark.fault("access denied while stopping")
def test_a_refusal_says_what_to_do(translator: Translator) -> None:
    shut = Shut(RUNNING, None, Method.ELEVATED, Failure.REFUSED_BY_PERSON)
    said = words(translator, shut)
    for text in (Failure.REFUSED_BY_PERSON.title, Failure.REFUSED_BY_PERSON.advice):
        assert translator("fr")(text) in said.sentences


@pytest.mark.parametrize("failure", Failure)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_failure_has_words(translator: Translator, failure: Failure, lang: str) -> None:
    for text in (failure.title, failure.advice):
        assert translator(lang)(text) != text.key


def test_a_password_is_said_to_be_erased_only_when_one_was(translator: Translator) -> None:
    erased = "Le mot de passe permanent de TeamViewer est effacé."
    removed = Removal((("registry32", "PermanentPassword"),))
    assert erased in words(translator, Shut(SHUT, removed, Method.SERVICE)).sentences
    assert erased not in words(translator, Shut(SHUT, Removal(), Method.SERVICE)).sentences


def test_one_of_several_does_not_claim_that_teamviewer_is_shut(translator: Translator) -> None:
    said = words(translator, None)
    assert said.headline == "Cette autorisation est arrêtée."
    assert "TeamViewer" not in " ".join(said.sentences)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (DoorName.OTHER_REMOTE_TOOL, "Un autre programme peut laisser entrer quelqu’un"),
        (DoorName.EASY_ACCESS, "Si TeamViewer est remis en route, un compte peut entrer"),
        (DoorName.WINDOWS_LOGON, "Si TeamViewer est remis en route, un compte peut entrer"),
    ],
)
def test_the_doors_that_a_stop_leaves_open_are_named(
    translator: Translator, name: DoorName, sentence: str
) -> None:
    for is_open in (True, False, None):
        doors = Doors((Door(name, is_open, NOTHING_TO_SAY),))
        said = words(translator, Shut(SHUT, None, Method.SERVICE), doors=doors)
        assert any(text.startswith(sentence) for text in said.sentences) is (is_open is True)
