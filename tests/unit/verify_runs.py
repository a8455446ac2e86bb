"""The shipped verify.py, run as a client's lawyer would: another process and no package."""

import importlib.util
import pathlib
import subprocess
import sys
from types import ModuleType
from typing import Callable, List, Tuple

from tests.unit.proof_folders import kid_of, receipt, usual_lines, write_proof

VERIFY = pathlib.Path(__file__).parents[2] / "agent" / "consent" / "standalone" / "verify.py"
FORGER = b"f" * 32

Attack = Callable[[List[bytes]], List[bytes]]
Edit = Callable[[bytes], bytes]
JOURNAL = f"journal-{kid_of()}.jsonl"
RECEIPT = f"receipt-{kid_of()}-5.txt"


def verify(*arguments: str) -> Tuple[int, List[str]]:
    """Exit code and lines of `python verify.py ARGUMENTS`; nothing may go to standard error."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(VERIFY), *arguments],
        capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.stderr == b""
    return done.returncode, done.stdout.decode("ascii").splitlines()


def answer(folder: pathlib.Path, name: str) -> str:
    """What is said of the file, once the whole is known to be refused."""
    code, lines = verify(str(folder))
    assert (code, lines[-1]) == (1, "NOT OK")
    return next(line for line in lines if line.startswith(name)).partition(" ")[2]


def whole(folder: pathlib.Path) -> pathlib.Path:
    lines = usual_lines()
    return write_proof(folder / "proof", lines, {3: receipt(lines[:3]), 5: receipt(lines)})


def _verifier() -> ModuleType:
    """The script as a module, to ask it more than a process can."""
    spec = importlib.util.spec_from_file_location("verify", VERIFY)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


VERIFIER = _verifier()
