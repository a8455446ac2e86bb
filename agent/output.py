"""Answers on standard output, messages for people on standard error; a window has neither."""

import json
import sys
from typing import Any, Callable, Dict

from agent.errors import AgentError
from agent.texts import message

ANSWER, NOTES = "stdout", "stderr"


class AnswerRefusedError(AgentError):
    """The answer could not be written: whoever was to read it is gone, or the disk is full."""

    def __init__(self, detail: str) -> None:
        title, advice = message("app.answer_refused"), message("app.answer_refused.advice")
        super().__init__(title, advice, detail)


def say(line: str) -> None:
    """One line of the answer.

    Raises:
        AnswerRefusedError: it could not be written.
    """
    if sys.stdout is not None:
        _try(ANSWER, lambda: sys.stdout.write(line + "\n"))


def note(line: str) -> None:
    """One line for the person; nothing hangs on whether it can be written."""
    if sys.stderr is not None and line:
        _let(NOTES, lambda: sys.stderr.write(line + "\n"))


def say_json(value: Dict[str, Any]) -> None:
    """The answer as one JSON object.

    Raises:
        AnswerRefusedError: it could not be written.
    """
    say(json.dumps(value, ensure_ascii=False))


def finish() -> None:
    """Have everything that was said on its way.

    Raises:
        AnswerRefusedError: the answer, or a part of it, could not be written.
    """
    if sys.stderr is not None:
        _let(NOTES, sys.stderr.flush)
    if sys.stdout is not None:
        _try(ANSWER, sys.stdout.flush)


def _try(stream: str, write: Callable[[], object]) -> None:
    try:
        write()
    except OSError as error:
        # Python tries again when it ends, and would end with an error of its own.
        setattr(sys, stream, None)
        raise AnswerRefusedError(str(error)) from error


def _let(stream: str, write: Callable[[], object]) -> None:
    try:
        write()
    except OSError:
        setattr(sys, stream, None)
