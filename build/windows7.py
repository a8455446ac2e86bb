#!/usr/bin/env python3
"""Say whether Windows 7 SP1 can load every program file of a folder.

Usage: python3 build/windows7.py [--machine x86] FOLDER

Exit code 1 on any import, or any file, that Windows 7 SP1 would refuse or that nothing is known of;
2 when the folder cannot be audited. What only an update of Windows 7 brings is told by its number.
"""

import argparse
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Dict, Iterable, List, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

CLEAN, FOUND, NOT_READ = 0, 1, 2


def main(arguments: List[str]) -> int:
    """Audit, print, and give the exit code."""
    parser = argparse.ArgumentParser(description="Can Windows 7 SP1 load these program files?")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--machine", choices=("x64", "x86"), default="x64")
    options = parser.parse_args(arguments)
    from audit.judging import Level, judge
    from audit.pe_file import UnreadableFileError, read_folder
    from audit.windows_facts import load_facts

    try:
        files = read_folder(options.folder)
    except (OSError, UnreadableFileError) as error:
        print(error, file=sys.stderr)
        return NOT_READ
    if not files:
        print(f"{options.folder}: no program file in it", file=sys.stderr)
        return NOT_READ
    found = judge(files, load_facts(), options.machine)
    bad = [finding for finding in found if finding.level in (Level.FAILS, Level.UNKNOWN)]
    for line in _lines((f.level.value, f.what, f.why, f.file) for f in found):
        print(line)
    imports = sum(len(file.imports) for file in files)
    print(f"{len(files)} program files, {imports} imports checked, {len(bad)} findings")
    return FOUND if bad else CLEAN


def _lines(findings: Iterable[Tuple[str, str, str, str]]) -> List[str]:
    """One line for what is the same in several files."""
    grouped: Dict[Tuple[str, str, str], List[str]] = {}
    for level, what, why, file in findings:
        grouped.setdefault((level, what, why), []).append(file)
    count = Counter({key: len(names) for key, names in grouped.items()})
    return [
        f"{level:8}{what}: {why} ({names[0]}" + _others(count[level, what, why] - 1)
        for (level, what, why), names in sorted(grouped.items())
    ]


def _others(number: int) -> str:
    return f" and {number} more)" if number else ")"


def _on_own_python(arguments: List[str]) -> int:
    """The reader of program files is among the developer's packages."""
    from workshop import setup
    from workshop.layout import NATIVE_PYTHON

    if Path(sys.executable) == NATIVE_PYTHON:
        print("pefile is missing: python3 build/dev.py setup", file=sys.stderr)
        return NOT_READ
    setup.prepare_native()
    return subprocess.run([str(NATIVE_PYTHON), __file__, *arguments], check=False).returncode


if __name__ == "__main__":
    try:
        import pefile  # noqa: F401 - only to know
    except ImportError:
        sys.exit(_on_own_python(sys.argv[1:]))
    sys.exit(main(sys.argv[1:]))
