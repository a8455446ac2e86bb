"""A journal counts where it began, and nowhere else."""

from pathlib import Path

import pytest

from agent.consent.origins import Origin, Whereabouts

HERE = Whereabouts("machine-1", "account-1")
KID = "0123456789abcdef"


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        (HERE, Origin.THIS_ACCOUNT),
        (Whereabouts("machine-1", "account-2"), Origin.THIS_COMPUTER),
        (Whereabouts("machine-2", "account-1"), Origin.ELSEWHERE),
        (Whereabouts("machine-2", "account-2"), Origin.ELSEWHERE),
        (Whereabouts(None, "account-1"), Origin.UNKNOWN),
        (Whereabouts("machine-1", None), Origin.UNKNOWN),
    ],
)
def test_a_journal_is_known_where_it_was_begun(
    tmp_path: Path, reader: Whereabouts, expected: Origin
) -> None:
    HERE.note(tmp_path, KID)
    assert reader.origin_of(tmp_path, KID) is expected


def test_a_journal_without_a_note_is_of_unknown_origin(tmp_path: Path) -> None:
    assert HERE.origin_of(tmp_path, KID) is Origin.UNKNOWN
    Whereabouts(None, None).note(tmp_path, KID)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"\xff\n\xff", b"x" * 300])
def test_a_note_that_cannot_be_read_says_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"origin-{KID}").write_bytes(content)
    assert HERE.origin_of(tmp_path, KID) is Origin.UNKNOWN


@pytest.mark.parametrize("content", [b"", b"\n", b"nonsense"])
def test_a_note_about_another_place_is_never_taken_for_ours(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"origin-{KID}").write_bytes(content)
    assert HERE.origin_of(tmp_path, KID) is Origin.ELSEWHERE


def test_the_note_of_one_journal_is_worth_nothing_for_another(tmp_path: Path) -> None:
    HERE.note(tmp_path, KID)
    (tmp_path / f"origin-{KID}").rename(tmp_path / "origin-fedcba9876543210")
    assert HERE.origin_of(tmp_path, "fedcba9876543210") is Origin.ELSEWHERE


def test_the_note_names_neither_the_computer_nor_the_account(tmp_path: Path) -> None:
    HERE.note(tmp_path, KID)
    content = (tmp_path / f"origin-{KID}").read_text()
    assert "machine" not in content
    assert "account" not in content
