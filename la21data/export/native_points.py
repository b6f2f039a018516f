"""The LAOs of a province as circles on its shape: each named, all in one group with the province, the legend beside it."""

from __future__ import annotations

from typing import Any

from la21data.blocks.native import NativePoints
from la21data.domain import Language
from la21data.export.native_map import SWATCH, Paint, mercator, next_id, outlines, painted
from la21data.export.slide_text import POINT, Box, box, high_of
from la21data.look import colours
from la21data.maps.points import drawn_first, groups
from la21data.reference import provinces
from la21data.text import words

CIRCLE = '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
GROUND = Paint("#F2F6F3", colours.MUTED, 15_875)
SIZE = 12  # Points of the legend.


def add_points(slide: Any, native: NativePoints, place: Box, lang: Language) -> None:
    """Province and circles, as large as the box allows."""
    left, top, width, height = place
    shape, province = outlines()[native.province], provinces()[native.province]
    scale = min(width / (shape.right - shape.left), height / (shape.bottom - shape.top))
    dx, dy = left + (width - (shape.right - shape.left) * scale) / 2, top + (height - (shape.bottom - shape.top) * scale) / 2
    group, number = slide.shapes.add_group_shape(), next_id(slide)
    group.name = name = province.name_th if lang == "th" else province.name_en
    size = int((shape.right - shape.left) * scale), int((shape.bottom - shape.top) * scale)
    group._element.append(painted(name, name, (int(dx), int(dy), *size), GROUND, shape.path, number))
    for at, point in enumerate(drawn_first(native.points), start=1):
        x, y = mercator(point.lon, point.lat)
        radius = int(point.radius * 0.6 * POINT)
        corner = int(dx + (x - shape.left) * scale) - radius, int(dy + (y - shape.top) * scale) - radius
        how = Paint(point.colour)
        group._element.append(
            painted(point.name, f"{point.name} · {point.said}", (*corner, 2 * radius, 2 * radius), how, CIRCLE, number + at)
        )
    group._element.recalculate_extents()


def point_legend(slide: Any, native: NativePoints, place: Box, lang: Language) -> None:
    """A circle a step with the number of its LAOs; grouped."""
    left, top, width, _ = place
    group = slide.shapes.add_group_shape()
    group.name = words("export.legend", lang)
    wide = width - SWATCH - 90_000
    for name, colour, part in groups(native.points, lang):
        text = f"{name} ({words('pilots.laos', lang, n=len(part))})"
        step = high_of([text], wide, SIZE)
        group._element.append(painted(name, name, (left, top, SWATCH, SWATCH), Paint(colour), CIRCLE, next_id(slide)))
        box(group.shapes, (left + SWATCH + 90_000, top - 25_000, wide, step), [text], lang, SIZE)
        top += step + 70_000
    group._element.recalculate_extents()
