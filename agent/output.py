"""Answers on standard output, messages for people on standard error; a window has neither."""

import json
import sys
from typing import Any, Dict


def say(line: str) -> None:
    """One line of the answer."""
    if sys.stdout is not None:
        sys.stdout.write(line + "\n")


def note(line: str) -> None:
    """One line for the person."""
    if sys.stderr is not None and line:
        sys.stderr.write(line + "\n")


def say_json(value: Dict[str, Any]) -> None:
    """The answer as one JSON object."""
    say(json.dumps(value, ensure_ascii=False))
