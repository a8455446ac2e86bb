#!/usr/bin/env python3
"""Sign a folder's programs and libraries, or one file, and verify what was signed.

Usage: python3 build/sign.py [--unsigned-ok] FOLDER_OR_FILE

The certificate is named by environment variables, see build/release/certificate.py. Exit code:
0 signed, 1 it failed, 2 wrong usage, 3 left unsigned since no certificate is named (0 with
--unsigned-ok).
"""

import os
import sys
from pathlib import Path
from typing import List

sys.path.insert(0, str(Path(__file__).resolve().parent))

from release.signing import sign_below
from workshop.failure import SetupError

FAILED, USAGE, UNSIGNED = 1, 2, 3


def main(words: List[str]) -> int:
    """Sign, say what is true, and give the exit code."""
    allowed = words[:1] == ["--unsigned-ok"]
    places = words[allowed:]
    if len(places) != 1 or places[0].startswith("-") or not Path(places[0]).exists():
        print(__doc__, file=sys.stderr)
        return USAGE
    try:
        signed = sign_below(Path(places[0]), os.environ)
    except (SetupError, OSError) as failure:
        print(failure, file=sys.stderr)
        return FAILED
    print(signed)
    return 0 if signed.is_signed or allowed else UNSIGNED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
