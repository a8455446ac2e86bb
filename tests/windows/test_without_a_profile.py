"""An account without a profile, or with one that takes no file: it is said, nobody is let in."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Dict

import pytest

assert sys.platform == "win32"

ROOT = Path(__file__).resolve().parents[2]
PROFILE = ("LOCALAPPDATA", "APPDATA", "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "COUPDEMAIN_DATA")


def run(*arguments: str, place: Path, **profile: str) -> "subprocess.CompletedProcess[str]":
    """The program's command line, in this folder, for an account whose profile is this."""
    inherited: Dict[str, str] = {k: v for k, v in os.environ.items() if k.upper() not in PROFILE}
    named = {"PYTHONPATH": str(ROOT), "COUPDEMAIN_LANGUAGE": "fr", **profile}
    return subprocess.run(
        [sys.executable, "-m", "agent", *arguments],
        env={**inherited, **named},
        cwd=str(place),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.fault("user without a profile")
@pytest.mark.parametrize("profile", [{}, {"LOCALAPPDATA": "AppData\\Local"}], ids=["none", "half"])
def test_without_a_profile_a_sentence_says_so_and_nothing_is_written(
    profile: Dict[str, str], tmp_path: Path
) -> None:
    done = run("consent", "show", place=tmp_path, **profile)
    assert done.returncode == 4
    assert done.stdout == ""
    assert "Windows ne trouve pas votre dossier personnel." in done.stderr
    assert "Redémarrez l’ordinateur" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.fault("user without a profile")
def test_without_a_profile_teamviewer_is_shut_all_the_same(tmp_path: Path) -> None:
    done = run("cut", "--json", place=tmp_path)
    assert done.returncode == 0
    assert '"ok": true' in done.stdout
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.fault("user without a profile")
def test_with_a_profile_that_was_not_made_yet_the_program_makes_its_own_folder(
    tmp_path: Path,
) -> None:
    profile = tmp_path / "Users" / "TEMP"
    done = run("consent", "show", place=tmp_path, USERPROFILE=str(profile))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Personne n’est autorisé à entrer." in done.stdout
    made = [path.name for path in (profile / "AppData" / "Local").iterdir()]
    assert made == ["2CLICKS Assistance"]


@pytest.mark.fault("user without a profile")
def test_in_a_profile_that_takes_no_file_nobody_is_allowed_in_and_the_rest_is_told(
    tmp_path: Path,
) -> None:
    in_the_way = tmp_path / "profile"
    in_the_way.write_text("no folder")
    told = run("consent", "show", place=tmp_path, LOCALAPPDATA=str(in_the_way))
    assert "Traceback" not in told.stderr
    assert "est autorisé" not in told.stdout.replace("Personne n’est autorisé", "")
    identity = run("id", "--json", place=tmp_path, LOCALAPPDATA=str(in_the_way))
    assert identity.returncode == 1
    assert '"state": "absent"' in identity.stdout
