"""The text of one list as its bytes arrive: whole lines are judged, an unfinished one waits.

Pure. A list begins with a line end and has none after its last row, as TeamViewer writes it; so the
last line counts as soon as it is whole, and is never judged for good before its end. The encoding
is not published: a byte order mark decides, else each line is UTF-8, else in the code page of the
system.
"""

from dataclasses import dataclass
from typing import List, Optional, Tuple

from agent.connections import DamagedRow, ListedConnection
from agent.teamviewer.connections.rows import MAX_ROW_CHARACTERS, Reason, is_whole, read_row
from agent.teamviewer.text_encoding import encoding_of

MAX_DAMAGED = 1000
MAX_SHOWN_CHARACTERS = 1000

_BYTES_THAT_TELL_THE_ENCODING = 4
_LINE_ENDS = {"utf-16-le": b"\n\0", "utf-16-be": b"\0\n"}
# In every encoding, more characters than a row can have.
_MAX_CARRIED = 4 * MAX_ROW_CHARACTERS + 4


@dataclass(frozen=True)
class ListContent:
    """What a list holds; `lines` are the numbers, from 1, of the lines that `rows` come from."""

    file: str
    rows: Tuple[ListedConnection, ...] = ()
    lines: Tuple[int, ...] = ()
    damaged: Tuple[DamagedRow, ...] = ()


class ListText:
    """The list `file`, fed with its bytes in pieces of any size.

    `code_page` is the system's. With `middle`, the encoding of a list of which only the end is
    read, what comes before the first line end belongs to an unknown line, and lines count from
    there.
    """

    def __init__(self, file: str, code_page: str = "cp1252", middle: Optional[str] = None) -> None:
        self._file, self._code_page = file, code_page
        self._encoding = middle
        self._is_inside_line = middle is not None
        self._carried = b""
        self._line = 0
        self._rows: List[ListedConnection] = []
        self._lines: List[int] = []
        self._damaged: List[DamagedRow] = []

    def feed(self, data: bytes) -> None:
        """Take the bytes that follow."""
        data = self._carried + data
        if self._encoding is None:
            if len(data) < _BYTES_THAT_TELL_THE_ENCODING:
                self._carried = data
                return
            self._encoding, mark = encoding_of_list(data)
            data = data[mark:]
        end = _end_of_last_line(data, self._encoding)
        self._carried = _bounded(data[end:])
        if end:
            self._take(_lines(data[:end], self._encoding, self._code_page)[:-1])

    def content(self, *, final: bool) -> ListContent:
        """What is known so far; `final` says that a line without an end will not be finished."""
        rows, lines, damaged = list(self._rows), list(self._lines), list(self._damaged)
        last = self._last_line()
        outcome = None if self._is_inside_line else self._judge_last(last, final=final)
        if isinstance(outcome, ListedConnection):
            rows.append(outcome)
            lines.append(self._line + 1)
        elif outcome is not None:
            damaged.append(self._damaged_row(self._line + 1, outcome, last))
        if len(damaged) > MAX_DAMAGED:
            damaged[MAX_DAMAGED:] = [DamagedRow(self._file, None, Reason.TOO_MANY.value)]
        return ListContent(self._file, tuple(rows), tuple(lines), tuple(damaged))

    def _take(self, lines: List[str]) -> None:
        if self._is_inside_line:
            lines = lines[1:]
            self._is_inside_line = False
        rows, numbers = self._rows, self._lines
        for number, text in enumerate(lines, self._line + 1):
            outcome = read_row(text)
            if isinstance(outcome, ListedConnection):
                rows.append(outcome)
                numbers.append(number)
            elif outcome is not None and len(self._damaged) <= MAX_DAMAGED:
                self._damaged.append(self._damaged_row(number, outcome, text))
        self._line += len(lines)

    def _last_line(self) -> str:
        encoding, mark = self._encoding, 0
        if encoding is None:
            encoding, mark = encoding_of_list(self._carried)
        return _line(self._carried[mark:], encoding, self._code_page)

    @staticmethod
    def _judge_last(text: str, *, final: bool) -> "ListedConnection | Reason | None":
        outcome = read_row(text)
        if outcome is Reason.TOO_LONG or outcome is None or is_whole(text):
            return outcome
        return Reason.UNFINISHED if final else None

    def _damaged_row(self, line: int, reason: Reason, text: str) -> DamagedRow:
        return DamagedRow(
            self._file, line, reason.value, text[:MAX_SHOWN_CHARACTERS].rstrip("\r\n")
        )


def encoding_of_list(first: bytes) -> Tuple[str, int]:
    """The encoding of a list and the length of its mark, from its first bytes, four or more."""
    return encoding_of(first[:_BYTES_THAT_TELL_THE_ENCODING])


def _end_of_last_line(data: bytes, encoding: str) -> int:
    """The number of bytes up to and with the last line end; 0 when there is none."""
    mark = _LINE_ENDS.get(encoding, b"\n")
    at = data.rfind(mark)
    while at >= 0 and at % len(mark):
        at = data.rfind(mark, 0, at + len(mark) - 1)
    return at + len(mark) if at >= 0 else 0


def _bounded(line: bytes) -> bytes:
    """Of a line that is too long, as much as shows it; two bytes of a character stay together."""
    if len(line) <= _MAX_CARRIED:
        return line
    return line[: _MAX_CARRIED + len(line) % 2]


def _lines(data: bytes, encoding: str, code_page: str) -> List[str]:
    if encoding in _LINE_ENDS:
        return data.decode(encoding, "replace").split("\n")
    try:
        return data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return [_line(line, encoding, code_page) for line in data.split(b"\n")]


def _line(data: bytes, encoding: str, code_page: str) -> str:
    if encoding in _LINE_ENDS:
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _in_code_page(data, code_page)


def _in_code_page(data: bytes, code_page: str) -> str:
    try:
        return data.decode(code_page)
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")
