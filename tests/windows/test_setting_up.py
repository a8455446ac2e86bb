"""What installing needs of Windows itself: the request to close, and shared folders."""

import argparse
import queue
import shutil
import sys
from pathlib import Path
from typing import Iterator, List

import pytest
import win32gui
import win32security

from agent import consent_cli, setup_cli
from agent.access_lists import CHANGE, REPLACE
from agent.app import build_core, load_language
from agent.brand_values import Names
from agent.connections import LiveReading
from agent.exit_codes import YES
from agent.setting_up.close_request import CloseRequest, ask_to_close
from agent.setting_up.data_folders import OWN_FILES_ONLY, prepare_data_folders
from agent.teamviewer.live.reader import LiveReader
from agent.win32.desktop_user import start_as_desktop_user
from agent.win32.dll import system_dll
from agent.win32.protected_folder import computer_data_folder
from agent.win32.registry_watch import RegistryWatch
from agent.win32.waiting import Waiting
from tests.windows.stand_in import wait_until

assert sys.platform == "win32"

NAMES = Names("Shop", "Shop Tests", "CoupDeMain Tests", "shop-tests", "shop.example")
WRITE = "import sys; open(sys.argv[1], 'w').write('yes')"
ADD_FILE, ADD_FOLDER = 0x2, 0x4
USERS = "S-1-5-32-545"


@pytest.fixture
def _own_folder() -> Iterator[None]:
    yield
    shutil.rmtree(computer_data_folder() / NAMES.folder, ignore_errors=True)


def test_a_request_from_before_asks_for_nothing_and_a_new_one_is_heard() -> None:
    ask_to_close(NAMES)
    request = CloseRequest(NAMES)
    assert not request.is_new()
    heard: queue.SimpleQueue[bool] = queue.SimpleQueue()
    watch = RegistryWatch([request.watched()])
    waiting = Waiting(watch, lambda: heard.put(request.is_new()), lambda: None)
    waiting.start()
    assert heard.get(timeout=20) is False
    ask_to_close(NAMES)
    while not heard.get(timeout=20):
        pass
    waiting.stop()


@pytest.mark.usefixtures("_own_folder")
def test_the_data_folders_are_made_and_what_lies_in_them_stays() -> None:
    made = prepare_data_folders(NAMES)
    (made[1] / "journal").write_bytes(b"a line\n")
    assert prepare_data_folders(NAMES) == made
    assert (made[1] / "journal").read_bytes() == b"a line\n"
    assert all(folder.is_dir() for folder in made)


def test_in_the_consent_folder_everybody_adds_and_nobody_changes_what_is_another_s() -> None:
    convert = win32security.ConvertStringSecurityDescriptorToSecurityDescriptor
    entries = convert(OWN_FILES_ONLY, win32security.SDDL_REVISION_1).GetSecurityDescriptorDacl()
    of_users: List[int] = []
    for index in range(entries.GetAceCount()):
        (_kind, flags), rights, account = entries.GetAce(index)
        if win32security.ConvertSidToStringSid(account) == USERS:
            of_users.append(rights)
            is_inherited_only = bool(flags & win32security.INHERIT_ONLY_ACE)
            assert not rights & REPLACE
            assert is_inherited_only or rights & (ADD_FILE | ADD_FOLDER) == ADD_FILE | ADD_FOLDER
            assert not (is_inherited_only and rights & CHANGE)
    assert len(of_users) == 2


def test_a_program_is_started_with_the_desktop_s_rights_and_its_words(tmp_path: Path) -> None:
    written = tmp_path / "was here.txt"
    assert start_as_desktop_user(sys.executable, ["-c", WRITE, str(written)]) is False
    desktop = win32gui.CreateWindow("Static", "desktop", 0, 0, 0, 1, 1, 0, 0, 0, None)
    assert system_dll("user32").SetShellWindow(desktop)
    try:
        assert start_as_desktop_user(sys.executable, ["-c", WRITE, str(written)])
        wait_until(written.is_file)
    finally:
        win32gui.DestroyWindow(desktop)


@pytest.mark.fault("error nobody foresaw")
def test_leaving_takes_back_and_shuts_though_it_cannot_be_told_who_is_connected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUPDEMAIN_DATA", str(tmp_path / "data"))
    asked: List[str] = []

    def withdraw(_core: object, options: argparse.Namespace) -> int:
        asked.append(options.consent_command)
        return YES

    def break_down(_reader: object) -> LiveReading:
        raise ValueError("nobody foresaw this")

    monkeypatch.setattr(consent_cli, "run", withdraw)
    monkeypatch.setattr(LiveReader, "read", break_down)
    core = build_core(*load_language(), logs=False)
    assert setup_cli.run(core, argparse.Namespace(setup_command="leave")) == YES
    assert asked == ["withdraw"]
