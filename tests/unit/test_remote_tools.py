"""Other remote tools: found by service, program or signer; one door each, in doubt when unread."""

from dataclasses import replace
from pathlib import Path
from typing import Dict, Optional, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.doors import Doors
from agent.remote_tools.doors import REMOTE_DESKTOP, tool_doors
from agent.remote_tools.facts import RemoteDesktopFacts, ToolFacts
from agent.remote_tools.table import RemoteTool, parse_tools
from agent.windows_facts import (
    ABSENT,
    FlagReading,
    ProcessFacts,
    ServiceFacts,
    ServicesReading,
    Signature,
    StartType,
    Trust,
)
from tests.unit.teamviewer_facts import DENIED, UNSIGNED

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "agent" / "remote_tools" / "tools.toml").read_text("utf-8")
TOOLS = parse_tools(TEXT)
WANTED = (
    "AnyDesk RustDesk ScreenConnect Supremo UltraViewer DWService UltraVNC TightVNC RealVNC"
    " TigerVNC LogMeIn GoTo Splashtop Zoho Ammyy AeroAdmin ISL Chrome Iperius HopToDesk RemotePC"
    " MeshCentral Atera NetSupport Radmin"
)
REFUSED = RemoteDesktopFacts(ABSENT, setting_refuses=True)
QUIET = ToolFacts(ServicesReading((), ()), (), {}, REFUSED)
DOWNLOAD = "C:\\Users\\u\\Downloads\\facture.exe"


def service(
    name: str, program: str, start: StartType = StartType.MANUAL, *, running: bool = False
) -> ServiceFacts:
    return ServiceFacts(name, f"C:\\Tools\\{program}", start, running)


def with_services(*services: ServiceFacts, unreadable: Tuple[str, ...] = ()) -> ToolFacts:
    return replace(QUIET, services=ServicesReading(services, unreadable))


def running(name: str, path: Optional[str] = None) -> ToolFacts:
    return replace(QUIET, processes=(ProcessFacts(4711, name, path, 1),))


def found(facts: ToolFacts) -> Dict[str, Optional[bool]]:
    """The state of each tool that has a door, by its name."""
    return {door.tool: door.open for door in tool_doors(TOOLS, facts)}


def signed_by(signer: str) -> ToolFacts:
    signature = Signature(Trust.SIGNED, signer)
    return replace(running("facture.exe", DOWNLOAD), signatures={DOWNLOAD: signature})


def test_the_table_names_every_tool_that_is_looked_for() -> None:
    names = " ".join(tool.name for tool in TOOLS)
    assert [wanted for wanted in WANTED.split() if wanted not in names] == []
    assert "Quick Assist" in names


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_each_tool_is_found_by_every_name_in_the_table(tool: RemoteTool) -> None:
    for pattern in tool.processes:
        assert tool.name in found(running(pattern.replace("*", "abc1")))
        assert tool.name in found(running(pattern.replace("*", "abc1").upper()))
    for pattern in tool.services:
        assert tool.name in found(with_services(service(pattern.replace("*", "1a2b"), "x.exe")))
    for signer in tool.signers:
        assert found(signed_by(signer)) == {tool.name: True}


@pytest.mark.parametrize(
    ("name", "tool"),
    [
        ("AnyDesk-b1c2d3.exe", "AnyDesk"),
        ("ScreenConnect.ClientService.exe", "ScreenConnect (ConnectWise)"),
        ("aa_v3.5.exe", "Ammyy Admin"),
        ("QuickAssist.exe", "Windows Quick Assist"),
        ("rustdesk-host=example.com.exe", "RustDesk"),
    ],
)
def test_a_running_tool_is_an_open_door(name: str, tool: str) -> None:
    assert found(running(name)) == {tool: True}


ORDINARY = (
    "svchost.exe explorer.exe TeamViewer.exe TeamViewer_Service.exe vncviewer.exe tvnviewer.exe"
    " chrome.exe mstsc.exe msra.exe python.exe services.exe LMIGuardianSvc.exe g2mcomm.exe"
    " AnyDeskless.exe client.exe teams.exe"
)


@pytest.mark.parametrize("name", ORDINARY.split())
def test_ordinary_programs_and_viewers_are_no_door(name: str) -> None:
    assert found(running(name)) == {"": False}


@pytest.mark.parametrize(
    ("start", "is_running", "expected"),
    [
        (StartType.AUTOMATIC, True, True),
        (StartType.AUTOMATIC, False, True),
        (StartType.MANUAL, False, True),
        (StartType.UNKNOWN, False, True),
        (StartType.DISABLED, True, True),
        (StartType.DISABLED, False, False),
    ],
)
def test_a_service_is_a_door_unless_it_is_disabled_and_stands(
    start: StartType, is_running: bool, expected: bool
) -> None:
    one = service("AnyDesk", "AnyDesk.exe", start, running=is_running)
    assert found(with_services(one)) == {"AnyDesk": expected}


def test_a_service_under_another_name_is_found_by_its_program() -> None:
    renamed = service("WindowsHelp", "dwagsvc.exe", StartType.AUTOMATIC)
    assert found(with_services(renamed)) == {"DWService": True}


def test_each_tool_has_one_door_however_often_it_is_found() -> None:
    one = service("AnyDesk", "AnyDesk.exe", StartType.DISABLED)
    both = replace(running("AnyDesk.exe"), services=ServicesReading((one,), ()))
    assert found(both) == {"AnyDesk": True}
    assert len(tool_doors(TOOLS, both)) == 1


def test_a_service_that_withholds_itself_leaves_its_door_in_doubt() -> None:
    withheld = with_services(unreadable=("RustDesk", "Spooler"))
    assert found(withheld) == {"RustDesk": None}
    (door,) = tool_doors(TOOLS, withheld)
    assert door.says.key == "doors.other_remote_tool.withheld"


@pytest.mark.parametrize(
    "unread", [replace(QUIET, services=DENIED), replace(QUIET, processes=DENIED)]
)
def test_what_cannot_be_listed_is_in_doubt_and_never_shut(unread: ToolFacts) -> None:
    assert found(unread) == {"": None}
    assert not Doors(tool_doors(TOOLS, unread)).all_shut


def test_a_tool_that_was_found_hides_no_doubt_about_the_others() -> None:
    half = replace(running("AnyDesk.exe"), services=DENIED)
    assert found(half) == {"AnyDesk": True, "": None}


@pytest.mark.parametrize(
    "signature", [UNSIGNED, Signature(Trust.UNKNOWN), Signature(Trust.SIGNED, "Example GmbH")]
)
def test_another_signature_opens_nothing_and_clears_nobody(signature: Signature) -> None:
    facts = replace(running("facture.exe", DOWNLOAD), signatures={DOWNLOAD: signature})
    assert found(facts) == {"": False}
    named = replace(running("AnyDesk.exe", DOWNLOAD), signatures={DOWNLOAD: signature})
    assert found(named) == {"AnyDesk": True}


@pytest.mark.parametrize(
    ("policy", "setting", "expected"),
    [
        (ABSENT, True, False),
        (ABSENT, False, True),
        (ABSENT, ABSENT, None),
        (ABSENT, DENIED, None),
        (DENIED, True, None),
        (True, False, False),
        (False, True, True),
    ],
)
def test_remote_desktop_is_open_where_windows_does_not_refuse_it(
    policy: FlagReading, setting: FlagReading, expected: Optional[bool]
) -> None:
    facts = replace(QUIET, remote_desktop=RemoteDesktopFacts(policy, setting))
    name = "" if expected is False else REMOTE_DESKTOP
    assert found(facts) == {name: expected}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_name_of_a_program_can_be_compared(name: str) -> None:
    assert found(running(name))
