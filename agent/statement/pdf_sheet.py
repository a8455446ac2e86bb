"""A sheet of paper in a PDF, filled from top to bottom."""

from typing import BinaryIO, Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from agent.brand_values import Icon
from agent.statement.pdf_text import Faces

MARGIN = 40.0
LEADING = 1.25
PADDING = 3.0
GREY = "#888888"
BLACK = "#000000"


def open_canvas(data: BinaryIO, lang: str, title: str, author: str) -> Canvas:
    """A4, without a date or a random number in the file."""
    canvas = Canvas(data, pagesize=A4, invariant=1, pageCompression=0, lang=lang)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setLineWidth(0.5)
    return canvas


class Sheet:
    """Each thing drawn moves `y` down; no text is wider than its place."""

    def __init__(self, canvas: Canvas, faces: Faces) -> None:
        self._canvas = canvas
        self._faces = faces
        self._width = A4[0] - 2 * MARGIN
        self.y = A4[1] - MARGIN

    def down(self, points: float) -> None:
        """Leave some space."""
        self.y -= points

    def line(self, text: str, size: float, *, bold: bool = False, indent: float = 0) -> None:
        """One line of text, cut where the paper ends."""
        (shown,) = self._faces.lines(text, size, self._width - indent, 1, bold=bold)
        self.down(size * LEADING)
        self._write(MARGIN + indent, self.y + size * (LEADING - 1), shown, size, bold=bold)

    def square(self, side: float, icon: Icon) -> None:
        """A filled square with one or two letters, its upper edge at `y`; moves nothing."""
        bottom = self.y - side
        self._canvas.setFillColor(HexColor(icon.background))
        self._canvas.rect(MARGIN, bottom, side, side, stroke=0, fill=1)
        self._canvas.setFillColor(HexColor(icon.foreground))
        letters = self._faces.shown(icon.letters)
        self._canvas.setFont(self._faces.face(letters, bold=True), side * 0.55)
        self._canvas.drawCentredString(MARGIN + side / 2, bottom + side * 0.3, letters)
        self._canvas.setFillColor(HexColor(BLACK))

    def row(
        self,
        cells: Sequence[str],
        shares: Sequence[float],
        size: float,
        *,
        bold: bool = False,
        lines: int = 1,
    ) -> None:
        """Cells with a frame, each as wide as its share; as high as its fullest cell."""
        widths = [share * self._width for share in shares]
        texts = [
            self._faces.lines(cell, size, width - 2 * PADDING, lines, bold=bold)
            for cell, width in zip(cells, widths)
        ]
        height = max(map(len, texts)) * size * LEADING + 2 * PADDING
        left = MARGIN
        for text, width in zip(texts, widths):
            self._canvas.setStrokeColor(HexColor(GREY))
            self._canvas.rect(left, self.y - height, width, height, stroke=1, fill=0)
            for number, shown in enumerate(text):
                baseline = self.y - PADDING - size * (number * LEADING + 1)
                self._write(left + PADDING, baseline, shown, size, bold=bold)
            left += width
        self.down(height)

    def _write(self, x: float, y: float, text: str, size: float, *, bold: bool) -> None:
        self._canvas.setFont(self._faces.face(text, bold=bold), size)
        self._canvas.drawString(x, y, text)
