"""A chart as PowerPoint knows it: with its data sheet inside, to be edited, recoloured and resized there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from la21data.blocks import NativeChart
from la21data.domain import Language
from la21data.export.chart_labels import PLOT_SHARE, add_labels, have_room
from la21data.export.slide_text import LANGUAGES, POINT, Box, rgb, set_face
from la21data.export.table import clean
from la21data.look import colours
from la21data.look.words import glyphs, text_width, word

TYPES = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "stacked_share": XL_CHART_TYPE.COLUMN_STACKED_100,
    "lines": XL_CHART_TYPE.LINE_MARKERS,
    "dots": XL_CHART_TYPE.LINE_MARKERS,
}
MARKERS = (
    XL_MARKER_STYLE.CIRCLE,
    XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.DIAMOND,
    XL_MARKER_STYLE.TRIANGLE,
    XL_MARKER_STYLE.STAR,
    XL_MARKER_STYLE.X,
)
MOST_BARS = 20  # More would be too small to read in a meeting; the slide says how many it leaves out.
LONGEST_UPRIGHT = 9  # Letters.
SMALLEST = 9  # Points of the names under columns and lines.
MILLION = 1_000_000
AXIS, LEGEND_MARK = 40, 45  # Points: of the values at the left, and of a line's mark in the legend.
WIDEST_BAR, WIDEST_COLUMN = 44, 90  # Points.


def shortened(native: NativeChart) -> NativeChart:
    """The chart with as many bars as a slide can show, the first ones."""
    if native.kind != "bars" or len(native.categories) <= MOST_BARS:
        return native
    series = tuple(
        replace(one, **{part: getattr(one, part)[:MOST_BARS] for part in ("values", "points", "said", "weak")}) for one in native.series
    )
    return replace(native, categories=native.categories[:MOST_BARS], series=series)


def add_chart(
    slide: Any, whole: NativeChart, place: Box, lang: Language, alt: str, *, labels: bool = True, most_ticks: int | None = None
) -> Any:
    """Draw it into a box of the slide. The data sheet holds every row, also those that have no room as bars.

    `labels`: figures at the marks where they fit. `most_ticks`: names under the columns, thinned evenly.
    """
    native = shortened(whole)
    lying = native.kind == "bars" or _names_are_long(native)
    kind = XL_CHART_TYPE.BAR_STACKED if native.kind == "stacked" and lying else TYPES[native.kind]
    shape = slide.shapes.add_chart(kind, *map(Emu, place), _sheet(native))
    describe(shape, alt)
    chart = shape.chart
    if native is not whole:
        chart.part.chart_workbook.update_from_xlsx_blob(CategoryWorkbookWriter(_sheet(whole)).xlsx_blob)
    size = _type_size(native, place, lying) if most_ticks is None else 8
    set_type(chart, lang, size)
    chart.has_title = False
    chart.has_legend = len(native.series) > 1 or native.kind.startswith("stacked")  # Of one part alone it says which.
    if chart.has_legend:
        chart.legend.include_in_layout = False
        chart.legend.position = XL_LEGEND_POSITION.RIGHT if native.kind in ("lines", "dots") else XL_LEGEND_POSITION.TOP
    labelled = labels and have_room(native, place, size, lying)
    _axes(chart, native, lang, size, lying, labelled)
    names = len(native.categories)
    most = names if lying else most_ticks or min(_names_across(native, place, size), names)  # Every bar that lies has its name.
    if names and (lying or most < names):
        _thin(chart.category_axis, names, most)
    if _has_bars(native):
        chart.plots[0].gap_width = _gap(native, place, lying)
    for at, (plotted, series) in enumerate(zip(chart.plots[0].series, native.series, strict=True)):
        _colour(plotted, native.kind, series.colour, MARKERS[at % len(MARKERS)])
        if series.dotted:
            plotted.format.line.dash_style = MSO_LINE.ROUND_DOT
        for point, colour in enumerate(series.points):
            plotted.points[point].format.fill.solid()
            plotted.points[point].format.fill.fore_color.rgb = rgb(colour)
        for point, weak in enumerate(series.weak):
            if weak:
                _empty(plotted.points[point].format, series.points[point] if series.points else series.colour)
        for point, name in enumerate(native.categories):
            if name in native.running:
                _hatch(plotted.points[point].format.fill, series.colour)
    if labelled:
        add_labels(chart, native, lang, size, place[2 if lying else 3] / POINT, lying)
    return shape


def describe(shape: Any, alt: str) -> None:
    """Name and alternative text of a chart's frame."""
    shape.name = clean(alt)[:80]
    shape._element.nvGraphicFramePr.cNvPr.set("descr", clean(alt))


def _sheet(native: NativeChart) -> CategoryChartData:
    data = CategoryChartData(number_format=native.number_format)
    data.categories = [clean(name) for name in native.categories]
    for series in native.series:
        data.add_series(clean(series.name), series.values)
    return data


def _thin(axis: Any, categories: int, most: int) -> None:
    """Every so many names only, the first one among them."""
    step = -(-categories // most)
    for tag in ("tickLblSkip", "tickMarkSkip"):
        axis._element.append(parse_xml(f'<c:{tag} {nsdecls("c")} val="{step}"/>'))
    axis._element.append(axis._element.find(qn("c:noMultiLvlLbl")))  # The schema wants it last.


def _names_are_long(native: NativeChart) -> bool:
    """Names that would have to be turned under columns: such columns lie down."""
    return native.kind == "stacked" and max((glyphs(name) for name in native.categories), default=0) > LONGEST_UPRIGHT


def _type_size(native: NativeChart, place: Box, lying: bool) -> float:
    """Points: as large as the bars, or the names under the columns, leave room for."""
    if lying:
        room = place[3] / POINT * (PLOT_SHARE if native.kind.startswith("stacked") else 1)  # Their legend and their axis take the rest.
        return max(8, min(14, room / len(native.categories) * 0.6))
    size = max(SMALLEST, min(13, place[2] / POINT / max(len(native.categories), 1) / 2.6))
    while native.kind == "lines" and size > SMALLEST and _names_across(native, place, size) < len(native.categories):
        size = max(size - 0.5, SMALLEST)
    return size


def _names_across(native: NativeChart, place: Box, size: float) -> int:
    """How many names have room under the plot; those of lines share the width with their legend."""
    legend = max(text_width(one.name, size) for one in native.series) + LEGEND_MARK if native.kind in ("lines", "dots") else 0
    plot = place[2] / POINT - AXIS - (legend if len(native.series) > 1 else 0)
    widest = max((text_width(name, size) for name in native.categories), default=1)
    return max(int(plot / (widest + size * 0.4)), 1)


def set_type(chart: Any, lang: Language, size: float) -> None:
    """Face, size and language of all its text."""
    chart.font.size, chart.font.color.rgb = Pt(size), rgb(colours.INK)
    set_face(chart._chartSpace.find(qn("c:txPr")).find(qn("a:p")).find(qn("a:pPr")).find(qn("a:defRPr")), lang)
    if chart._chartSpace.find(qn("c:lang")) is None:
        after = chart._chartSpace.find(qn("c:date1904"))
        language = parse_xml(f'<c:lang {nsdecls("c")} val="{LANGUAGES[lang]}"/>')
        chart._chartSpace.insert(0 if after is None else chart._chartSpace.index(after) + 1, language)


def _axes(chart: Any, native: NativeChart, lang: Language, size: float, lying: bool, labels: bool) -> None:
    names, values = chart.category_axis, chart.value_axis
    names.format.line.color.rgb = rgb(colours.BORDER)
    names.major_tick_mark = values.major_tick_mark = XL_TICK_MARK.NONE
    names.has_major_gridlines = False
    names.tick_labels.font.size = Pt(size)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    values.minimum_scale = 0 if all(value is None or value >= 0 for one in native.series for value in one.values) else None
    labelled = native.kind in ("bars", "columns") and labels
    if "%" in native.number_format and native.kind == "lines" and _nearly_all(native):
        values.maximum_scale = 1  # No share is more than all.
    values.visible = not labelled
    values.has_major_gridlines = not labelled
    if not labelled:
        values.major_gridlines.format.line.color.rgb = rgb(colours.GRID)
        values.format.line.fill.background()
        values.tick_labels.number_format = _along_axis(native, lang)
        values.tick_labels.number_format_is_linked = False
    if lying:
        names.reverse_order = True  # The first one on top, as on the screen.
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # Which is below, where the order is turned round.
    plot = chart.plots[0]
    if _has_bars(native):
        plot.overlap = 100 if native.kind.startswith("stacked") or _one_each(native) else -5


def _along_axis(native: NativeChart, lang: Language) -> str:
    """How figures stand along the axis of values: whole numbers from a million on in millions, as on the screen."""
    if native.kind == "stacked_share":
        return "0%"
    heights = [[abs(value or 0) for value in at] for at in zip(*(one.values for one in native.series), strict=True)]
    highest = max((sum(at) if native.kind == "stacked" else max(at) for at in heights), default=0.0)
    if native.number_format != "#,##0" or highest < MILLION:
        return native.number_format
    unit = word("million", lang, n="").strip()
    return f'[=0]0;#,##0{"" if highest >= 10 * MILLION else ".0"},,"\u00a0{unit}"'


def _nearly_all(native: NativeChart) -> bool:
    highest = max((value for one in native.series for value in one.values if value is not None), default=0)
    return 0.8 < highest <= 1


def _has_bars(native: NativeChart) -> bool:
    return native.kind in ("bars", "columns", "stacked", "stacked_share")


def _gap(native: NativeChart, place: Box, lying: bool) -> int:
    """Per cent of a bar's width between two of them: of few bars more, so that none is a wall."""
    single = len(native.series) == 1 or native.kind.startswith("stacked") or _one_each(native)
    room = place[3 if lying else 2] / POINT * PLOT_SHARE / max(len(native.categories), 1)
    widest = (WIDEST_BAR if lying else WIDEST_COLUMN) * (1 if single else len(native.series))
    return max(40 if single else 60, min(500, round((room / widest - 1) * 100)))


def _one_each(native: NativeChart) -> bool:
    """Whether every category has a value in one series only: the series are colours, not comparisons."""
    return all(sum(value is not None for value in values) <= 1 for values in zip(*(one.values for one in native.series), strict=True))


def _colour(plotted: Any, kind: str, colour: str, marker: Any) -> None:
    if kind in ("lines", "dots"):
        plotted.smooth = False
        plotted.marker.style, plotted.marker.size = marker, 7 if kind == "lines" else 11
        plotted.marker.format.fill.solid()
        plotted.marker.format.fill.fore_color.rgb = rgb(colour)
        plotted.marker.format.line.color.rgb = rgb(colour)
        if kind == "dots":
            plotted.format.line.fill.background()
        else:
            plotted.format.line.color.rgb, plotted.format.line.width = rgb(colour), Pt(2.25)
        return
    plotted.format.fill.solid()
    plotted.format.fill.fore_color.rgb = rgb(colour)
    plotted.invert_if_negative = False


def _hatch(fill: Any, colour: str) -> None:
    """A bar of a year that is not over, as on the screen."""
    fill.patterned()
    fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    fill.fore_color.rgb, fill.back_color.rgb = rgb(colours.WHITE), rgb(colour)


def _empty(bar: Any, colour: str) -> None:
    """A bar that stands on few, as on the screen."""
    bar.fill.solid()
    bar.fill.fore_color.rgb = rgb(colours.WHITE)
    bar.line.color.rgb, bar.line.width = rgb(colour), Pt(1.5)
