"""The contrast of colours is the one the accessibility guidelines define."""

import pytest

from agent.contrast import contrast_ratio


def test_black_on_white_is_the_most_and_a_colour_on_itself_the_least() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast_ratio("#0B5CAD", "#0b5cad") == pytest.approx(1.0)


def test_the_order_of_the_colours_does_not_matter() -> None:
    assert contrast_ratio("#FF0000", "#FFFFFF") == contrast_ratio("#FFFFFF", "#FF0000")


@pytest.mark.parametrize(
    ("colour", "ratio"),
    [("#FF0000", 4.00), ("#00FF00", 1.37), ("#0000FF", 8.59), ("#767676", 4.54), ("#777777", 4.48)],
)
def test_known_colours_have_their_published_contrast_on_white(colour: str, ratio: float) -> None:
    assert contrast_ratio(colour, "#FFFFFF") == pytest.approx(ratio, abs=0.005)
