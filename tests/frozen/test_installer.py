"""One file from the shop: it installs, serves a client from first yes to last word, and goes."""

import re
from pathlib import Path
from typing import Any, Dict, List, Set

from tests.frozen.installed import NAME, InstalledDesktop, installed_desktop
from tests.network.desk_server import DeskServer
from tests.network.servers import serving
from tests.screens.asked_program import running
from tests.screens.desktop import wait
from tests.screens.test_access import STOP, allow, entries, types
from tests.screens.test_reporting import held
from tests.screens.test_stopping import DISABLED
from tests.screens.windows import Window
from tests.unit.true_desk import real_desk

SERVICE = r"HKLM\SYSTEM\CurrentControlSet\Services\CoupDeMainCutoff"
RUN = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Run"
ENTRY = rf"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\{NAME}"
OWN = rf"HKLM\Software\{NAME}"
SEND, PAGE = "&Envoyer mon identifiant", "Envoyer à 2CLICKS"
SHORTCUT = "ProgramData/Microsoft/Windows/Start Menu/Programs/2CLICKS Assistance.lnk"
# What is left: journals and the record of what was shut, a person's settings and log, the
# installer's log, and the uninstaller's own copy, which Windows deletes when it starts again.
LEFT = re.compile(
    r"ProgramData/2CLICKS Assistance(/(consent|cutoff)(/.*)?)?"
    r"|users/[^/]+/AppData/Local/2CLICKS Assistance(/(log(/.*)?|settings\.json|receipts(/.*)?))?"
    r"|users/[^/]+/Temp/(2clicks-setup\.log|~nsu1\.tmp(/Un\.exe)?)"
)


def entries_written(desktop: InstalledDesktop) -> None:
    assert NAME in desktop.registry(RUN)
    assert {"DisplayVersion", "Publisher", "EstimatedSize", "QuietUninstallString"} <= (
        desktop.registry(ENTRY)
    )
    assert "ImagePath" in desktop.registry(SERVICE)
    assert (desktop.drive / SHORTCUT).is_file()


def nothing_left_but(before: Set[str], desktop: InstalledDesktop) -> None:
    for key in (ENTRY, OWN, SERVICE):
        assert desktop.registry(key) == set()
    assert NAME not in desktop.registry(RUN)
    new = desktop.files() - before
    assert sorted(name for name in new if not LEFT.fullmatch(name)) == []


def of_type(desktop: InstalledDesktop, kind: str) -> List[Dict[str, Any]]:
    return [entry for entry in entries(desktop) if entry["type"] == kind]


def test_a_client_s_whole_course_with_the_installed_program(setup_program: Path) -> None:
    desk = real_desk()
    with serving(DeskServer(desk)) as server, installed_desktop(setup_program) as desktop:
        before = desktop.files()
        assert desktop.setup() == 0, desktop.log()
        entries_written(desktop)
        with running(desktop, "tests.frozen.teamviewer_stands") as computer:
            about = {"COUPDEMAIN_DESK": server.url, "COUPDEMAIN_DESK_KEY": desk.signer.vkey}
            desktop.start("tray", "--background", **about)
            desktop.process()
            desktop.click_icon(times=2)
            desktop.wait_for_focus()
            main = Window(desktop, NAME)
            main.wait_for("1 234 567 890")
            desktop.picture("installed-first")
            main.click(SEND)
            Window(desktop, PAGE).press("Envoyer")
            main.wait_for("Reçu par 2CLICKS")
            allow(main).press("Fermer")
            assert "consent.given" in types(desktop)
            main.click(STOP)
            stopped = Window(desktop, "L’accès est arrêté")
            assert stopped.says("Arrêté et vérifié deux fois : TeamViewer, TeamViewer9")
            assert computer.now()["services"] == DISABLED
            wait(lambda: "access.cut" in types(desktop), "the cut on disk")
            assert of_type(desktop, "access.cut")[-1]["d"]["method"] == "service"
            stopped.press("Fermer")
            allow(main).press("Fermer")
            desktop.uninstall(**about)
            assert not desktop.ask("programs")
        assert len(of_type(desktop, "consent.withdrawn")) == len(of_type(desktop, "consent.given"))
        assert [held(desk).count(one) for one in ("consent.given", "consent.withdrawn")] == [2, 2]
        nothing_left_but(before, desktop)
