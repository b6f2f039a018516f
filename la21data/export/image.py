"""Pictures of charts and maps: PNG and SVG through Kaleido, with title, notes, source and the way back around them."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from la21data import charts
from la21data.blocks.native import NativeFlow
from la21data.export import browser
from la21data.export.carried import Carried, Imprint
from la21data.export.qr import data_url
from la21data.look import Drawing, colours
from la21data.look.words import safe, text_width
from la21data.static_files import static_path, static_url

PIXELS = (3840, 2160)  # 1920 by 1080, at twice the density.
SIDE = 28  # Pixels of the drawing, on each side of the picture.
TITLE, SUBTITLE, SMALL = 22, 14, 11.5  # Sizes of type, in the drawing's pixels.
LINE = 1.4
MARK = 0.17  # Of the size of type: how far a mark over another one rises above the line.
QR = 64
MAP_SHARE = 0.44  # Of the width of a picture; its legend has the rest.
LEAST_HEIGHT = 430  # Pixels for the chart itself: no picture is a letterbox.
SHAPES = ("provinces", "hatch", "regions", "offices")


def to_png(carried: Carried) -> bytes:
    """3840 by 2160 pixels."""
    spec, width, height = composed(carried)
    return browser.render(spec, {"format": "png", "width": width, "height": height, "scale": PIXELS[1] / height})


def to_svg(carried: Carried) -> bytes:
    """Vector graphics, with Sarabun inside, so that it looks the same wherever it is opened."""
    spec, width, height = composed(carried)
    return _with_font(browser.render(spec, {"format": "svg", "width": width, "height": height}))


def for_document(carried: Carried, width: int, height: int) -> bytes:
    """A PNG of the drawing alone, for a document that writes title and source itself. Pixels of the drawing; three times as dense."""
    if carried.block.draw is None:
        raise ValueError("a block without data has no picture")
    spec = local(drawing(carried).spec())
    if carried.block.is_map:
        _beside(spec)
    return browser.render(spec, {"format": "png", "width": width, "height": height, "scale": 2.5})


def drawing(carried: Carried) -> Drawing:
    """What is drawn of a block that stands alone: on its page a chart beside the bands of a flow names their colours."""
    block = carried.block
    if block.draw is None:
        return _empty(block.empty)
    return charts.name_changes(block.draw(), block.native.changes) if isinstance(block.native, NativeFlow) else block.draw()


def natural_height(carried: Carried) -> int:
    """Pixels that the chart asks for on a page."""
    return int(drawing(carried).layout.get("height", LEAST_HEIGHT))


def composed(carried: Carried) -> tuple[dict[str, Any], int, int]:
    """The plotly figure of a picture with everything around the chart, and its size in pixels: always 16 to 9."""
    spec = local(drawing(carried).spec())
    layout = spec["layout"]
    inner = max(int(layout.get("height", LEAST_HEIGHT)), LEAST_HEIGHT)
    width = round((inner + 170) * 16 / 9)
    scale = max(1.0, width / 1060)  # A tall chart is a larger drawing: its words grow with it.
    qr = round(QR * scale) if carried.imprint.link else 0
    head = _head(carried.imprint, width - 2 * SIDE, scale)
    foot = _foot(carried.imprint, width - 2 * SIDE - qr - 12, scale)
    head_high, foot_high = _high(head) + SIDE, max(_high(foot), qr) + SIDE
    height = inner + head_high + foot_high
    width = round(height * 16 / 9)
    margin = {"l": 8, "r": 8, "t": 12, "b": 8, **layout.get("margin", {})}
    if carried.block.is_map:
        _beside(spec, scale)
    layout["margin"] = {
        **margin,
        "l": margin["l"] + SIDE,
        "r": margin["r"] + SIDE,
        "t": margin["t"] + head_high,
        "b": margin["b"] + foot_high,
    }
    layout |= {"width": width, "height": height}
    _surround(layout, head, foot, carried.imprint, qr)
    return spec, width, height


def local(spec: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of a figure whose shapes come from files of this machine, not from the web server."""
    text = json.dumps(spec, ensure_ascii=False)
    for name in SHAPES:
        text = text.replace(json.dumps(static_url(name)), json.dumps(static_path(name).resolve().as_uri()))
    copied: dict[str, Any] = json.loads(text)
    return copied


_TALL = re.compile("[ัิ-ื็][่-์]|[่-๋]ำ")
Lines = list[tuple[str, float, str, int]]  # Text, size, colour, weight.


def _head(about: Imprint, width: float, scale: float) -> Lines:
    title, subtitle = TITLE * scale, SUBTITLE * scale
    lines: Lines = [(line, title, colours.INK, 600) for line in wrap(about.title, title, width)]
    return lines + [(line, subtitle, colours.MUTED, 400) for line in wrap(about.subtitle, subtitle, width)]


def _foot(about: Imprint, width: float, scale: float) -> Lines:
    size = SMALL * scale
    lines: Lines = [(line, size, colours.CAUTION, 600) for line in wrap(about.demo, size, width)]
    rest = [*about.notes, f"{about.source} · {about.dates}", about.way_back]
    return lines + [(line, size, colours.MUTED, 400) for text in rest for line in wrap(text, size, width)]


def _surround(layout: dict[str, Any], head: Lines, foot: Lines, about: Imprint, qr: int) -> None:
    """Write head and foot as annotations at fixed distances from the plot's corners; margins were made for them."""
    margin = layout["margin"]
    notes = layout.setdefault("annotations", [])
    y = float(SIDE) * 0.75
    for text, size, colour, weight in head:
        notes.append(_note(text, size, colour, weight, y=1, yanchor="top", yshift=margin["t"] - y, xshift=SIDE - margin["l"]))
        y += size * LINE
    y = _high(foot) + SIDE * 0.6
    for text, size, colour, weight in foot:
        notes.append(_note(text, size, colour, weight, y=0, yanchor="top", yshift=y - margin["b"], xshift=SIDE - margin["l"]))
        y -= size * LINE
    if about.link:
        # Images have no shift in pixels: the corner of the plot, and a size, as shares of the plot.
        wide, high = layout["width"] - margin["l"] - margin["r"], layout["height"] - margin["t"] - margin["b"]
        layout.setdefault("images", []).append(
            {
                "source": data_url(about.link),
                "xref": "paper",
                "yref": "paper",
                "x": 1 + (margin["r"] - SIDE) / wide,
                "y": -(margin["b"] - SIDE * 0.6) / high,
                "xanchor": "right",
                "yanchor": "bottom",
                "sizex": qr / wide,
                "sizey": qr / high,
            }
        )


def _note(text: str, size: float, colour: str, weight: int, yshift: float, **place: Any) -> dict[str, Any]:
    """A line whose letters stand as far below `yshift` as those of any other: the browser hangs it up by its highest mark."""
    return {
        "yshift": yshift - (0 if _TALL.search(text) else size * MARK),
        "text": safe(text),
        "font": {"size": size, "color": colour, "weight": weight},
        "showarrow": False,
        "x": 0,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "align": "left",
        "borderpad": 0,
        **place,
    }


def _beside(spec: dict[str, Any], scale: float = 1) -> None:
    """A map is tall: it takes the left half, its legend stands in one column at its right, over the dot that it is made of."""
    layout = spec["layout"]
    for trace in spec["data"]:
        if trace["type"] == "pie":
            trace["domain"] = {"x": [0.52, 0.521], "y": [0.95, 0.951]}
    for name, box in (("geo", [0.0, MAP_SHARE]), ("geo2", None)):
        if name in layout:
            x = layout[name].get("domain", {}).get("x", [0, 1])
            layout[name]["domain"] = {**layout[name].get("domain", {}), "x": box or [MAP_SHARE * edge for edge in x]}
    for note in layout.get("annotations", []):
        if note.get("xref") == "paper":
            note["x"] = MAP_SHARE * note["x"]
    if "legend" in layout:
        layout["legend"] |= {"orientation": "v", "x": 0.5, "y": 0.98, "xanchor": "left", "yanchor": "top", "font": {"size": 15 * scale}}
        if "title" in layout["legend"]:
            layout["legend"]["title"]["font"]["size"] = 13 * scale
        layout["legend"]["entrywidth"] = layout["legend"].get("entrywidth", 0) * 1.25 * scale


def _empty(sentence: str) -> Drawing:
    drawn = Drawing({"height": LEAST_HEIGHT, "xaxis": {"visible": False}, "yaxis": {"visible": False}})
    lines = "<br>".join(safe(line) for line in wrap(sentence, 18, 700))
    drawn.annotate(text=lines, x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False, font={"size": 18, "color": colours.MUTED})
    return drawn


def wrap(text: str, size: float, width: float) -> list[str]:
    """Lines of a text, broken at its spaces only: a Thai word is never parted. A piece wider than the width keeps its line."""
    lines: list[str] = []
    for piece in text.split(" "):
        if lines and text_width(f"{lines[-1]} {piece}", size) * 0.88 <= width:
            lines[-1] += " " + piece
        else:
            lines.append(piece)
    return [line for line in lines if line]


def _high(lines: Sequence[tuple[str, float, str, int]]) -> int:
    return int(sum(size * LINE for _, size, _, _ in lines))


def _with_font(svg: bytes) -> bytes:
    faces = "".join(
        f"@font-face{{font-family:Sarabun;font-weight:{weight};src:url(data:font/ttf;base64,{_encoded(name)})}}"
        for name, weight in (("Sarabun-Regular", 400), ("Sarabun-SemiBold", 600))
    )
    start = svg.index(b">", svg.index(b"<svg")) + 1
    return svg[:start] + f"<style>{faces}</style>".encode() + svg[start:]


def _encoded(font: str) -> str:
    return base64.b64encode(static_path(font).read_bytes()).decode()
