"""What goes wrong while installing is said, keeps the old copy, and can be tried again."""

import contextlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Iterator

import pytest

from agent import __version__
from tests.frozen.installed import NAME, InstalledDesktop, installed_desktop
from tests.frozen.test_installer import ENTRY, SERVICE, entries_written
from tests.screens.desktop import wait

NOT_UNPACKED, TOO_OLD, NEWER_IS_THERE, WRONG_PLACE = 2, 10, 13, 14
WINDOWS_REFUSED, AT_WORK_ALREADY = 16, 17
ACCENTS = "Été chez nous"


@pytest.fixture(scope="module")
def desktop(setup_program: Path) -> Iterator[InstalledDesktop]:
    """One desktop for all of them: each leaves the program installed and whole."""
    with installed_desktop(setup_program) as one:
        assert one.setup() == 0
        yield one


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """A disk of this size in the folder's place; only root can make one."""
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], check=False
    )
    if made.returncode:
        pytest.skip("no small disk can be made here")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def works(desktop: InstalledDesktop) -> bool:
    """Whether what is installed starts, and nothing of an installation lies beside it."""
    beside = [path.name for path in desktop.folder.parent.glob(f"{NAME}.*")]
    done = desktop.run_program("--version").strip()
    return done == __version__ and beside == []


@pytest.mark.fault("installed over a running copy")
def test_it_goes_over_a_running_copy_which_closes_by_itself(desktop: InstalledDesktop) -> None:
    tray = desktop.start("tray", "--background")
    desktop.process()
    assert desktop.setup() == 0
    assert tray.wait(1) == 0
    assert works(desktop)


@pytest.mark.fault("installed over a broken copy")
@pytest.mark.thorough
def test_it_goes_over_a_broken_copy_and_keeps_journals_and_settings(
    desktop: InstalledDesktop,
) -> None:
    kept = (desktop.consent_folder / "journal-0123456789abcdef.jsonl", desktop.shared / "cutoff")
    kept[0].write_bytes(b"a line\n")
    kept[1].mkdir(exist_ok=True)
    (desktop.folder / "assistance.exe").write_bytes(b"broken")
    shutil.rmtree(desktop.folder / "_internal")
    assert desktop.setup() == 0
    assert works(desktop)
    assert kept[0].read_bytes() == b"a line\n"
    assert kept[1].is_dir()
    kept[0].unlink()


@pytest.mark.fault("kill during an installation, then again")
@pytest.mark.thorough
@pytest.mark.parametrize("moment", ["unpacking", "between the two renamings"])
def test_killed_in_the_middle_it_installs_the_next_time(
    desktop: InstalledDesktop, moment: str
) -> None:
    if moment == "unpacking":
        half = Path(f"{desktop.folder}.new", "_internal")
        program = desktop.begin_setup()
        wait(half.exists, "the first files")
        program.kill()
        desktop.windows("taskkill", "/f", "/im", "assistance*setup.exe")
        assert desktop.run_program("--version").strip() == __version__
    else:
        desktop.folder.rename(f"{desktop.folder}.old")
    assert desktop.setup() == 0
    assert works(desktop)


def test_an_older_version_is_refused(desktop: InstalledDesktop) -> None:
    def says(version: str) -> None:
        desktop.windows("reg", "add", ENTRY, "/v", "DisplayVersion", "/d", version, "/f")

    says("99.0.0")
    assert desktop.setup() == NEWER_IS_THERE
    says(__version__)
    assert f"refused ({NEWER_IS_THERE}): version 99.0.0 is installed" in desktop.log()[-1]
    assert works(desktop)


@pytest.mark.thorough
def test_what_windows_refuses_at_the_end_brings_the_old_copy_back(
    desktop: InstalledDesktop,
) -> None:
    (desktop.folder / "of the old copy").write_bytes(b"")
    aside = desktop.shared.rename(f"{desktop.shared} aside")
    desktop.shared.write_bytes(b"in the way")
    assert desktop.setup() == WINDOWS_REFUSED
    assert f"failed ({WINDOWS_REFUSED}): the data folders" in desktop.log()[-2]
    desktop.shared.unlink()
    aside.rename(desktop.shared)
    assert works(desktop)
    assert (desktop.folder / "of the old copy").exists()
    assert "ImagePath" in desktop.registry(SERVICE)


@pytest.mark.fault("disk full half-way through an installation")
@pytest.mark.thorough
def test_a_disk_that_fills_up_half_way_costs_nothing(setup_program: Path) -> None:
    with installed_desktop(setup_program) as desktop, small_disk(desktop.folder.parent, 40):
        assert desktop.setup() == NOT_UNPACKED
        assert list(desktop.folder.parent.iterdir()) == []
        for key in (ENTRY, SERVICE):
            assert desktop.registry(key) == set()


@pytest.mark.thorough
def test_two_installations_at_once_are_one(desktop: InstalledDesktop) -> None:
    first = desktop.begin_setup()
    wait(Path(f"{desktop.folder}.new").exists, "the first one at work")
    assert desktop.setup() == AT_WORK_ALREADY
    assert first.wait(60) == 0
    assert works(desktop)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "place",
    ["C:\\Shop", "C:\\Program Files", "C:\\Program Files\\..\\Shop", "C:\\Program Files2\\A"],
)
def test_a_place_that_others_may_change_is_refused(desktop: InstalledDesktop, place: str) -> None:
    assert desktop.setup_in(place) == WRONG_PLACE
    assert not (desktop.drive / "Shop").exists()


@pytest.mark.thorough
def test_below_windows_7_it_is_refused_with_a_line_for_the_administrator(
    setup_program: Path,
) -> None:
    with installed_desktop(setup_program, windows="vista") as desktop:
        assert desktop.setup() == TOO_OLD
        assert "Windows 7" in desktop.log()[-1]
        assert not desktop.folder.exists()


@pytest.mark.fault("folder with spaces and accents")
@pytest.mark.thorough
def test_a_path_with_spaces_and_accents_serves_as_well(setup_program: Path) -> None:
    with installed_desktop(setup_program) as desktop:
        place = f"C:\\Program Files\\{ACCENTS}\\{NAME}"
        assert desktop.setup_in(place) == 0
        desktop.folder = desktop.drive / "Program Files" / ACCENTS / NAME
        entries_written(desktop)
        standing = json.loads(desktop.run_program("consent", "show", "--json"))
        assert standing["state"] == "none"
        assert json.loads(desktop.run_program("cut", "--json"))["ok"] is True
        desktop.uninstall()
        assert not desktop.folder.exists()
