"""The statement says what a visit was on one page, and no name can change the page."""

import html
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Callable, List, Optional, Sequence

import pytest
import pytz

from agent.brand_values import Brand
from agent.connections import ConsentSpan, ListedConnection
from agent.state import Authorisation
from agent.statement.facts import Statement, statement_of
from agent.statement.page import statement_page
from agent.statement.pdf import statement_pdf
from agent.statement.words import StatementWords, statement_words
from agent.texts import Message
from tests.unit.connection_evidence import at, listed, lists_of, span, told
from tests.unit.test_printed_receipt import BRAND, HOSTILE, Page

ROOT = Path(__file__).parents[2]
PARIS = pytz.timezone("Europe/Paris")
CID = "3f2b8c1e-8a4f-4c1e-9c43-2f1d5a6b7c8d"
ALLOWED = (span(CID, -5, None),)
Translate = Callable[[Message], str]
Translator = Callable[[str], Translate]


def statement(
    *rows: ListedConnection,
    spans: Sequence[ConsentSpan] = ALLOWED,
    brand: Brand = BRAND,
    authorisation: Optional[Authorisation] = None,
) -> Statement:
    whole = told(lists_of(*(rows or (listed(2, 45),))), spans=spans)
    return statement_of(whole, 0, brand, PARIS, authorisation)


def many(count: int, name: str = "Anna") -> List[ListedConnection]:
    return [listed(n, n + 1, f"{{{n}}}")._replace(peer_name=name) for n in range(count)]


def facts(words: StatementWords) -> List[str]:
    return [value.replace("\u00a0", " ") for _, value in words.facts]


def pdf_text(data: bytes) -> str:
    """What Helvetica draws, in the order it is drawn."""
    drawn = re.findall(rb"\((.*?)\) Tj", data)
    unescaped = (re.sub(rb"\\([0-7]{3}|.)", lambda m: _byte(m.group(1)), text) for text in drawn)
    return "\n".join(text.decode("cp1252") for text in unescaped).replace("\u00a0", " ")


def _byte(escaped: bytes) -> bytes:
    return bytes([int(escaped, 8)]) if len(escaped) == 3 else escaped


def test_a_visit_is_told_in_full_french(translator: Translator) -> None:
    words = statement_words(statement(), translator("fr"))
    assert words.title == "Relevé d’intervention"
    assert facts(words) == [
        "lundi 23 novembre 2026",
        "10:02:00",
        "10:45:00",
        "43 minutes",
        "2 tranches",
        "50 € TTC",
        f"Référence : {CID}",
    ]
    assert words.lines == (("Atelier", "123 456 789", "10:02:00", "10:45:00"),)
    assert words.contact == (
        "04 67 70 38 44 · 06 61 46 98 05",
        "info@2clicks.fr · www.2clicks.fr",
    )
    assert words.notes[0] == "Estimation, la facture fait foi."
    assert "(UTC+01:00)" in words.notes[-1]


def test_english_says_the_same(translator: Translator) -> None:
    words = statement_words(statement(), translator("en"))
    assert facts(words)[0] == "Monday 23 November 2026"
    assert facts(words)[3:6] == ["43 minutes", "2 slices", "€50 incl. VAT"]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ((), "Aucune autorisation trouvée"),
        (ALLOWED, f"Référence : {CID}"),
        ((span("a", -5, 9), span("b", 9, 60)), "Référence : a, b"),
        ((span("a", -5, 9),), "Une partie seulement a été autorisée. Référence : a"),
    ],
)
def test_what_allowed_the_visit_is_said_and_where_nothing_did(
    spans: Sequence[ConsentSpan], expected: str, translator: Translator
) -> None:
    rows = (listed(0, 5), listed(12, 20, "{b}"))
    words = statement_words(statement(*rows, spans=spans), translator("fr"))
    assert facts(words)[-1] == expected


def test_when_it_was_allowed_is_told_for_the_visits_own_authorisation(
    translator: Translator,
) -> None:
    own = Authorisation(CID, "oneoff", "ready", at(-5), None)
    told_so = statement_words(statement(authorisation=own), translator("fr"))
    assert facts(told_so)[-1] == (f"Donnée le lundi 23 novembre 2026 à 9 h 55. Référence : {CID}")
    other = replace(own, cid="another")
    not_told = statement_words(statement(authorisation=other), translator("fr"))
    assert facts(not_told)[-1] == f"Référence : {CID}"


def test_a_visit_over_midnight_names_both_days(translator: Translator) -> None:
    words = statement_words(statement(listed(13 * 60 + 50, 14 * 60 + 20)), translator("fr"))
    assert facts(words)[1:3] == ["23:50:00", "mardi 24 novembre 2026, 00:20:00"]
    assert words.lines[0][2:] == ("2026-11-23 23:50:00", "2026-11-24 00:20:00")


@pytest.mark.fault("night of a clock change, either way")
def test_in_the_night_of_the_change_both_offsets_are_named(translator: Translator) -> None:
    night = datetime(2026, 10, 25, 0, 30, tzinfo=timezone.utc)
    row = listed()._replace(started=night, ended=night + timedelta(hours=1))
    words = statement_words(statement(row), translator("fr"))
    assert facts(words)[1:4] == ["02:30:00", "02:30:00", "60 minutes"]
    assert "(UTC+02:00, puis UTC+01:00)" in words.notes[-1]


@pytest.mark.parametrize(
    ("count", "shown", "others"),
    [(1, 1, ""), (20, 20, ""), (21, 20, "et 1 autre"), (60, 20, "et 40 autres")],
)
def test_the_first_connections_are_listed_and_the_others_counted(
    count: int, shown: int, others: str, translator: Translator
) -> None:
    words = statement_words(statement(*many(count)), translator("fr"))
    assert (len(words.lines), words.others) == (shown, others)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_pdf_has_all_words_of_the_statement(lang: str, translator: Translator) -> None:
    made = statement(listed(2, 45)._replace(peer_name="Élodie – “Œuvre” (ça \\ va) €"))
    words = statement_words(made, translator(lang))
    text = pdf_text(statement_pdf(made, lang, translator(lang)))
    expected = [words.shop, *words.contact, words.title, *words.notes, *words.columns]
    expected += [text for pair in words.facts for text in pair] + list(words.lines[0])
    assert [word for word in expected if word.replace("\u00a0", " ") not in text] == []


def test_the_same_statement_is_the_same_file(translator: Translator) -> None:
    first, second = (statement_pdf(statement(), "fr", translator("fr")) for _ in range(2))
    assert first == second
    assert first != statement_pdf(statement(listed(3, 45)), "fr", translator("fr"))


@pytest.mark.parametrize("name", ["W" * 300, "un nom " * 60, "\u202e" * 300 + "x", ""])
def test_sixty_connections_with_any_name_fit_one_page(name: str, translator: Translator) -> None:
    brand = replace(BRAND, names=replace(BRAND.names, shop="Boutique " * 40))
    spans = tuple(span(f"{n:036d}", n, n + 0.5) for n in range(0, 60, 2))
    made = statement(*many(60, name), spans=spans, brand=brand)
    data = statement_pdf(made, "fr", translator("fr"))
    assert len(re.findall(rb"/Type /Page\b", data)) == 1
    heights = [float(found) for found in re.findall(rb"1 0 0 1 \S+ (\S+) Tm", data)]
    assert len(heights) > 80
    assert min(heights) > 40
    assert "et 40 autres" in pdf_text(data)


def test_a_name_too_wide_ends_with_dots(translator: Translator) -> None:
    made = statement(listed()._replace(peer_name="W" * 300))
    (shown,) = re.findall("W{10,}.*", pdf_text(statement_pdf(made, "fr", translator("fr"))))
    assert shown.endswith("…")
    assert len(shown) < 40


def test_letters_that_helvetica_lacks_are_question_marks_without_a_font(
    translator: Translator, tmp_path: Path
) -> None:
    made = statement(listed()._replace(peer_name="Пётр Ω-Zoé"))
    (tmp_path / "arial.ttf").write_bytes(b"no font")
    for font in (None, tmp_path / "arial.ttf", tmp_path / "missing.ttf"):
        assert "???? ?-Zoé" in pdf_text(statement_pdf(made, "fr", translator("fr"), font))


def test_a_font_file_has_other_letters(translator: Translator) -> None:
    from reportlab import __file__ as library

    vera = Path(library).parent / "fonts" / "Vera.ttf"
    made = statement(listed()._replace(peer_name="Łukasz 东"))
    first, second = (statement_pdf(made, "fr", translator("fr"), vera) for _ in range(2))
    assert first == second
    assert b"BitstreamVeraSans" in first
    assert "?ukasz" not in pdf_text(first)


def test_the_page_says_it_all_and_needs_nothing_from_anywhere(translator: Translator) -> None:
    made = statement(*many(60))
    words = statement_words(made, translator("fr"))
    page = Page(statement_page(made, "fr", translator("fr")))
    values = [value for _, value in words.facts] + [words.others, *words.notes, *words.contact]
    assert [value for value in values if value.replace("\u00a0", " ") not in page.text] == []
    names = {name for name, _ in page.attributes}
    assert names == {"lang", "charset", "http-equiv", "content", "class", "style"}
    assert "script" not in page.tags
    assert "url(" not in page.text
    assert ("lang", "fr") in page.attributes


@pytest.mark.fault("HTML in a field")
def test_a_hostile_name_is_only_text_on_the_page(translator: Translator) -> None:
    usual = Page(statement_page(statement(), "fr", translator("fr")))
    row = listed(2, 45)._replace(peer_name=HOSTILE)
    contact = replace(BRAND.contact, email=HOSTILE, website="https://" + HOSTILE)
    brand = replace(BRAND, names=replace(BRAND.names, shop=HOSTILE), contact=contact)
    spans = (span(HOSTILE, -5, None),)
    text = statement_page(statement(row, spans=spans, brand=brand), "fr", translator("fr"))
    page = Page(text)
    assert (page.tags, page.attributes) == (usual.tags, usual.attributes)
    assert page.text.count(HOSTILE) == 5
    assert html.escape(HOSTILE) in text


def test_a_visit_that_is_not_there_has_no_statement() -> None:
    with pytest.raises(IndexError):
        statement_of(told(lists_of(listed())), 1, BRAND, PARIS)


LOADING = """
import sys
from agent.statement.pdf import _leave_settings_alone
assert "reportlab" not in sys.modules
_leave_settings_alone()
import agent.statement.pdf_sheet
assert "reportlab" in sys.modules
"""


def test_the_library_comes_late_and_runs_nothing_of_the_persons(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    (tmp_path / ".reportlab_settings").write_text(f"open({str(ran)!r}, 'w')\n")
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    command = [sys.executable, "-c", LOADING]
    subprocess.run(command, cwd=str(ROOT), env={**os.environ, **home}, check=True)
    assert not ran.exists()
