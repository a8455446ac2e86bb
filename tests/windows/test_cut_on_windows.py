"""`agent cut` and `agent restore` against services and programs that really run and fight back."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, Tuple

import pytest
import win32service

from agent.win32.services import services_running
from agent.windows_facts import ServicesReading, StartType
from tests.windows.computer_state import DOWNLOADS, TEMP, ComputerState, Program, applied
from tests.windows.stand_in import running_below, teamviewer_runs, wait_until
from tests.windows.state_parts import FOLDER_64, STRANGER, UNPACKED
from tests.windows.test_command_line import ROOT, one_object, run

assert sys.platform == "win32"

AUTO, DEMAND = win32service.SERVICE_AUTO_START, win32service.SERVICE_DEMAND_START
BOTH = (("TeamViewer", AUTO, "obliging"), ("TeamViewer9", DEMAND, "stubborn"))


def services() -> Dict[str, Tuple[StartType, bool]]:
    reading = services_running("TeamViewer_Service.exe")
    assert isinstance(reading, ServicesReading)
    return {one.name: (one.start, one.running) for one in reading.services}


def agent(tmp_path: Path, *words: str) -> "Tuple[int, Dict[str, Any]]":
    done = run(*words, "--json", data=tmp_path)
    return done.returncode, one_object(done)


def test_a_cut_shuts_services_and_windows_that_fight_back_and_restore_undoes_it(
    tmp_path: Path,
) -> None:
    with teamviewer_runs(*BOTH):
        code, cut = agent(tmp_path, "cut")
        assert cut["left"] == []
        assert (code, cut["ok"]) == (0, True)
        assert services() == {name: (StartType.DISABLED, False) for name, *_ in BOTH}
        assert running_below(FOLDER_64) == []
        assert set(cut["processes_ended"]) == {"TeamViewer.exe", "TeamViewer_Service.exe"}
        assert cut["services"] == [
            {"name": "TeamViewer", "was": "auto", "now": "disabled", "running": False},
            {"name": "TeamViewer9", "was": "manual", "now": "disabled", "running": False},
        ]
        assert agent(tmp_path, "cut")[1]["ok"]
        code, back = agent(tmp_path, "restore")
        assert (code, back["ok"], back["left"]) == (0, True, [])
        assert services() == {
            "TeamViewer": (StartType.AUTOMATIC, True),
            "TeamViewer9": (StartType.MANUAL, False),
        }
        assert agent(tmp_path, "restore")[0] == 3


@pytest.mark.fault("stop during a stop", "kill in the middle of a stop, then again")
def test_a_cut_killed_in_the_middle_and_two_at_once_shut_and_can_be_undone(tmp_path: Path) -> None:
    with teamviewer_runs(("TeamViewer", AUTO, "stubborn")):
        with start_cut(tmp_path) as killed:
            wait_until(lambda: services()["TeamViewer"] == (StartType.DISABLED, True))
            killed.kill()
        assert services()["TeamViewer"] == (StartType.DISABLED, True)
        with start_cut(tmp_path) as first, start_cut(tmp_path) as second:
            answers = [json.loads(one.communicate()[0]) for one in (first, second)]
        assert [one["ok"] for one in answers] == [True, True]
        assert services()["TeamViewer"] == (StartType.DISABLED, False)
        assert agent(tmp_path, "restore")[0] == 0
        assert services()["TeamViewer"] == (StartType.AUTOMATIC, True)


def start_cut(data: Path) -> "subprocess.Popen[bytes]":
    pipe = subprocess.PIPE
    more = {"PYTHONPATH": str(ROOT), "COUPDEMAIN_DATA": str(data)}
    return subprocess.Popen(
        [sys.executable, "-m", "agent", "cut", "--json"],
        env={**os.environ, **more},
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.fault("service or program that is only named TeamViewer")
def test_quicksupport_is_ended_and_a_stranger_is_left_alone_and_named(tmp_path: Path) -> None:
    programs = (Program(UNPACKED, runs=True), Program(STRANGER, runs=True))
    with applied(ComputerState(programs=programs)):
        code, cut = agent(tmp_path, "cut")
        still = [*running_below(DOWNLOADS), *running_below(f"{TEMP}\\TeamViewer")]
    assert (code, cut["ok"]) == (1, False)
    assert cut["processes_ended"] == ["TeamViewer.exe"]
    assert len(cut["left"]) == 1
    assert STRANGER in cut["left"][0]
    assert [one.path for one in still] == [STRANGER]
