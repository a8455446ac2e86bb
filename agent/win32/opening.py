"""Open a program, a page or a telephone link, as a double click would."""

import os
import sys

from agent.errors import AgentError
from agent.texts import Message

assert sys.platform == "win32"


def open_target(target: str, refused: Message) -> None:
    """Open it with what Windows has for it.

    Raises:
        AgentError: with `refused` as its title, when Windows has nothing for it.
    """
    try:
        os.startfile(target)  # noqa: S606 - no shell; the target is a checked path or link
    except OSError as error:
        raise AgentError(refused, Message(""), str(error)) from error
