"""Make a folder once, whole or not at all, and know later whether it is still right."""

import contextlib
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Callable, Iterable, Iterator, List, Mapping, Optional

from workshop.failure import SetupError

STAMP = ".made-from"
LONGEST_QUOTE = 160


def fingerprint(inputs: Iterable[Path], *words: str) -> str:
    """SHA-256 over the inputs' bytes and some words, in hexadecimal."""
    digest = hashlib.sha256()
    for path in inputs:
        digest.update(path.read_bytes())
    for word in words:
        digest.update(b"\0" + word.encode())
    return digest.hexdigest()


def is_made(folder: Path, mark: str) -> bool:
    """Whether the folder was finished from inputs with this fingerprint."""
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text().strip() == mark


def make_folder(folder: Path, mark: str, title: str, build: Callable[[Path], None]) -> None:
    """Build the folder beside its place and move it there; a failure leaves nothing behind."""
    half = folder.with_name(folder.name + ".half")

    def build_and_move() -> None:
        build(half)
        (half / STAMP).write_text(mark)
        shutil.rmtree(folder, ignore_errors=True)
        half.replace(folder)

    if not is_made(folder, mark):
        say(title)
        _whole_or_not_at_all(half, build_and_move)


def make_folder_in_place(folder: Path, mark: str, build: Callable[[Path], None]) -> None:
    """The same for a folder that cannot be moved; it counts as made once its stamp is written."""

    def build_and_stamp() -> None:
        build(folder)
        (folder / STAMP).write_text(mark)

    if not is_made(folder, mark):
        _whole_or_not_at_all(folder, build_and_stamp)


def _whole_or_not_at_all(folder: Path, build: Callable[[], None]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        build()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@contextlib.contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Let other copies of this script wait until this one has prepared what both need."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def say(line: str) -> None:
    """Progress, on standard error so that standard output stays the command's own."""
    print(line, file=sys.stderr, flush=True)


def run_quietly(
    command: List[str], sentence: str, advice: str = "", env: Optional[Mapping[str, str]] = None
) -> str:
    """Run a tool; on failure say the sentence, the tool's last line, and the advice."""
    try:
        done = subprocess.run(
            command,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except FileNotFoundError as error:
        raise SetupError(f"{sentence} ({command[0]} was not found)", advice) from error
    output = done.stdout.decode(errors="replace")
    if done.returncode != 0:
        last = (output.strip().splitlines() or ["it said nothing"])[-1]
        raise SetupError(f"{sentence} ({last[:LONGEST_QUOTE]})", advice)
    return output
