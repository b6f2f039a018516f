"""A chart as PDF whose Thai can be searched and copied: the browser draws, Typst sets every word where the browser had it.

A browser's own PDF loses marks when its text is extracted; text inside an SVG that Typst embeds fares no better. So the words are taken
out of the drawing, and set as text of the page.
"""

from __future__ import annotations

import json
import math
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from la21data.export import browser, fonts
from la21data.export.carried import Carried
from la21data.export.image import composed
from la21data.export.pdf_text import mended
from la21data.export.table import clean
from la21data.look import colours

TEMPLATE = Path(__file__).with_name("chart.typ")
SVG = "{http://www.w3.org/2000/svg}"
ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}
LARGEST = 16.0  # Points of the title. In larger type pdfium takes a raised tone mark for a line of its own.
BOLD = 600  # What the browser takes for «bold»: Sarabun SemiBold stands in, as on the page.
Matrix = tuple[float, float, float, float, float, float]

_STEP = re.compile(r"(translate|rotate|scale|matrix)\(([^)]*)\)")
_NUMBER = re.compile(r"-?[\d.]+(?:e-?\d+)?")
_COLOUR = re.compile(r"rgba?\((\d+), (\d+), (\d+)")


def to_pdf(carried: Carried) -> bytes:
    """One page with text that can be searched and copied. Raises CannotUse as `browser.render` does."""
    import typst

    spec, width, height = composed(carried)
    root = ElementTree.fromstring(browser.render(spec, {"format": "svg", "width": width, "height": height}))
    words = [word for word in _words(root, (1, 0, 0, 1, 0, 0)) if word["text"].strip()]
    data = {
        "title": clean(carried.imprint.title),
        "lang": carried.imprint.lang,
        "alt": clean(carried.block.alt or carried.imprint.title),
        "width": width,
        "height": height,
        "pixel": LARGEST / max((word["size"] for word in words), default=LARGEST),
        "words": words,
    }
    with tempfile.TemporaryDirectory(prefix="la21-chart-") as name:
        folder = Path(name)
        (folder / TEMPLATE.name).write_bytes(TEMPLATE.read_bytes())
        (folder / "drawing.svg").write_bytes(ElementTree.tostring(root))
        pdf: bytes = typst.compile(
            str(folder / TEMPLATE.name),
            root=str(folder),
            font_paths=[str(fonts.folder())],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data)},
        )
    return mended(pdf)


def _words(element: ElementTree.Element, place: Matrix) -> Iterator[dict[str, Any]]:
    """Every line of text below an element, taken out of it: where it stands, how large, in which colour, turned how far."""
    place = _times(place, element.get("transform", ""))
    for child in list(element):
        if child.tag == f"{SVG}text":
            yield from _lines(child, _times(place, child.get("transform", "")))
            element.remove(child)
        else:
            yield from _words(child, place)


def _lines(text: ElementTree.Element, place: Matrix) -> Iterator[dict[str, Any]]:
    style = _style(text)
    size = float(_NUMBER.findall(style["font-size"])[0])
    lines = [one for one in text if one.get("class") == "line"] or [text]
    for line in lines:
        x, y = (float(line.get(axis) or text.get(axis) or 0) for axis in ("x", "y"))
        y += size * float((line.get("dy") or "0").removesuffix("em"))
        styles = [style, *map(_style, line.iter(f"{SVG}tspan"))]
        weights = {one.get("font-weight", "") for one in styles}
        a, b, c, d, e, f = place
        yield {
            "text": clean("".join(line.itertext())),
            "x": a * x + c * y + e,
            "y": b * x + d * y + f,
            "size": size * math.hypot(a, b),
            "turn": math.degrees(math.atan2(b, a)),
            "anchor": ANCHORS[text.get("text-anchor", "start")],
            "weight": BOLD if weights & {"bold", "600", "700"} else 400,
            "colour": _colour(next((one["fill"] for one in reversed(styles) if one.get("fill")), "")),
        }


def _times(place: Matrix, steps: str) -> Matrix:
    """`place`, then the steps of a `transform`."""
    for name, given in _STEP.findall(steps):
        numbers = [float(one) for one in _NUMBER.findall(given)]
        if name == "translate":
            place = _product(place, (1, 0, 0, 1, numbers[0], numbers[1] if len(numbers) > 1 else 0))
        elif name == "scale":
            place = _product(place, (numbers[0], 0, 0, numbers[-1], 0, 0))
        elif name == "matrix":
            place = _product(place, (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]))
        else:
            cos, sin = math.cos(math.radians(numbers[0])), math.sin(math.radians(numbers[0]))
            x, y = numbers[1:3] if len(numbers) == 3 else (0.0, 0.0)
            for step in ((1, 0, 0, 1, x, y), (cos, sin, -sin, cos, 0, 0), (1, 0, 0, 1, -x, -y)):
                place = _product(place, step)
    return place


def _product(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f)


def _style(element: ElementTree.Element) -> dict[str, str]:
    pairs = (one.split(":", 1) for one in element.get("style", "").split(";") if ":" in one)
    return {name.strip(): value.strip() for name, value in pairs}


def _colour(fill: str) -> str:
    if fill.startswith("#"):
        return fill.upper()
    found = _COLOUR.match(fill)
    return "#{:02X}{:02X}{:02X}".format(*map(int, found.groups())) if found else colours.INK
