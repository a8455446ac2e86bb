"""Feed one target for so many seconds: python -m tests.fuzz.run TARGET SECONDS [FOLDER].

New inputs go to FOLDER. Ends with 0 when nothing was found; else the input is in FOLDER as
`crash-*`, `oom-*` or `timeout-*`, and the reason is printed.
"""

import logging
import sys
from pathlib import Path
from typing import List

import atheris

from tests.fuzz.targets import attempt_of, corpus_of

LONGEST = 4096
MEGABYTES = 1500
SECONDS_FOR_ONE = 20


def main(words: List[str]) -> None:
    """Never returns: the fuzzer ends the process."""
    target, seconds, folder = words[0], words[1], Path(words[2])
    folder.mkdir(parents=True, exist_ok=True)
    logging.disable(logging.CRITICAL)
    with atheris.instrument_imports(include=["agent", "desk"]):
        attempt = attempt_of(target)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-rss_limit_mb={MEGABYTES}",
        f"-timeout={SECONDS_FOR_ONE}",
        f"-artifact_prefix={folder}/",
        "-print_final_stats=1",
        "-verbosity=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(folder), str(corpus_of(target))], attempt)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
