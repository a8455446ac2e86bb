"""A version is its leading numbers, and a product what its resource says."""

from typing import Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.state import Product
from agent.teamviewer.version_text import clean_version, product_of


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("14.1.3399 HC", "14.1.3399"),
        ("15.27.3 ", "15.27.3"),
        ("11.0.53254HC", "11.0.53254"),
        ("7.0.43148", "7.0.43148"),
        ("15.64.5.0", "15.64.5.0"),
        ("15", "15"),
        ("HC 14", None),
        ("1.2.3.4.5", None),
        ("", None),
        (None, None),
    ],
)
def test_a_version_is_its_leading_numbers(text: Optional[str], version: Optional[str]) -> None:
    assert clean_version(text) == version


@given(st.text())
def test_no_text_raises_and_a_version_is_always_its_start(text: str) -> None:
    version = clean_version(text)
    assert version is None or text.lstrip().startswith(version)


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("TeamViewer Full Client", Product.FULL),
        ("TeamViewer Host Client", Product.HOST),
        ("TeamViewer QuickSupport", Product.QUICKSUPPORT),
        ("TeamViewer Portable", Product.PORTABLE),
        ("TeamViewer", Product.UNKNOWN),
        ("Host of something else", Product.UNKNOWN),
        (None, Product.UNKNOWN),
    ],
)
def test_a_product_is_what_its_resource_says(name: Optional[str], product: Product) -> None:
    assert product_of(name) is product
