"""One click shuts TeamViewer that really runs, through the shop's service, and proves it."""

from tests.screens.asked_program import running
from tests.screens.desktop import own_desktop, wait
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
STANDING = "tests.screens.standing"
BACK = {"TeamViewer": ["automatic", True], "TeamViewer9": ["manual", False]}


def test_one_click_shuts_teamviewer_through_the_service_and_it_can_be_put_back() -> None:
    with own_desktop() as desktop, running(desktop, STANDING) as computer:
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
