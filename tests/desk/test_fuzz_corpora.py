"""What the fuzzers once fed the desk is read again: a value, or the refusal that is promised."""

import pytest

from tests.fuzz.targets import DESK, broken


@pytest.mark.parametrize("name", DESK)
def test_inputs_kept_from_fuzzing_never_break_what_the_desk_reads(name: str) -> None:
    assert broken(name) == ()
