"""The map as shapes of a slide: a freeform a province, named, grouped, coloured by class. A click recolours one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log, pi, radians, tan
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from la21data import geo, reference
from la21data.blocks import NativeMap
from la21data.domain import FLAGS, Language
from la21data.export.slide_text import Box, box, high_of
from la21data.export.table import clean
from la21data.look import colours
from la21data.look.words import word
from la21data.maps import framing
from la21data.text import words

UNITS = 1_000  # Units of a path in a degree of longitude.
OUTLINE_ONLY = ("not_applied", "not_eligible")
INSET = (0.66, 0.70, 0.34, 0.22)  # Of the map's box: left, top, width, height; off the south-east coast.
SWATCH = 190_000
NO_FIGURE = "dotGrid"  # Dots as on the screen; LibreOffice draws a grid, where of other dots it makes the hatching of few.
_RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'


@dataclass(frozen=True)
class Outline:
    """A province in Mercator units, y downwards: its bounds and its path, relative to them, as DrawingML."""

    left: int
    top: int
    right: int
    bottom: int
    path: str


@dataclass(frozen=True)
class Seen:
    """What a map shows: its edges in the units of `Outline`, and the outlines within them, by province."""

    west: int
    north: int
    east: int
    south: int
    shapes: Mapping[str, Outline]


@dataclass(frozen=True)
class Paint:
    """Fill and border of a province."""

    fill: str
    line: str = colours.BORDER
    width: int = 6_350
    pattern: str = ""
    ink: str = colours.MUTED


@lru_cache(maxsize=1)
def outlines() -> dict[str, Outline]:
    """Every province's outline, by code."""
    return {feature["id"]: _outline(feature["geometry"]) for feature in geo.province_geojson()["features"]}


def seen(provinces: Collection[str]) -> Seen:
    """The country, or as much of it as these provinces cover, as on the screen: those around them are cut at the edge."""
    ranges = framing.ranges(provinces)
    if ranges == framing.COUNTRY:
        return _around(outlines())
    (west, east), (south, north) = ranges["lonaxis"]["range"], ranges["lataxis"]["range"]
    parts = {code: _cut(code, west, south, east, north) for code in reference.provinces() if code not in provinces}
    shapes = {code: outlines()[code] for code in provinces} | {code: part for code, part in parts.items() if part is not None}
    return Seen(*mercator(west, north), *mercator(east, south), shapes)


def _around(shapes: Mapping[str, Outline]) -> Seen:
    every = shapes.values()
    return Seen(min(o.left for o in every), min(o.top for o in every), max(o.right for o in every), max(o.bottom for o in every), shapes)


@lru_cache(maxsize=256)
def _cut(code: str, west: float, south: float, east: float, north: float) -> Outline | None:
    part = geo.province_within(code, west, south, east, north)
    return _outline(part) if part else None


def add_map(slide: Any, native: NativeMap, place: Box, lang: Language, told: Mapping[str, str]) -> None:
    """Draw map and inset. `told`: what is said of each province, for its alt text."""
    left, top, map_width, height = place
    paints = {code: paint(native, code) for code in reference.provinces()}
    _group(slide, words("block.map", lang), place, seen(native.provinces), paints, lang, told)
    if framing.needs_inset(native.provinces):
        inside = _around({code: outlines()[code] for code in geo.inset_codes if code in native.provinces})
        frame = tuple(int(edge) for edge in (left + INSET[0] * map_width, top + INSET[1] * height, INSET[2] * map_width, INSET[3] * height))
        name = word("inset", lang).replace("<br>", " ")
        _group(slide, name, (frame[0], frame[1], frame[2], frame[3]), inside, paints, lang, told, framed=True)
        box(slide.shapes, (frame[0], frame[1] + frame[3] + 20_000, frame[2], 350_000), [name], lang, 8, colour=colours.MUTED)


def add_panel(slide: Any, native: NativeMap, place: Box, lang: Language, name: str) -> None:
    """One of several small maps."""
    paints = {code: paint(native, code) for code in reference.provinces()}
    _group(slide, name, place, seen(native.provinces), paints, lang, {})


def paint(native: NativeMap, code: str) -> Paint:
    """How a province looks: its class, hatched where the figure is weak; dots where there is no figure; white outside the scope."""
    pilot = reference.provinces()[code].is_pilot
    line, width = (colours.INK, 15_875) if pilot and code in native.provinces else (colours.BORDER, 6_350)
    if list(native.provinces) == [code]:  # The one place that was chosen, as on the screen.
        line, width = colours.CHOSEN, 28_575
    if code not in native.provinces:
        return Paint(colours.WHITE, colours.FAINT)
    at, flag = native.provinces[code], native.flags.get(code, "")
    if at is not None:
        fill = native.classes.colours[at]
        return Paint(
            fill, line, width, "wdUpDiag" if flag == "small_number" else "", colours.WHITE if colours.is_dark(fill) else colours.INK
        )
    if flag in OUTLINE_ONLY:
        return Paint(colours.WHITE, line, width)
    return Paint(colours.NO_DATA, line, width, NO_FIGURE, colours.INK)


def legend(slide: Any, native: NativeMap, place: Box, lang: Language, *, counted: bool = True, size: float = 12) -> None:
    """Swatches with words and the number of provinces (`counted`), low to high, then what is no class; grouped. `size`: points."""
    left, top, width, _ = place
    group = slide.shapes.add_group_shape()
    group.name = words("export.legend", lang)
    y, wide = top, width - SWATCH - 90_000
    for at, (label, provinces, how) in enumerate(legend_entries(native, lang)):
        text = f"{label} ({word('provinces', lang, n=provinces)})" if counted and provinces is not None else label
        step = high_of([text], wide, size)
        group._element.append(rectangle(f"{words('export.legend', lang)} {at + 1}", (left, y, SWATCH, SWATCH), how, slide))
        box(group.shapes, (left + SWATCH + 90_000, y - 25_000, wide, step), [text], lang, size)
        y += step + 70_000
    group._element.recalculate_extents()


def legend_entries(native: NativeMap, lang: Language) -> Iterator[tuple[str, int | None, Paint]]:
    """The words of the legend, of how many provinces each is (None: not told), and the look of what they name."""
    for at, (label, fill) in enumerate(zip(native.classes.labels, native.classes.colours, strict=True)):
        yield label, sum(found == at for found in native.provinces.values()), Paint(fill)
    small = [code for code, at in native.provinces.items() if at is not None and native.flags.get(code) == "small_number"]
    if small:
        yield word("too_few", lang), len(small), Paint(colours.WHITE, pattern="wdUpDiag")
    without = [code for code, at in native.provinces.items() if at is None]
    for term in FLAGS:
        codes = [code for code in without if native.flags.get(code, "no_data") == term.code]
        if codes:
            dotted = Paint(colours.NO_DATA, pattern=NO_FIGURE, ink=colours.INK)
            yield term.label(lang), len(codes), Paint(colours.WHITE) if term.code in OUTLINE_ONLY else dotted
    outside = [code for code in reference.provinces() if code not in native.provinces]
    if outside:
        yield word("out_of_scope", lang), len(outside), Paint(colours.WHITE, colours.FAINT)
    if any(reference.provinces()[code].is_pilot for code in native.provinces):
        yield word("pilots", lang), None, Paint(colours.WHITE, colours.INK, 15_875)


def _group(
    slide: Any,
    name: str,
    place: Box,
    shown: Seen,
    paints: Mapping[str, Paint],
    lang: Language,
    told: Mapping[str, str],
    framed: bool = False,
) -> None:
    """Provinces in one group, as large as the box allows; pilots last, so that their borders lie on top."""
    left, top, width, height = place
    scale = min(width / (shown.east - shown.west), height / (shown.south - shown.north)) * (0.94 if framed else 1)
    dx, dy = left + (width - (shown.east - shown.west) * scale) / 2, top + (height - (shown.south - shown.north) * scale) / 2
    group = slide.shapes.add_group_shape()
    group.name = name
    number = next_id(slide)
    if framed:
        group._element.append(painted(name, "", place, Paint(colours.WHITE, colours.BORDER), _RECTANGLE, number))
    for at, code in enumerate(sorted(shown.shapes, key=lambda code: paints[code].width), start=1):
        one, province = shown.shapes[code], reference.provinces()[code]
        corner = int(dx + (one.left - shown.west) * scale), int(dy + (one.top - shown.north) * scale)
        size = max(int((one.right - one.left) * scale), 1), max(int((one.bottom - one.top) * scale), 1)
        label = province.name_th if lang == "th" else province.name_en
        element = painted(label, told.get(label, label), (*corner, *size), paints[code], one.path, number + at)
        group._element.append(element)
    group._element.recalculate_extents()


def painted(name: str, alt: str, place: Box, how: Paint, geometry: str, number: int) -> Any:
    """A shape of some geometry, as XML: python-pptx needs ten times as long."""
    left, top, width, height = place
    fill = (
        f'<a:pattFill prst="{how.pattern}"><a:fgClr><a:srgbClr val="{how.ink[1:]}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{how.fill[1:]}"/></a:bgClr></a:pattFill>'
        if how.pattern
        else f'<a:solidFill><a:srgbClr val="{how.fill[1:]}"/></a:solidFill>'
    )
    return parse_xml(
        f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>"
        f'<p:cNvPr id="{number}" name={quoteattr(clean(name))} descr={quoteattr(clean(alt))}/><p:cNvSpPr/><p:nvPr/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{geometry}{fill}'
        f'<a:ln w="{how.width}"><a:solidFill><a:srgbClr val="{how.line[1:]}"/></a:solidFill><a:round/></a:ln></p:spPr></p:sp>'
    )


def rectangle(name: str, place: Box, how: Paint, slide: Any) -> Any:
    """A painted rectangle, for a legend."""
    return painted(name, name, place, how, _RECTANGLE, next_id(slide))


def next_id(slide: Any) -> int:
    """The first number that no shape of the slide has."""
    return 1 + max((int(found) for found in slide.shapes._spTree.xpath(".//p:cNvPr/@id")), default=1)


def _outline(geometry: Mapping[str, Any]) -> Outline:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    rings = [[mercator(lon, lat) for lon, lat, *_ in ring] for polygon in polygons for ring in polygon]
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    paths = "".join(_path([(x - left, y - top) for x, y in ring]) for ring in rings)
    return Outline(
        left,
        top,
        right,
        bottom,
        f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{right - left}" h="{bottom - top}">{paths}</a:path></a:pathLst></a:custGeom>',
    )


def _path(points: list[tuple[int, int]]) -> str:
    (x, y), *rest = points[:-1]  # A ring ends where it began; `close` says so.
    lines = "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in rest)
    return f'<a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo>{lines}<a:close/>'


def mercator(lon: float, lat: float) -> tuple[int, int]:
    """A place in the units of `Outline`."""
    return round(lon * UNITS), round(-log(tan(pi / 4 + radians(lat) / 2)) * 180 / pi * UNITS)
