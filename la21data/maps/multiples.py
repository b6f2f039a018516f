"""Small multiples: the same map of several years, in the same classes, so that only what changed looks different."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from la21data import thai
from la21data.classes import Classes
from la21data.domain import Language
from la21data.look import SIZE, Drawing, colours, figure
from la21data.maps import framing, layers
from la21data.maps.choropleth import base, entries, pointer, prepared, province_layers
from la21data.maps.layers import Trace
from la21data.maps.legend import add_legend
from la21data.measures import Measure

COLUMNS = 4  # A column is 85 px wide on a phone, which still shows the shape of the country.
ROW_HEIGHT, GAP, HEAD = 226, 0.01, 24  # Pixels of a row; share of the width between columns; pixels for a year.
LEGEND_ROOM = 76


def small_multiples(
    frames: Mapping[int, pd.DataFrame], measure: Measure, lang: Language, classes: Classes, *, geojson_url: str, hatch_url: str
) -> Drawing:
    """A map a fiscal year, oldest first. `frames`: one row a province each; `classes`: of all of them together."""
    lines = -(-len(frames) // COLUMNS)
    drawn = figure(lines * ROW_HEIGHT + LEGEND_ROOM, margin={"l": 0, "r": 0, "t": 4, "b": LEGEND_ROOM})
    panels = {year: prepared(frame, classes) for year, frame in sorted(frames.items())}
    everything = pd.concat(panels.values())
    # In brief: else all the years of some measures would be more than the 10 kB that a chart may take on its way.
    drawn.shared["choropleth"] = layers.shared(geojson_url, classes, pointer(everything, measure, lang, brief=True))
    for at, (year, rows) in enumerate(panels.items()):
        subplot = "geo" if at == 0 else f"geo{at + 1}"
        domain = _cell(at, lines)
        drawn.layout[subplot] = {**base(framing.ranges(set(rows["province"]))), "domain": domain}
        drawn.data += _on(subplot, province_layers(rows, measure, lang, classes, geojson_url, hatch_url, brief=True))
        _add_year(drawn, thai.year_label(year, lang), domain)
    add_legend(drawn, entries(everything, classes, lang), measure.words(lang).unit)
    return drawn


def _cell(at: int, lines: int) -> dict[str, list[float]]:
    row, column = divmod(at, COLUMNS)
    height, head = 1 / lines, HEAD / (lines * ROW_HEIGHT)
    return {
        "x": [round(column / COLUMNS + GAP, 4), round((column + 1) / COLUMNS - GAP, 4)],
        "y": [round(1 - (row + 1) * height, 4), round(1 - row * height - head, 4)],
    }


def _on(subplot: str, traces: list[Trace]) -> list[Trace]:
    """The traces of a main map, moved to another subplot."""
    return [{**trace, "geo": subplot} for trace in traces if trace.get("geo", layers.MAIN) == layers.MAIN]


def _add_year(drawn: Drawing, year: str, domain: dict[str, list[float]]) -> None:
    drawn.annotate(
        text=f"<b>{year}</b>",
        x=sum(domain["x"]) / 2,
        y=domain["y"][1],
        xref="paper",
        yref="paper",
        xanchor="center",
        yanchor="bottom",
        showarrow=False,
        font={"size": SIZE, "color": colours.INK},
    )
