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


def test_an_id_is_masked_also_behind_a_letter_and_a_fingerprint_stays_whole() -> None:
    assert mask_ids("ClientID1234567890, bob1234567890e") == "ClientID•••890, bob•••890e"
    kept = "2clicks.fr/consent/1234567890abcdef 12345678-1234-4123-8123-123456789012"
    assert mask_ids(kept) == kept
