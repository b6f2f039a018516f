"""Things that cannot be compared, one under the other: each over the years on a scale of its own, its last figure in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from la21data.charts.years import BOTTOM, RUNNING_PATTERN, pointed_year, year_axis
from la21data.domain import Language
from la21data.look import MARGIN, SIZE, Drawing, colours, figure
from la21data.look.words import safe

PANEL = 92  # Pixels a panel, its words included.
WORDS = 0.34  # The words' part of a panel.


@dataclass(frozen=True)
class Panel:
    """One panel: its name, what is written of it, and its figures by fiscal year with how each is written."""

    name: str
    text: str
    years: Sequence[int]
    values: Sequence[float]
    written: Sequence[str]


def panels(shown: Sequence[Panel], lang: Language = "th", running: Sequence[int] = ()) -> Drawing:
    """Bars over fiscal years, a panel a thing. The years are the same in all panels, the heights are not: no bar is to be
    read against one of another panel."""
    years = sorted({year for panel in shown for year in panel.years})
    drawn = figure(
        MARGIN["t"] + PANEL * max(len(shown), 1) + BOTTOM,
        hovermode="closest",
        margin={**MARGIN, "b": BOTTOM},
        xaxis={**year_axis(years, lang, half=0.6), "anchor": f"y{len(shown)}" if len(shown) > 1 else "y"},
    )
    for at, panel in enumerate(shown):
        _add(drawn, panel, at, len(shown), lang, running)
    return drawn


def _add(drawn: Drawing, panel: Panel, at: int, of: int, lang: Language, running: Sequence[int]) -> None:
    number = "" if at == 0 else str(at + 1)
    top, foot = 1 - at / of, 1 - (at + 1) / of
    drawn.layout[f"yaxis{number}"] = {
        "domain": [foot, top - WORDS / of],
        "range": [0, max(panel.values, default=0) or 1],
        "showticklabels": False,
        "showgrid": False,
    }
    year, needed = pointed_year(panel.years, lang)
    drawn.add(
        "bar",
        x=list(panel.years),
        y=list(panel.values),
        yaxis=f"y{number}",
        width=0.7,
        name=safe(panel.name),
        customdata=list(panel.written),
        hovertemplate=f"<b>%{{fullData.name}}</b><br>{year}: %{{customdata}}<extra></extra>",
        **needed,
        marker={
            "color": colours.QUIET,
            "pattern": {**RUNNING_PATTERN, "shape": ["/" if year in running else "" for year in panel.years]},
        },
    )
    for anchor, text in (("left", f"<b>{safe(panel.name)}</b>"), ("right", safe(panel.text))):
        drawn.annotate(
            x=0 if anchor == "left" else 1,
            xref="paper",
            xanchor=anchor,
            y=top - 0.06 / of,
            yref="paper",
            yanchor="top",
            text=text,
            showarrow=False,
            font={"size": SIZE},
        )
