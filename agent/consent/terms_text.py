"""The text of a request as the screen shows it, and the bytes that stand for it.

Pure. The bytes and the text are two forms of one thing: every word on screen is in the bytes, in
the same order, and nothing else is but the marks at the start of a line. So whoever holds the
bytes can put the same screen together again.

    # title
    ## heading of a block; below it one paragraph a line
    [ ] name: what is said beside a box; its name is the one in the journal
    [yes], [no], [later]: what is written on a button
    ---: below it, what is behind "read all"
"""

import enum
import re
from dataclasses import dataclass
from typing import Iterator, List, Tuple

from agent.errors import AgentError
from agent.texts import message

LARGEST_TEXT = 64 * 1024
"""Bytes. The longest request of a shop is a tenth of that."""

_BOX = re.compile(r"\[ \] ([a-z][a-z0-9_]{0,31}): (.+)")
_BUTTON = re.compile(r"\[(yes|no|later)\] (.+)")
_MARKS = ("# ", "## ", "[", "---")
_SPACES = "\u00a0\u202f"


class TermsError(AgentError):
    """A text of the shop's terms is missing, changed, or cannot be shown."""

    def __init__(self, detail: str) -> None:
        super().__init__(message("terms.refused"), message("terms.refused.advice"), detail)


class Answer(enum.Enum):
    """What a button of a request answers."""

    YES = "yes"
    NO = "no"
    LATER = "later"


@dataclass(frozen=True)
class Block:
    """A heading and the paragraphs below it; the heading may be empty."""

    heading: str
    paragraphs: Tuple[str, ...]


@dataclass(frozen=True)
class Box:
    """A box to tick; `name` is what the journal calls it."""

    name: str
    label: str


@dataclass(frozen=True)
class Button:
    """A button with its words."""

    answer: Answer
    label: str


@dataclass(frozen=True)
class TermsText:
    """All words of one request. `details` are the blocks behind "read all"."""

    title: str
    blocks: Tuple[Block, ...]
    boxes: Tuple[Box, ...] = ()
    buttons: Tuple[Button, ...] = ()
    details: Tuple[Block, ...] = ()

    @property
    def words(self) -> Tuple[str, ...]:
        """Everything that is shown, in reading order."""
        return (
            self.title,
            *_block_words(self.blocks),
            *(box.label for box in self.boxes),
            *(button.label for button in self.buttons),
            *_block_words(self.details),
        )


def encode_terms(text: TermsText) -> bytes:
    """The bytes that stand for a text: `decode_terms` gives the same text back.

    Raises:
        TermsError: when no bytes do, as for a paragraph that is empty or looks like a mark.
    """
    data = "\n\n".join(_parts(text)).encode("utf-8", "surrogatepass") + b"\n"
    if decode_terms(data) != text:
        raise TermsError("a text that its bytes do not give back")
    return data


def decode_terms(data: bytes) -> TermsText:
    """The text that these bytes stand for; no other bytes stand for it.

    Raises:
        TermsError: when they are not the bytes of a text.
    """
    if len(data) > LARGEST_TEXT:
        raise TermsError(f"more than {LARGEST_TEXT} bytes")
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise TermsError(f"not UTF-8 at byte {error.start}") from error
    text = _text_of(lines)
    if "\n\n".join(_parts(text)) + "\n" != "\n".join(lines):
        raise TermsError("not laid out as terms are")
    return text


def _block_words(blocks: Tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield from (words for words in (block.heading, *block.paragraphs) if words)


def _parts(text: TermsText) -> Iterator[str]:
    yield f"# {text.title}"
    yield from map(_block_text, text.blocks)
    if text.boxes:
        yield "\n".join(f"[ ] {box.name}: {box.label}" for box in text.boxes)
    if text.buttons:
        yield "\n".join(f"[{button.answer.value}] {button.label}" for button in text.buttons)
    for index, block in enumerate(text.details):
        yield ("" if index else "---\n") + _block_text(block)


def _block_text(block: Block) -> str:
    heading = (f"## {block.heading}",) if block.heading else ()
    return "\n".join((*heading, *block.paragraphs))


def _text_of(lines: List[str]) -> TermsText:
    """The text, leniently read: `decode_terms` sees whether it gives the same lines."""
    for line in lines:
        _check_line(line)
    first, details = _split(lines)
    boxes = [found for found in map(_BOX.fullmatch, first) if found]
    buttons = [found for found in map(_BUTTON.fullmatch, first) if found]
    return TermsText(
        title=lines[0][2:],
        blocks=_blocks([line for line in first[1:] if not line.startswith("[")]),
        boxes=tuple(Box(found[1], found[2]) for found in boxes),
        buttons=tuple(Button(Answer(found[1]), found[2]) for found in buttons),
        details=_blocks(details),
    )


def _check_line(line: str) -> None:
    if line != line.strip() or not all(c.isprintable() or c in _SPACES for c in line):
        raise TermsError(f"a line with invisible characters: {line[:60]!a}")


def _split(lines: List[str]) -> Tuple[List[str], List[str]]:
    where = lines.index("---") if "---" in lines else len(lines)
    return lines[:where], lines[where + 1 :]


def _blocks(lines: List[str]) -> Tuple[Block, ...]:
    groups = "\n".join(lines).strip("\n").split("\n\n")
    return tuple(_block(group.split("\n")) for group in groups if group)


def _block(lines: List[str]) -> Block:
    heading = lines.pop(0)[3:] if lines[0].startswith("## ") else ""
    if any(line.startswith(_MARKS) for line in (heading, *lines)):
        raise TermsError("a paragraph that looks like a mark")
    return Block(heading, tuple(lines))
