"""What the windows about access show, ready to draw. Pure."""

from dataclasses import dataclass
from typing import Iterable, Tuple

from agent.consent.terms_text import Block


@dataclass(frozen=True)
class LongText:
    """A text to read; `headings` are the spans in it to show in bold, start and end."""

    text: str
    headings: Tuple[Tuple[int, int], ...] = ()


@dataclass(frozen=True)
class QuestionView:
    """A question ready to draw.

    `hint` says what a yes needs; `later` is empty where there is no third answer. `details` stand
    in a window of their own behind the button `read_all`, which is there when they have a text;
    `close` closes them. `stop` takes back what was allowed before.
    """

    title: str
    body: LongText
    boxes: Tuple[str, ...]
    hint: str
    yes: str
    no: str
    later: str
    read_all: str
    details: LongText
    details_title: str
    close: str
    stop: str


@dataclass(frozen=True)
class NoticeView:
    """What came of it: a headline and sentences.

    `proof_of` is the consent a sheet is about; `restore` the words on a button that lets the
    connection software run again. Either is empty where there is none.
    """

    title: str
    headline: str
    sentences: Tuple[str, ...]
    proof_of: str = ""
    restore: str = ""


@dataclass(frozen=True)
class AuthorisationLine:
    """One authorisation in words, and whether there is anything to stop about it.

    `stop` and `print` are what its buttons are called where nobody sees beside what they stand.
    """

    cid: str
    text: str
    can_stop: bool
    stop: str
    print: str


@dataclass(frozen=True)
class AuthorisationsView:
    """All authorisations, the latest first."""

    title: str
    intro: str
    lines: Tuple[AuthorisationLine, ...]
    troubles: Tuple[str, ...]


def long_text(title: str, blocks: Iterable[Block]) -> LongText:
    """Title, headings and paragraphs one below the other, every word of them and no other."""
    parts = [(title, True)] if title else []
    for block in blocks:
        parts += [(block.heading, True)] if block.heading else []
        parts += [(paragraph, False) for paragraph in block.paragraphs]
    text, spans = "", []
    for words, is_heading in parts:
        text += ("\n\n" if is_heading else "\n") if text else ""
        if is_heading:
            spans.append((len(text), len(text) + len(words)))
        text += words
    return LongText(text, tuple(spans))
