"""Pictures of windows are judged by what is where the words are, and by what changed there."""

import pytest
from PIL import Image

from tests.screens.contrast import changed, contrast

BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def test_a_text_is_measured_against_what_it_stands_on_and_not_against_what_is_beside_it() -> None:
    picture = Image.new("RGB", (40, 20), BLACK)
    picture.paste((255, 255, 255), (0, 0, 20, 20))
    picture.paste((200, 200, 200), (5, 5, 10, 10))
    assert contrast(picture, (0, 0, 20, 20)) < 2
    assert contrast(picture, (0, 0, 40, 20)) == pytest.approx(21.0)


def test_what_did_not_change_has_no_mark() -> None:
    before = Image.new("RGB", (20, 20), WHITE)
    after = before.copy()
    after.putpixel((3, 3), BLACK)
    assert changed(before, after, (10, 10, 20, 20)) == 1.0
    assert changed(before, after, (0, 0, 10, 10)) == pytest.approx(21.0)
