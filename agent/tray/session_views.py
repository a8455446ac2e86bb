"""What the windows about a connection show, ready to draw. Pure."""

from dataclasses import dataclass
from typing import Tuple

from agent.tray.main_view import PhoneLink


@dataclass(frozen=True)
class BannerView:
    """Who is connected. Empty text: the line is not shown.

    `who` says it in a sentence, `others` who else is, `detail` adds a name where the sentence has
    none; `short` is all there is when the banner was made small. `warning` says that access closes
    soon.
    """

    title: str
    who: str
    others: str
    detail: str
    times: str
    price: str
    warning: str
    short: str


@dataclass(frozen=True)
class UnexpectedView:
    """A connection that nothing allows, or that could not be checked; `is_over` says it has ended.

    `stop`, `close` and `doubt` are the words on the buttons.
    """

    title: str
    headline: str
    sentences: Tuple[str, ...]
    stop: str
    close: str
    doubt: str
    phones: Tuple[PhoneLink, ...]
    is_over: bool


@dataclass(frozen=True)
class EndQuestionView:
    """Whether to shut the connection software after a takeover; `yes` and `no` are buttons."""

    title: str
    headline: str
    sentences: Tuple[str, ...]
    yes: str
    no: str
