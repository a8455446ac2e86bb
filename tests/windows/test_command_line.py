"""The command line, run as a technician runs it, in every state TeamViewer leaves."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any, Dict, List, Optional

import pytest

from agent.json_output import identity_json
from agent.state import IdentityState
from tests.windows.computer_state import applied
from tests.windows.registry_states import CASES, Case

assert sys.platform == "win32"

ROOT = Path(__file__).resolve().parents[2]
FINDING_KEYS = {"requirement", "outcome", "value", "needed", "reason", "advice"}
REQUIREMENTS = [
    "windows_version",
    "internet",
    "broadband",
    "teamviewer_reachable",
    "teamviewer_present",
    "teamviewer_version",
    "clock",
    "power",
    "disk_space",
]


def run(
    *arguments: str, root: Path = ROOT, data: Optional[Path] = None, language: str = "fr"
) -> "subprocess.CompletedProcess[bytes]":
    more = {"PYTHONPATH": str(root), "COUPDEMAIN_LANGUAGE": language}
    if data is not None:
        more["COUPDEMAIN_DATA"] = str(data)
    return subprocess.run(
        [sys.executable, "-m", "agent", *arguments],
        env={**os.environ, **more},
        cwd=str(root),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def one_object(done: "subprocess.CompletedProcess[bytes]") -> Dict[str, Any]:
    """Standard output as the one JSON object that it must be."""
    lines = done.stdout.decode("utf-8").splitlines()
    assert len(lines) == 1
    value = json.loads(lines[0])
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_id_of_every_known_state(name: str, tmp_path: Path) -> None:
    case: Case = CASES[name]
    with applied(case.state):
        done = run("id", "--json", data=tmp_path)
    is_ready = case.identity.state is IdentityState.READY
    assert one_object(done) == identity_json(case.identity)
    assert done.returncode == (0 if is_ready else 1)
    assert is_ready or len(done.stderr) > 30


def test_the_id_alone_is_printed_to_be_read_out(tmp_path: Path) -> None:
    with applied(CASES["F1"].state):
        done = run("id", data=tmp_path)
    assert done.stdout.decode().strip() == "1 234 567 890"


def test_an_offline_check_leaves_the_network_alone_and_is_not_all_met(tmp_path: Path) -> None:
    with applied(CASES["F1"].state):
        done = run("check", "--offline", "--json", data=tmp_path)
    report = one_object(done)
    findings: List[Dict[str, Any]] = report["findings"]
    assert done.returncode == 1
    assert report["outcome"] == "unknown"
    assert [finding["requirement"] for finding in findings] == REQUIREMENTS
    assert all(set(finding) == FINDING_KEYS for finding in findings)
    skipped = {f["requirement"] for f in findings if f["outcome"] == "unknown"}
    assert skipped >= {"internet", "broadband", "teamviewer_reachable", "clock"}


def test_findings_are_sentences_in_the_chosen_language(tmp_path: Path) -> None:
    french = run("check", "--offline", data=tmp_path).stdout.decode("utf-8")
    english = run("check", "--offline", data=tmp_path, language="en").stdout.decode("utf-8")
    assert "Connexion Internet" in french
    assert "Internet connection" in english
    assert len(french.splitlines()) == len(english.splitlines()) == len(REQUIREMENTS)


def test_the_status_holds_what_the_window_shows(tmp_path: Path) -> None:
    with applied(CASES["F1"].state):
        status = one_object(run("status", "--offline", "--json", data=tmp_path))
        doors = one_object(run("doors", "--json", data=tmp_path))
    assert status["id"]["id"] == "1234567890"
    assert status["measured_at"] is None
    assert status["access"] == {"state": "none", "scope": None, "cid": None, "valid_until": None}
    assert set(status) == {
        "id", "check", "measured_at", "opening", "access", "troubles", "live", "doors",
        "cut_stands", "differences", "report", "taken_at",
    }  # fmt: skip
    assert status["report"]["state"] == "no_desk"
    assert status["doors"] == doors
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", status["taken_at"])


def test_wrong_usage_is_told_apart(tmp_path: Path) -> None:
    assert run("nonsense", data=tmp_path).returncode == 2
    assert run("id", "--nonsense", data=tmp_path).returncode == 2


def test_the_report_for_the_technician_holds_no_whole_id(tmp_path: Path) -> None:
    target = tmp_path / "report.zip"
    with applied(CASES["F1"].state):
        assert run("diagnose", str(target), data=tmp_path).returncode == 0
    with zipfile.ZipFile(target) as archive:
        names = set(archive.namelist())
        everything = " ".join(archive.read(name).decode("utf-8") for name in names)
    assert names >= {
        "program.json",
        "identity.json",
        "requirements.json",
        "consent.json",
        "cutoff.json",
        "reporting.json",
        "log.txt",
    }
    assert "not available" not in everything
    assert "1234567890" not in everything
    assert "1 234 567 890" not in everything
    assert "•••890" in everything


def test_a_report_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    done = run("diagnose", str(tmp_path / "no" / "such" / "folder" / "r.zip"), data=tmp_path)
    assert done.returncode == 3
    told = done.stderr.decode("utf-8")
    assert "Le fichier n’a pas pu être enregistré." in told
    assert "Traceback" not in told


def test_a_report_takes_an_older_one_s_place_whole_and_no_folder_s(tmp_path: Path) -> None:
    target = tmp_path / "bilan é.zip"
    target.write_bytes(b"older")
    assert run("diagnose", str(target), data=tmp_path / "data").returncode == 0
    assert zipfile.is_zipfile(str(target))
    assert run("diagnose", str(tmp_path), data=tmp_path / "data").returncode == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bilan é.zip", "data"]
    assert not list(tmp_path.parent.glob(f"{tmp_path.name}.*"))


@pytest.mark.fault("brand file with a slip")
def test_a_slip_in_the_brand_is_told_with_the_value_at_fault(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "agent", tmp_path / "agent")
    brand = tmp_path / "agent" / "brand" / "2clicks" / "brand.toml"
    brand.write_text(brand.read_text("utf-8").replace("09:30", "25:30"), "utf-8")
    done = run("id", "--json", root=tmp_path, data=tmp_path)
    assert done.returncode == 4
    assert done.stdout == b""
    title, advice, detail = done.stderr.decode("utf-8").splitlines()
    assert title == "Un fichier du programme est absent ou abîmé."
    assert advice == "Appelez le dépanneur. Son numéro est sur votre facture."
    assert detail == 'hours.monday[0]: "25:30" is not a time'


def test_a_data_folder_that_cannot_be_written_changes_no_answer(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with applied(CASES["F1"].state):
        done = run("id", data=tmp_path / "file")
    assert done.stdout.decode().strip() == "1 234 567 890"
    assert done.returncode == 0


@pytest.mark.parametrize(("command", "logs"), [("id", True), ("restore", False)])
def test_what_runs_with_more_rights_writes_no_log_where_the_person_could_put_a_link(
    command: str, logs: bool, tmp_path: Path
) -> None:
    run(command, data=tmp_path)
    assert (tmp_path / "log").is_dir() is logs
