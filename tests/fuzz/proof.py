"""The proof's own verifier over a folder whose files somebody changed: an answer, never a trace."""

import contextlib
import functools
import io
import tempfile
from pathlib import Path
from typing import Iterator, Mapping

from tests.fuzz.apart import Apart
from tests.unit.proof_folders import kid_of, receipt, usual_lines, write_proof
from tests.unit.verify_runs import VERIFIER

_NAMES = (
    f"journal-{kid_of()}.jsonl",
    f"receipt-{kid_of()}-5.txt",
    f"receipt-{kid_of()}-3.txt",
    "desk-key.txt",
    f"blobs/{'0' * 64}",
    f"journal-{kid_of()}.jsonl.corrupt-1",
    f"receipt-{kid_of()}-05.txt",
)


def attempt(data: bytes) -> None:
    apart = Apart(data)
    with tempfile.TemporaryDirectory() as name, _every_signature_right():
        folder = Path(name) / "proof"
        for file, content in _usual().items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_bytes(content)
        _change(apart, folder / apart.one(_NAMES))
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            good = VERIFIER._main(str(folder))
    said = printed.getvalue().splitlines()
    assert said[-1] == ("OK" if good else "NOT OK")
    assert all(line.isascii() and line.isprintable() for line in said)
    assert not (good and any(" BAD: " in line for line in said))


@functools.lru_cache(maxsize=1)
def _usual() -> Mapping[str, bytes]:
    """The files of a proof that holds, by their names."""
    with tempfile.TemporaryDirectory() as name:
        lines = usual_lines()
        receipts = {3: receipt(lines[:3]), 5: receipt(lines)}
        folder = write_proof(Path(name) / "proof", lines, receipts)
        files = [path for path in folder.rglob("*") if path.is_file()]
        return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def _change(apart: Apart, path: Path) -> None:
    """Put other bytes in a file's place, or over a part of it."""
    old = path.read_bytes() if path.exists() else b""
    if apart.flag():
        start, cut = apart.number(1 << 14), apart.number(256)
        path.write_bytes(old[:start] + apart.rest() + old[start + cut :])
    else:
        path.write_bytes(apart.rest())


@contextlib.contextmanager
def _every_signature_right() -> Iterator[None]:
    """Believe every signature: what stands beside them has to hold by itself."""
    true = VERIFIER._check_signature
    VERIFIER._check_signature = lambda *_: None  # type: ignore[attr-defined]
    try:
        yield
    finally:
        VERIFIER._check_signature = true  # type: ignore[attr-defined]
