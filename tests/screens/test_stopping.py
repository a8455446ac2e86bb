"""One click shuts TeamViewer that really runs, through the shop's service, and proves it."""

import contextlib
import json
import subprocess
from typing import Any, Dict, Iterator

from workshop import wine

from tests.screens.desktop import Desktop, own_desktop, wait
from tests.screens.test_access import (
    LASTING,
    STOP,
    YES,
    allow,
    ask,
    entries,
    main_window,
    read_and_tick,
    types,
)
from tests.screens.windows import Window

DISABLED = {"TeamViewer": ["disabled", False], "TeamViewer9": ["disabled", False]}
BACK = {"TeamViewer": ["automatic", True], "TeamViewer9": ["manual", False]}


class Standing:
    """The computer's services, programs and passwords, as another program sees them."""

    def __init__(self, program: "subprocess.Popen[bytes]") -> None:
        self._program = program
        self.at_first = self._answer()

    def now(self) -> Dict[str, Any]:
        assert self._program.stdin
        self._program.stdin.write(b"look\n")
        self._program.stdin.flush()
        return self._answer()

    def _answer(self) -> Dict[str, Any]:
        assert self._program.stdout
        answer: Dict[str, Any] = json.loads(self._program.stdout.readline())
        return answer


@contextlib.contextmanager
def standing(desktop: Desktop) -> Iterator[Standing]:
    program = subprocess.Popen(
        wine.python_command(["-m", "tests.screens.standing"]),
        env=desktop.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield Standing(program)
    finally:
        program.communicate(timeout=90)


def test_one_click_shuts_teamviewer_through_the_service_and_it_can_be_put_back() -> None:
    with own_desktop() as desktop, standing(desktop) as computer:
        assert computer.at_first["programs"]
        assert computer.at_first["passwords"] == [True, True]
        main = main_window(desktop)
        question = ask(main, LASTING, "Autoriser un accès permanent")
        read_and_tick(question)
        question.click(YES)
        main.wait_for("L’accès permanent est autorisé jusqu’au")

        main.click(STOP)
        stopped = Window(desktop, "L’accès est arrêté")
        desktop.picture("stopped-with-proof")
        assert stopped.says("Arrêté et vérifié deux fois : TeamViewer, TeamViewer9")
        assert stopped.says("Le mot de passe permanent de TeamViewer est effacé.")
        now = computer.now()
        assert (now["services"], now["programs"]) == (DISABLED, [])
        assert now["passwords"] == [False, False]
        wait(lambda: types(desktop)[-1] == "door.closed", "the door on disk")
        assert types(desktop)[-3:] == ["consent.withdrawn", "access.cut", "door.closed"]
        withdrawn, cut, door = (entry["d"] for entry in entries(desktop)[-3:])
        assert withdrawn["cut_ok"] is True
        assert (cut["ok"], cut["method"], cut["left"]) == (True, "service", [])
        assert door == {"door": "permanent_password"}
        stopped.press("Fermer")

        allow(main).click("Remettre TeamViewer en route")
        assert Window(desktop, "TeamViewer peut de nouveau fonctionner").is_open()
        assert computer.now()["services"] == BACK
