"""A Windows desktop of one's own: a Wine prefix, a screen, the program, and a person's hands."""

import contextlib
import os
import shutil
import subprocess
import time
import uuid
from pathlib import Path
from typing import (
    Any,
    Callable,
    ContextManager,
    Dict,
    Iterator,
    List,
    Optional,
    Set,
    Tuple,
    Type,
    TypeVar,
)

from workshop import display, trying, wine
from workshop.layout import PREFIXES, ROOT, WORK

from tests.screens.probing import PATIENCE_SECONDS, Probing

PICTURES = WORK / "pictures"
THE_ID = 1234567890
PREPARED_WINDOWS, PREPARED_DPI, PREPARED_SIZE = "win7", 96, "1366x768x24"
T = TypeVar("T")
D = TypeVar("D", bound="Desktop")


class Desktop:
    """What a person can see and do, and what another program can read."""

    def __init__(self, prefix: Path, screen: str, language: str) -> None:
        self.prefix, self.screen = prefix, screen
        self.root = ROOT
        data = wine.windows_path(prefix / "data")
        self.environment = wine.agent_environment(
            prefix, DISPLAY=screen, COUPDEMAIN_LANGUAGE=language, COUPDEMAIN_DATA=data
        )
        self._probing = Probing(self.environment)
        self._started: List[subprocess.Popen[bytes]] = []
        self._watched: Optional[int] = None

    @property
    def consent_folder(self) -> Path:
        """Where the program keeps its journals."""
        return self.prefix / "data" / "consent"

    def command(self, *arguments: str) -> List[str]:
        """The words that start the program."""
        return wine.python_command(["-m", "agent", *arguments])

    def start(self, *arguments: str, **more: str) -> "subprocess.Popen[bytes]":
        """Start the program."""
        return self._run_beside(self.command(*arguments), **more)

    def _run_beside(self, words: List[str], **more: str) -> "subprocess.Popen[bytes]":
        program = subprocess.Popen(
            words,
            env={**self.environment, **more},
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._started.append(program)
        return program

    def windows(self, *words: str) -> str:
        """Run a Windows command to its end and give what it printed."""
        done = subprocess.run(
            wine.command(list(words)),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        return done.stdout.decode("utf-8", "replace")

    def start_windows_program(self, *words: str) -> None:
        """Start another Windows program and leave it running."""
        self._run_beside(wine.command(list(words)))

    def run_program(self, *arguments: str) -> str:
        """Run the program's command line to its end and give its standard output."""
        program = self.start(*arguments)
        return program.communicate(timeout=60)[0].decode("utf-8")

    def install_teamviewer(self, program: Optional[Path] = None) -> None:
        """Put a program where TeamViewer's would be."""
        folder = self.prefix / "drive_c" / "Program Files" / "TeamViewer"
        folder.mkdir(parents=True, exist_ok=True)
        if program is None:
            (folder / "TeamViewer.exe").write_bytes(b"")
        else:
            shutil.copy(program, folder / "TeamViewer.exe")

    def ask(self, word: str, *arguments: Any) -> Any:  # noqa: ANN401 - JSON
        """Ask the probe, another process on this desktop."""
        return self._probing.ask(word, *arguments)

    def watch(self, process: int) -> None:
        """Look at the windows of this process, which has no icon."""
        self._watched = process

    def process(self) -> int:
        """The running program's process number, once its icon's window is there."""
        if self._watched is not None:
            return self._watched
        found: List[int] = wait(lambda: self.ask("programs"), "the icon's window")
        return found[0]

    def main_window(self) -> Optional[Dict[str, Any]]:
        """The visible main window, if it is open."""
        found = [w for w in self.ask("top_windows", self.process()) if _is_main(w)]
        return found[0] if found else None

    def wait_for_main_window(self) -> Dict[str, Any]:
        """The main window, once it is open."""
        return wait(self.main_window, "the main window")

    def wait_for_focus(self) -> None:
        """Wait until the main window has the keyboard."""
        self.wait_for_main_window()
        name = ("--onlyvisible", "--name", "^2CLICKS Assistance$")
        self.hands("search", *name, "windowactivate", "--sync")
        process = self.process()
        wait(lambda: self.ask("focused", process), "the window to take the keyboard")

    def controls(self, class_name: str) -> List[Dict[str, Any]]:
        """The visible controls of a class in the main window, in their order."""
        window = self.main_window()
        below = self.ask("children", window["handle"]) if window else []
        return [c for c in below if c["visible"] and c["class"].lower() == class_name.lower()]

    def texts(self) -> List[str]:
        """All visible texts of the main window."""
        kinds = ("Static", "Edit", "Button")
        return [control["text"] for kind in kinds for control in self.controls(kind)]

    def wait_for_text(self, text: str) -> None:
        """Wait until a control says exactly this."""
        wait(lambda: text in self.texts(), f"{text!r} on screen")

    def wait_for_end_of_check(self) -> None:
        """Wait until the window says when it was checked."""
        starts = ("Vérifié à", "Checked at")
        wait(lambda: any(t.startswith(starts) for t in self.texts()), "the check to end")

    def hands(self, *words: object) -> str:
        """Move, click or type as a person does."""
        done = subprocess.run(
            ["xdotool", *map(str, words)],
            env={**os.environ, "DISPLAY": self.screen},
            capture_output=True,
            check=False,
        )
        return done.stdout.decode().strip()

    def drag(self, *places: Tuple[int, int]) -> None:
        """Take hold at the first place, go over the others as slowly as a hand, and let go."""
        self.hands("mousemove", *places[0], "sleep", 0.3, "mousedown", 1, "sleep", 0.3)
        for place in places[1:]:
            self.hands("mousemove", *place, "sleep", 0.3)
        self.hands("mouseup", 1)

    def point_at_icon(self) -> None:
        """Move the pointer onto the icon beside the clock."""
        search = ("search", "--onlyvisible", "--name", "Wine System Tray")
        tray = wait(lambda: self.hands(*search), "the notification area").split()[0]
        self.hands("windowraise", tray)
        self.hands("mousemove", "--window", tray, 8, 8)

    def click_icon(self, times: int = 1, button: int = 1) -> None:
        """Click the icon, as fast as a double click needs."""
        self.point_at_icon()
        self.hands("click", "--repeat", times, "--delay", 60, button)

    def choose_in_menu(self, line: int, of: int = 5) -> None:
        """Open the icon's menu and click its nth line, counted from 1, of so many."""
        known = {window["handle"] for window in self.ask("menus")}
        self.click_icon(button=3)
        menu: Dict[str, Any] = wait(lambda: self._menu_besides(known), "the menu")
        left, top, _right, bottom = menu["rectangle"]
        height = (bottom - top) // of
        self.hands("mousemove", left + 30, top + height * line - height // 2)
        self.hands("click", 1)

    def _menu_besides(self, known: Set[int]) -> Optional[Dict[str, Any]]:
        return next((menu for menu in self.ask("menus") if menu["handle"] not in known), None)

    def says_in_a_box(self, sentence: str) -> bool:
        """Whether a message box of the program says this."""
        boxes = [w for w in self.ask("top_windows", self.process()) if w["class"] == "#32770"]
        below = [child["text"] for box in boxes for child in self.ask("children", box["handle"])]
        return sentence in below

    def key(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self.hands("key", "--delay", 60, *keys)

    def picture(self, name: str) -> Path:
        """Save what is on the screen, to be looked at."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        trying.take_picture(self.screen, PICTURES / f"{name}.png")
        return PICTURES / f"{name}.png"

    def close(self) -> None:
        """End everything that was started here."""
        wine.end_prefix(self.prefix)
        for program in self._started:
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.communicate(timeout=20)
        self._probing.close()


def _is_main(window: Dict[str, Any]) -> bool:
    return bool(window["visible"] and window["text"] == "2CLICKS Assistance")


def wait(question: Callable[[], Optional[T]], what: str, seconds: float = PATIENCE_SECONDS) -> T:
    """Ask until the answer counts, and give it."""
    deadline = time.monotonic() + seconds
    while True:
        answer = question()
        if answer:
            return answer
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.2)


def own_desktop(
    windows: str = PREPARED_WINDOWS,
    language: str = "fr",
    dpi: int = PREPARED_DPI,
    size: str = PREPARED_SIZE,
) -> ContextManager[Desktop]:
    """A fresh desktop of this Windows version, scale (96 is 100 %) and screen size."""
    return own_desktop_of(Desktop, windows, language, dpi, size)


@contextlib.contextmanager
def own_desktop_of(
    kind: Type[D],
    windows: str = PREPARED_WINDOWS,
    language: str = "fr",
    dpi: int = PREPARED_DPI,
    size: str = PREPARED_SIZE,
) -> Iterator[D]:
    """The same, on which the program is started in another way."""
    prefix = PREFIXES / f"screens-{uuid.uuid4().hex[:8]}"
    wine.ensure_prefix(prefix)
    try:
        with display.virtual_screen(size) as screen:
            desktop = kind(prefix, screen, language)
            if windows != PREPARED_WINDOWS:
                desktop.windows("winecfg", "-v", windows)
            if dpi != PREPARED_DPI:
                key = r"HKCU\Control Panel\Desktop"
                number = ("/t", "REG_DWORD", "/d", str(dpi), "/f")
                desktop.windows("reg", "add", key, "/v", "LogPixels", *number)
            try:
                yield desktop
            finally:
                desktop.close()
    finally:
        shutil.rmtree(prefix, ignore_errors=True)
