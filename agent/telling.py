"""Telling others what has happened, or what came of what they asked, whatever breaks. Pure."""

import logging
from typing import Callable, TypeVar, Union

from agent.errors import AgentError
from agent.texts import message

T = TypeVar("T")

_log = logging.getLogger(__name__)


def kept_apart(listener: Callable[[T], None]) -> Callable[[T], None]:
    """The listener, so that what it raises never reaches whoever tells it; it is logged."""

    def tell(news: T) -> None:
        try:
            listener(news)
        except Exception:  # noqa: BLE001 - a screen that breaks must not keep access from being shut
            _log.exception("news was not taken")

    return tell


def answer_or_error(action: Callable[[], T]) -> Union[T, AgentError]:
    """What came of it, or why nothing did: whoever waits is told in any case."""
    try:
        return action()
    except AgentError as error:
        _log.warning("%s", error)
        return error
    except Exception as error:  # noqa: BLE001 - whoever waits is told; the cause is logged
        _log.exception("not done")
        return AgentError(message("app.internal"), message("app.internal.advice"), str(error))
