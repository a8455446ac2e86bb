"""The cutoff service really installed and started: it shuts, tells, stops, and is not believed blindly."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, Dict

import pytest
import win32service

from agent.brand import load_brand
from agent.cutoff.installing import NAME
from agent.cutoff.result_file import FILE_NAME
from agent.cutoff.words import Word
from agent.paths import brand_folder
from agent.shutting.on_windows import ports_for, shut
from agent.shutting.shut import Failure, Method
from agent.shutting.steps import shut_with
from agent.teamviewer.control.on_windows import record_folder
from agent.win32.service_run import run_service
from agent.windows_facts import Ran, StartType
from tests.windows.computer_state import write_key
from tests.windows.cutoff_service import cutoff_installed, state
from tests.windows.stand_in import running_below, teamviewer_runs
from tests.windows.state_parts import FOLDER_64
from tests.windows.test_command_line import run, one_object
from tests.windows.test_cut_on_windows import BOTH, services
from tests.windows.test_standing_access import KEPT, PLANTED, names_left

assert sys.platform == "win32"

NAMES = load_brand(brand_folder()).names
WAIT = 60.0


def result() -> Dict[str, Any]:
    value = json.loads((record_folder(NAMES) / FILE_NAME).read_text("ascii"))
    assert isinstance(value, dict)
    return value


def test_one_start_shuts_what_fights_back_takes_passwords_away_and_stops(tmp_path: Path) -> None:
    with teamviewer_runs(*BOTH), cutoff_installed(elsewhere=tmp_path):
        for key in PLANTED:
            write_key(key)
        done = shut(NAMES, Word.WITHDRAW)
        assert (done.ok, done.method, done.failure) == (True, Method.SERVICE, None)
        assert services() == {name: (StartType.DISABLED, False) for name, *_ in BOTH}
        assert running_below(FOLDER_64) == []
        assert names_left() == KEPT
        assert done.removal is not None
        assert len(done.removal.removed) == sum(len(key.values) for key in PLANTED) - len(KEPT)
        assert state() == win32service.SERVICE_STOPPED
        assert (result()["word"], result()["ok"]) == ("withdraw", True)
        first = result()["start"]
        answer = run("cut", "--json", data=tmp_path)
        assert (answer.returncode, one_object(answer)["ok"]) == (0, True)
        assert result()["word"] == "cut"
        assert result()["start"] != first
    assert state() is None
    assert list(tmp_path.rglob("*.json")) == []
