"""Parts of a whole over fiscal years, stacked: only for parts that may be added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from la21data.charts.axes import label_room, value_axis
from la21data.charts.spread import spread
from la21data.charts.years import BOTTOM, HEIGHT, LEADER, LINE_HEIGHT, RUNNING_PATTERN, pointed_year, year_axis
from la21data.domain import Language
from la21data.look import MARGIN, SIZE, Drawing, colours, figure
from la21data.look.hover import flag_note
from la21data.look.words import safe, text_width, with_unit, word
from la21data.measures import Measure

READABLE = 4.5  # Contrast that a name in its part's own hue must have on white.


@dataclass(frozen=True)
class Part:
    """One part: its name, its hue and its figure by fiscal year."""

    name: str
    colour: str
    values: Mapping[int, float]


def stacked_years(parts: Sequence[Part], measure: Measure, lang: Language = "th", running: Sequence[int] = ()) -> Drawing:
    """A bar a fiscal year, the first part at its foot. `measure`: how figures are written; `running`: years still open.

    The names stand beside the last bar, in the order in which the parts lie.
    """
    years = sorted({year for part in parts for year in part.values})
    totals = {year: sum(part.values.get(year, 0.0) for part in parts) for year in years}
    axis = value_axis(measure, 0, max(totals.values(), default=0.0) or 1.0, lang)
    room = max((text_width(part.name, SIZE) for part in parts), default=0)
    left, right = label_room(axis), int(room) + LEADER + 12
    drawn = figure(
        HEIGHT,
        barmode="stack",
        hovermode="closest",
        xaxis=year_axis(years, lang, half=0.6, beside=left + right),
        yaxis=axis,
        margin={**MARGIN, "l": left, "r": right, "b": BOTTOM},
    )
    for part in parts:
        _add(drawn, part, years, totals, measure, lang, running)
    if years:
        _name(drawn, parts, years[-1], axis["range"][1])
    return drawn


def _add(
    drawn: Drawing, part: Part, years: Sequence[int], totals: Mapping[int, float], measure: Measure, lang: Language, running: Sequence[int]
) -> None:
    values = [part.values.get(year, 0.0) for year in years]
    told = []
    for year, value in zip(years, values, strict=True):
        share = 100 * value / totals[year] if totals[year] else 0.0
        told.append([with_unit(measure, value, lang), round(share, 1), flag_note("partial_year" if year in running else "", lang)])
    when, needed = pointed_year(years, lang)
    of_total = word("of_total", lang, share="%{customdata[1]:,.1f} %")
    drawn.add(
        "bar",
        x=years,
        y=values,
        width=0.72,
        name=safe(part.name),
        customdata=told,
        hovertemplate=f"<b>%{{fullData.name}}</b><br>{when}<br>%{{customdata[0]}} ({of_total})%{{customdata[2]}}<extra></extra>",
        **needed,
        marker={
            "color": part.colour,
            "line": {"color": colours.WHITE, "width": 1},
            "pattern": {**RUNNING_PATTERN, "shape": ["/" if year in running else "" for year in years]},
        },
    )


def _name(drawn: Drawing, parts: Sequence[Part], year: int, top: float) -> None:
    height = HEIGHT - MARGIN["t"] - BOTTOM
    below, middles = 0.0, []
    for part in parts:
        value = part.values.get(year, 0.0)
        middles.append(below + value / 2)
        below += value
    wanted = [(1 - middle / top) * height for middle in middles]
    for part, middle, place, moved in zip(parts, middles, wanted, spread(wanted, LINE_HEIGHT, 0, height), strict=True):
        drawn.annotate(
            x=year + 0.36,
            y=middle,
            text=safe(part.name),
            showarrow=True,
            arrowhead=0,
            arrowwidth=1,
            arrowcolor=part.colour,
            ax=LEADER,
            ay=round(moved - place, 1),
            xanchor="left",
            yanchor="middle",
            borderpad=1,
            font={"color": part.colour if colours.contrast(part.colour) >= READABLE else colours.MUTED, "size": SIZE},
        )
