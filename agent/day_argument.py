"""A day as it is typed on the command line. Pure."""

import argparse
from datetime import date


def day_of(text: str) -> date:
    """The day that `YYYY-MM-DD` names.

    Raises:
        argparse.ArgumentTypeError: for anything else, which makes it wrong usage.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # Newer Pythons read other forms too, such as `20261123`.
    if day is None or day.isoformat() != text:
        raise argparse.ArgumentTypeError(f"not a day written YYYY-MM-DD: {text!r}")
    return day
