"""Windows counts text in UTF-16 units; the icon's texts must never be refused for their length."""

from hypothesis import given
from hypothesis import strategies as st

from agent.win32.utf16 import clip_utf16, utf16_length


@given(st.text(), st.integers(min_value=1, max_value=300))
def test_a_clipped_text_always_fits(text: str, units: int) -> None:
    assert utf16_length(clip_utf16(text, units)) <= units


@given(st.text(max_size=50))
def test_a_text_that_fits_is_left_as_it_is(text: str) -> None:
    assert clip_utf16(text, 100) == text


def test_a_character_of_two_units_is_never_cut_in_half() -> None:
    assert clip_utf16("😀😀😀", 5) == "😀😀…"


def test_a_cut_text_says_that_it_was_cut() -> None:
    assert clip_utf16("a" * 200, 127) == "a" * 126 + "…"
