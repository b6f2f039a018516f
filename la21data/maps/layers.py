"""The layers of a map, as plotly traces: provinces in their classes, those without a figure, hatching, outlines.

A figure is sent again whenever a filter changes, so it stays under 10 kB: what layers have in common travels once, as the
template's defaults (`shared`), and every layer names provinces by their codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from la21data import geo
from la21data.classes import Classes
from la21data.domain import Language
from la21data.look import colours
from la21data.look.words import safe
from la21data.maps.labels import SIZE, Label

MAIN, INSET = "geo", "geo2"
Trace = dict[str, Any]
# The name stands in the file of the shapes, and so does not travel with every figure.
NAME: dict[Language, str] = {"th": "%{properties.th}", "en": "%{properties.en}"}

CLEAR = "rgba(0,0,0,0)"
BORDER_WIDTH = 0.6
HALO = ", ".join(f"{x}px {y}px 0 #fff" for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y) + ", 0 0 4px #fff"


def shared(geojson_url: str, classes: Classes, hovertemplate: str) -> dict[str, Any]:
    """What every choropleth trace of a figure has."""
    return {
        "geojson": geojson_url,
        "featureidkey": "id",
        "showscale": False,
        "colorscale": steps(classes.colours or (colours.WHITE,)),
        "zmin": -0.5,
        "zmax": max(len(classes), 1) - 0.5,
        "hovertemplate": hovertemplate,
        "marker": {"line": {"color": colours.BORDER, "width": BORDER_WIDTH}},
    }


def steps(ramp: Sequence[str]) -> list[list[Any]]:
    """A colour scale of equal steps, one a class."""
    return [[round(end / len(ramp), 4), colour] for at, colour in enumerate(ramp) for end in (at, at + 1)]


def classed(codes: Sequence[str], indices: Sequence[int], data: Sequence[Sequence[object]], **more: Any) -> list[Trace]:
    """Provinces with a figure: their class as z, figures for the pointer."""
    return _both(codes, {"z": list(indices), "customdata": [list(row) for row in data]}, **more)


def unclassed(codes: Sequence[str], colour: str, hovertemplate: str, **more: Any) -> list[Trace]:
    """Provinces without a figure, in one colour."""
    return _both(
        codes,
        {"z": [0] * len(codes)},
        colorscale=steps((colour,)),
        hovertemplate=hovertemplate,
        **more,
    )


def background(codes: Sequence[str]) -> list[Trace]:
    """Provinces outside the scope: so that the country keeps its shape."""
    return _both(
        codes,
        {"z": [0] * len(codes)},
        colorscale=steps((colours.WHITE,)),
        hoverinfo="skip",
        hovertemplate="",
        marker={"line": {"color": colours.FAINT}},
    )


def hatched(codes: Sequence[str], dark: Sequence[bool], hatch_url: str) -> list[Trace]:
    """Diagonal strips over provinces; white ones where the class is dark. A choropleth has no fill pattern of its own."""
    return _both(
        codes,
        {"z": [int(white) for white in dark]},
        geojson=hatch_url,
        colorscale=steps((colours.MUTED, colours.WHITE)),
        zmin=-0.5,
        zmax=1.5,
        hoverinfo="skip",
        hovertemplate="",
        marker={"opacity": 0.7, "line": {"width": 0}},
    )


def outlined(codes: Sequence[str], colour: str, width: float, geojson_url: str | None = None) -> list[Trace]:
    """Only the borders of shapes; of provinces, unless another file is named."""
    more = {"geojson": geojson_url} if geojson_url else {}
    return _both(
        codes,
        {"z": [0] * len(codes)},
        colorscale=steps((CLEAR,)),
        hoverinfo="skip",
        hovertemplate="",
        marker={"line": {"color": colour, "width": width}},
        inset=geojson_url is None,
        **more,
    )


def dotted(codes: Sequence[str], geojson_url: str) -> list[Trace]:
    """A dot in the middle of provinces: a mark that needs no colour."""

    def dots(wanted: list[str], subplot: str) -> Trace:
        return {
            "type": "scattergeo",
            "locations": wanted,
            "geojson": geojson_url,
            "featureidkey": "id",
            "locationmode": "geojson-id",
            "geo": subplot,
            "mode": "markers",
            "hoverinfo": "skip",
            "showlegend": False,
            "marker": {"size": 4, "color": colours.INK},
        }

    inside = [code for code in codes if code in geo.inset_codes]
    outside = [code for code in codes if code not in geo.inset_codes]
    return [dots(wanted, subplot) for wanted, subplot in ((outside, MAIN), (inside, INSET)) if wanted]


def named(labels: Sequence[Label], subplot: str = MAIN) -> Trace:
    """Names on the map, with a white halo, so that they read on any class."""
    return {
        "type": "scattergeo",
        "geo": subplot,
        "lat": [label.lat for label in labels],
        "lon": [label.lon for label in labels],
        "text": [safe(label.text) for label in labels],
        "mode": "text",
        "hoverinfo": "skip",
        "showlegend": False,
        "textfont": {"size": SIZE, "color": colours.INK, "shadow": HALO},
    }


def _both(codes: Sequence[str], values: dict[str, list[Any]], *, inset: bool = True, **more: Any) -> list[Trace]:
    """A trace for the map and, of the provinces that are too small there, one for the inset."""
    everywhere = range(len(codes))
    in_inset = [at for at in everywhere if codes[at] in geo.inset_codes] if inset else []
    traces = []
    for subplot, chosen in ((MAIN, everywhere), (INSET, in_inset)):
        if chosen:
            columns = {name: [column[at] for at in chosen] for name, column in values.items()}
            place = {} if subplot == MAIN else {"geo": subplot}
            traces.append({"type": "choropleth", "locations": [codes[at] for at in chosen], **place, **columns, **more})
    return traces
