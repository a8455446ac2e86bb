"""Where a person's files lie, and that they lie nowhere when Windows does not say."""

from pathlib import Path
from typing import Optional

import pytest

from agent.paths import NoProfileError, consent_folder, user_folder
from tests.unit.terms_requests import BRAND


@pytest.fixture(autouse=True)
def no_place_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COUPDEMAIN_DATA", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.delenv(name, raising=False)


def test_the_folder_for_programs_comes_first_and_the_profile_next(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "jeanne"))
    below = tmp_path / "jeanne" / "AppData" / "Local" / "2CLICKS Assistance"
    assert user_folder(BRAND) == below
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert user_folder(BRAND) == tmp_path / "local" / "2CLICKS Assistance"


@pytest.mark.fault("user without a profile")
@pytest.mark.parametrize("named", [None, "", "AppData\\Local", "%USERPROFILE%", ".", "x" * 300])
def test_half_a_path_is_no_place_for_a_journal(
    named: Optional[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LOCALAPPDATA", "USERPROFILE"):
        if named is not None:
            monkeypatch.setenv(name, named)
    with pytest.raises(NoProfileError) as caught:
        user_folder(BRAND)
    assert caught.value.title.key == "app.no_profile"
    with pytest.raises(NoProfileError):
        consent_folder(BRAND)
