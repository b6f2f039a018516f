"""How every figure looks, and an empty figure. It travels with every figure, so it stays small.

It is written into the figure and is not plotly's template: Streamlit draws each figure, then hands plotly a copy of it. Plotly compares
a copy with what is drawn and leaves it, but it takes a copied template for a changed one and draws all anew: every chart was drawn twice.

Figures are plain data: plotly's own classes check every attribute as it is set, which takes longer than all the rest of a page.
The tests make plotly figures of them, and so check them all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from la21data.look import colours

FONT = "Sarabun, sans-serif"  # Its Arabic digits all have one width: figures stand under one another.
SIZE = 14  # Text of a chart.
SMALL = 13  # Ticks and legends.
DEMO_ROOM = 24  # Pixels that the demo mark takes above a figure.
SPACE = 4.76  # Pixels: a space of Sarabun at that size.
# CSS. Wide enough to join between letters: else a line behind them runs through the words.
EDGE = ", ".join(f"{x}px {y}px 1px #fff" for x, y in ((3, 0), (-3, 0), (0, 3), (0, -3), (2, 2), (-2, 2), (2, -2), (-2, -2)))
PHONE = 332  # Pixels that a figure has on a phone.
MARGIN = {"l": 8, "r": 8, "t": 12, "b": 8}

LAYOUT: dict[str, Any] = {
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
    "datarevision": 0,  # Else a copied list is taken for a changed one. No figure is drawn over another: a changed one is a new chart.
}
_TICKS = {"zeroline": False, "fixedrange": True, "tickfont": {"size": SMALL, "color": colours.MUTED}}
AXES: dict[str, dict[str, Any]] = {"x": {"showgrid": False, **_TICKS}, "y": {"showgrid": True, "gridcolor": colours.GRID, **_TICKS}}
WITH_AXES = ("bar", "scatter", "heatmap")  # The types of traces here that have an x and a y axis.


@dataclass
class Drawing:
    """A plotly figure as plain data: traces and layout, as plotly's JSON has them. What is None is left out.

    `shared`: by type of trace, what each trace has that does not say it itself.
    """

    layout: dict[str, Any]
    data: list[dict[str, Any]] = field(default_factory=list)
    shared: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, kind: str, **trace: Any) -> None:
        """Add a trace of a plotly type: bar, scatter, choropleth, …"""
        self.data.append({"type": kind, **_told(trace)})

    def annotate(self, **annotation: Any) -> None:
        """Add words at a place."""
        self.layout.setdefault("annotations", []).append(_told(annotation))

    def write(self, words: Sequence[tuple[float, float, str]], gap: int = 0, *, before: bool = False, **font: Any) -> None:
        """Write texts to the right of their points (x, y), so many pixels away, or before them, with a white edge against what they cross.

        A trace: an annotation each would take the browser twice as long, and three times the bytes.
        """
        if words:
            away = "\u00a0" * round(gap / SPACE)
            self.add(
                "scatter",
                mode="text",
                x=[x for x, _, _ in words],
                y=[y for _, y, _ in words],
                text=[text + away if before else away + text for _, _, text in words],
                textposition="middle left" if before else "middle right",
                textfont={"shadow": EDGE, **font},
                cliponaxis=False,
                hoverinfo="skip",
            )

    def shape(self, **shape: Any) -> None:
        """Add a line or a box."""
        self.layout.setdefault("shapes", []).append(_told(shape))

    @property
    def margin(self) -> dict[str, Any]:
        return {**MARGIN, **self.layout.get("margin", {})}

    def spec(self) -> dict[str, Any]:
        """What plotly, in Python or in the browser, draws."""
        data = [_over(self.shared.get(trace["type"], {}), trace) for trace in self.data]
        return {"data": data, "layout": _over({**LAYOUT, **{axis: AXES[axis[0]] for axis in self._axes()}}, self.layout)}

    def _axes(self) -> list[str]:
        """`xaxis`, `yaxis2`, …: those that traces stand on, and those that the layout speaks of."""
        used = (trace.get(f"{way}axis", way) for trace in self.data if trace["type"] in WITH_AXES for way in "xy")
        told = (name for name in self.layout if name[1:5] == "axis")
        return list(dict.fromkeys([*(f"{axis[0]}axis{axis[1:]}" for axis in used), *told]))


def figure(height: int, **layout: Any) -> Drawing:
    """An empty figure of a height in pixels. The width is that of the box it stands in."""
    return Drawing({"height": height, **_told(layout)})


def _over(defaults: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """What is told, and the defaults for what is not."""
    both = {name: _over(defaults[name], told[name]) for name in defaults.keys() & told.keys() if isinstance(defaults[name], dict)}
    return {**defaults, **told, **both}


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
