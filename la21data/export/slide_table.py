"""How a table fits a slide: widths by what the columns hold, the largest type at which it fits, rows left out beyond the smallest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from la21data.export.slide_text import LINE, POINT, wrapped
from la21data.look.words import glyphs

CELL_SIDE, CELL_TOP = 60_000, 12_000  # Margins inside a cell.
LARGEST, SMALLEST = 13.0, 8.0  # Points.
MOST_LETTERS = 46  # Of a column, before its text wraps.


@dataclass(frozen=True)
class Fitted:
    """Widths and heights in English metric units, the first height that of the header; size in points."""

    rows: Sequence[Sequence[str]]
    widths: list[int]
    heights: list[int]
    size: float


def fit_table(names: Sequence[str], rows: Sequence[Sequence[str]], width: int, height: int) -> Fitted:
    """Fit a table into a box. At least one row is kept."""
    letters = [min(max(glyphs(text) for text in column), MOST_LETTERS) + 2 for column in zip(names, *rows, strict=True)]
    widths = [width * count // sum(letters) for count in letters]
    size = LARGEST
    while True:
        heights = [_height(row, widths, size) for row in (names, *rows)]
        if sum(heights) <= height:
            return Fitted(rows, widths, heights, size)
        if size <= SMALLEST:
            break
        size -= 0.5
    kept = 1
    while kept < len(rows) and sum(heights[: kept + 2]) <= height:
        kept += 1
    return Fitted(rows[:kept], widths, heights[: kept + 1], size)


def _height(row: Sequence[str], widths: Sequence[int], size: float) -> int:
    lines = max(_lines(text, wide - 2 * CELL_SIDE, size) for text, wide in zip(row, widths, strict=True))
    return int(lines * size * LINE * POINT) + 2 * CELL_TOP


def _lines(text: str, width: int, size: float) -> int:
    """Lines that a text takes: its own breaks, and those at the edge; words that do not part may need one more."""
    return sum(count + (count > 1) for count in (wrapped(line, max(width, 1), size) for line in text.split("\n")))
