"""The plotly template and an empty figure that carries it. It travels with every figure, so it stays small."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from la21data.look import colours

FONT = "Sarabun, sans-serif"  # Its Arabic digits all have one width: figures stand under one another.
SIZE = 14  # Text of a chart.
SMALL = 13  # Ticks and legends.
DEMO_ROOM = 24  # Pixels that the demo mark takes above a figure.
MARGIN = {"l": 8, "r": 8, "t": 12, "b": 8}

LA21 = go.layout.Template(
    layout={
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
)


def figure(height: int, **layout: Any) -> go.Figure:
    """An empty figure of a height in pixels. The width is that of the box it stands in."""
    return go.Figure(layout={"template": LA21, "height": height, **layout})


def mark_demo(drawn: go.Figure, text: str) -> go.Figure:
    """Write «demo data» into the figure itself, so that a picture saved from the page says it too. Changes the figure."""
    top = drawn.layout.margin.t if drawn.layout.margin.t is not None else MARGIN["t"]
    drawn.update_layout(
        title={
            "text": text,
            "x": 0,  # Plotly's buttons appear on the right.
            "xanchor": "left",
            "y": 1,
            "yanchor": "top",
            "pad": {"t": 8, "l": 6},
            "font": {"size": SMALL, "color": colours.CAUTION, "weight": 600},
        },
        margin={"t": top + DEMO_ROOM},
        height=drawn.layout.height + DEMO_ROOM if drawn.layout.height else None,
    )
    return drawn
