"""Every folder and file name the program uses."""

import os
import sys
from pathlib import Path

from agent.brand import Brand
from agent.errors import AgentError
from agent.texts import message

PACKAGE = Path(__file__).resolve().parent


class NoProfileError(AgentError):
    """Windows names no folder of this person: there is nowhere to keep what is theirs."""

    def __init__(self) -> None:
        title, advice = message("app.no_profile"), message("app.no_profile.advice")
        super().__init__(title, advice, "neither LOCALAPPDATA nor USERPROFILE is a whole path")


def brand_folder() -> Path:
    """Where the files of the shop lie that is run and built: another shop is named here."""
    return PACKAGE / "brand" / "2clicks"


def translations_folder() -> Path:
    """Where the compiled catalogues lie: in the frozen program's folder, else in `.dev/`."""
    if getattr(sys, "frozen", False):
        return PACKAGE.parent / "translations"
    named = os.environ.get("COUPDEMAIN_TRANSLATIONS")
    if named:
        return Path(named)
    return PACKAGE.parent / ".dev" / "translations"


def user_folder(brand: Brand) -> Path:
    """Where this person's settings and log lie. `COUPDEMAIN_DATA` names another place.

    Raises:
        NoProfileError: Windows names no folder of this person, or only a part of a path.
    """
    named = os.environ.get("COUPDEMAIN_DATA")
    if named:
        return Path(named)
    local = Path(os.environ.get("LOCALAPPDATA", ""))
    profile = Path(os.environ.get("USERPROFILE", ""))
    if local.is_absolute():
        return local / brand.names.folder
    if profile.is_absolute():
        return profile / "AppData" / "Local" / brand.names.folder
    raise NoProfileError


def consent_folder(brand: Brand) -> Path:
    """Where the journals of all Windows accounts lie; without an installation, this person's."""
    shared = os.environ.get("PROGRAMDATA")
    if is_installed() and shared and not os.environ.get("COUPDEMAIN_DATA"):
        return Path(shared) / brand.names.folder / "consent"
    return user_folder(brand) / "consent"


def is_installed() -> bool:
    """Whether this is the installed program: frozen, and below a folder only installers write."""
    if not getattr(sys, "frozen", False):
        return False
    program = Path(sys.executable).resolve()
    named = map(os.environ.get, ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432"))
    return any(Path(folder).resolve() in program.parents for folder in named if folder)


def receipts_folder(folder: Path) -> Path:
    """Where sheets for printing are kept, in this person's folder."""
    return folder / "receipts"


def log_file(folder: Path) -> Path:
    """The program's log."""
    return folder / "log" / "assistance.log"


def settings_file(folder: Path) -> Path:
    """This person's settings."""
    return folder / "settings.json"
