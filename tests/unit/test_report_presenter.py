"""What the client reads about reports, in both languages."""

from dataclasses import replace
from datetime import timedelta
from typing import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from agent.reporting.fields import About
from agent.state import Identity, IdentityState, Outcome, ReportPicture, ReportState
from agent.texts import Message, message
from agent.tray.mail_link import LONGEST, mail_link
from agent.tray.presenter import Presenter
from tests.unit.pictures_of_state import MONDAY_TEN, PARIS_WINTER, snapshot
from tests.unit.terms_requests import BRAND

Translator = Callable[[str], Callable[[Message], str]]
ABOUT = About("PC-JEANNE", "Windows 7", "2CLICKS Assistance 1.0")
AT = MONDAY_TEN + timedelta(minutes=32)
RECEIVED = ReportPicture(ReportState.RECEIVED, AT, ("abeille", "citron"))


@pytest.fixture(params=["fr", "en"])
def presenter(request: pytest.FixtureRequest, translator: Translator) -> Presenter:
    return Presenter(BRAND, translator(request.param), PARIS_WINTER)


@pytest.fixture
def french(translator: Translator) -> Presenter:
    return Presenter(BRAND, translator("fr"), PARIS_WINTER)


def test_received_says_by_whom_and_when_and_the_two_words(french: Presenter) -> None:
    line = french.report.line(RECEIVED, AT)
    assert line.sentence == "Reçu par 2CLICKS à 10\xa0h\xa032."
    assert line.words == "Le dépanneur vous dit d’abord : « abeille citron »."
    later = french.report.line(RECEIVED, AT + timedelta(days=3))
    assert later.sentence == "Reçu par 2CLICKS le lundi 23 novembre 2026 à 10\xa0h\xa032."


def test_what_is_only_prepared_is_said_so(french: Presenter) -> None:
    line = french.report.line(ReportPicture(ReportState.PREPARED), AT)
    assert line.sentence == "Préparé, pas encore envoyé. Nous réessayons tout seuls."


@pytest.mark.parametrize("state", list(ReportState))
def test_words_and_received_go_together(state: ReportState, presenter: Presenter) -> None:
    why = message("report.why.forked") if state is ReportState.FORKED else message("report.no_desk")
    picture = ReportPicture(state, why=why)
    line = presenter.report.line(RECEIVED if state is ReportState.RECEIVED else picture, AT)
    assert bool(line.words) == (state is ReportState.RECEIVED)
    is_silent = state in (ReportState.NOTHING, ReportState.NO_DESK)
    assert bool(line.sentence) != is_silent
    if state in (ReportState.REFUSED, ReportState.FORKED):
        assert "04 67 70 38 44" in line.sentence.replace("\u00a0", " ")


@pytest.mark.parametrize("reached", ["refused", "untrusted", "forked"])
def test_every_refusal_has_its_sentence(reached: str, presenter: Presenter) -> None:
    picture = ReportPicture(ReportState.REFUSED, why=message(f"report.why.{reached}"))
    assert len(presenter.report.line(picture, AT).sentence) > 20


def test_the_page_before_the_first_report_names_everything(french: Presenter) -> None:
    page = french.report.before_first(ABOUT)
    for needed in ("identifiant TeamViewer", "PC-JEANNE", "Windows", "prêt", "L’historique",
                   "Aucun mot de passe"):  # fmt: skip
        assert needed in page.text
    assert (page.action, page.leave) == ("Envoyer", "Ne pas envoyer")


def test_without_a_desk_there_is_a_text_to_read_out(french: Presenter) -> None:
    shown = snapshot(outcome=Outcome.UNMET)
    lines = french.finding_lines(shown.check)
    page = french.report.by_hand(shown, ABOUT, lines)
    assert "Mon identifiant TeamViewer : 1 234 567 890" in page.text
    assert "04 67 70 38 44" in page.text.replace("\u00a0", " ")
    assert lines[0].heading in page.text


def test_without_an_id_no_id_is_read_out(presenter: Presenter) -> None:
    shown = replace(snapshot(), identity=Identity(IdentityState.WAITING))
    facts = presenter.report.facts(shown, ABOUT, ())
    assert not any(character.isdigit() for character in facts[0])


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_mail_holds_the_same_text_and_windows_can_open_it(
    outcome: Outcome, presenter: Presenter
) -> None:
    shown = snapshot(outcome=outcome)
    facts = presenter.report.facts(shown, ABOUT, presenter.finding_lines(shown.check))
    link = mail_link("mailto:info@2clicks.fr", presenter.report.subject(), facts)
    assert link.isascii()
    assert " " not in link
    assert len(link) <= LONGEST
    parts = urlsplit(link)
    said = parse_qs(parts.query)
    assert (parts.scheme, parts.path) == ("mailto", "info@2clicks.fr")
    assert said["body"] == ["\r\n".join(facts)]


def test_nothing_in_a_text_becomes_a_part_of_the_link() -> None:
    link = mail_link("mailto:a@b.fr", "x&bcc=c@d.fr", ["1?2#3&cc=e@f.fr%0A", "y" * 5000, "z"])
    said = parse_qs(urlsplit(link).query)
    assert said == {"subject": ["x&bcc=c@d.fr"], "body": ["1?2#3&cc=e@f.fr%0A"]}
