"""Windows programs on Linux: the prefix, the environment, and running one with its streams.

On Windows the same calls run the program directly.
"""

import functools
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Dict, List, Optional, Tuple, cast

from workshop import distribution, windows_python
from workshop.failure import SetupError
from workshop.layout import ON_WINDOWS, PREPARED_PREFIX, ROOT, TRANSLATIONS, WORK, chosen_prefix
from workshop.steps import fingerprint, make_folder, run_quietly

# Variables that name Linux files and would reach the Windows program.
FOREIGN_VARIABLES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
WINESERVERS = ("/usr/lib/wine/wineserver64", "/usr/lib/wine/wineserver", "/usr/bin/wineserver")


def environment(prefix: Optional[Path] = None, **more: str) -> Dict[str, str]:
    """The environment in which Windows programs run. `more` adds or replaces variables."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN_VARIABLES}
    kept.update(PYTHONUTF8="1", PYTHONPYCACHEPREFIX=windows_path(WORK / "pycache"))
    if not ON_WINDOWS:
        kept.update(WINEPREFIX=str(prefix or chosen_prefix()), WINEARCH="win64", WINEDEBUG="-all")
        kept["WINEDLLOVERRIDES"] = "mscoree,mshtml="
    return {**kept, **more}


def windows_path(path: Path) -> str:
    """The same file as a Windows program names it."""
    return str(path) if ON_WINDOWS else "Z:" + str(path).replace("/", "\\")


def prepare() -> None:
    """Make the prepared prefix, once."""
    if ON_WINDOWS:
        return
    distribution.install(distribution.missing_windows_parts())
    mark = fingerprint([], distribution.wine_program(), _wine_version(), "folders of its own")
    make_folder(PREPARED_PREFIX, mark, "Preparing a Wine prefix", _build_prefix)


def _wine_version() -> str:
    return run_quietly([distribution.wine_program(), "--version"], "Wine does not start").strip()


def _build_prefix(folder: Path) -> None:
    # winemenubuilder would make folders among the developer's own. Only here: without it Wine waits
    # for ever where an account has no profile.
    env = environment(folder, WINEDLLOVERRIDES="mscoree,mshtml,winemenubuilder.exe=")
    env.pop("DISPLAY", None)
    folder.mkdir()
    boot = command(["wineboot", "-i"])
    subprocess.run(boot, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    subprocess.run([wineserver(), "-w"], env=env, check=False)
    if not (folder / "system.reg").exists():
        raise SetupError("Wine did not make a prefix.", "apt-get install --reinstall wine64")
    keep_inside(folder)


def keep_inside(prefix: Path) -> None:
    """Wine leads Desktop, Documents and the like to those of the developer: own folders instead."""
    for link in prefix.glob("drive_c/users/*/*"):
        if link.is_symlink():
            link.unlink()
            link.mkdir()


def wineserver() -> str:
    """Path of the program that waits for, or ends, what runs in a prefix."""
    return next(place for place in WINESERVERS if Path(place).exists())


def ensure_prefix(prefix: Path) -> None:
    """Copy the prepared prefix when this one is missing, whole or not at all."""
    if ON_WINDOWS or (prefix / "system.reg").exists():
        return
    half = prefix.with_name(prefix.name + ".half")
    shutil.rmtree(half, ignore_errors=True)
    half.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(PREPARED_PREFIX, half, symlinks=True)
    half.replace(prefix)


def end_prefix(prefix: Path) -> None:
    """End what still runs in this prefix, and nothing else."""
    if not ON_WINDOWS:
        subprocess.run([wineserver(), "-k"], env=environment(prefix), check=False)


def command(program: List[str], *, is_steady: bool = True) -> List[str]:
    """The words that start a Windows program here, `is_steady` as in `steady`."""
    if ON_WINDOWS:
        return program
    return [*(steady() if is_steady else ()), distribution.wine_program(), *program]


@functools.lru_cache(maxsize=None)
def steady() -> Tuple[str, ...]:
    """The words that keep a Linux program from lying at random addresses, where that is allowed.

    Linux puts a heap at random within a gigabyte above Wine. In one of some 8000 starts it lies at
    0x7ffe0000, where Windows has a page of its own, and the process dies before it begins: whoever
    started it is told "[WinError 1359] Internal error". A process hands this on to those it starts.
    """
    words = ("setarch", "--addr-no-randomize")
    try:
        allowed = subprocess.run([*words, "true"], capture_output=True, check=False)
    except OSError:
        return ()
    return words if allowed.returncode == 0 else ()


def python_command(arguments: List[str], *, is_steady: bool = True) -> List[str]:
    """The words that start the Windows Python, `is_steady` as in `steady`."""
    return command([str(windows_python.INTERPRETER), *arguments], is_steady=is_steady)


def run(words: List[str], env: Dict[str, str], printed: Optional[IO[bytes]] = None) -> int:
    """Run and pass both output streams through, byte for byte; return the exit code.

    With `printed`, both go there instead.

    The streams are pipes even when ours are files: Windows Python under Wine dies on a file.
    """
    program = subprocess.Popen(
        words, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    targets = (printed, printed) if printed else (sys.stdout.buffer, sys.stderr.buffer)
    streams = tuple(zip((program.stdout, program.stderr), targets))
    copies = [threading.Thread(target=_copy, args=pair) for pair in streams]
    for copy in copies:
        copy.start()
    for copy in copies:
        copy.join()
    return program.wait()


def _copy(source: Optional[IO[bytes]], target: IO[bytes]) -> None:
    """Copy to the end, or as long as somebody reads: then the program meets a closed pipe too."""
    with cast("IO[bytes]", source) as pipe:
        try:
            for chunk in iter(lambda: pipe.read1(65536), b""):  # type: ignore[attr-defined]
                target.write(chunk)
                target.flush()
        except OSError:
            _lead_nowhere(target)


def _lead_nowhere(target: IO[bytes]) -> None:
    """What could not be written is tried again when Python ends, and must not fail there."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, target.fileno())
    os.close(nowhere)


def agent_environment(prefix: Optional[Path] = None, **more: str) -> Dict[str, str]:
    """The environment in which the program finds its modules and translations."""
    return environment(
        prefix,
        PYTHONPATH=windows_path(ROOT),
        COUPDEMAIN_TRANSLATIONS=windows_path(TRANSLATIONS),
        **more,
    )
