"""Text that fits its place in a PDF, in a face that has its letters.

PDF's own Helvetica has the letters of Western European languages and the euro sign (Windows code
page 1252); for other scripts a TrueType file is put into the document.
"""

import logging
from pathlib import Path
from typing import List, Optional

from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFError, TTFont

_log = logging.getLogger(__name__)

WESTERN = "cp1252"
REGULAR, BOLD = "Helvetica", "Helvetica-Bold"
OTHER_SCRIPTS = "OtherScripts"
NO_LETTER, CUT = "?", "…"
# Helvetica has the wider one of the two spaces that do not break.
_SPACES = str.maketrans({"\u202f": "\u00a0", "\t": " ", "\r": " ", "\n": " "})


def is_western(text: str) -> bool:
    """Whether Helvetica has all its letters."""
    try:
        text.encode(WESTERN)
    except UnicodeEncodeError:
        return False
    return True


class Faces:
    """Helvetica, and a face for other scripts when its file can be read."""

    def __init__(self, font: Optional[Path] = None) -> None:
        self._other = None if font is None else _loaded(font)

    def shown(self, text: str) -> str:
        """The text as it can be drawn: a letter that no face has is a question mark."""
        text = text.translate(_SPACES)
        if is_western(text):
            return text
        if self._other is None:
            return "".join(letter if is_western(letter) else NO_LETTER for letter in text)
        has = self._other.face.charToGlyph
        return "".join(letter if ord(letter) in has else NO_LETTER for letter in text)

    def face(self, text: str, *, bold: bool) -> str:
        """The name of the face that has all letters of what `shown` gave."""
        if not is_western(text):
            return OTHER_SCRIPTS
        return BOLD if bold else REGULAR

    def lines(self, text: str, size: float, width: float, most: int, *, bold: bool) -> List[str]:
        """At most so many lines, none wider than `width` points; what is cut ends with dots."""
        split = self._split(self.shown(text), size, width, bold=bold)
        kept = split[:most]
        if len(split) > most:
            kept[-1] += CUT
        return [self._cut(line, size, width, bold=bold) for line in kept]

    def _split(self, text: str, size: float, width: float, *, bold: bool) -> List[str]:
        """At the blanks that may break; a word alone may still be too wide."""
        face = self.face(text, bold=bold)
        first, *words = text.split(" ")
        lines = [first]
        for word in words:
            longer = f"{lines[-1]} {word}"
            if stringWidth(longer, face, size) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _cut(self, line: str, size: float, width: float, *, bold: bool) -> str:
        face = self.face(line, bold=bold)
        if stringWidth(line, face, size) <= width:
            return line
        length = len(line)
        while length and stringWidth(line[:length] + CUT, face, size) > width:
            length -= 1
        return line[:length].rstrip() + CUT


def _loaded(font: Path) -> Optional[TTFont]:
    """The face of the file; None when it is missing or no TrueType file."""
    try:
        loaded = TTFont(OTHER_SCRIPTS, str(font))
        registerFont(loaded)
    except (OSError, TTFError, ValueError, LookupError) as error:
        _log.warning("no face for other scripts: %s", error)
        return None
    return loaded
