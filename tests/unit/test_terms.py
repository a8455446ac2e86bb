"""What the client is asked: exactly what is shown is hashed, with the shop's price and his time."""

import dataclasses
import hashlib
import re
from datetime import timedelta, tzinfo

import pytest

from agent.brand_values import Phone, Tariff
from agent.consent.terms import Scope, Template, request
from agent.consent.terms_files import load_template
from agent.consent.terms_text import Answer, Block, TermsError, TermsText, decode_terms
from tests.unit.terms_requests import (
    BOTH,
    BRAND,
    FOLDER,
    NEW_YORK,
    NINE,
    PARIS,
    WORDS,
    Translator,
    asked,
    first_layer,
    local,
    plain,
)


@pytest.mark.parametrize(("scope", "lang"), BOTH)
def test_what_is_shown_is_what_is_hashed(scope: Scope, lang: str, translator: Translator) -> None:
    shown = asked(translator, scope, lang)
    assert decode_terms(shown.content) == shown.text
    assert shown.sha256 == hashlib.sha256(shown.content).hexdigest()
    marks = re.compile(r"(?m)^(?:#{1,2} |\[ \] [a-z_]+: |\[(?:yes|no|later)\] |---$)")
    words = [line for line in marks.sub("", shown.content.decode()).split("\n") if line]
    assert words == list(shown.text.words)


@pytest.mark.parametrize(("scope", "lang"), BOTH)
def test_another_price_end_or_word_is_another_fingerprint(
    scope: Scope, lang: str, translator: Translator
) -> None:
    usual = asked(translator, scope, lang)
    others = [
        asked(translator, scope, lang, lasting=timedelta(hours=3)),
        asked(translator, scope, lang, words=("bateau", "tulipe")),
        asked(translator, scope, lang, words=()),
    ]
    assert len({usual.sha256, *(other.sha256 for other in others)}) == 4
    assert asked(translator, scope, lang).sha256 == usual.sha256


def test_the_one_off_request_says_who_until_when_how_much_and_how_to_stop(
    translator: Translator,
) -> None:
    words = plain(asked(translator))
    for needed in (
        "Avez-vous appelé vous-même ?",
        "Un dépanneur de 2CLICKS. Téléphone : 04 67 70 38 44.",
        "Aujourd’hui, lundi 23 novembre 2026, jusqu’à 13 h 02 au plus tard.",
        "L’accès se ferme tout seul à cette heure.",
        "Jusqu’à 30 minutes : 30 € TTC. Ensuite : 20 € TTC par tranche de 30 minutes commencée.",
        "Ce prix est pour un ordinateur.",
        "C’est une estimation : seule la facture de 2CLICKS compte.",
        "Il voit votre écran.",
        "faites une copie de vos fichiers importants",
        "Cliquez sur « Arrêter l’accès », à tout moment",
        "Mots de contrôle : tulipe bateau. Le dépanneur doit vous les dire en premier.",
        "jusqu’à 13 h 02.",
    ):
        assert needed in words


def test_the_boxes_and_buttons_are_those_the_screen_and_the_journal_know(
    translator: Translator,
) -> None:
    one, lasting = asked(translator), asked(translator, Scope.PERMANENT)
    assert one.box_names == ("takeover", "start_now")
    assert lasting.box_names == ("permanent",)
    labels = [(button.answer, button.label) for button in one.text.buttons]
    assert labels == [(Answer.YES, "Oui, autoriser"), (Answer.NO, "Non merci")]
    assert [button.answer for button in lasting.text.buttons] == list(Answer)


def test_permanent_access_is_told_with_its_risk_its_end_and_that_nobody_has_to(
    translator: Translator,
) -> None:
    shown = asked(translator, Scope.PERMANENT, lasting=timedelta(days=365))
    words = plain(shown)
    assert shown.text.blocks[0].heading.replace("\u00a0", " ") == "Vous n’êtes pas obligé"
    for needed in (
        "2CLICKS vous dépannera pareil, au même prix.",
        "Jusqu’au mardi 23 novembre 2027 à 9 h 02 au plus tard.",
        "Un accès permanent dure 12 mois au plus.",
        "sauf si vous redites oui",
        "peut voir vos fichiers en votre absence",
        "Cliquez sur « Arrêter l’accès »",
    ):
        assert needed in words


def test_without_control_words_the_client_is_told_whom_to_call(translator: Translator) -> None:
    words = plain(asked(translator, words=()))
    assert "En cas de doute, raccrochez et appelez 2CLICKS au 04 67 70 38 44." in words
    assert "contrôle" not in words


@pytest.mark.parametrize(
    ("tariff", "french", "english"),
    [
        (
            Tariff("EUR", 45, 4950, 15, 1005, 10),
            "Jusqu’à 45 minutes : 49,50 € TTC. Ensuite : 10,05 € TTC par tranche de 15 minutes",
            "Up to 45 minutes: €49.50 including VAT. Then €10.05 including VAT",
        ),
        (
            Tariff("CHF", 60, 90000, 60, 0, 10),
            "Jusqu’à 60 minutes : 900 CHF TTC. Ensuite : 0 CHF TTC par tranche de 60 minutes",
            "Up to 60 minutes: CHF900 including VAT. Then CHF0 including VAT",
        ),
    ],
    ids=["other_slices", "other_currency"],
)
def test_the_price_is_the_brand_s(
    tariff: Tariff, french: str, english: str, translator: Translator
) -> None:
    brand = dataclasses.replace(BRAND, tariff=tariff)
    for lang, expected in (("fr", french), ("en", english)):
        template = load_template(FOLDER, Scope.ONEOFF, lang)
        end = NINE + timedelta(hours=4)
        shown = request(template, brand, NINE, end, WORDS, translator(lang))
        assert shown.price_cents == tariff.first_slice_cents
        assert expected in shown.price_text.replace("\u00a0", " ")
        assert shown.price_text in shown.text.words
        assert "30 €" not in plain(shown)


def test_another_shop_s_name_and_number_are_in_the_text(translator: Translator) -> None:
    names = dataclasses.replace(BRAND.names, shop="Chez Léa & Fils")
    contact = dataclasses.replace(BRAND.contact, phones=(Phone("+32 2 555 12 12"),))
    brand = dataclasses.replace(BRAND, names=names, contact=contact)
    template = load_template(FOLDER, Scope.ONEOFF, "fr")
    shown = request(template, brand, NINE, NINE + timedelta(hours=1), (), translator("fr"))
    assert "2CLICKS" not in first_layer(shown)
    assert "Un dépanneur de Chez Léa & Fils. Téléphone : +32 2 555 12 12." in plain(shown)


@pytest.mark.parametrize(
    ("moment", "hours", "zone", "french", "english"),
    [
        ("2026-11-23 22:30", 4, PARIS, "jusqu’à demain 3 h 30 au", "until tomorrow 3:30 at"),
        ("2026-11-23 22:30", 0.49, PARIS, "jusqu’à 23 h 59 au", "until 23:59 at"),
        ("2026-12-31 22:30", 1, PARIS, "jusqu’à demain 0 h 30 au", "until tomorrow 0:30 at"),
        ("2026-11-23 08:00", 4, PARIS, "jusqu’à 13 h au", "until 13:00 at"),
        ("2026-11-23 08:00", 4, NEW_YORK, "jusqu’à 7 h au", "until 7:00 at"),
        ("2026-03-29 00:30", 1, PARIS, "jusqu’à 3 h 30 au", "until 3:30 at"),
        ("2026-10-25 00:30", 1, PARIS, "jusqu’à 2 h 30 au", "until 2:30 at"),
        ("2026-10-24 22:30", 4, PARIS, "jusqu’à 3 h 30 au", "until 3:30 at"),
    ],
)
def test_the_end_is_the_client_s_clock_time(
    moment: str, hours: float, zone: tzinfo, french: str, english: str, translator: Translator
) -> None:
    start, lasting = local(moment, zone), timedelta(hours=hours)
    for lang, expected in (("fr", french), ("en", english)):
        shown = asked(translator, lang=lang, moment=start, lasting=lasting, zone=zone)
        assert expected in plain(shown)


def test_an_hour_that_comes_twice_is_said_to_be_the_new_one(translator: Translator) -> None:
    # At 2 h 30 summer time it is 2 h 30 again one hour later.
    night = local("2026-10-25 00:30")
    changed = asked(translator, moment=night, lasting=timedelta(hours=1))
    assert "Cette nuit, l’heure change : 2 h 30 est la nouvelle heure." in plain(changed)
    assert "l’heure change" not in plain(asked(translator))
    year = asked(translator, Scope.PERMANENT, lasting=timedelta(days=180))
    assert "l’heure change" not in plain(year)


@pytest.mark.parametrize(
    ("scope", "lasting"),
    [
        (Scope.ONEOFF, timedelta(0)),
        (Scope.ONEOFF, timedelta(hours=-1)),
        (Scope.ONEOFF, timedelta(hours=24, seconds=1)),
        (Scope.PERMANENT, timedelta(days=367)),
    ],
)
def test_nothing_is_asked_for_longer_than_its_kind_allows(
    scope: Scope, lasting: timedelta, translator: Translator
) -> None:
    with pytest.raises(ValueError, match=scope.value):
        asked(translator, scope, lasting=lasting)


def test_a_moment_without_time_zone_is_refused(translator: Translator) -> None:
    template = load_template(FOLDER, Scope.ONEOFF, "fr")
    naive = NINE.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        request(template, BRAND, naive, NINE, (), translator("fr"))
    with pytest.raises(ValueError, match="time zone"):
        request(template, BRAND, NINE, naive, (), translator("fr"))


def with_paragraph(words: str) -> Template:
    text = TermsText("Titre", (Block("Un", (words,)),))
    return Template("x", Scope.ONEOFF, "fr", text)


@pytest.mark.parametrize("field", ["{prix}", "{shop.names}", "{shop!r}", "{0}", "{}", "{price:>9}"])
def test_a_field_nobody_knows_is_never_shown_filled(field: str, translator: Translator) -> None:
    end = NINE + timedelta(hours=1)
    template = with_paragraph(f"Prix : {field}")
    try:
        shown = request(template, BRAND, NINE, end, (), translator("fr"))
    except TermsError:
        return
    assert shown.text.blocks[0].paragraphs == (f"Prix : {field}",)


@pytest.mark.parametrize(
    "word", ["", " ", "a\nb", "# a", "a\x00", "a\u202eb", "\ud800", "[yes] a", "## a", "---"]
)
def test_a_value_that_would_change_the_layout_is_refused(word: str, translator: Translator) -> None:
    brand = dataclasses.replace(BRAND, names=dataclasses.replace(BRAND.names, shop=word))
    template = with_paragraph("{shop}")
    end = NINE + timedelta(hours=1)
    if not word:
        shown = request(template, brand, NINE, end, (), translator("fr"))
        assert shown.text.blocks[0].paragraphs == ()
        return
    with pytest.raises(TermsError):
        request(template, brand, NINE, end, (), translator("fr"))
