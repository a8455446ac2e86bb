"""Measure one benchmark and print it as one line of JSON: python -m tests.bench.run NAME.

`--list` prints each benchmark's name and its Python.
"""

import importlib
import json
import logging
import sys
from typing import Dict, List

from tests.bench.figures import NotMeasurableError, unmeasured
from tests.bench.registry import BENCHES, BY_NAME, Bench


def main(words: List[str]) -> int:
    """Print what is asked for; 2 for a benchmark there is not."""
    if words == ["--list"]:
        sys.stdout.write("".join(f"{bench.name} {bench.where.value}\n" for bench in BENCHES))
        return 0
    if len(words) != 1 or words[0] not in BY_NAME:
        return 2
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(_line(BY_NAME[words[0]])) + "\n")
    return 0


def _line(bench: Bench) -> Dict[str, object]:
    try:
        line: Dict[str, object] = importlib.import_module(bench.module).measure().line()
    except NotMeasurableError as error:
        return unmeasured(bench.name, str(error))
    return line


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
