"""Slopes: each thing's figure in one year and in another, joined by a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from la21data import thai
from la21data.charts.spread import spread
from la21data.charts.years import LEADER
from la21data.domain import Language
from la21data.look import SIZE, Drawing, colours, figure
from la21data.look.words import safe, shorten, text_width
from la21data.measures import Measure

HEIGHT, LINE_HEIGHT = 440, 20
TOP, BOTTOM = {"th": 34, "en": 54}, 10  # In English the year of the common era stands under the B.E. one.
LONGEST_NAME = 14


@dataclass(frozen=True)
class Slope:
    """One line. A figure that is missing at one end leaves the point at the other."""

    name: str
    first: float | None
    last: float | None
    colour: str
    symbol: str = "circle"
    wide: bool = False


def slopes(lines: Sequence[Slope], measure: Measure, first: int, last: int, lang: Language = "th") -> Drawing:
    """Names and figures stand at both ends, moved apart where they would meet."""
    known = [value for line in lines for value in (line.first, line.last) if value is not None]
    top, low = max(known, default=1.0), min(known, default=0.0)
    low = 0.0 if low >= 0 and low < 0.6 * top else low
    reach = (top - low) * 0.04 or 1.0
    right = [_text(line, line.last, measure, lang, named=True) for line in lines]
    left = [_text(line, line.first, measure, lang, named=False) for line in lines]
    heads = [thai.year_label(year, lang).replace(" (", "<br>(") for year in (first, last)]  # Beside one another they would meet on a phone.
    drawn = figure(
        HEIGHT,
        hovermode="closest",
        margin={
            "l": int(max((text_width(text, SIZE) for text in left), default=0)) + 2 * LEADER,
            "r": int(max((text_width(text, SIZE) for text in right), default=0)) + 2 * LEADER,
            "t": TOP[lang],
            "b": BOTTOM,
        },
        xaxis={
            "range": [-0.04, 1.04],
            "tickvals": [0, 1],
            "side": "top",
            "ticktext": [f"<b>{head}</b>" for head in heads],
            "tickangle": 0,
            "tickfont": {"size": SIZE, "color": colours.INK},
        },
        yaxis={"range": [low - reach, top + reach], "visible": False},
    )
    for at in (0, 1):
        drawn.shape(type="line", x0=at, x1=at, y0=0, y1=1, yref="paper", layer="below", line={"color": colours.GRID, "width": 1})
    for line in lines:
        drawn.add(
            "scatter",
            x=[0, 1],
            y=[line.first, line.last],
            mode="lines+markers",
            connectgaps=False,
            cliponaxis=False,
            line={"color": line.colour, "width": 3 if line.wide else 2},
            marker={"size": 9, "symbol": line.symbol, "color": line.colour},
            name=safe(line.name),
            customdata=[measure.write(line.first, lang), measure.write(line.last, lang)],
            hovertemplate=f"<b>{safe(line.name)}</b><br>{thai.fiscal_year_label(first, lang)}: {measure.write(line.first, lang)}"
            f"<br>{thai.fiscal_year_label(last, lang)}: {measure.write(line.last, lang)}<extra></extra>",
        )
    _add_ends(drawn, lines, [line.first for line in lines], left, 0, (low - reach, top + reach), lang)
    _add_ends(drawn, lines, [line.last for line in lines], right, 1, (low - reach, top + reach), lang)
    return drawn


def _text(line: Slope, value: float | None, measure: Measure, lang: Language, named: bool) -> str:
    written = measure.write(value, lang) if value is not None else ""
    return f"{shorten(line.name, LONGEST_NAME)} {written}".strip() if named else written


def _add_ends(
    drawn: Drawing,
    lines: Sequence[Slope],
    values: Sequence[float | None],
    texts: Sequence[str],
    at: int,
    bounds: tuple[float, float],
    lang: Language,
) -> None:
    height = HEIGHT - TOP[lang] - BOTTOM
    shown = [(line, value, text) for line, value, text in zip(lines, values, texts, strict=True) if value is not None]
    wanted = [(bounds[1] - value) / (bounds[1] - bounds[0]) * height for _, value, _ in shown]
    for (line, value, text), place, moved in zip(shown, wanted, spread(wanted, LINE_HEIGHT, 0, height), strict=True):
        drawn.annotate(
            x=at,
            y=value,
            text=safe(text),
            showarrow=True,
            arrowhead=0,
            arrowwidth=1,
            arrowcolor=line.colour,
            standoff=5,
            ax=LEADER if at else -LEADER,
            ay=round(moved - place, 1),
            xanchor="left" if at else "right",
            yanchor="middle",
            borderpad=1,
            font={"color": line.colour, "size": SIZE},
        )
