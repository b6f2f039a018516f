"""One figure over fiscal years: a bar a year, and the small trend of a key figure."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from la21data.charts.axes import label_room, value_axis
from la21data.charts.years import BOTTOM, RUNNING_PATTERN, year_axis, year_hover
from la21data.domain import Language
from la21data.look import MARGIN, SMALL, Drawing, colours, figure
from la21data.look.words import running_years, takes_part, text_width
from la21data.measures import Measure

PHONE_PLOT = 320  # Pixels for bars on a phone: figures that do not fit there stand on the axis instead.


def year_bars(frame: pd.DataFrame, measure: Measure, lang: Language = "th") -> Drawing:
    """One bar a fiscal year, from zero; a running year is hatched and says so. `frame`: by fiscal year."""
    rows = frame[takes_part(frame)].sort_values("fiscal_year")
    running = running_years(rows)
    years = [int(year) for year in rows["fiscal_year"]]
    text = [measure.write(value, lang) for value in rows["value"]]
    written = len(text) * (max((text_width(one, SMALL) for one in text), default=0) + 6) <= PHONE_PLOT
    axis = value_axis(measure, 0, float(rows["value"].max()) if len(rows) else 1.0, lang)
    if written:
        axis |= {"showticklabels": False, "showgrid": False}
    drawn = figure(
        320,
        hovermode="closest",
        xaxis=year_axis(years, lang, half=0.6),
        yaxis=axis,
        margin={
            **MARGIN,
            "l": MARGIN["l"] if written else label_room(axis),
            "t": 30 if written else MARGIN["t"],
            "b": BOTTOM,
        },
    )
    drawn.add(
        "bar",
        x=years,
        y=[float(value) for value in rows["value"]],
        width=0.66,
        cliponaxis=False,
        text=text if written else None,
        textposition="outside",
        constraintext="none",
        textangle=0,
        textfont={"size": SMALL},
        marker={
            "color": colours.ACCENT,
            "pattern": {**RUNNING_PATTERN, "shape": ["/" if year in running else "" for year in years]},
        },
        **year_hover(rows, measure, lang, running),
    )
    return drawn


def small_trend(values: Sequence[float | None], *, running: bool = False, height: int = 48) -> Drawing:
    """A line without axes for a key figure, its last point marked (hollow: a running year). Missing values are gaps."""
    known = [None if value is None or not math.isfinite(value) else float(value) for value in values]
    drawn = figure(
        height,
        margin={"l": 6, "r": 8, "t": 6, "b": 6},
        xaxis={"visible": False},
        yaxis={"visible": False, "rangemode": "tozero"},
    )
    drawn.add("scatter", y=known, mode="lines", line={"color": colours.QUIET, "width": 2}, hoverinfo="skip", cliponaxis=False)
    last = max((place for place, value in enumerate(known) if value is not None), default=None)
    if last is not None:
        drawn.add(
            "scatter",
            x=[last],
            y=[known[last]],
            mode="markers",
            hoverinfo="skip",
            cliponaxis=False,
            marker={
                "size": 8,
                "color": colours.WHITE if running else colours.ACCENT,
                "line": {"color": colours.ACCENT, "width": 2},
            },
        )
    return drawn
