"""What a person and a technician do, with real clicks; it is confirmed when the program says so."""

import re
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Callable, Dict, List, Optional, Tuple

from tests.endurance.computer import Computer
from tests.endurance.ledger import (
    NO,
    STOP,
    WITHDRAW,
    YES_LASTING,
    YES_ONCE,
    Answered,
)
from tests.endurance.plan import Deed, Event
from tests.screens.desktop import wait
from tests.screens.test_access import ALLOW, LASTING, LIST, YES, read_and_tick
from tests.screens.test_access import NO as NO_LABEL
from tests.screens.test_access import STOP as STOP_LABEL
from tests.screens.test_session import ADDED, ATTEMPT, NAME, PEER, REMOVED
from tests.screens.windows import Window, plain

SEND, SEND_PAGE = "&Envoyer mon identifiant", "Envoyer à 2CLICKS"
BANNER, STRANGER_PAGE = "Quelqu’un est connecté", "Une connexion à vérifier"
# Long enough for the program's thread to take what it was told of.
SETTLING_SECONDS = 0.6
ONCE_TITLE, LASTING_TITLE = "Autoriser un dépannage à distance", "Autoriser un accès permanent"

Begin = Callable[[str], Answered]


class Deeds:
    """All that can be done on this computer. `begin` notes what a person begins."""

    def __init__(self, computer: Computer, begin: Begin) -> None:
        self._computer, self._begin = computer, begin
        self.rows: List[Tuple[str, str]] = []
        self.updates = 0
        self._known: Dict[Deed, Callable[[Event], None]] = {
            Deed.DOUBLE_CLICK: lambda _event: self._look(),
            Deed.CHECK: lambda _event: self._check(),
            Deed.REFUSE: lambda _event: self._refuse(),
            Deed.TAKEOVER: lambda _event: self._allow(ALLOW, ONCE_TITLE, YES_ONCE),
            Deed.LASTING: lambda _event: self._allow(LASTING, LASTING_TITLE, YES_LASTING),
            Deed.VISIT: lambda event: self._visit(event.number, (BANNER, STRANGER_PAGE)),
            Deed.STRANGER: lambda event: self._visit(event.number, (STRANGER_PAGE, BANNER)),
            Deed.WITHDRAW: lambda _event: self._withdraw(),
            Deed.STOP: lambda _event: self.stop(),
            Deed.CLOCK: lambda event: self._change_clock(event.number),
            Deed.UPDATE: lambda _event: self._update(),
        }

    def do(self, event: Event) -> None:
        """Do one; whatever the program says in between is closed first."""
        self.tidy()
        self._known[event.deed](event)

    def tidy(self) -> None:
        """Close every window but the main one, as a tidy person does."""
        computer = self._computer

        def is_tidy() -> bool:
            shown = computer.ask("top_windows", computer.process())
            others = [w for w in shown if w["visible"] and ": " in plain(w["text"])]
            for window in others:
                computer.ask("close", window["handle"])
            return not others

        wait(is_tidy, "the other windows to close")

    def agree_to_reports(self) -> None:
        """Read once what the desk is told, and send it."""
        main = self._computer.open_window()
        main.click(SEND)
        Window(self._computer, SEND_PAGE).press("Envoyer")
        main.wait_for("Reçu par 2CLICKS")

    def _look(self) -> None:
        self._computer.open_window()
        if self._computer.clock.now().day % 2:
            self._computer.key("Escape")

    def _check(self) -> None:
        self._computer.open_window()
        self._computer.choose_in_menu(2)
        self._computer.wait_for_end_of_check()

    def _may_ask(self) -> Window:
        """The main window, with TeamViewer as it was before a cut."""
        self.put_back()
        return self._computer.open_window()

    def put_back(self) -> None:
        """Have TeamViewer run again after a cut, as an administrator does."""
        player = self._computer.teamviewer
        if player is not None and not player.now()["services"]["TeamViewer"][1]:
            self._computer.run_program_here("restore")
            wait(lambda: player.now()["services"]["TeamViewer"][1], "TeamViewer to run", 20.0)

    def _refuse(self) -> None:
        main = self._may_ask()
        main.press(ALLOW)
        question = Window(self._computer, ONCE_TITLE)
        answer = self._begin(NO)
        question.click(NO_LABEL)
        question.wait_to_close()
        answer.is_confirmed = True

    def _allow(self, label: str, title: str, what: str) -> None:
        main = self._may_ask()
        main.press(label)
        question = self._opened(title)
        if question is None:
            return
        read_and_tick(question)
        answer = self._begin(what)
        question.click(YES)
        question.wait_to_close()
        said = "Un dépannage est autorisé jusqu’à" if what == YES_ONCE else "L’accès permanent est"
        main.wait_for(said)
        answer.is_confirmed = True

    def _opened(self, title: str) -> Optional[Window]:
        """The question; nothing when the program says why it is not asked now."""
        computer = self._computer
        found: List[str] = []

        def is_there() -> bool:
            shown = computer.ask("top_windows", computer.process())
            titles = [plain(w["text"]) for w in shown if w["visible"]]
            found[:] = [one for one in titles if ": " in one]
            return bool(found)

        wait(is_there, f"the question {title!r} or why not")
        return Window(computer, title) if any(title in one for one in found) else None

    def stop(self) -> None:
        """Take everything back, with the button that is always there."""
        main = self._computer.open_window()
        answer = self._begin(STOP)
        main.click(STOP_LABEL)
        Window(self._computer, "L’accès est arrêté")
        answer.is_confirmed = True

    def _withdraw(self) -> None:
        """Take back the first thing in the list that can be; nothing when there is none."""
        main = self._computer.open_window()
        main.press(LIST)
        listed = Window(self._computer, LIST)
        time.sleep(SETTLING_SECONDS)
        if "Arrêter" not in listed.texts():
            return
        answer = self._begin(WITHDRAW)
        listed.press("Arrêter")
        listed.wait_for("Arrêté.")
        answer.is_confirmed = True

    def _visit(self, minutes: int, pages: Tuple[str, str]) -> None:
        """Somebody comes, stays so long, and leaves; TeamViewer writes its list."""
        self.put_back()
        player, clock = self._computer.teamviewer, self._computer.clock
        assert player is not None
        player.tell("desktop", True)
        self._log(ATTEMPT)
        since = self._log(ADDED)
        try:
            self._wait_for_any(pages)
        finally:
            # TeamViewer's session goes on whatever becomes of the program.
            clock.pass_seconds(minutes * 60)
            self._computer.settle(SETTLING_SECONDS)
            self._leave(since)

    def _leave(self, since: datetime) -> None:
        player = self._computer.teamviewer
        assert player is not None
        until = self._log(REMOVED)
        player.tell("desktop", False)
        times = "\t".join(f"{moment:%d-%m-%Y %H:%M:%S}" for moment in (since, until))
        player.tell("row", f"{PEER}\t{NAME}\t{times}\tjosette\tRemoteControl\t{_session(since)}")
        self.rows.append((_text(since), _text(until)))
        time.sleep(SETTLING_SECONDS)

    def _wait_for_any(self, titles: Tuple[str, ...]) -> None:
        computer = self._computer

        def is_there() -> bool:
            shown = computer.ask("top_windows", computer.process())
            return any(title in w["text"] for title in titles for w in shown if w["visible"])

        wait(is_there, f"one of {titles}")

    def _log(self, text: str) -> datetime:
        moment = self._computer.clock.shown()
        stamp = f"{moment:%Y/%m/%d %H:%M:%S}.{moment.microsecond // 1000:03d}"
        player = self._computer.teamviewer
        assert player is not None
        player.tell("log", f"{stamp}  2216       2492 S0   {text}\n")
        return moment

    def _change_clock(self, seconds: int) -> None:
        clock = self._computer.clock
        clock.set_wrong(clock.wrong + seconds)
        time.sleep(SETTLING_SECONDS)

    def _update(self) -> None:
        """The installer closes the program, replaces its files and starts it again."""
        computer = self._computer
        self.updates += 1
        computer.close_by_installer()
        _set_version(computer.root / "agent" / "__init__.py", f"0.1.{self.updates}")
        computer.log_on()


def _set_version(file: Path, version: str) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub('"[0-9.]+"', f'"{version}"', text), encoding="utf-8")


def _session(since: datetime) -> str:
    return f"{{11111111-2222-3333-4444-{int(since.timestamp()):012d}}}"


def _text(moment: datetime) -> str:
    return f"{moment - timedelta(microseconds=moment.microsecond):%Y-%m-%dT%H:%M:%S}"
