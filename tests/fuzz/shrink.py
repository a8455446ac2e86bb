"""Take into a corpus what a fuzzer's folder adds to it: python -m tests.fuzz.shrink TARGET FOLDER.

What is in the corpus stays. Of the others, those are added that go from some line to a next line
of `agent` or `desk` where none before went, and no more than a corpus may hold.
"""

import logging
import shutil
import sys
from pathlib import Path
from types import FrameType
from typing import Any, Dict, FrozenSet, List, Sequence, Set, Tuple

from tests.fuzz.targets import HERE, Attempt, attempt_of, corpus_of

MOST_FILES, MOST_BYTES = 50, 4096
_OURS = tuple(str(HERE.parents[1] / name) for name in ("agent", "desk"))

Step = Tuple[str, int, int]


def main(words: List[str]) -> None:
    """Says how many inputs the corpus has then, and how many steps of all known ones they take."""
    target, folder = words[0], Path(words[1])
    logging.disable(logging.CRITICAL)
    attempt, corpus = attempt_of(target), corpus_of(target)
    kept = sorted(path for path in corpus.iterdir() if _is_input(path))
    found = sorted(path for path in folder.iterdir() if _is_input(path))
    steps = {path: _steps(attempt, path.read_bytes()) for path in (*kept, *found)}
    for path in _added(steps, kept):
        shutil.copy(path, corpus / f"found-{path.name[:12]}")
    reached = frozenset().union(*(steps[path] for path in (*kept, *_added(steps, kept))))
    everything = frozenset().union(*steps.values())
    count = len(list(corpus.iterdir()))
    sys.stdout.write(f"{target}: {count} inputs, {len(reached)} of {len(everything)} steps\n")


def _is_input(path: Path) -> bool:
    is_finding = path.name.startswith(("crash-", "oom-", "timeout-", "slow-"))
    return path.is_file() and not is_finding and path.stat().st_size <= MOST_BYTES


def _added(steps: Dict[Path, FrozenSet[Step]], kept: Sequence[Path]) -> List[Path]:
    """Each adds the most that the ones before lack."""
    left: Set[Path] = set(steps) - set(kept)
    reached: Set[Step] = set().union(*(steps[path] for path in kept))
    chosen: List[Path] = []
    while left and len(kept) + len(chosen) < MOST_FILES:
        best = max(left, key=lambda path: (len(steps[path] - reached), -path.stat().st_size))
        if not steps[best] - reached:
            break
        left.discard(best)
        reached |= steps[best]
        chosen.append(best)
    return chosen


def _steps(attempt: Attempt, data: bytes) -> FrozenSet[Step]:
    found: Set[Step] = set()
    last: Dict[int, int] = {}

    def trace(frame: FrameType, event: str, _argument: object) -> Any:  # noqa: ANN401 - as Python asks
        name = frame.f_code.co_filename
        if not name.startswith(_OURS):
            return None
        if event == "line":
            found.add((name, last.get(id(frame), 0), frame.f_lineno))
            last[id(frame)] = frame.f_lineno
        elif event == "call":
            last.pop(id(frame), None)
        return trace

    sys.settrace(trace)
    try:
        attempt(data)
    finally:
        sys.settrace(None)
    return frozenset(found)


if __name__ == "__main__":
    main(sys.argv[1:])
