"""Heat maps: one figure for each pair of two dimensions, in classes of colour, so that what stands out is seen before it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from la21data.charts.rows import LONGEST_BESIDE, LONGEST_NAME
from la21data.classes import Classes, classify
from la21data.domain import Language
from la21data.look import MARGIN, PHONE, SIZE, SMALL, Drawing, colours, figure
from la21data.look.hover import data, template
from la21data.look.words import glyphs, labels, safe, shorten, takes_part, text_width, word
from la21data.measures import Measure

CELL = 26  # Pixels a row whose name stands beside it.
TALL_CELL, NAME = 48, 0.46  # Pixels a row whose name stands above it, and the name's part of them.
LONGEST_UPRIGHT = 26  # Letters of a column's name that is written upright.
MOST_ABOVE = 20  # Rows: with more of them under their names a phone would show nine at a time.
MOST_BESIDE = 12  # Columns: beside names more of them are too narrow for their heads on a phone.
YEAR = 4  # Letters that stand over a narrow column.
WRITTEN = 6  # Up to so many columns a cell has room for its figure, even on a phone.
FEW, LOW_HEADS, HIGH_HEADS = 6, 26, 46  # Heads of one line, and those of two or upright on a phone.
LEGEND = 58  # Pixels of the legend under the cells.
GAP = 1.5
# Names with a word of their own over columns: in two lines.
HEADS = {
    ("region", "northeast"): "northeast_head",
    ("component", "environment"): "environment_head",
    ("component", "learning"): "learning_head",
}
ZERO = "#F4F6F5"  # A zero is no class of its own hue: nothing was done there. (No figure at all stays white.)


@dataclass(frozen=True)
class _Cells:
    """The frame's rows and, in their order, code -> name of what goes down and across; `heads`: what stands over the columns."""

    rows: pd.DataFrame
    row: str
    column: str
    down: dict[Any, str]
    across: dict[Any, str]
    heads: list[str]


def heat(frame: pd.DataFrame, down: str, across: str, measure: Measure, lang: Language = "th") -> Drawing:
    """A cell for each pair of codes of `down` and `across`, both in the frame's order; a cell without a figure stays empty.

    Names too long to stand beside their row stand above it, and so do all where there are many columns, or heads that lie flat only so:
    a phone has room for both then.
    """
    cells = _cells(frame, down, across, lang)
    above = len(cells.across) > MOST_BESIDE or any(glyphs(name) > LONGEST_BESIDE for name in cells.down.values())
    values = cells.rows.loc[cells.rows["drawn"], "value"]
    classes = heat_classes(frame, measure, lang)
    beside = _room([shorten(name, LONGEST_BESIDE) for name in cells.down.values()])
    lines = [line for head in cells.heads for line in head.split("<br>")]
    widest = len(cells.heads) * max((text_width(line, SMALL) for line in lines), default=0) + MARGIN["r"]
    above = above or (len(cells.down) <= MOST_ABOVE and PHONE - beside < widest <= PHONE - MARGIN["l"])
    left = MARGIN["l"] if above else beside
    flat = widest <= PHONE - left
    short = all(glyphs(line) <= YEAR for line in lines)
    low = flat and len(lines) == len(cells.heads)
    top = LOW_HEADS if low else HIGH_HEADS if flat or short else _room(lines)
    drawn = figure(
        top + len(cells.down) * (TALL_CELL if above else CELL) + LEGEND,
        hovermode="closest",
        showlegend=True,
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 0, "yanchor": "top", "itemclick": False, "itemdoubleclick": False},
        margin={
            **MARGIN,
            "l": left,
            "t": top,
            "b": LEGEND,
        },
        xaxis=_heads(cells, flat),
        yaxis={
            "range": [len(cells.down) - 0.5, -0.5],
            **({} if above else {"type": "category"}),
            "ticks": "",
            "showgrid": False,
            "tickvals": [] if above else list(range(len(cells.down))),
            "ticktext": [] if above else [safe(shorten(name, LONGEST_BESIDE)) for name in cells.down.values()],
            "tickfont": {"size": SMALL, "color": colours.INK},
        },
    )
    _add_cells(drawn, cells, measure, lang, classes, above)
    _add_legend(drawn, classes, any_zero=bool((values == 0).any()))
    if above:
        for at, name in enumerate(cells.down.values()):
            drawn.annotate(
                x=0,
                xref="paper",
                y=at - 0.5 + NAME / 2,
                text=safe(shorten(name, LONGEST_NAME)),
                showarrow=False,
                xanchor="left",
                yanchor="middle",
                font={"size": SIZE},
            )
    return drawn


def heat_classes(frame: pd.DataFrame, measure: Measure, lang: Language) -> Classes:
    """The classes of the cells. Zero is none of them."""
    values = frame.loc[takes_part(frame), "value"]
    return classify(values[values > 0], measure=measure, lang=lang)


def _add_cells(drawn: Drawing, cells: _Cells, measure: Measure, lang: Language, classes: Classes, above: bool) -> None:
    """Names travel once: with each row standing under its name a trace is a row, which has a name; else the axis has them."""
    common = {
        "x": [safe(name) for name in cells.across.values()],
        "hoverongaps": False,
        "xgap": GAP,
        "ygap": GAP,
        "showscale": False,
        "showlegend": False,
        "zmin": -0.5,
        "zmax": len(classes) + 0.5,
        "colorscale": steps((ZERO, *classes.colours)),
        "texttemplate": "%{text}" if len(cells.across) <= WRITTEN and measure.format not in ("baht", "amount") else None,
        "textfont": {"size": SMALL},
    }
    known = cells.rows[cells.rows["drawn"]]
    numbers = dict(zip(zip(known[cells.row], known[cells.column], strict=True), data(known, measure), strict=True))
    values = dict(zip(zip(known[cells.row], known[cells.column], strict=True), known["value"], strict=True))

    small = known[known["flag"] == "small_number"]
    few = set(zip(small[cells.row], small[cells.column], strict=True))

    def line(code: Any) -> tuple[list[int | None], list[list[float | str | None]], list[bool]]:
        keys = [(code, other) for other in cells.across]
        return [_shade(classes, values.get(key)) for key in keys], [numbers.get(key, []) for key in keys], [key in few for key in keys]

    if not above:
        lines = [line(code) for code in cells.down]
        hover = template("%{y} · %{x}", measure, lang)
        z, told, weak = [one[0] for one in lines], [one[1] for one in lines], [one[2] for one in lines]
        drawn.add(
            "heatmap",
            y=[safe(name) for name in cells.down.values()],
            z=z,
            text=_texts(z, told, weak, measure, common, classes),
            customdata=told,
            hovertemplate=hover,
            **common,
        )
        return
    hover = template("%{fullData.name} · %{x}", measure, lang)
    for at, (code, name) in enumerate(cells.down.items()):
        z_row, told_row, weak_row = line(code)
        drawn.add(
            "heatmap",
            y=[at - 0.5 + NAME, at + 0.5],
            z=[z_row],
            text=_texts([z_row], [told_row], [weak_row], measure, common, classes),
            customdata=[told_row],
            name=safe(name),
            hovertemplate=hover,
            **common,
        )


def _texts(
    z: Sequence[Sequence[int | None]],
    told: Sequence[Sequence[Sequence[Any]]],
    weak: Sequence[Sequence[bool]],
    measure: Measure,
    common: Mapping[str, Any],
    classes: Classes,
) -> list[list[str]] | None:
    """The figures that are written in the cells, in what reads on each colour, those of few in brackets; None where cells have no room."""
    if common["texttemplate"] is None:
        return None
    decimals = 0 if measure.format == "count" else 1
    inks = [colours.text_on(ground) for ground in (ZERO, *classes.colours)]  # Plotly's own dark grey is too light on middle greens.

    def written(at: int | None, cell: Sequence[Any], few: bool) -> str:
        ink = colours.INK if at is None else inks[at]
        return f'<span style="color:{ink}">{bracketed(f"{cell[0]:,.{decimals}f}", few)}</span>' if cell else ""

    return [[written(*cell) for cell in zip(*line, strict=True)] for line in zip(z, told, weak, strict=True)]


def bracketed(figure: str, few: bool) -> str:
    """A figure of few as a cell has it, here and on slides: a cell has no room for hatching under its figure."""
    return f"({figure})" if few else figure


def _shade(classes: Classes, value: float | None) -> int | None:
    """0 for nothing at all, then the classes from 1; None without a figure."""
    found = classes.index(value)
    return 0 if value == 0 else None if found is None else found + 1


def steps(ramp: Sequence[str]) -> list[list[Any]]:
    """A colour scale of equal steps, one a class."""
    return [[round(end / len(ramp), 4), colour] for at, colour in enumerate(ramp) for end in (at, at + 1)]


def _heads(cells: _Cells, flat: bool) -> dict[str, Any]:
    return {
        "range": [-0.5, len(cells.heads) - 0.5],
        "type": "category",  # Else a year counts as a number or a date.
        "side": "top",
        "ticks": "",
        "tickvals": list(range(len(cells.heads))),
        "ticktext": cells.heads,
        **({"tickangle": 0} if flat else {"autotickangles": [0, -90]}),
        "tickfont": {"size": SMALL, "color": colours.INK},
    }


def _add_legend(drawn: Drawing, classes: Classes, any_zero: bool) -> None:
    """Squares in the colours of the classes: traces without a point, since a heat map's own scale has no room on a phone."""
    for text, colour in [*([("0", ZERO)] if any_zero else []), *zip(classes.labels, classes.colours, strict=True)]:
        drawn.add(
            "scatter",
            x=[None],
            y=[None],
            mode="markers",
            name=safe(text),
            hoverinfo="skip",
            marker={"symbol": "square", "size": 13, "color": colour, "line": {"color": colours.BORDER, "width": 1}},
        )


def _cells(frame: pd.DataFrame, down: str, across: str, lang: Language) -> _Cells:
    rows = frame.assign(drawn=takes_part(frame))
    names = [dict(zip(rows[dimension], labels(rows, dimension, lang), strict=True)) for dimension in (down, across)]
    few = len(names[1]) <= FEW
    return _Cells(rows, down, across, names[0], names[1], [_over(across, code, name, few, lang) for code, name in names[1].items()])


def _over(dimension: str, code: object, name: str, few: bool, lang: Language) -> str:
    """The head as plotly text; over a few columns the year of the common era has room below that of B.E., and long names too."""
    if few and (dimension, code) in HEADS:
        return word(HEADS[dimension, str(code)], lang)
    text = safe(head(dimension, code, name))
    return text.replace(" (", "<br>").removesuffix(")") if dimension == "fiscal_year" and few else text


def head(dimension: str, code: object, name: str) -> str:
    """What fits over a column: an office's number, a step's (– for none), a year without the words around it."""
    if dimension in ("office", "step"):
        return str(code) if str(code).isdigit() else "–"
    return name if dimension == "fiscal_year" else shorten(name, LONGEST_UPRIGHT)


def _room(names: Iterable[str]) -> int:
    """Pixels for the longest name, beside a row or upright over a column."""
    return int(max((text_width(name, SMALL) for name in names), default=0)) + 14
