"""The icon first: what stands behind it, and all other commands, take much longer to load."""

import contextlib
from typing import TYPE_CHECKING, List, Optional, Tuple

if TYPE_CHECKING:
    from agent.first_icon import FirstIcon

TRAY: Tuple[List[str], ...] = ([], ["tray"], ["tray", "--background"])


def start(arguments: List[str]) -> int:
    """Do what the arguments ask and give the exit code."""
    if arguments in TRAY:
        return _start_tray(arguments)
    return _main(arguments)


def _start_tray(arguments: List[str]) -> int:
    from agent.brand import load_brand
    from agent.errors import AgentError
    from agent.first_icon import first_icon
    from agent.paths import brand_folder

    background = "--background" in arguments
    with contextlib.ExitStack() as stack:
        try:
            icon = first_icon(load_brand(brand_folder()), background=background)
            first = stack.enter_context(icon)
        except AgentError:
            # The command line comes upon the same, and has the words to tell it.
            return _main(arguments)
        return 0 if first is None else _main(arguments, first)


def _main(arguments: List[str], first: "Optional[FirstIcon]" = None) -> int:
    from agent.cli import main

    return main(arguments, first)
