"""The sheet a client prints: complete, in his words, and nothing in it can run."""

import dataclasses
import html.parser
import pathlib
import re
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, Dict, List, Optional, Tuple

import pytest

from agent.brand import load_brand
from agent.brand_values import Brand, Desk
from agent.consent.printed_receipt import PrintedReceipt, receipt_page
from agent.consent.record import Record, parse
from agent.consent.terms import Request, Scope, request
from agent.consent.terms_files import load_template
from agent.consent.terms_text import Block, TermsError, encode_terms
from agent.texts import Message
from tests.unit.proof_folders import CID, GIVEN, chain, kid_of, sha256

FOLDER = pathlib.Path(__file__).parents[2] / "agent" / "brand" / "2clicks"
BRAND = load_brand(FOLDER)
NINE = datetime(2026, 11, 23, 10, 2, tzinfo=timezone(timedelta(hours=1)))
CONFIRMED = datetime(2026, 11, 23, 9, 2, 35, tzinfo=timezone.utc)

Translate = Callable[[Message], str]
Translator = Callable[[str], Translate]


class Page(html.parser.HTMLParser):
    """What a browser sees: the elements, their attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: List[str] = []
        self.attributes: List[Tuple[str, Optional[str]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: List[Tuple[str, Optional[str]]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data.replace("\u00a0", " ")


def asked(translate: Translate, lang: str = "fr", brand: Brand = BRAND) -> Request:
    end = NINE + timedelta(hours=3)
    template = load_template(FOLDER, Scope.ONEOFF, lang)
    return request(template, brand, NINE, end, ("tulipe", "bateau"), translate)


def given(shown: Request, **changes: Any) -> Record:  # noqa: ANN401 - the fields of the event
    boxes = {"takeover": True, "start_now": False}
    data: Dict[str, Any] = {**GIVEN, "boxes": boxes, "terms_sha256": shown.sha256, **changes}
    return parse(chain([{"type": "consent.given", "d": data}])[1])


def printed(
    translator: Translator,
    lang: str = "fr",
    confirmed: Optional[datetime] = CONFIRMED,
    brand: Brand = BRAND,
) -> Page:
    translate = translator(lang)
    shown = asked(translate, lang, brand)
    sheet = PrintedReceipt(given(shown), shown.text, confirmed)
    return Page(receipt_page(sheet, brand, lang, translate))


def test_the_sheet_says_what_when_where_and_how_to_find_it(translator: Translator) -> None:
    shown = asked(translator("fr"))
    record = given(shown)
    page = printed(translator)
    groups = re.findall("[0-9a-f]{8}", sha256(record.line))
    for needed in (
        "Vous avez donné votre autorisation",
        "2CLICKS · 04 67 70 38 44 · 06 61 46 98 05 · info@2clicks.fr · www.2clicks.fr",
        "lundi 23 novembre 2026 à 10 h 02",
        "2026-11-23 09:02:01 UTC",
        CID,
        f"2clicks.fr/consent/{kid_of()}, ligne 2",
        " ".join(groups),
        " ".join(re.findall("[0-9a-f]{8}", shown.sha256)),
        "2026-11-23 09:02:35 UTC",
        "Gardez cette feuille. Ce n’est pas une facture.",
    ):
        assert needed in page.text


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_all_words_of_the_first_layer_are_on_the_sheet(lang: str, translator: Translator) -> None:
    shown = asked(translator(lang), lang)
    page = printed(translator, lang)
    words = dataclasses.replace(shown.text, details=(), buttons=()).words
    assert [word for word in words if word.replace("\u00a0", " ") not in page.text] == []


def test_each_box_is_shown_as_it_was_answered(translator: Translator) -> None:
    text = printed(translator).text
    assert re.search(r"☑ J’autorise 2CLICKS .* \(coché\)", text)
    assert re.search(r"☐ Je demande que .* \(pas coché\)", text)


def test_english_has_its_own_words_and_the_same_facts(translator: Translator) -> None:
    page = printed(translator, "en")
    for needed in ("You gave your permission", "Monday 23 November 2026 at 10:02", CID):
        assert needed in page.text
    assert ("lang", "en") in page.attributes


def test_what_the_shop_has_not_confirmed_is_said_so(translator: Translator) -> None:
    with_desk = dataclasses.replace(BRAND, desk=Desk("a key"))
    assert "Pas encore." in printed(translator, confirmed=None, brand=with_desk).text
    assert "Pas encore." not in printed(translator, brand=with_desk).text


def test_a_shop_without_a_desk_promises_no_confirmation(translator: Translator) -> None:
    assert "Reçu par la boutique" not in printed(translator, confirmed=None).text


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("consent.withdrawn", "Vous avez arrêté l’accès"),
        ("consent.refused", "Vous avez dit non"),
        ("consent.ended", "L’autorisation est finie"),
        ("consent.something_new", "Ce qui a été noté"),
    ],
)
def test_an_event_without_a_text_has_a_sheet_too(
    kind: str, title: str, translator: Translator
) -> None:
    record = parse(chain([{"type": kind, "d": {}}])[1])
    page = Page(receipt_page(PrintedReceipt(record, None, None), BRAND, "fr", translator("fr")))
    assert title in page.text
    assert "Le texte que vous avez lu" not in page.text


@pytest.mark.fault("texts swapped, missing or erased")
def test_a_text_that_was_erased_is_said_to_be_gone(translator: Translator) -> None:
    record = given(asked(translator("fr")))
    page = Page(receipt_page(PrintedReceipt(record, None, None), BRAND, "fr", translator("fr")))
    assert "Le texte n’est plus sur cet ordinateur." in page.text


@pytest.mark.fault("texts swapped, missing or erased")
def test_another_text_than_the_one_agreed_to_is_never_printed(translator: Translator) -> None:
    shown = asked(translator("fr"))
    other = dataclasses.replace(shown.text, title="Autre chose")
    withdrawn = parse(chain([{"type": "consent.withdrawn", "d": {}}])[1])
    for record, text in ((given(shown), other), (withdrawn, shown.text)):
        with pytest.raises(TermsError):
            receipt_page(PrintedReceipt(record, text, None), BRAND, "fr", translator("fr"))


HOSTILE = "<script>alert(1)</script><img src=x onerror=a()>&amp;\"'`{shop}%s"


@pytest.mark.fault("HTML in a field")
def test_nothing_that_comes_from_outside_can_become_an_element(translator: Translator) -> None:
    names = dataclasses.replace(BRAND.names, shop=HOSTILE)
    contact = dataclasses.replace(BRAND.contact, email=HOSTILE, website="https://" + HOSTILE)
    brand = dataclasses.replace(BRAND, names=names, contact=contact)
    usual, hostile = printed(translator), printed(translator, brand=brand)
    assert hostile.tags == usual.tags
    assert hostile.attributes == usual.attributes
    assert hostile.text.count(HOSTILE) >= 10


def test_a_hostile_line_is_only_text(translator: Translator) -> None:
    shown = asked(translator("fr"))
    for changes in (
        {"boxes": {"takeover": HOSTILE}},
        {"boxes": HOSTILE},
        {"boxes": [HOSTILE]},
        {"boxes": None, "valid_until": HOSTILE, "scope": HOSTILE},
    ):
        sheet = PrintedReceipt(given(shown, **changes), shown.text, None)
        page = Page(receipt_page(sheet, BRAND, "fr", translator("fr")))
        assert page.tags == printed(translator, confirmed=None).tags
        assert "(coché)" not in page.text
    for named in (HOSTILE, 7, None, [HOSTILE]):
        sheet = PrintedReceipt(given(shown, terms_sha256=named), None, None)
        assert "script" not in Page(receipt_page(sheet, BRAND, "fr", translator("fr"))).tags


def test_the_page_needs_nothing_from_anywhere(translator: Translator) -> None:
    page = printed(translator)
    assert set(page.tags) <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "table", "tr", "th", "td",
        "code", "section", "p", "b",
    }  # fmt: skip
    names = {name for name, _ in page.attributes}
    assert names == {"lang", "charset", "http-equiv", "content"}
    assert "url(" not in page.text
    assert "@import" not in page.text


def test_the_local_time_is_that_of_the_computer_then(translator: Translator) -> None:
    shown = asked(translator("fr"))
    record = given(shown)
    for minutes, expected in ((-300, "à 4 h 02"), (345, "à 14 h 47"), (900, "mardi 24 novembre")):
        stamp = dataclasses.replace(record.stamp, off=minutes)
        sheet = PrintedReceipt(dataclasses.replace(record, stamp=stamp), shown.text, None)
        page = Page(receipt_page(sheet, BRAND, "fr", translator("fr")))
        assert expected in page.text


def test_a_line_at_the_calendars_end_has_a_sheet(translator: Translator) -> None:
    shown = asked(translator("fr"))
    record = given(shown)
    last = datetime(9999, 12, 31, 23, 30, tzinfo=timezone.utc)
    stamp = dataclasses.replace(record.stamp, t=last, off=60)
    sheet = PrintedReceipt(dataclasses.replace(record, stamp=stamp), shown.text, None)
    assert (
        "9999-12-31 23:30:00 UTC" in Page(receipt_page(sheet, BRAND, "fr", translator("fr"))).text
    )


def test_a_block_without_heading_is_printed_too(translator: Translator) -> None:
    shown = asked(translator("fr"))
    text = dataclasses.replace(shown.text, blocks=(Block("", ("Un seul <b>mot</b>",)),))
    record = given(shown, terms_sha256=sha256(encode_terms(text)))
    page = receipt_page(PrintedReceipt(record, text, None), BRAND, "fr", translator("fr"))
    assert "<p>Un seul &lt;b&gt;mot&lt;/b&gt;</p>" in page
