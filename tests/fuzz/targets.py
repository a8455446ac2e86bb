"""The targets by name, and the bytes each was fed with before."""

import importlib
import traceback
from pathlib import Path
from typing import Callable, Tuple, cast

Attempt = Callable[[bytes], None]

AGENT = (
    "identity",
    "traces",
    "doors",
    "control",
    "connections",
    "live",
    "brand",
    "journal",
    "consents",
    "receipts",
    "proof",
    "desk_answers",
)
"""What the client's program reads."""

DESK = ("desk_reports", "desk_ingest", "desk_pages")
"""What the desk reads; its Python and packages are needed."""

HERE = Path(__file__).parent


def attempt_of(name: str) -> Attempt:
    """The function that tries one input."""
    return cast(Attempt, importlib.import_module(f"tests.fuzz.{name}").attempt)


def corpus_of(name: str) -> Path:
    """The folder of inputs that together reach what is known to be reached."""
    return HERE / "corpus" / name


def kept(name: str) -> Tuple[Path, ...]:
    """The corpus, and every input that once found something."""
    folders = (corpus_of(name), HERE / "findings" / name)
    return tuple(sorted(path for folder in folders if folder.is_dir() for path in folder.iterdir()))


def broken(name: str) -> Tuple[str, ...]:
    """Which of the kept inputs break what reads them, and how."""
    attempt = attempt_of(name)
    outcomes = ((path, _outcome(attempt, path.read_bytes())) for path in kept(name))
    return tuple(
        f"{path.parent.parent.name}/{name}/{path.name}: {how}" for path, how in outcomes if how
    )


def _outcome(attempt: Attempt, data: bytes) -> str:
    try:
        attempt(data)
    except Exception:  # noqa: BLE001 - whatever it is, it was not promised
        return traceback.format_exc()
    return ""
