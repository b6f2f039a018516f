"""The funnel plot: a share against how many it is of, with the limits within which chance alone would leave it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from la21data import reference
from la21data.charts.axes import label_room, value_axis
from la21data.charts.years import STANDOFF
from la21data.domain import Language
from la21data.look import MARGIN, SMALL, Drawing, colours, figure
from la21data.look.words import has_figure, hover, labels, safe, text_width
from la21data.measures import Measure
from la21data.metrics.limits import Limits, control_limits
from la21data.text import words

HEIGHT, BOTTOM = 520, 60
POINTS = 60  # Of a limit's line.
BEHIND_WORDS = "rgba(255,255,255,0.85)"  # So that points do not cross them.
NAMED = 12  # Provinces outside the limits that get their names, the farthest out first.
Side = Literal["right", "left", "above", "below"]
SIDES: tuple[Side, ...] = ("right", "left", "above", "below")  # Of a point, where its name may stand.
AWAY = 17  # Pixels from the middle of a point to that of a name above or below it.
ABOVE, BEFORE_AXIS = 6, 12  # Pixels that a name may stand above the plot, and before it, between two ticks.
HEADROOM = 1.05  # Of the highest tick, so that no mark lies on the edge.
WIDE = 850  # Pixels of a plot on a desktop.
PHONE = 230  # Pixels of a plot on a phone: names that would meet there are left out.


@dataclass(frozen=True)
class Bounds:
    """The limits at each of `sizes`, and the highest share that shows."""

    sizes: list[int]
    lines: list[Limits]
    top: float


def bounds(rows: pd.DataFrame, country: float) -> Bounds:
    """The limits around the country's share, as far as the largest denominator of the rows. `rows`: those that are drawn."""
    most = max(int(rows["denominator"].max()), 2) if len(rows) else 2
    sizes = sorted({max(round(most * 1.04 * at / POINTS), 1) for at in range(1, POINTS + 1)})
    lines = [control_limits(country, size) for size in sizes]
    top = max([float(rows["value"].max()) if len(rows) else 0.0, country * 1.5, min(lines[len(lines) // 6].high_998, 1.0)])
    return Bounds(sizes, lines, min(top, 1.0))


def funnel_rows(frame: pd.DataFrame, verdicts: list[str], lang: Language) -> pd.DataFrame:
    """The rows that are drawn, with `verdict` and `label`."""
    return frame.assign(verdict=verdicts, label=labels(frame, "province", lang))[has_figure(frame) & (frame["denominator"] > 0)]


def funnel(frame: pd.DataFrame, measure: Measure, country: float, verdicts: list[str], lang: Language = "th") -> Drawing:
    """A point a province. `frame`: by province, with denominators; `verdicts`: of each row (`Limits.verdict`, '' = no figure);
    `country`: the share around which the limits lie. Points outside the limits are filled and, where there is room, named.
    """
    rows = funnel_rows(frame, verdicts, lang)
    limits = bounds(rows, country)
    axis = value_axis(measure, 0, limits.top, lang)
    axis["range"] = [axis["range"][0], axis["range"][1] * HEADROOM]
    drawn = figure(
        HEIGHT,
        hovermode="closest",
        yaxis=axis,
        xaxis={
            "range": [0, limits.sizes[-1]],
            "ticklabelstandoff": STANDOFF,
            **({"dtick": 1} if limits.sizes[-1] <= 10 else {}),  # No halves of a LAO.
            "title": {"text": safe(of_what(measure, lang)), "font": {"size": SMALL, "color": colours.MUTED}, "standoff": 8},
        },
        margin={**MARGIN, "l": label_room(axis), "r": 12, "t": 70, "b": BOTTOM},
    )
    _add_limits(drawn, limits.sizes, limits.lines, country, measure, lang)
    _add_points(drawn, rows, measure, lang)
    for name, of, value, side in placed_names(rows, (limits.sizes[-1], axis["range"][1]), (PHONE, HEIGHT - BOTTOM)):
        _add_name(drawn, name, of, value, side)
    return drawn


def of_what(measure: Measure, lang: Language) -> str:
    part = measure.denominator
    return words("funnel.axis", lang, of=(part.th if lang == "th" else part.en) if part else "")


def _add_limits(drawn: Drawing, sizes: list[int], lines: list[Limits], country: float, measure: Measure, lang: Language) -> None:
    for name, dash in (("low_998", "solid"), ("low_95", "dash"), ("high_95", "dash"), ("high_998", "solid")):
        drawn.add(
            "scatter",
            x=sizes,
            y=[round(getattr(line, name), 5) for line in lines],
            mode="lines",
            line={"color": colours.BORDER, "width": 1.2, "dash": dash},
            hoverinfo="skip",
        )
    drawn.shape(
        type="line",
        x0=0,
        x1=1,
        xref="paper",
        y0=country,
        y1=country,
        layer="below",
        line={"color": colours.REFERENCE, "width": 1.5, "dash": "dot"},
    )
    country_words = words("funnel.legend_country", lang, country=measure.write(country, lang))
    legend = [country_words, words("funnel.legend", lang), words("funnel.legend_points", lang)]
    drawn.annotate(
        x=0,
        y=1,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        xshift=MARGIN["l"] - drawn.margin["l"],
        yshift=6,
        showarrow=False,
        text="<br>".join(map(safe, legend)),
        align="left",
        font={"size": SMALL, "color": colours.MUTED},
    )


def _add_points(drawn: Drawing, rows: pd.DataFrame, measure: Measure, lang: Language) -> None:
    pilots = [_is_pilot(code) for code in rows["province"]]
    outside = [verdict not in ("within", "") for verdict in rows["verdict"]]
    drawn.add(
        "scatter",
        mode="markers",
        x=[int(of) for of in rows["denominator"]],
        y=[round(float(value), 5) for value in rows["value"]],
        cliponaxis=False,
        marker={
            "opacity": 1,
            "size": [11 if far else 8 for far in outside],
            "symbol": [_symbol(verdict) for verdict in rows["verdict"]],
            "color": [colours.ACCENT if far else colours.WHITE for far in outside],
            "line": {
                "color": [
                    colours.CHOSEN if pilot else colours.ACCENT if far else colours.BORDER
                    for pilot, far in zip(pilots, outside, strict=True)
                ],
                "width": [2.5 if pilot else 1.5 for pilot in pilots],
            },
        },
        hovertext=[
            hover(measure, row, row["label"], lang, (words(f"funnel.{row['verdict']}", lang),) if row["verdict"] else ())
            for _, row in rows.iterrows()
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _symbol(verdict: str) -> str:
    """Above and below are told by shape, not by colour alone."""
    return {"far_above": "triangle-up", "above": "triangle-up", "far_below": "triangle-down", "below": "triangle-down"}.get(
        verdict, "circle"
    )


def _is_pilot(code: str) -> bool:
    return code in reference.provinces() and reference.provinces()[code].is_pilot


def placed_names(rows: pd.DataFrame, reach: tuple[float, float], room: tuple[float, float]) -> list[tuple[str, float, float, Side]]:
    """The names of those outside, the farthest first, and of the pilots, with where they are and on which side of it the name stands.

    A name stands at the side where it covers the fewest points, in room so wide and on a wide screen. One that would meet another on all
    sides is left to the pointer. `reach`: the highest x and y; `room`: pixels of the plot.
    """
    (most, top), (wide_room, high_room) = reach, room
    shown = [_is_pilot(code) or verdict not in ("within", "") for code, verdict in zip(rows["province"], rows["verdict"], strict=True)]
    named = rows[pd.Series(shown, index=rows.index, dtype=bool)]
    order: Sequence[tuple[str, float, float, str]] = sorted(
        zip(named["label"], named["denominator"], named["value"], named["verdict"], strict=True),
        key=lambda row: (-_weight(row[3]), -row[1]),
    )
    points = [(of / most, (1 - value / top) * high_room) for of, value in zip(rows["denominator"], rows["value"], strict=True)]

    def covers(side: Side, of: float, y: float, wide: float) -> int:
        """How many points a name there lies on, here and where the plot is wide."""
        found = 0
        for across in {wide_room, max(wide_room, WIDE)}:
            left, line = _stand(side, of / most * across, y, wide)
            found += sum(abs(up - line) < 11 and left - 4 < at * across < left + wide + 4 for at, up in points)
        return found

    taken = list[tuple[float, float, float]]()
    found = list[tuple[str, float, float, Side]]()
    for name, of, value, _ in order[: 2 * NAMED]:
        x, y, wide = of / most * wide_room, (1 - value / top) * high_room, text_width(name, SMALL)
        for side in sorted(SIDES, key=lambda one: covers(one, of, y, wide)):
            start, line = _stand(side, x, y, wide)
            meets = any(abs(line - other) < 16 and start < end and begin < start + wide for begin, end, other in taken)
            inside = start >= -BEFORE_AXIS * (side == "below") and start + wide + 2 <= wide_room and -ABOVE <= line <= high_room
            if len(taken) < NAMED and inside and not meets:
                taken.append((start, start + wide, line))
                found.append((name, float(of), float(value), side))
                break
    return found


def _stand(side: Side, x: float, y: float, wide: float) -> tuple[float, float]:
    """Where a name of a point begins, and the middle of its line."""
    start = {"right": x + 10, "left": x - wide - 10}.get(side, x - wide / 2)
    return start, y + {"above": -AWAY, "below": AWAY}.get(side, 0)


def _add_name(drawn: Drawing, name: str, of: float, value: float, side: Side) -> None:
    drawn.annotate(
        x=int(of),
        y=value,
        text=safe(name),
        showarrow=False,
        xanchor={"right": "left", "left": "right"}.get(side, "center"),
        xshift={"right": 9, "left": -9}.get(side, 0),
        yshift={"above": AWAY, "below": -AWAY}.get(side, 0),
        yanchor="middle",
        borderpad=0,
        bgcolor=BEHIND_WORDS,
        font={"size": SMALL, "color": colours.INK},
    )


def _weight(verdict: str) -> int:
    return 2 if verdict.startswith("far") else 0 if verdict == "within" else 1
