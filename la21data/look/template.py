"""The plotly template and an empty figure that carries it. It travels with every figure, so it stays small.

Figures are plain data: plotly's own classes check every attribute as it is set, which takes longer than all the rest of a page.
The tests make plotly figures of them, and so check them all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from la21data.look import colours

FONT = "Sarabun, sans-serif"  # Its Arabic digits all have one width: figures stand under one another.
SIZE = 14  # Text of a chart.
SMALL = 13  # Ticks and legends.
DEMO_ROOM = 24  # Pixels that the demo mark takes above a figure.
MARGIN = {"l": 8, "r": 8, "t": 12, "b": 8}

LA21: dict[str, Any] = {
    "layout": {
        "font": {"family": FONT, "size": SIZE, "color": colours.INK},
        "paper_bgcolor": colours.WHITE,
        "plot_bgcolor": colours.WHITE,
        "separators": ".,",
        "margin": MARGIN,
        "colorway": list(colours.SERIES),
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": colours.WHITE,
            "bordercolor": colours.BORDER,
            "align": "left",
            "namelength": -1,
            "font": {"family": FONT, "size": SIZE, "color": colours.INK},
        },
        "xaxis": {
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "tickfont": {"size": SMALL, "color": colours.MUTED},
        },
        "yaxis": {
            "showgrid": True,
            "gridcolor": colours.GRID,
            "zeroline": False,
            "fixedrange": True,
            "tickfont": {"size": SMALL, "color": colours.MUTED},
        },
    }
}


@dataclass
class Drawing:
    """A plotly figure as plain data: traces and layout, as plotly's JSON has them. What is None is left out."""

    layout: dict[str, Any]
    data: list[dict[str, Any]] = field(default_factory=list)

    def add(self, kind: str, **trace: Any) -> None:
        """Add a trace of a plotly type: bar, scatter, choropleth, …"""
        self.data.append({"type": kind, **_told(trace)})

    def annotate(self, **annotation: Any) -> None:
        """Add words at a place."""
        self.layout.setdefault("annotations", []).append(_told(annotation))

    def shape(self, **shape: Any) -> None:
        """Add a line or a box."""
        self.layout.setdefault("shapes", []).append(_told(shape))

    @property
    def margin(self) -> dict[str, Any]:
        return {**MARGIN, **self.layout.get("margin", {})}

    def spec(self) -> dict[str, Any]:
        """What plotly, in Python or in the browser, draws."""
        return {"data": self.data, "layout": self.layout}


def figure(height: int, **layout: Any) -> Drawing:
    """An empty figure of a height in pixels. The width is that of the box it stands in."""
    return Drawing({"template": LA21, "height": height, **_told(layout)})


def _told(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None}


def mark_demo(drawn: Drawing, text: str) -> Drawing:
    """Write «demo data» into the figure itself, so that a picture saved from the page says it too. Changes the figure."""
    top = drawn.margin["t"]
    drawn.layout |= {
        "title": {
            "text": text,
            "x": 0,  # Plotly's buttons appear on the right.
            "xanchor": "left",
            "y": 1,
            "yanchor": "top",
            "pad": {"t": 8, "l": 6},
            "font": {"size": SMALL, "color": colours.CAUTION, "weight": 600},
        },
        "margin": {**drawn.layout.get("margin", {}), "t": top + DEMO_ROOM},
        "height": drawn.layout["height"] + DEMO_ROOM,
    }
    return drawn
