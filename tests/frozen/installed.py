"""A desktop on which the installer runs, and then the installed program instead of the source."""

import contextlib
import subprocess
from pathlib import Path
from typing import Dict, Iterator, List, Set

from workshop import wine

from tests.screens.desktop import Desktop, own_desktop, wait

NAME = "2CLICKS Assistance"
PATIENCE_SECONDS = 120.0
SCREEN = "1920x1200x24"


class InstalledDesktop(Desktop):
    """The program is what lies in Program Files."""

    def __init__(self, prefix: Path, screen: str, language: str) -> None:
        super().__init__(prefix, screen, language)
        # The source's own translations and data folder must help nobody here.
        self.clean: Dict[str, str] = wine.environment(
            prefix, DISPLAY=screen, COUPDEMAIN_LANGUAGE=language
        )
        self.installer = Path()
        self.drive = prefix / "drive_c"
        self.folder = self.drive / "Program Files" / NAME
        self.shared = self.drive / "ProgramData" / NAME

    @property
    def consent_folder(self) -> Path:
        return self.shared / "consent"

    def start(self, *arguments: str, **more: str) -> "subprocess.Popen[bytes]":
        """Start the installed program: the tray, or else its command line."""
        is_tray = arguments[:1] in ((), ("tray",))
        name = "assistance.exe" if is_tray else "assistance-cli.exe"
        return self._begin(self._installed(name), *arguments, **more)

    def _installed(self, name: str) -> str:
        """A file of the installed program as Windows names it."""
        below = self.folder.relative_to(self.drive).as_posix().replace("/", "\\")
        return f"C:\\{below}\\{name}"

    def _begin(self, *words: str, **more: str) -> "subprocess.Popen[bytes]":
        program = subprocess.Popen(
            wine.command(list(words)),
            env={**self.clean, **more},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._started.append(program)
        return program

    def setup(self) -> int:
        """Run the installer without a window to its end; its exit code."""
        return self.begin_setup().wait(PATIENCE_SECONDS)

    def begin_setup(self, **about: str) -> "subprocess.Popen[bytes]":
        """The same, without waiting; `about` is for its environment."""
        return self._begin(wine.windows_path(self.installer), "/S", **about)

    def setup_in(self, place: str) -> int:
        """Install in this folder. NSIS wants it unquoted, whatever is in it."""
        line = f'"{wine.windows_path(self.installer)}" /S /D={place}'
        code = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1]))"
        words = wine.python_command(["-c", code, line])
        done = subprocess.run(
            words, env=self.clean, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
        return done.returncode

    def uninstall(self, **about: str) -> None:
        """Run the uninstaller without a window, until the folder is gone."""
        self._begin(self._installed("uninstall.exe"), "/S", **about)
        wait(lambda: not self.folder.exists(), "the folder to go", PATIENCE_SECONDS)
        wait(lambda: "removed from" in self.log()[-1], "the uninstaller's end", PATIENCE_SECONDS)

    def log(self) -> List[str]:
        """What an administrator reads in the person's folder for temporary files."""
        found = list((self.drive / "users").glob("*/AppData/Local/Temp/*-setup.log"))
        found += list((self.drive / "users").glob("*/Temp/*-setup.log"))
        text = found[0].read_bytes().decode("utf-16") if found else "\n"
        return text.splitlines() or [""]

    def registry(self, key: str) -> Set[str]:
        """The names of the values of a key; empty when it is not there."""
        lines = self.windows("reg", "query", key).splitlines()
        return {line.split("    ")[1] for line in lines if line.startswith("    ")}

    def files(self) -> Set[str]:
        """Every file and folder outside of Windows itself, as a path below drive C."""
        found = (path.relative_to(self.drive).as_posix() for path in self.drive.rglob("*"))
        return {name for name in found if not name.lower().startswith("windows/")}


@contextlib.contextmanager
def installed_desktop(installer: Path, windows: str = "win7") -> Iterator[InstalledDesktop]:
    """A fresh desktop; nothing is installed yet."""
    with own_desktop(windows=windows, size=SCREEN, kind=InstalledDesktop) as desktop:
        assert isinstance(desktop, InstalledDesktop)
        desktop.installer = installer
        yield desktop
