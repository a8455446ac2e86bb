"""A technician comes, is seen, leaves and is counted: with real files, windows and clicks."""

import contextlib
import json
import re
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Dict, Iterator, List

from workshop.layout import ROOT

from tests.screens.asked_program import AskedProgram, running
from tests.screens.desktop import Desktop, own_desktop, wait
from tests.screens.test_access import STOP, allow, entries, main_window, types
from tests.screens.windows import Window

END = "Le dépannage est terminé"
MINUTE = 70.0
PEER, NAME = "1234567890", "HELPDESK-01"
ATTEMPT = (
    "CommandHandlerRouting[2]::CreatePassiveSession: incoming session via "
    "xx-r001.router.teamviewer.com, protocol Tcp"
)
ADDED = f"CPersistentParticipantManager::AddParticipant: [{PEER},1001] type=6 name={NAME}"
REMOVED = f"CPersistentParticipantManager::RemoveParticipant: [{PEER},1001]"


class Player:
    """TeamViewer's side, as another program plays it."""

    def __init__(self, program: AskedProgram) -> None:
        self._tell, self.now = program.tell, program.now

    def log(self, *texts: str, ago: float = 0) -> datetime:
        """Lines in TeamViewer's log, written so many seconds ago; when."""
        moment = datetime.now(timezone.utc) - timedelta(seconds=ago)
        stamp = f"{moment:%Y/%m/%d %H:%M:%S}.{moment.microsecond // 1000:03d}"
        lines = (f"{stamp}  2216       2492 S0   {text}\n" for text in texts)
        self._tell("log", "".join(lines))
        return moment

    def comes(self) -> datetime:
        """Somebody connects; when."""
        self._tell("desktop", True)
        self.log(ATTEMPT)
        return self.log(ADDED)

    def leaves(self, since: datetime) -> None:
        """He disconnects, and TeamViewer writes its list."""
        until = self.log(REMOVED)
        self._tell("desktop", False)
        times = "\t".join(f"{moment:%d-%m-%Y %H:%M:%S}" for moment in (since, until))
        session = "{11111111-2222-3333-4444-555555555555}"
        self._tell("row", f"{PEER}\t{NAME}\t{times}\tjosette\tRemoteControl\t{session}")


@contextlib.contextmanager
def playing(desktop: Desktop) -> Iterator[Player]:
    with running(desktop, "tests.screens.session_player") as program:
        yield Player(program)


def hasty_shop(folder: Path) -> Path:
    """The same program for a shop in a hurry: slices, and the way back in, are a minute long."""
    shutil.copytree(ROOT / "agent", folder / "agent", ignore=shutil.ignore_patterns("__pycache__"))
    brand = folder / "agent" / "brand" / "2clicks" / "brand.toml"
    text = brand.read_text(encoding="utf-8")
    hasty = re.sub("((?:grace|slice)_minutes) = [0-9]+", r"\1 = 1", text)
    brand.write_text(hasty, encoding="utf-8")
    return folder


def lines_of(desktop: Desktop, kind: str) -> List[Dict[str, Any]]:
    return [entry for entry in entries(desktop) if entry["type"] == kind]


def test_a_takeover_from_the_yes_to_the_question_at_its_end(tmp_path: Path) -> None:
    with own_desktop() as desktop, playing(desktop) as player:
        desktop.root = hasty_shop(tmp_path)
        main = main_window(desktop)
        allow(main).press("Fermer")

        since = player.comes()
        banner = Window(desktop, "Quelqu’un est connecté")
        desktop.picture("session-banner")
        assert banner.says(NAME)
        assert banner.says("1 234 567 890")
        assert banner.says("30 €")
        wait(lambda: banner.says("70 €"), "the price to tick", MINUTE)
        wait(lambda: types(desktop)[-1] == "session.started", "the line of its beginning")
        assert json.loads(desktop.run_program("consent", "show", "--json"))["state"] == "live"

        player.leaves(since)
        banner.wait_to_close()
        wait(lambda: len(lines_of(desktop, "session.ended")) == 2, "log and list in the journal")
        assert [line["d"]["source"] for line in lines_of(desktop, "session.ended")] == [
            "log",
            "list",
        ]
        question: Window = wait(lambda: _opened(desktop, END), "the question", 2 * MINUTE)
        desktop.picture("session-end-question")
        assert types(desktop)[-1] == "consent.ended"
        question.click("Oui, fermer TeamViewer")
        wait(lambda: player.now()["programs"] == [], "TeamViewer to be shut")
        assert player.now()["services"]["TeamViewer"] == ["disabled", False]
        wait(lambda: types(desktop)[-1] == "access.cut", "the cut in the journal")

        told = json.loads(desktop.run_program("connections", "--json"))
        cid = lines_of(desktop, "consent.given")[0]["cid"]
        assert [(one["peer_id"], one["consent"]) for one in told["connections"]] == [(PEER, cid)]
        assert [(one["slices"], one["price_cents"]) for one in told["visits"]] == [(2, 5000)]
        main.click("Historique")
        history = Window(desktop, "Historique")
        wait(lambda: history.says("50 €"), "the visit and its price")
        desktop.picture("session-history")


def test_somebody_who_comes_as_well_is_told_of_while_he_is_there() -> None:
    with own_desktop() as desktop, playing(desktop) as player:
        allow(main_window(desktop)).press("Fermer")
        player.comes()
        banner = Window(desktop, "Quelqu’un est connecté")
        player.log(ADDED.replace(f"[{PEER},1001]", "[222333444,1002]").replace(NAME, "SUPPORT"))
        banner.wait_for("Une autre personne est aussi connectée.")
        desktop.picture("session-banner-two")
        assert banner.says("222 333 444")
        assert banner.says(f"« {NAME} » (identifiant 1 234 567 890) est sur votre ordinateur.")
        player.log(REMOVED.replace(f"[{PEER},1001]", "[222333444,1002]"))
        wait(lambda: not banner.says("Une autre personne"), "the second one to be gone")
        assert banner.says(NAME)


def test_somebody_whom_nobody_asked_for_is_told_of_and_can_be_shut_out() -> None:
    with own_desktop() as desktop, playing(desktop) as player:
        main_window(desktop)
        player.comes()
        page = Window(desktop, "Une connexion à vérifier")
        desktop.picture("session-unexpected")
        assert page.says(NAME)
        wait(lambda: "session.unexpected" in types(desktop), "the line in the journal")
        assert lines_of(desktop, "session.unexpected")[0].get("cid") is None
        page.click(STOP)
        wait(lambda: player.now()["programs"] == [], "TeamViewer to be shut")
        assert player.now()["services"]["TeamViewer"] == ["disabled", False]


def _opened(desktop: Desktop, title: str) -> Any:  # noqa: ANN401 - a window or nothing yet
    shown = desktop.ask("top_windows", desktop.process())
    is_there = any(title in one["text"] for one in shown if one["visible"])
    return Window(desktop, title) if is_there else None
