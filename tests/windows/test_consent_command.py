"""`agent consent`, run as a technician runs it, on a permission that really stands."""

import sys
import zipfile
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest

from agent.access_building import build_access
from agent.app import build_core, has_journals, load_language
from agent.consent.answers import Seen, Yes
from agent.consent.record import Record
from agent.consent.terms import Scope
from tests.windows.computer_state import TEMP, ComputerState, Program, applied
from tests.windows.stand_in import running_below
from tests.windows.state_parts import UNPACKED
from tests.windows.test_command_line import one_object, run
from tests.windows.test_windows_key_store import clear

assert sys.platform == "win32"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of its own, without any key that another one left."""
    monkeypatch.setenv("COUPDEMAIN_DATA", str(tmp_path / "data"))
    clear()
    yield tmp_path / "data"
    clear()


def permit() -> Record:
    """Lasting access, allowed as a person does it in the window."""
    parts = build_access(build_core(*load_language()))
    question = parts.asking.question(Scope.PERMANENT, None)
    boxes = dict.fromkeys(question.request.box_names, True)
    yes = Yes(Seen(9000, True), boxes, "mouse", False, parts.person, "1234567890")
    record = parts.authorisations.allow(question, yes)
    assert parts.authorisations.close(60)
    return record


def said(data: Path) -> List[str]:
    """What `agent consent verify` says to a person."""
    return run("consent", "verify", data=data).stdout.decode("utf-8").splitlines()


def test_without_any_journal_nothing_is_allowed_and_nothing_is_wrong(data: Path) -> None:
    shown = run("consent", "show", "--json", data=data)
    nothing: Dict[str, Any] = dict.fromkeys(("scope", "cid", "valid_until"))
    nothing.update(state="none", journals=[])
    assert (shown.returncode, one_object(shown)) == (0, nothing)
    checked = run("consent", "verify", "--json", data=data)
    assert (checked.returncode, one_object(checked)) == (
        0, {"ok": True, "journals": [], "receipts": []},
    )  # fmt: skip
    assert said(data) == ["Il n’y a encore rien à vérifier."]


def test_a_folder_that_cannot_be_looked_into_is_never_one_without_journals(data: Path) -> None:
    core = build_core(*load_language(), logs=False)
    assert not has_journals(core)
    data.mkdir()
    (data / "consent").write_bytes(b"a file")
    assert has_journals(core)


def test_a_permission_is_shown_checked_taken_home_and_taken_back(data: Path) -> None:
    record = permit()
    shown = run("consent", "show", "--json", data=data)
    found = one_object(shown)
    journal = {"log": record.log, "lines": 3, "state": "ok"}
    assert (shown.returncode, found["journals"]) == (0, [journal])
    assert (found["state"], found["scope"], found["cid"]) == ("permanent", "permanent", record.cid)
    assert found["valid_until"] == record.data["valid_until"][:19] + "Z"
    checked = run("consent", "verify", "--json", data=data)
    good = {"log": record.log, "lines": 3, "first_bad": None, "why": ""}
    assert (checked.returncode, one_object(checked)) == (
        0, {"ok": True, "journals": [good], "receipts": []},
    )  # fmt: skip
    assert said(data) == [f"{record.log}: 3, OK", "Tout est intact."]
    target = data / "preuve.zip"
    saved = run("consent", "export", str(target), "--json", data=data)
    assert (saved.returncode, one_object(saved)["ok"]) == (0, True)
    assert "verify.py" in zipfile.ZipFile(str(target)).namelist()
    stopped = run("consent", "withdraw", "--json", data=data)
    done = {"ok": True, "withdrawn": [record.cid], "cut": True}
    assert (stopped.returncode, one_object(stopped)) == (0, done)
    after = one_object(run("consent", "show", "--json", data=data))
    assert (after["state"], after["journals"][0]["lines"]) == ("none", 5)


def test_a_changed_byte_is_the_answer_no_with_the_line_named(data: Path) -> None:
    record = permit()
    [path] = data.glob("**/journal-*.jsonl")
    path.write_bytes(path.read_bytes().replace(b'"mouse"', b'"maus!"'))
    checked = run("consent", "verify", "--json", data=data)
    found = one_object(checked)
    assert (checked.returncode, found["ok"]) == (1, False)
    assert (found["journals"][0]["log"], found["journals"][0]["first_bad"]) == (record.log, 2)
    assert one_object(run("consent", "show", "--json", data=data))["state"] == "none"


@pytest.mark.parametrize("word", ["show", "verify", "withdraw"])
def test_a_folder_that_cannot_be_read_is_not_possible_now(data: Path, word: str) -> None:
    permit()
    [path] = data.glob("**/journal-*.jsonl")
    path.parent.rename(path.parent.with_name("away"))
    path.parent.write_bytes(b"a file")
    done = run("consent", word, "--json", data=data)
    assert (done.returncode, done.stdout) == (3, b"")
    assert "Vos autorisations ne peuvent pas être lues. Rien n’est permis." in (
        done.stderr.decode("utf-8")
    )


def test_a_folder_that_cannot_be_looked_into_is_not_taken_for_an_empty_one(data: Path) -> None:
    core = build_core(*load_language())
    assert not has_journals(core)
    data.mkdir(exist_ok=True)
    (data / "consent").write_bytes(b"a file")
    assert has_journals(core)
    told = run("status", "--offline", data=data).stdout.decode("utf-8")
    assert "Vos autorisations ne peuvent pas être lues. Rien n’est permis." in told


@pytest.mark.fault("journal that cannot be written during a stop")
def test_the_software_is_shut_although_nothing_can_be_written(data: Path) -> None:
    data.mkdir()
    (data / "consent").write_bytes(b"a file")
    with applied(ComputerState(programs=(Program(UNPACKED, runs=True),))):
        done = run("consent", "withdraw", "--json", data=data)
        still = running_below(f"{TEMP}\\TeamViewer")
    assert (done.returncode, still) == (3, [])


def test_a_journal_that_cannot_be_read_is_not_told_as_taken_back(data: Path) -> None:
    permit()
    [path] = data.glob("**/journal-*.jsonl")
    path.rename(path.with_name("away"))
    path.mkdir()
    stopped = run("consent", "withdraw", "--json", data=data)
    assert (stopped.returncode, one_object(stopped)) == (
        3, {"ok": False, "withdrawn": [], "cut": True},
    )  # fmt: skip


def test_there_is_no_command_that_allows(data: Path) -> None:
    done = run("consent", "grant", "--json", data=data)
    assert (done.returncode, done.stdout) == (2, b"")
