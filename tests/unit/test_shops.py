"""Each shop's folder can be built: its brand is read, and its texts are those its index names."""

import pathlib

import pytest

from agent.brand import load_brand
from agent.consent.terms import Scope, version_of
from agent.consent.terms_files import load_template, narrower_versions
from agent.paths import brand_folder
from agent.translations import LANGUAGES

SHOPS = sorted(path for path in brand_folder().parent.iterdir() if path.is_dir())


def test_the_shop_that_is_built_is_one_of_them() -> None:
    assert brand_folder() in SHOPS


@pytest.mark.parametrize("shop", SHOPS, ids=lambda path: path.name)
def test_a_shop_s_brand_is_read(shop: pathlib.Path) -> None:
    assert load_brand(shop).names.shop


@pytest.mark.parametrize("shop", SHOPS, ids=lambda path: path.name)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scope", Scope)
def test_a_shop_asks_in_every_language(shop: pathlib.Path, language: str, scope: Scope) -> None:
    assert load_template(shop, scope, language).text.title


@pytest.mark.parametrize("shop", SHOPS, ids=lambda path: path.name)
def test_a_shop_says_which_earlier_texts_allowed_less(shop: pathlib.Path) -> None:
    present = version_of(load_template(shop, Scope.PERMANENT, "fr").terms_id)
    assert present not in narrower_versions(shop)
