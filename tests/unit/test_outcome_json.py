"""What a cut tells on the command line and writes into the journal."""

import pytest

from agent.consent.event_data import EventType, wrong_field
from agent.paths import translations_folder
from agent.teamviewer.control.outcome import Left, Outcome, ServiceOutcome, Why
from agent.teamviewer.control.outcome_json import outcome_event, outcome_json
from agent.texts import Message
from agent.translations import load_translate
from agent.windows_facts import StartType

OUTCOME = Outcome(
    2150,
    (
        ServiceOutcome("TeamViewer", StartType.AUTOMATIC, StartType.DISABLED, running=False),
        ServiceOutcome("TeamViewer9", StartType.MANUAL, None, running=False),
        ServiceOutcome("TeamViewer7", StartType.DISABLED, StartType.UNKNOWN, running=True),
    ),
    ("TeamViewer.exe",),
    (Left("TeamViewer7", Why.IGNORED, "Windows error 1061"),),
)


def words(sentence: Message) -> str:
    return f"{sentence.key} {dict(sentence.values)['what']}"


def test_the_json_has_the_fields_of_its_contract() -> None:
    assert outcome_json(OUTCOME, words) == {
        "ok": False,
        "ms": 2150,
        "services": [
            {"name": "TeamViewer", "was": "auto", "now": "disabled", "running": False},
            {"name": "TeamViewer9", "was": "manual", "now": "gone", "running": False},
            {"name": "TeamViewer7", "was": "disabled", "now": "unknown", "running": True},
        ],
        "processes_ended": ["TeamViewer.exe"],
        "left": ["cut.left.ignored TeamViewer7"],
    }


@pytest.mark.parametrize("what", ["TeamViewer7", "C:\\" + "x" * 5000])
@pytest.mark.parametrize("kind", [EventType.ACCESS_CUT, EventType.ACCESS_RESTORED])
def test_the_journal_takes_the_event(what: str, kind: EventType) -> None:
    event = outcome_event(Outcome(7, left=(Left(what, Why.DENIED),)), "client", "elevated")
    assert wrong_field(kind, event) is None
    assert event["left"][0].startswith("denied: ")


@pytest.mark.parametrize("why", list(Why), ids=lambda why: why.value)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_reason_has_its_sentences(why: Why, language: str) -> None:
    """What is still there, then what to do about it."""
    translate = load_translate(translations_folder(), language)
    sentence = translate(Left("TeamViewer7", why).sentence)
    assert sentence.count(".") == 2
    assert ("TeamViewer7" in sentence) is (why not in (Why.NO_SERVICES, Why.NO_PROCESSES))
