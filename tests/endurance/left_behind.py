"""What lies in the program's data folder: only what belongs there, and how much."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import List

# The names in the program's own code, written here once more on purpose.
_BELONGS = re.compile(
    r"settings\.json|log/assistance\.log(\.[0-9])?|receipts/.+\.html?"
    r"|consent/journal-[0-9a-f]{16}\.jsonl(\.lock)?|consent/receipt-[0-9a-f]{16}-[0-9]+\.txt"
    r"|consent/key\.lock|consent/origin-[0-9a-f]{16}"
    r"|consent/blobs/[0-9a-f]{64}"
)


@dataclass(frozen=True)
class LeftBehind:
    """Numbers and sizes, and what does not belong there."""

    files: int
    data_bytes: int
    journal_bytes: int
    log_bytes: int
    receipts: int
    blobs: int
    strangers: List[str]


def look_at(folder: Path) -> LeftBehind:
    """Everything below the folder now."""
    found = {file.relative_to(folder).as_posix(): file.stat().st_size for file in _files(folder)}
    return LeftBehind(
        len(found),
        sum(found.values()),
        sum(size for name, size in found.items() if name.endswith(".jsonl")),
        sum(size for name, size in found.items() if name.startswith("log/")),
        sum(name.startswith("consent/receipt-") for name in found),
        sum(name.startswith("consent/blobs/") for name in found),
        sorted(name for name in found if not _BELONGS.fullmatch(name)),
    )


def _files(folder: Path) -> List[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
