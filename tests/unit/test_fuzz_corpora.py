"""What the fuzzers once fed is read again: each input still gives a value or a promised error."""

from pathlib import Path

import pytest

from tests.fuzz.targets import AGENT, DESK, HERE, broken, corpus_of

MOST_FILES, MOST_BYTES = 50, 4096
EVERY = (*AGENT, *DESK)


@pytest.mark.parametrize("name", AGENT)
def test_inputs_kept_from_fuzzing_never_break_what_reads_them(name: str) -> None:
    assert broken(name) == ()


@pytest.mark.parametrize("name", EVERY)
def test_a_corpus_is_there_and_stays_small(name: str) -> None:
    files = list(corpus_of(name).iterdir())
    assert 0 < len(files) <= MOST_FILES
    assert max(path.stat().st_size for path in files) <= MOST_BYTES


def test_every_target_is_run_by_the_command_and_has_its_corpus() -> None:
    workshop = Path(HERE.parents[1], "build", "workshop", "fuzzing.py").read_text(encoding="utf-8")
    assert all(f'"{name}"' in workshop for name in EVERY)
    assert {path.name for path in (HERE / "corpus").iterdir()} == set(EVERY)
