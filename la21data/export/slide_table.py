"""How a table fits a slide: widths by what the columns hold, the largest type at which it fits, rows left out beyond the smallest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu

from la21data import thai
from la21data.blocks import Table
from la21data.domain import Language
from la21data.export.slide_text import LINE, POINT, Box, box, rgb, wrapped, write
from la21data.export.table import clean, rows_of, written
from la21data.look import colours
from la21data.look.words import glyphs
from la21data.text import words

CELL_SIDE, CELL_TOP = 60_000, 12_000  # Margins inside a cell.
LARGEST, SMALLEST = 13.0, 8.0  # Points.
MOST_LETTERS = 46  # Of a column, before its text wraps.


NOTHING = "\u00a0"  # An empty cell would be as high as a line of 18 points.
LEFT_OUT = 230_000  # Height of the line that says how many rows a slide leaves out.


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


def add_table(slide: Any, table: Table, place: Box, lang: Language, *, most: int = 200) -> None:
    """As many rows as are readable in the box; what is left out is said."""
    left, top, width, height = place
    names, rows = [str(name) for name in table.rows.columns], readable(table, lang)
    fitted = fit_table(names, rows[:most], width, height - LEFT_OUT)
    shape = slide.shapes.add_table(len(fitted.rows) + 1, len(names), *map(Emu, (left, top, width, sum(fitted.heights))))
    shape.name = clean(table.title or words("block.table", lang))
    numeric = {at for at, name in enumerate(names) if table.formats.get(name, "text") != "text"}
    for column, wide in zip(shape.table.columns, fitted.widths, strict=True):
        column.width = Emu(wide)
    for y, row in enumerate([names, *fitted.rows]):
        shape.table.rows[y].height = Emu(fitted.heights[y])
        for x, text in enumerate(row):
            fill_cell(shape.table.cell(y, x), text, lang, fitted.size, head=y == 0, align=PP_ALIGN.RIGHT if x in numeric else PP_ALIGN.LEFT)
    if len(fitted.rows) < len(rows):
        note = words("export.rows_left", lang, n=len(fitted.rows), of=thai.format_number(len(rows)))
        box(slide.shapes, (left, top + height - LEFT_OUT + 45_000, width, LEFT_OUT), [note], lang, 10, colour=colours.MUTED)


def fill_cell(cell: Any, text: str, lang: Language, size: float, *, head: bool, align: Any, fill: str = "") -> None:
    """One cell with its text; `fill`: a colour of its own."""
    cell.margin_top = cell.margin_bottom = CELL_TOP
    cell.margin_left = cell.margin_right = CELL_SIDE
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    if fill:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(fill)
    ink = colours.text_on(fill) if fill else colours.WHITE if head else colours.INK
    write(cell.text_frame, (text or NOTHING).split("\n"), lang, size, bold=head, colour=ink)
    for paragraph in cell.text_frame.paragraphs:
        paragraph.alignment = align


def readable(table: Table, lang: Language) -> list[list[str]]:
    """The rows as people read them."""
    forms = [table.formats.get(name, "text") for name in table.rows.columns]
    return [[written(value, form, lang) for value, form in zip(row, forms, strict=True)] for row in rows_of(table)]


def _height(row: Sequence[str], widths: Sequence[int], size: float) -> int:
    lines = max(_lines(text, wide - 2 * CELL_SIDE, size) for text, wide in zip(row, widths, strict=True))
    return int(lines * size * LINE * POINT) + 2 * CELL_TOP


def _lines(text: str, width: int, size: float) -> int:
    """Lines that a text takes: its own breaks, and those at the edge; words that do not part may need one more."""
    return sum(count + (count > 1) for count in (wrapped(line, max(width, 1), size) for line in text.split("\n")))
