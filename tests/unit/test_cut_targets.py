"""A program is ended for where it is or who signed it, never for what it is called alone."""

import ntpath
from dataclasses import dataclass, field
from typing import Dict, List, Optional

import pytest

from agent.teamviewer.control.targets import Belonging, targets_among
from agent.windows_facts import ProcessFacts, Signature, Trust

INSTALLED = "C:\\Program Files\\TeamViewer"
NETWORK = "\\\\server\\share\\TeamViewer"
DOWNLOADS = "C:\\Users\\u\\Downloads"
UNPACKED = "C:\\Users\\u\\AppData\\Local\\Temp\\TeamViewer"
MAKER = Signature(Trust.SIGNED, "TeamViewer Germany GmbH")
OTHER = Signature(Trust.SIGNED, "Python Software Foundation")
UNSIGNED, UNKNOWN = Signature(Trust.UNSIGNED), Signature(Trust.UNKNOWN)


@dataclass
class Files:
    """What program files say, by path; the others are unsigned and claim nothing."""

    products: Dict[str, str] = field(default_factory=dict)
    signatures: Dict[str, Signature] = field(default_factory=dict)
    asked: List[str] = field(default_factory=list)

    def product_of(self, path: str) -> Optional[str]:
        self.asked.append(path)
        return self.products.get(path)

    def signature_of(self, path: str) -> Signature:
        self.asked.append(path)
        return self.signatures.get(path, UNSIGNED)


def belonging(
    path: Optional[str], signature: Signature = UNSIGNED, product: str = "", name: str = ""
) -> Optional[Belonging]:
    files = Files({path: product}, {path: signature}) if path else Files()
    process = ProcessFacts(7, name or ntpath.basename(path or ""), path, None)
    found = targets_among([process], (INSTALLED, NETWORK), files)
    return found[0].belonging if found else None


@pytest.mark.parametrize(
    "path",
    [
        f"{INSTALLED}\\TeamViewer.exe",
        f"{INSTALLED}\\TeamViewer_Service.exe",
        f"{INSTALLED}\\TeamViewer_Desktop.exe",
        f"{INSTALLED}\\tv_w32.exe",
        f"{INSTALLED}\\tv_x64.exe",
        f"{INSTALLED.upper()}\\Version9\\TEAMVIEWER.EXE",
        f"{NETWORK}\\TeamViewer.exe",
        f"{UNPACKED}\\TeamViewer.exe",
        f"{UNPACKED}\\Version8\\TeamViewer_Desktop.exe",
        "C:\\Users\\v\\AppData\\Local\\Temp\\2\\TeamViewer\\TeamViewer.exe",
        "C:\\Windows\\Temp\\TeamViewer\\TeamViewer.exe",
        "C:\\Documents and Settings\\u\\Local Settings\\Temp\\TeamViewer\\TeamViewer.exe",
    ],
)
def test_a_program_of_teamviewer_in_its_place_is_ended(path: str) -> None:
    assert belonging(path, UNKNOWN) is Belonging.TEAMVIEWER


@pytest.mark.parametrize(
    ("path", "product"),
    [
        (f"{DOWNLOADS}\\TeamViewerQS.exe", ""),
        (f"{DOWNLOADS}\\Helpdesk.exe", "TeamViewer QuickSupport"),
        (f"{INSTALLED}\\anything.exe", ""),
        ("E:\\Portable\\TeamViewer.exe", ""),
    ],
)
def test_a_program_that_teamviewer_signed_is_ended_wherever_it_is(path: str, product: str) -> None:
    assert belonging(path, MAKER, product) is Belonging.TEAMVIEWER


@pytest.mark.fault("service or program that is only named TeamViewer")
@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        (UNSIGNED, Belonging.STRANGER),
        (OTHER, Belonging.STRANGER),
        (Signature(Trust.SIGNED, "TeamViewer Germany GmbH "), Belonging.STRANGER),
        (UNKNOWN, Belonging.UNVERIFIED),
    ],
)
@pytest.mark.parametrize(
    ("path", "product"),
    [
        (f"{DOWNLOADS}\\TeamViewer.exe", ""),
        (f"{DOWNLOADS}\\Renamed.exe", "TeamViewer"),
        ("C:\\Program Files\\TeamViewerTools\\TeamViewer.exe", ""),
        ("C:\\TeamViewer\\TeamViewer.exe", ""),
    ],
)
def test_a_program_that_only_looks_like_it_is_named_and_left(
    path: str, product: str, signature: Signature, expected: Belonging
) -> None:
    assert belonging(path, signature, product) is expected


@pytest.mark.parametrize(
    "path",
    [
        "C:\\Windows\\explorer.exe",
        f"{DOWNLOADS}\\AnyDesk.exe",
        f"{INSTALLED}\\notepad.exe",
        f"{UNPACKED}\\notepad.exe",
        f"{DOWNLOADS}\\MyTeamViewer.exe",
    ],
)
@pytest.mark.parametrize("signature", [UNSIGNED, OTHER, UNKNOWN])
def test_other_programs_do_not_matter(path: str, signature: Signature) -> None:
    assert belonging(path, signature) is None


def test_a_program_whose_place_is_withheld_matters_by_its_name() -> None:
    assert belonging(None, name="TeamViewer.exe") is Belonging.UNREADABLE
    assert belonging(None, name="svchost.exe") is None


@pytest.mark.parametrize(
    ("path", "product"),
    [
        (f"{DOWNLOADS}\\TeamViewer_Setup_x64.exe", ""),
        (f"{DOWNLOADS}\\TeamViewer_Host_Setup.exe", ""),
        (f"{INSTALLED}\\uninstall.exe", ""),
        ("C:\\Users\\u\\AppData\\Local\\Temp\\~nsu.tmp\\Au_.exe", "TeamViewer"),
    ],
)
def test_an_installation_under_way_is_named_and_not_broken_off(path: str, product: str) -> None:
    assert belonging(path, MAKER, product) is Belonging.SETUP


def test_the_removal_of_something_else_does_not_matter() -> None:
    assert belonging("C:\\Program Files\\Other\\uninstall.exe", OTHER, "Other") is None


def test_a_file_in_its_place_need_not_be_looked_at() -> None:
    files = Files()
    path = f"{NETWORK}\\TeamViewer.exe"
    targets_among([ProcessFacts(7, "TeamViewer.exe", path, 1)], (NETWORK,), files)
    assert files.asked == []
