"""Settings: a lost or damaged file costs a hint shown again, never a crash."""

from pathlib import Path

import pytest

from agent.settings import Settings, load_settings, save_settings


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    save_settings(tmp_path / "new" / "settings.json", Settings(pin_tip_seen=True))
    assert load_settings(tmp_path / "new" / "settings.json") == Settings(pin_tip_seen=True)


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b"null", b'{"pin_tip_seen": "yes"}', b"\xff\xfe", b" " * 20000, b"[" * 9999],
    ids=["empty", "cut", "a list", "null", "wrong type", "not text", "too long", "nested"],
)
def test_a_damaged_file_means_defaults(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(damage)
    assert load_settings(path) == Settings()


def test_a_missing_file_means_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == Settings()


def test_a_folder_that_cannot_be_made_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    save_settings(tmp_path / "file" / "settings.json", Settings(pin_tip_seen=True))
    assert load_settings(tmp_path / "file" / "settings.json") == Settings()


def test_a_failed_save_leaves_the_old_settings_and_no_rubbish(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.mkdir()
    save_settings(path, Settings(pin_tip_seen=True))
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.json"]
