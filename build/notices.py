#!/usr/bin/env python3
"""Write THIRD-PARTY-NOTICES.txt and the SBOM of a frozen folder, from what is really in it.

Usage: python3 build/notices.py FOLDER

Both are written beside the folder, the notices also into it. Exit code: 0 written, 1 something in
it is of unknown origin or licence, or may not be shipped, 2 wrong usage.
"""

import sys
from pathlib import Path
from typing import List

sys.path.insert(0, str(Path(__file__).resolve().parent))

from workshop import releasing
from workshop.failure import SetupError


def main(words: List[str]) -> int:
    """Write, and give the exit code."""
    if len(words) != 1 or not Path(words[0]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(words[0]).resolve()
    try:
        releasing.put_papers(folder)
    except (SetupError, OSError) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
