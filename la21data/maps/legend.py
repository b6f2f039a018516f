"""The legend of a map: its classes with the number of provinces in each, and every mark that is no class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from la21data.look import SMALL, Drawing, colours
from la21data.look.words import safe, text_width

SWATCH = 34  # Pixels that a legend's swatch takes beside its words.


@dataclass(frozen=True)
class Entry:
    """One line of the legend: its words, and the swatch's fill, outline and pattern (plotly's `/` or `.`, or none)."""

    text: str
    fill: str = colours.WHITE
    outline: str = colours.BORDER
    width: float = 1.0
    pattern: str = ""
    pattern_colour: str = colours.MUTED


def add_legend(drawn: Drawing, entries: Sequence[Entry], title: str) -> None:
    """Draw the legend under the map, in as many columns as the width allows.

    A choropleth's own legend is a colour bar, without patterns and counts; so the entries are slices of a pie, the one trace
    without axes whose every part has an entry with colour, outline and pattern. It is a dot that the legend's box covers.
    """
    drawn.add(
        "pie",
        labels=[safe(entry.text) for entry in entries],
        values=[1] * len(entries),
        sort=False,
        domain={"x": [0, 0.001], "y": [0, 0.001]},
        textinfo="none",
        hoverinfo="skip",
        opacity=1,
        showlegend=True,
        marker={
            "colors": [entry.fill for entry in entries],
            "line": {"color": [entry.outline for entry in entries], "width": [entry.width for entry in entries]},
            "pattern": {
                "shape": [entry.pattern for entry in entries],
                "fgcolor": [entry.pattern_colour for entry in entries],
                "size": 5,
                "solidity": 0.3,
            },
        },
    )
    drawn.layout |= {"showlegend": True, "legend": _place(entries, title)}


def _place(entries: Sequence[Entry], title: str) -> dict[str, Any]:
    return {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "y": 0.01,
        "yanchor": "top",
        "itemclick": False,
        "itemdoubleclick": False,
        "font": {"size": SMALL},
        "title": {"text": safe(title), "side": "top", "font": {"size": SMALL, "color": colours.MUTED}},
        "entrywidth": max((text_width(entry.text, SMALL) for entry in entries), default=0) + 6,
    }
