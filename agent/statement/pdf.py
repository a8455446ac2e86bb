"""The statement of a visit as a PDF of one page, the same bytes for the same statement.

The PDF library is loaded at first use only: neither icon nor window needs it.
"""

import sys
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Callable, Optional, Sequence

from agent.statement.facts import Statement
from agent.statement.words import StatementWords, statement_words
from agent.texts import Message

if TYPE_CHECKING:
    from agent.statement.pdf_sheet import Sheet

Translate = Callable[[Message], str]

SIGN = 42.0
LABEL_SHARE = 0.32
COLUMN_SHARES = (0.4, 0.2, 0.2, 0.2)
FACT_LINES = 3


def statement_pdf(
    statement: Statement, lang: str, translate: Translate, font: Optional[Path] = None
) -> bytes:
    """The file; `translate` speaks `lang` (`fr` or `en`).

    `font` is a TrueType file for names in scripts other than Western European; without one that
    can be read, each letter of such a name is a question mark.
    """
    _leave_settings_alone()
    from agent.statement.pdf_sheet import Sheet, open_canvas
    from agent.statement.pdf_text import Faces

    words = statement_words(statement, translate)
    data = BytesIO()
    canvas = open_canvas(data, lang, words.title, words.shop)
    _draw(Sheet(canvas, Faces(font)), words)
    canvas.showPage()
    canvas.save()
    return data.getvalue()


def _leave_settings_alone() -> None:
    """Otherwise the library runs what it finds in a file of settings in the person's folder."""
    sys.modules.setdefault("reportlab_settings", ModuleType("reportlab_settings"))


def _draw(sheet: "Sheet", words: StatementWords) -> None:
    _draw_head(sheet, words)
    sheet.down(26)
    sheet.line(words.title, 18, bold=True)
    sheet.down(8)
    for label, value in words.facts:
        sheet.row((label, value), (LABEL_SHARE, 1 - LABEL_SHARE), 11, lines=FACT_LINES)
    sheet.down(14)
    sheet.line(words.heading, 12, bold=True)
    sheet.down(4)
    sheet.row(words.columns, COLUMN_SHARES, 9, bold=True)
    for cells in words.lines:
        sheet.row(cells, COLUMN_SHARES, 9)
    if words.others:
        sheet.down(3)
        sheet.line(words.others, 9)
    sheet.down(14)
    _draw_notes(sheet, words.notes)


def _draw_head(sheet: "Sheet", words: StatementWords) -> None:
    """The sign, and beside it the shop's name and how it is reached."""
    top = sheet.y
    sheet.square(SIGN, words.sign)
    sheet.line(words.shop, 14, bold=True, indent=SIGN + 12)
    for text in words.contact:
        sheet.line(text, 10, indent=SIGN + 12)
    sheet.y = min(sheet.y, top - SIGN)


def _draw_notes(sheet: "Sheet", notes: Sequence[str]) -> None:
    for number, note in enumerate(notes):
        sheet.line(note, 10, bold=number == 0)
        sheet.down(2)
