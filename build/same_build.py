#!/usr/bin/env python3
"""List every file in which two frozen programs differ; exit code 1 when there is one.

Usage: python3 build/same_build.py FOLDER OTHER_FOLDER
"""

import sys
from pathlib import Path
from typing import Dict, List

SAME, DIFFERENT, USAGE = 0, 1, 2


def differences(one: Path, other: Path) -> List[str]:
    """Names of files that only one folder has, or whose bytes differ."""
    left, right = _content(one), _content(other)
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


def _content(folder: Path) -> Dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def main(arguments: List[str]) -> int:
    """Compare, print, and give the exit code."""
    folders = [Path(word) for word in arguments]
    if len(folders) != 2 or not all(folder.is_dir() for folder in folders):
        print(__doc__, file=sys.stderr)
        return USAGE
    different = differences(*folders)
    for name in different:
        print(name)
    print(f"{len(different)} files differ")
    return DIFFERENT if different else SAME


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
