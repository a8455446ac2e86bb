"""The cutoff service, really installed and started: it shuts, tells, and stops again."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, Dict, Tuple

import win32service

from agent.brand import load_brand
from agent.cutoff.result_file import FILE_NAME
from agent.cutoff.words import SERVICE_NAME, Word
from agent.paths import brand_folder
from agent.shutting.on_windows import ports_for, shut
from agent.shutting.shut import Method
from agent.shutting.steps import shut_with
from agent.teamviewer.control.on_windows import record_folder
from agent.teamviewer.control.outcome import Left, Outcome, Why
from agent.teamviewer.removal import Removal
from agent.teamviewer.standing_access import remove_standing_access
from agent.win32.service_run import run_service
from agent.windows_facts import Ran, StartType
from tests.windows.computer_state import ComputerState, applied, write_key
from tests.windows.cutoff_service import cutoff_installed, state
from tests.windows.stand_in import running_below, teamviewer_runs
from tests.windows.state_parts import FOLDER_64, binary, v32, v64
from tests.windows.test_cut_on_windows import AUTO, BOTH, services, start_cut
from tests.windows.test_standing_access import BYTES, KEPT, PLANTED, names_left

assert sys.platform == "win32"

NAMES = load_brand(brand_folder()).names
WAIT_SECONDS = 60.0
BREAKS = "import agent.cutoff.running as r;r.cut_teamviewer=None"
DIES = "os._exit(3)"
VALUE = "PermanentPassword"


def result() -> Dict[str, Any]:
    value = json.loads((record_folder(NAMES) / FILE_NAME).read_text("ascii"))
    assert isinstance(value, dict)
    return value


def said() -> Tuple[object, object, object]:
    told = result()
    return told["word"], told["fault"], told["ok"]


def test_one_start_shuts_what_fights_back_takes_passwords_away_and_stops(tmp_path: Path) -> None:
    with teamviewer_runs(*BOTH), cutoff_installed(elsewhere=tmp_path):
        for key in PLANTED:
            write_key(key)
        done = shut(NAMES, Word.WITHDRAW)
        assert (done.ok, done.method, done.failure) == (True, Method.SERVICE, None)
        assert services() == {name: (StartType.DISABLED, False) for name, *_ in BOTH}
        assert running_below(FOLDER_64) == []
        assert state() == win32service.SERVICE_STOPPED
        assert said() == ("withdraw", None, True)
        assert names_left() == KEPT
        assert done.removal is not None
        assert len(done.removal.removed) == sum(len(key.values) for key in PLANTED) - len(KEPT)
        assert BYTES.hex() not in json.dumps(result())
        with start_cut(tmp_path) as first, start_cut(tmp_path) as second:
            answers = [json.loads(one.communicate()[0]) for one in (first, second)]
        assert [one["ok"] for one in answers] == [True, True]
        assert said() == ("cut", None, True)
    assert state() is None
    assert not (tmp_path / "cutoff").exists()


def test_a_service_that_breaks_or_gets_another_word_says_so_and_shuts_nothing(
    tmp_path: Path,
) -> None:
    running = {"TeamViewer": (StartType.AUTOMATIC, True)}
    with teamviewer_runs(("TeamViewer", AUTO, "obliging")):
        with cutoff_installed(elsewhere=tmp_path):
            assert run_service(SERVICE_NAME, "restore", WAIT_SECONDS) is Ran.FINISHED
            assert said() == (None, "refused", False)
            assert services() == running
        with cutoff_installed(elsewhere=tmp_path, before=BREAKS):
            assert run_service(SERVICE_NAME, "cut", WAIT_SECONDS) is Ran.FINISHED
            assert said() == ("cut", "crashed", False)
            assert services() == running
        with cutoff_installed(elsewhere=tmp_path, before=DIES):
            before = result()
            done = shut(NAMES, Word.CUT)
            assert (done.ok, done.method) == (True, Method.DIRECT)
            assert result() == before
    assert run_service(SERVICE_NAME, "cut", WAIT_SECONDS) is Ran.MISSING


def test_a_person_who_agrees_has_it_done_with_more_rights_and_told_in_the_same_place() -> None:
    values = binary(VALUE, BYTES)
    denied = Outcome(0, left=(Left("TeamViewer", Why.DENIED),))
    without_rights = replace(
        ports_for(NAMES),
        is_administrator=lambda: False,
        cut_at_once=lambda: denied,
        cut=lambda: denied,
        remove=Removal,
    )
    with applied(ComputerState(keys=(v64(values), v32(values)))):
        done = shut_with(without_rights, Word.WITHDRAW)
        assert remove_standing_access(service_is_stopped=True) == Removal()
    assert (done.ok, done.method) == (True, Method.ELEVATED)
    assert said() == ("withdraw", None, True)
    assert result()["removed"] == [["registry64", VALUE], ["registry32", VALUE]]
