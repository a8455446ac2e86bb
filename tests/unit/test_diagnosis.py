"""The report for the technician holds no whole ID."""

import re

from hypothesis import given
from hypothesis import strategies as st

from agent.diagnosis import mask_ids


@given(
    st.integers(min_value=10_000_000, max_value=999_999_999_999),
    st.sampled_from(["", " ", "\u202f"]),
)
def test_no_id_is_left_readable(number: int, separator: str) -> None:
    shown = f"{number:,}".replace(",", separator)
    masked = mask_ids(f'{{"id": "{shown}", "state": "ready"}}')
    assert shown not in masked
    assert not re.search(r"\d[ \u202f\d]{4,}\d", masked)
    assert f"•••{number % 1000:03d}" in masked


def test_versions_dates_and_small_numbers_stay_readable() -> None:
    text = "2026-11-22T21:30:00Z 15.75.5 5938 build 19045"
    assert mask_ids(text) == text
