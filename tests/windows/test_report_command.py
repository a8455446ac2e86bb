"""`agent report`, run as a technician runs it, against a desk that checks and signs."""

import os
import sys
from pathlib import Path
from typing import Iterator

import pytest

from agent.consent.control_words import control_words
from agent.paths import settings_file
from agent.settings import Settings, save_settings
from tests.network.desk_server import DeskServer
from tests.network.servers import closed_port, serving
from tests.unit.true_desk import TrueDesk, real_desk
from tests.windows.test_command_line import one_object, run
from tests.windows.test_windows_key_store import clear

assert sys.platform == "win32"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of its own, without any key that another one left."""
    monkeypatch.delenv("COUPDEMAIN_DESK", raising=False)
    clear()
    yield tmp_path / "data"
    clear()


def named(monkeypatch: pytest.MonkeyPatch, url: str, desk: TrueDesk) -> None:
    monkeypatch.setenv("COUPDEMAIN_DESK", url)
    monkeypatch.setenv("COUPDEMAIN_DESK_KEY", desk.signer.vkey)


def test_a_report_is_received_once_and_the_words_are_the_desk_s(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = real_desk()
    with serving(DeskServer(desk)) as server:
        named(monkeypatch, server.url, desk)
        done = run("report", "--json", data=data)
    answer = one_object(done)
    assert (done.returncode, answer["state"], answer["why"]) == (0, "received", None)
    assert answer["received_at"] == "2027-01-15T08:00:00Z"
    assert answer["words"] == list(control_words(*desk.newest()))
    assert os.environ["COMPUTERNAME"].encode() in list(desk.blobs.values())[-1]
    assert "TeamViewer" in done.stderr.decode()
    checked = run("consent", "verify", "--json", data=data)
    assert (checked.returncode, len(one_object(checked)["receipts"])) == (0, 1)


@pytest.mark.fault("another desk answers")
def test_another_s_signature_is_the_answer_no(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(DeskServer(real_desk())) as server:
        named(monkeypatch, server.url, TrueDesk())
        done = run("report", "--json", data=data)
    answer = one_object(done)
    assert (done.returncode, answer["state"]) == (1, "refused")
    assert (answer["words"], answer["received_at"]) == ([], None)


@pytest.mark.fault("weeks without a network")
def test_without_a_network_it_is_prepared_and_not_possible_now(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named(monkeypatch, f"http://127.0.0.1:{closed_port()}", real_desk())
    done = run("report", "--json", data=data)
    assert (done.returncode, one_object(done)["state"]) == (3, "prepared")
    shown = one_object(run("status", "--offline", "--json", data=data))
    assert shown["report"]["state"] == "nothing"
    save_settings(settings_file(data), Settings(reports_allowed=True))
    shown = one_object(run("status", "--offline", "--json", data=data))
    assert shown["report"]["state"] == "prepared"


def test_what_could_not_be_written_is_not_called_prepared(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named(monkeypatch, f"http://127.0.0.1:{closed_port()}", real_desk())
    data.mkdir()
    data.joinpath("consent").write_bytes(b"a file")
    done = run("report", "--json", data=data)
    answer = one_object(done)
    assert (done.returncode, answer["state"]) == (3, "nothing")
    assert answer["why"]


def test_without_a_desk_there_is_a_text_to_read_out(data: Path) -> None:
    done = run("report", data=data)
    assert done.returncode == 3
    assert os.environ["COMPUTERNAME"] in done.stdout.decode()
    assert not data.joinpath("consent").exists()
    asked = run("report", "--json", data=data)
    assert (asked.returncode, one_object(asked)["state"]) == (3, "no_desk")
