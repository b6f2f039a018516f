"""The ladder of one LAO over the years: a bar a year, as high as its step, in the colour of its step and track."""

from __future__ import annotations

import pandas as pd

from la21data.charts.years import BOTTOM, pointed_year, year_axis
from la21data.domain import STEP_TITLES, TOP_STEP, TRACKS, Language
from la21data.look import MARGIN, SMALL, Drawing, colours, figure
from la21data.look.words import safe, word

HEIGHT = 320
HIGHEST = max(TOP_STEP.values())


def step_history(rows: pd.DataFrame, lang: Language = "th") -> Drawing:
    """`rows`: fiscal_year, track, step of the years of taking part. The tracks are traces of their own: a stage is no step."""
    drawn = figure(
        HEIGHT,
        xaxis=year_axis([int(year) for year in rows["fiscal_year"]], lang, half=0.6),
        yaxis={"range": [0, HIGHEST + 0.5], "tickvals": list(range(1, HIGHEST + 1)), "tickformat": "d"},
        margin={**MARGIN, "l": 24, "b": BOTTOM},
        showlegend=rows["track"].nunique() > 1,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "font": {"size": SMALL}},
    )
    for track in TRACKS:
        part = rows[rows["track"] == track.code]
        if part.empty:
            continue
        years, steps = ([int(number) for number in part[column]] for column in ("fiscal_year", "step"))
        year, needed = pointed_year(years, lang)
        titles = {int(term.code): term.label(lang) for term in STEP_TITLES[track.code]}
        key = "step" if track.code == "ladder" else "stage"
        drawn.add(
            "bar",
            name=track.label(lang),
            x=years,
            y=steps,
            width=0.7,
            text=[str(step) for step in steps],
            textposition="outside",
            cliponaxis=False,
            marker={"color": [colours.STEP_COLOURS[track.code][step - 1] for step in steps]},
            customdata=[safe(f"{word(key, lang, n=step)}: {titles[step]}") for step in steps],
            hovertemplate=f"<b>{year}</b><br>{safe(track.label(lang))}<br>%{{customdata}}<extra></extra>",
            **needed,
        )
    return drawn
