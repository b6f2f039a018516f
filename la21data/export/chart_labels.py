"""Figures at the marks of a native chart: where they have room, and readable on what they stand on."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from pptx.enum.chart import XL_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from la21data.blocks import NativeChart
from la21data.domain import Language
from la21data.export.slide_text import POINT, Box, rgb, set_face
from la21data.export.table import clean
from la21data.look import colours

MOST_LABELS = 40  # Before they cover one another.
LYING_SHARE = 0.6  # Of its width that is left to bars beside their names.
PLOT_SHARE = 0.75  # Of a chart's height that is left to its columns by axis and legend.


def have_room(native: NativeChart, place: Box, size: float, lying: bool) -> bool:
    """Whether figures at the marks would not cover one another."""
    stacked = native.kind.startswith("stacked")
    if native.kind == "lines" or _count(native) > (3 * MOST_LABELS if stacked else MOST_LABELS):
        return False
    longest = max((len(f"{value:,.0f}") for one in native.series for value in one.values if value is not None), default=0)
    room = place[2] / POINT / max(len(native.categories), 1) * (1 if stacked else 1.1)
    return lying or longest * size * 0.55 <= room


def add_labels(chart: Any, native: NativeChart, lang: Language, size: float, along: float, lying: bool) -> None:
    """Figures at the marks. `along`: points of the chart along its bars."""
    stacked = native.kind.startswith("stacked")
    number_format = _with_room(native, size, along, lying) if stacked else native.number_format
    plot = chart.plots[0]
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = number_format, False
    labels.show_value = True
    labels.position = (
        XL_LABEL_POSITION.CENTER if stacked else XL_LABEL_POSITION.RIGHT if native.kind == "dots" else XL_LABEL_POSITION.OUTSIDE_END
    )
    labels.font.size = Pt(size if not stacked else max(8, size - 2))
    set_face(labels.font._rPr, lang)
    for plotted, series in zip(plot.series, native.series, strict=True):
        if any(series.said):  # Labels of its own: they take the place of the plot's.
            plotted._element.get_or_add_dLbls().getparent().replace(plotted.data_labels._element, deepcopy(labels._element))
        for point, text in enumerate(series.said):
            if text:
                _say(plotted.points[point].data_label, text, lang, size)
    if stacked:
        for plotted, series in zip(plot.series, native.series, strict=True):
            own = plotted.data_labels
            own.show_value, own.position = True, XL_LABEL_POSITION.CENTER
            own.number_format, own.number_format_is_linked = number_format, False
            own.font.size = Pt(max(8, size - 2))
            own.font.color.rgb = rgb(colours.text_on(series.colour))
            set_face(own.font._rPr, lang)
            for point, name in enumerate(native.categories):
                if name in native.running:
                    _on_plain_ground(own._element, point, series.colour)


def _say(label: Any, text: str, lang: Language, size: float) -> None:
    """Words at a mark instead of its figure."""
    label.position = XL_LABEL_POSITION.OUTSIDE_END
    label.text_frame.word_wrap = False
    run = label.text_frame.paragraphs[0].add_run()
    run.text = clean(text)
    run.font.size, run.font.color.rgb = Pt(size), rgb(colours.MUTED)
    set_face(run._r.get_or_add_rPr(), lang)


def _on_plain_ground(labels: Any, point: int, colour: str) -> None:
    """A figure on a hatched bar stands on the bar's own colour."""
    own = parse_xml(f'<c:dLbl {nsdecls("c")}><c:idx val="{point}"/></c:dLbl>')
    own.extend(deepcopy(part) for part in labels if part.tag not in (qn("c:dLbl"), qn("c:showLeaderLines")))
    ground = f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill></c:spPr>'
    own.find(qn("c:numFmt")).addnext(parse_xml(ground))
    labels.insert(0, own)


def _with_room(native: NativeChart, size: float, along: float, lying: bool) -> str:
    """A number format that leaves out zeros and, in bars that are stacked, figures of parts too small to hold them."""
    highest = max((sum(value or 0 for value in values) for values in zip(*(one.values for one in native.series), strict=True)), default=0)
    if native.kind != "stacked" or not highest:
        return f"{native.number_format};-{native.number_format};"
    letters = 5 if "%" in native.number_format else len(f"{highest:,.0f}")
    least = highest * (letters * size * 0.5 if lying else size) / (along * (LYING_SHARE if lying else PLOT_SHARE))
    return f'[<{least:.6g}]"";{native.number_format}'


def _count(native: NativeChart) -> int:
    return len(native.categories) * len(native.series)
