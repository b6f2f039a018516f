"""Small multiples on a slide: several native charts or maps in a grid, each under its name, every one to be edited by itself."""

from __future__ import annotations

from math import ceil
from typing import Any

from la21data.blocks import NativeChart, NativeMap
from la21data.blocks.native import NativePanels, Panel
from la21data.domain import Language
from la21data.export.native_chart import add_chart
from la21data.export.native_map import add_panel, legend
from la21data.export.slide_text import POINT, Box, box, fitting

NAME = 260_000  # Height of a panel's name.
BETWEEN = 90_000
LEGEND = 0.17  # Of the width, at the right of maps.
MAP_SHAPE, CHART_SHAPE = 1.6, 0.45  # Height by width.


def add_panels(slide: Any, native: NativePanels, place: Box, lang: Language, alt: str) -> None:
    """Draw the grid into a box of the slide; of maps the legend, which is that of all of them, stands at its right."""
    left, top, width, height = place
    maps = [panel.native for panel in native.panels if isinstance(panel.native, NativeMap)]
    if maps:
        legend_wide = int(width * LEGEND)
        width -= legend_wide + BETWEEN
        legend(slide, maps[-1], (left + width + BETWEEN, top + NAME, legend_wide, height), lang, counted=False, size=10)
    columns = _columns(len(native.panels), width, height, MAP_SHAPE if maps else CHART_SHAPE)
    lines = ceil(len(native.panels) / columns)
    wide, high = (width - (columns - 1) * BETWEEN) // columns, (height - (lines - 1) * BETWEEN) // lines
    for at, panel in enumerate(native.panels):
        corner = left + at % columns * (wide + BETWEEN), top + at // columns * (high + BETWEEN)
        _panel(slide, panel, (*corner, wide, high), lang)


def _columns(panels: int, width: int, height: int, shape: float) -> int:
    """So many columns that a panel is as large as may be in its shape."""

    def size(columns: int) -> float:
        return min(width / columns, height / ceil(panels / columns) / shape)

    return max(range(1, panels + 1), key=size)


def _panel(slide: Any, panel: Panel, place: Box, lang: Language) -> None:
    left, top, width, height = place
    said = [text for text in (panel.name, panel.text) if text]
    high = NAME if len(said) == 1 else 2 * NAME
    size = fitting(said, width, high, 12, 8)
    head = box(slide.shapes, (left, top, width, high), said, lang, size, panel.name, bold=True)
    for paragraph in head.text_frame.paragraphs[1:]:
        paragraph.runs[0].font.bold = False
    room = (left, top + high, width, height - high)
    if isinstance(panel.native, NativeMap):
        add_panel(slide, panel.native, room, lang, panel.name)
    elif isinstance(panel.native, NativeChart):
        add_chart(slide, panel.native, room, lang, f"{panel.name} {panel.text}", most_ticks=max(int(width / POINT / 34), 2), labels=False)
