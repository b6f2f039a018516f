"""How long it takes to reach a step: the share that is there after so many years, from Kaplan–Meier curves."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from la21data import thai
from la21data.charts.axes import axis_of, label_room, ticks
from la21data.charts.spread import spread
from la21data.charts.years import HEIGHT, LEADER, LINE_HEIGHT, STANDOFF
from la21data.domain import Language
from la21data.look import MARGIN, SIZE, SMALL, Drawing, colours, figure
from la21data.look.words import text_width, word
from la21data.text import words

BOTTOM = 56  # The years, and what they are counted from.
FEW = 10  # LAOs still waiting: fewer, and the line is dotted.
LONGEST = 15  # Years on the axis: after them hardly anybody is still waiting.


def waiting_curves(curves: Mapping[int, pd.DataFrame], track: str, lang: Language = "th") -> Drawing:
    """A stair line a step: the share of LAOs that has reached it. `curves`: step -> `metrics.survival_curve`.

    Years in which some LAO was last seen without having reached it carry a small upright mark. Half is a thin line.
    """
    curves = {step: curve[curve["years"] <= LONGEST] for step, curve in curves.items() if len(curve)}
    longest = max((int(curve["years"].max()) for curve in curves.values()), default=1)
    axis = axis_of(ticks(0, 1), "percent", lang)
    names = {step: step_label(track, step, lang) for step in curves}
    drawn = figure(
        HEIGHT,
        hovermode="closest",
        yaxis=axis,
        xaxis={
            "range": [0, max(longest, 1)],
            "tickformat": "d",
            "dtick": 1 if longest <= 8 else 2,
            "ticklabelstandoff": STANDOFF,
            "title": {
                "text": words("waiting.axis", lang, since=words(f"waiting.since_{track}", lang)),
                "font": {"size": SMALL, "color": colours.MUTED},
                "standoff": 8,
            },
        },
        margin={**MARGIN, "l": label_room(axis), "r": int(max(map(_room, names.values()), default=0)) + LEADER + 12, "b": BOTTOM},
    )
    drawn.shape(
        type="line", x0=0, x1=1, xref="paper", y0=0.5, y1=0.5, layer="below", line={"color": colours.REFERENCE, "width": 1, "dash": "dot"}
    )
    for step, curve in curves.items():
        _add_curve(drawn, curve, names[step], colours.STEP_COLOURS[track][step - 1], lang)
    _add_names(drawn, curves, names, longest)
    return drawn


def step_label(track: str, step: int, lang: Language) -> str:
    """«ขั้นที่ 2», «ระยะที่ 2»."""
    return word("step" if track == "ladder" else "stage", lang, n=step)


def _room(name: str) -> float:
    return text_width(name, SIZE)


def _add_curve(drawn: Drawing, curve: pd.DataFrame, name: str, colour: str, lang: Language) -> None:
    years, reached = curve["years"].tolist(), [round(1 - share, 5) for share in curve["survival"]]
    sure = max(sum(curve["at_risk"] >= FEW), 1)  # At risk only ever falls.
    for part, dash in ((slice(0, sure), "solid"), (slice(sure - 1, None), "dot")):
        drawn.add(
            "scatter",
            x=years[part],
            y=reached[part],
            mode="lines",
            line={"shape": "hv", "color": colour, "width": 2.5, "dash": dash},
            hoverinfo="skip",
        )
    drawn.add(
        "scatter",
        x=years,
        y=reached,
        name=name,
        mode="markers",
        cliponaxis=False,
        marker={
            "symbol": ["line-ns" if lost else "circle" for lost in curve["censored"]],
            "size": [11 if lost else 5 for lost in curve["censored"]],
            "color": colour,
            "line": {"color": colour, "width": 1.5},
        },
        customdata=[
            [thai.format_percent(share), *counts]
            for share, counts in zip(reached, curve[["at_risk", "reached", "censored"]].to_numpy().tolist(), strict=True)
        ],
        hovertemplate=f"<b>{name}</b><br>{words('waiting.hover', lang)}<extra></extra>",
    )


def _add_names(drawn: Drawing, curves: Mapping[int, pd.DataFrame], names: Mapping[int, str], longest: int) -> None:
    """The names beside the ends of the lines, all at the right edge."""
    height = HEIGHT - MARGIN["t"] - BOTTOM
    ends = [(step, 1 - float(curve["survival"].iloc[-1]), int(curve["years"].iloc[-1])) for step, curve in curves.items()]
    wanted = [(1 - share) * height for _, share, _ in ends]
    for (step, share, years), place, moved in zip(ends, wanted, spread(wanted, LINE_HEIGHT, 0, height), strict=True):
        drawn.annotate(
            x=years,
            y=share,
            text=names[step],
            showarrow=True,
            arrowhead=0,
            arrowwidth=1,
            arrowcolor=colours.BORDER,
            standoff=4,
            ax=LEADER,
            ay=round(moved - place, 1),
            xanchor="left",
            yanchor="middle",
            borderpad=1,
            font={"color": colours.INK, "size": SIZE},
        )
