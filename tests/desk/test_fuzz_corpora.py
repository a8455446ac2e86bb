"""What the fuzzers once fed the desk is read again: a value, or the refusal that is promised."""

import pytest

from tests.fuzz.targets import DESK, attempt_of, kept


@pytest.mark.parametrize("name", DESK)
def test_inputs_kept_from_fuzzing_never_break_what_the_desk_reads(name: str) -> None:
    attempt = attempt_of(name)
    for path in kept(name):
        try:
            attempt(path.read_bytes())
        except Exception as error:
            raise AssertionError(f"{path.parent.parent.name}/{name}/{path.name}") from error
