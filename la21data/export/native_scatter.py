"""A scatter as PowerPoint knows it: points between lines, with its data sheet; named points keep their names when they are moved."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from la21data.blocks.native import Cloud, Limit, NativeScatter
from la21data.domain import Language
from la21data.export.native_chart import describe, set_type
from la21data.export.slide_text import Box, rgb, set_face
from la21data.export.table import clean
from la21data.look import colours

SIZE, NAME_SIZE = 12, 11  # Points.
NEARLY_ALL = 0.9
# Behind a name, so that points do not strike it out, and show through.
GROUND = f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:srgbClr val="FFFFFF"><a:alpha val="60000"/></a:srgbClr></a:solidFill></c:spPr>'
DASHES = {"dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT}
SIDES = {
    "right": XL_LABEL_POSITION.RIGHT,
    "left": XL_LABEL_POSITION.LEFT,
    "above": XL_LABEL_POSITION.ABOVE,
    "below": XL_LABEL_POSITION.BELOW,
}
MARKERS = {"circle": XL_MARKER_STYLE.CIRCLE, "triangle": XL_MARKER_STYLE.TRIANGLE, "square": XL_MARKER_STYLE.SQUARE}


def add_scatter(slide: Any, native: NativeScatter, place: Box, lang: Language, alt: str) -> Any:
    """Draw it into a box of the slide."""
    data = XyChartData(number_format=native.number_format)
    # LibreOffice loses a series that comes before one with more points.
    drawn: list[Limit | Cloud] = sorted((*native.limits, *native.clouds), key=lambda one: -len(one.points))
    for one in drawn:
        series = data.add_series(clean(one.name))
        for x, y in one.points:
            series.add_data_point(x, y)
    shape = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, *map(Emu, place), data)
    describe(shape, alt)
    chart = shape.chart
    set_type(chart, lang, SIZE)
    chart.has_title, chart.has_legend = False, True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.RIGHT, False
    _axes(chart, native, lang)
    for plotted, one in zip(chart.plots[0].series, drawn, strict=True):
        if isinstance(one, Limit):
            _line(plotted, one)
        else:
            _points(plotted, one, lang)
    return shape


def _axes(chart: Any, native: NativeScatter, lang: Language) -> None:
    across, up = chart.category_axis, chart.value_axis
    across.maximum_scale, across.has_major_gridlines = native.reach[0], False
    if native.number_format.endswith("%") and native.reach[1] > NEARLY_ALL:
        up.maximum_scale = 1  # Else an axis of shares goes on to 120 %.
    up.major_gridlines.format.line.color.rgb = rgb(colours.GRID)
    for axis, name, form in zip((across, up), native.axes, ("#,##0", native.number_format.replace(".0%", "%")), strict=True):
        axis.minimum_scale = 0
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = form, False
        axis.has_title = True
        axis.axis_title.text_frame.text = clean(name)
        run = axis.axis_title.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold, run.font.color.rgb = Pt(SIZE), False, rgb(colours.MUTED)
        set_face(run._r.get_or_add_rPr(), lang)
        axis.major_tick_mark = XL_TICK_MARK.NONE
        axis.format.line.color.rgb = rgb(colours.BORDER)


def _line(plotted: Any, limit: Limit) -> None:
    plotted.smooth = False
    plotted.marker.style = XL_MARKER_STYLE.NONE
    plotted.format.line.color.rgb, plotted.format.line.width = rgb(limit.colour), Pt(1.25)
    if limit.dash:
        plotted.format.line.dash_style = DASHES[limit.dash]


def _points(plotted: Any, cloud: Cloud, lang: Language) -> None:
    plotted.smooth = False
    plotted.format.line.fill.background()
    plotted.marker.style, plotted.marker.size = MARKERS[cloud.mark], 9 if cloud.outside else 6
    plotted.marker.format.fill.solid()
    plotted.marker.format.fill.fore_color.rgb = rgb(cloud.colour)
    plotted.marker.format.line.color.rgb = rgb(cloud.colour)
    for at, name in enumerate(cloud.names):
        if name:
            label = plotted.points[at].data_label
            label.position = SIDES[cloud.sides[name]]
            label.text_frame.text = clean(name)
            run = label.text_frame.paragraphs[0].runs[0]
            run.font.size, run.font.color.rgb = Pt(NAME_SIZE), rgb(colours.INK)
            label._get_or_add_dLbl().find(qn("c:tx")).addnext(parse_xml(GROUND))
            set_face(run._r.get_or_add_rPr(), lang)
