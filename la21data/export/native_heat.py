"""A heat map as a table of a slide: every cell has its figure and the colour of its class, to be edited and recoloured there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.util import Emu

from la21data import thai
from la21data.blocks.native import NativeHeat
from la21data.charts.heat import bracketed
from la21data.domain import Language
from la21data.export.native_chart import describe
from la21data.export.native_map import SWATCH, Paint, rectangle
from la21data.export.slide_table import CELL_SIDE, fill_cell
from la21data.export.slide_text import LINE, POINT, Box, box
from la21data.look import colours
from la21data.look.words import shorten, text_width
from la21data.text import words

ZERO = "#F4F6F5"  # As on the screen: nothing was done there.
LEGEND = 260_000  # Height.
FEW, MOST_ROWS = 8, 26  # Of a table with few columns. Longer ones go on in a second and a third table beside the first.
BETWEEN = 120_000
TYPE = 10.0  # Points of the legend.
LARGEST, SMALLEST = 16.0, 7.0  # Points of the cells.
HIGHEST = 420_000  # Height of a row.
SHORTEST_HEAD = 4  # Letters over a column, where there are many.
MOST_NAME = 0.4  # Of the width, for the names of the rows.


def add_heat(slide: Any, native: NativeHeat, place: Box, lang: Language, alt: str) -> None:
    """Draw tables and, under them, the legend, into a box of the slide."""
    left, top, width, height = place
    parts = max(-(-len(native.down) // MOST_ROWS), 1) if len(native.across) <= FEW else 1
    size = -(-len(native.down) // parts)
    wide = (width - (parts - 1) * BETWEEN) // parts
    bottoms = []
    for part in range(parts):
        rows = range(part * size, min((part + 1) * size, len(native.down)))
        bottoms.append(_table(slide, native, rows, (left + part * (wide + BETWEEN), top, wide, height - LEGEND), lang, alt))
    _legend(slide, native, (left, max(bottoms) + 60_000, width, LEGEND), lang)


def _table(slide: Any, native: NativeHeat, rows: range, place: Box, lang: Language, alt: str) -> int:
    """One table, its cells equally wide and high. Returns where it ends."""
    left, top, width, height = place
    texts = [[native.corner, *native.across]]
    texts += [
        [
            native.down[row],
            *(bracketed(_written(value, native, lang), (row, x) in native.few) for x, value in enumerate(native.values[row])),
        ]
        for row in rows
    ]
    high = min(height // len(texts), HIGHEST)
    size = max(min((high / POINT - 2) / LINE, LARGEST), SMALLEST)
    name = min(max(int(text_width(row[0], size) * POINT) + 2 * CELL_SIDE for row in texts), int(width * MOST_NAME))
    cell = (width - name) // len(native.across)
    name = width - cell * len(native.across)
    inside = 0.95 * (cell - 2 * CELL_SIDE) / POINT
    longest = max(text_width(text, size) for row in texts[1:] for text in row[1:])
    size = max(min(size, size * inside / longest), SMALLEST) if longest else size
    lines = [text.split("\n") for text in texts[0][1:]]
    head = max(min(size, size * inside / max(text_width(line, size) for parts in lines for line in parts)), SMALLEST)
    head = max(min(head, (high / POINT - 2) / LINE / max(map(len, lines))), SMALLEST)
    letters = max(int(inside / text_width("ก", head)), SHORTEST_HEAD)
    texts[0][1:] = ["\n".join(shorten(line, letters) for line in parts) for parts in lines]
    shape = slide.shapes.add_table(len(texts), len(texts[0]), *map(Emu, (left, top, width, high * len(texts))))
    describe(shape, alt)
    for x, column in enumerate(shape.table.columns):
        column.width = Emu(cell if x else name)
    for y, row in enumerate(texts):
        shape.table.rows[y].height = Emu(high)
        for x, text in enumerate(row):
            fill = colours.ACCENT if y == 0 else colours.WHITE if x == 0 else _fill(native.values[rows[y - 1]][x - 1], native)
            align = PP_ALIGN.CENTER if x else PP_ALIGN.LEFT
            fill_cell(shape.table.cell(y, x), text, lang, head if x and not y else size, head=y == 0, align=align, fill=fill)
    return top + high * len(texts)


def _written(value: float | None, native: NativeHeat, lang: Language) -> str:
    return "" if value is None else thai.format_number(value * native.scale, native.decimals, lang)


def _fill(value: float | None, native: NativeHeat) -> str:
    at = native.classes.index(value)
    return colours.WHITE if value is None or at is None else ZERO if value == 0 else native.classes.colours[at]


def _entries(native: NativeHeat, lang: Language) -> Iterator[tuple[str, str]]:
    values = [value for row in native.values for value in row]
    if 0 in values:
        yield "0", ZERO
    yield from zip(native.classes.labels, native.classes.colours, strict=True)
    if None in values:
        yield thai.no_data(lang), colours.WHITE


def _legend(slide: Any, native: NativeHeat, place: Box, lang: Language) -> None:
    left, top, _, _ = place
    group = slide.shapes.add_group_shape()
    group.name = words("export.legend", lang)
    for text, fill in _entries(native, lang):
        wide = int(text_width(text, TYPE) * POINT) + 60_000
        group._element.append(rectangle(text, (left, top + 15_000, SWATCH, SWATCH - 30_000), Paint(fill), slide))
        box(group.shapes, (left + SWATCH + 60_000, top, wide, LEGEND - 60_000), [text], lang, TYPE)
        left += SWATCH + wide + 200_000
    group._element.recalculate_extents()
