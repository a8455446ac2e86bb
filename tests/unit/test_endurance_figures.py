"""What a year left on disk, and whether its figures stay flat."""

from pathlib import Path

import pytest

from tests.endurance import pages
from tests.endurance.flatness import flatness
from tests.endurance.left_behind import look_at


def test_a_line_has_its_slope_and_what_stays_the_same_has_none() -> None:
    grows = flatness([1, 3, 5, 7])
    assert (grows.first, grows.median, grows.last, grows.slope) == (1, 4, 7, 2)
    assert flatness([5, 5, 5]).slope == 0
    assert flatness([5]).slope == 0


def test_one_high_day_in_the_middle_is_no_growth() -> None:
    assert flatness([5, 5, 9, 5, 5]).slope == 0


def test_what_does_not_belong_there_is_named(tmp_path: Path) -> None:
    consent = tmp_path / "consent"
    (consent / "blobs").mkdir(parents=True)
    (tmp_path / "settings.json").write_bytes(b"{}")
    (consent / f"journal-{'a' * 16}.jsonl").write_bytes(b"12345")
    (consent / "blobs" / ("b" * 64)).write_bytes(b"1")
    assert look_at(tmp_path).strangers == []
    assert (look_at(tmp_path).journal_bytes, look_at(tmp_path).files) == (5, 3)
    (tmp_path / "settings.json.0011223344556677").write_bytes(b"")
    (consent / f"journal-{'a' * 16}.jsonl.torn-5-abcdef").write_bytes(b"")
    assert len(look_at(tmp_path).strangers) == 2


def test_a_page_keeps_what_was_measured_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "ENDURANCE.md"
    monkeypatch.setattr(pages, "PAGE", page)
    monkeypatch.setattr(pages, "MEASURED", tmp_path / "nothing")
    years = "\n## The year of seed 1\n\n31 days\n\n## The year of seed 2\n\n28 days\n"
    page.write_text(f"{pages._HEAD}{years}\n{pages.FINDINGS}\n\nOne.\n", encoding="utf-8")
    before = page.read_text(encoding="utf-8")
    pages.write_page()
    assert page.read_text(encoding="utf-8") == before
