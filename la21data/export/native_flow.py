"""Bands between two years as shapes of a slide, each named and in one group: a click recolours one, ungrouping moves it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from la21data import thai
from la21data.blocks.native import NativeFlow
from la21data.charts import Stop, change_name, spread
from la21data.domain import Language
from la21data.export.native_map import SWATCH, next_id
from la21data.export.slide_text import LINE, POINT, Box, box, high_of
from la21data.export.table import clean
from la21data.look import colours
from la21data.text import words

SIZE = 12.0  # Points.
NAMES, LEGEND = 0.2, 0.24  # Shares of the width: the names on each side, the legend at the right.
THICK, PAD = 150_000, 90_000  # Of a place, and between two of them.
HEAD = 330_000  # Height of the years.
SEEN_THROUGH = 50_000  # Thousandths of a per cent: where bands cross, both show.


def add_flow(slide: Any, native: NativeFlow, place: Box, lang: Language, alt: str) -> None:
    """Draw it into a box of the slide, the legend at its right."""
    left, top, width, height = place
    drawn, names = int(width * (1 - LEGEND - 0.03)), int(width * NAMES)
    flow = native.flow
    total = max(sum(stop.laos for stop in flow.left), 1)
    inside = height - HEAD - PAD
    scale = (inside - (max(len(flow.left), len(flow.right)) - 1) * PAD) / total
    x_left, x_right = left + names, left + drawn - names - THICK
    starts, ends = _tops(flow.left, scale, top + HEAD), _tops(flow.right, scale, top + HEAD)
    group = slide.shapes.add_group_shape()
    group.name = clean(alt)[:80]
    group._element.nvGrpSpPr.cNvPr.set("descr", clean(alt))
    number = next_id(slide)
    out, into = [float(y) for y in starts], [float(y) for y in ends]
    for at, band in enumerate(sorted(flow.bands, key=lambda band: (band.source, band.target))):
        thick = band.laos * scale
        name = f"{flow.left[band.source].name} → {flow.right[band.target].name}: {thai.format_number(band.laos)}"
        colour = colours.CHANGES[band.change]
        said = f"{change_name(band.change, lang)} · {name}"
        group._element.append(_band(said, (x_left + THICK, x_right), out[band.source], into[band.target], thick, colour, number + at))
        out[band.source] += thick
        into[band.target] += thick
    number += len(flow.bands)
    for stops, ys, x in ((flow.left, starts, x_left), (flow.right, ends, x_right)):
        for stop, y in zip(stops, ys, strict=True):
            group._element.append(_block(_told(stop), (x, int(y), THICK, max(int(stop.laos * scale), 9_000)), stop.colour, number))
            number += 1
    group._element.recalculate_extents()
    _names(slide, flow.left, starts, scale, (left, top, names - 70_000, height - PAD), lang, to_right=True)
    _names(slide, flow.right, ends, scale, (x_right + THICK + 70_000, top, names - 70_000, height - PAD), lang, to_right=False)
    for text, x, align in ((native.ends[0], left, PP_ALIGN.RIGHT), (native.ends[1], x_right, PP_ALIGN.LEFT)):
        head = box(slide.shapes, (x, top, names + THICK, HEAD), [text], lang, SIZE, bold=True)
        head.text_frame.paragraphs[0].alignment = align
    _legend(slide, native, (left + width - int(width * LEGEND), top + HEAD, int(width * LEGEND), inside), lang)


def _told(stop: Stop) -> str:
    return f"{stop.name} · {thai.format_number(stop.laos)}"


def _tops(stops: Sequence[Stop], scale: float, top: int) -> list[float]:
    return [top + sum(stop.laos for stop in stops[:at]) * scale + at * PAD for at in range(len(stops))]


def _names(slide: Any, stops: Sequence[Stop], tops: Sequence[float], scale: float, place: Box, lang: Language, *, to_right: bool) -> None:
    """Each name beside its place, moved a little where names would meet."""
    left, top, width, height = place
    high = int(SIZE * LINE * POINT)
    middles = [y + stop.laos * scale / 2 for stop, y in zip(stops, tops, strict=True)]
    for stop, y in zip(stops, spread(middles, high, top + HEAD + high / 2, top + height - high / 2), strict=True):
        text = box(slide.shapes, (left, int(y - high / 2), width, high), [_told(stop)], lang, SIZE)
        text.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        text.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if to_right else PP_ALIGN.LEFT


def _legend(slide: Any, native: NativeFlow, place: Box, lang: Language) -> None:
    left, top, width, _ = place
    group = slide.shapes.add_group_shape()
    group.name = words("export.legend", lang)
    y, wide = top, width - SWATCH - 90_000
    for name, laos, colour in native.changes:
        text = f"{name} {thai.format_number(laos)}"
        step = high_of([text], wide, SIZE)
        group._element.append(_block(name, (left, y, SWATCH, SWATCH), colour, next_id(slide)))
        box(group.shapes, (left + SWATCH + 90_000, y - 25_000, wide, step), [text], lang, SIZE)
        y += step + 70_000
    group._element.recalculate_extents()


def _band(name: str, between: tuple[int, int], y_from: float, y_to: float, thick: float, colour: str, number: int) -> Any:
    """A band whose edges are curves, level at both ends."""
    (left, right), top = between, int(min(y_from, y_to))
    wide, high = right - left, max(int(max(y_from, y_to) + thick) - top, 1)
    a, b, half, thick = int(y_from) - top, int(y_to) - top, wide // 2, max(int(thick), 1)

    def curve(*points: tuple[int, float]) -> str:
        return "<a:cubicBezTo>" + "".join(f'<a:pt x="{x}" y="{int(y)}"/>' for x, y in points) + "</a:cubicBezTo>"

    path = (
        f'<a:moveTo><a:pt x="0" y="{a}"/></a:moveTo>{curve((half, a), (half, b), (wide, b))}'
        f'<a:lnTo><a:pt x="{wide}" y="{int(b + thick)}"/></a:lnTo>{curve((half, b + thick), (half, a + thick), (0, a + thick))}<a:close/>'
    )
    geometry = (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{wide}" h="{high}">{path}</a:path></a:pathLst></a:custGeom>'
    )
    return _shape(name, (left, top, wide, high), geometry, colour, number, f'<a:alpha val="{SEEN_THROUGH}"/>')


def _block(name: str, place: Box, colour: str, number: int) -> Any:
    return _shape(name, place, '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>', colour, number)


def _shape(name: str, place: Box, geometry: str, colour: str, number: int, alpha: str = "") -> Any:
    left, top, width, height = place
    said = quoteattr(clean(name))
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name={said} descr={said}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{geometry}'
        f'<a:solidFill><a:srgbClr val="{colour[1:]}">{alpha}</a:srgbClr></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )
