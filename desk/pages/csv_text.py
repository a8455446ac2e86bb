"""Machines as a table for a spreadsheet: semicolons, UTF-8 with its mark, nothing that calculates.

Pure.
"""

import csv
import io
from collections.abc import Iterable

BEGINNING = "\N{ZERO WIDTH NO-BREAK SPACE}"
# Excel, LibreOffice and Google take these for the start of a formula, the wide ones as well.
_CALCULATES = tuple("=+-@|%\t\r\n＝＋－＠")


def csv_lines(rows: Iterable[Iterable[str]]) -> str:
    """The rows, each ended as spreadsheets expect."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def harmless(cell: str) -> str:
    """The cell, marked as text when a spreadsheet would calculate it."""
    return f"'{cell}" if cell.startswith(_CALCULATES) or cell.lstrip() != cell else cell
