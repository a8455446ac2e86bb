"""The programs that are compared: ours as a client gets it, and the bare ones beside it."""

from pathlib import Path

from workshop import freezing, setup
from workshop.layout import LOCKS, ROOT, WORK
from workshop.steps import fingerprint, make_folder, one_at_a_time

BASELINES = ROOT / "tests" / "bench" / "baselines"
MADE = WORK / "bench"
SETTINGS = ("build/freezing/left_out.toml", "build/freezing/program.manifest")


def ours() -> Path:
    """The program with icon and window."""
    return setup.prepare_frozen() / "assistance.exe"


def baseline(name: str) -> Path:
    """A bare program, made by the same PyInstaller with the same settings.

    Raises:
        SetupError: PyInstaller refuses.
    """
    setup.prepare_frozen()
    sources = sorted(file for file in BASELINES.iterdir() if file.is_file())
    locks = [LOCKS / "windows.txt", LOCKS / "freeze.txt", *(ROOT / name for name in SETTINGS)]
    with one_at_a_time(setup.LOCK):
        mark = fingerprint([*sources, *locks, *freezing.LOCKS])
        make_folder(MADE, mark, "Freezing the bare programs (a minute)", _build)
    return MADE / name / f"baseline-{name}.exe"


def _build(folder: Path) -> None:
    freezing.run_pyinstaller(BASELINES / "baselines.spec", folder)
