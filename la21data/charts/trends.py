"""Lines over fiscal years, with their names at their ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from la21data.charts.axes import label_room, value_axis
from la21data.charts.spread import spread
from la21data.charts.years import BOTTOM, HEIGHT, LEADER, LINE_HEIGHT, year_axis, year_hover
from la21data.domain import Language
from la21data.look import MARGIN, SIZE, Drawing, colours, figure
from la21data.look.words import brief_label, has_figure, labels, running_years, safe, text_width, word
from la21data.measures import Measure

LONGEST_NAME = 22  # «เฉลี่ยภาคตะวันออกเฉียงเหนือ»


@dataclass(frozen=True)
class Series:
    """One line: its rows in the order of years, its name and how it is drawn."""

    name: str
    rows: pd.DataFrame
    colour: str
    symbol: str
    width: float
    labelled: bool


def trend_lines(
    frame: pd.DataFrame,
    series_dimension: str,
    measure: Measure,
    lang: Language = "th",
    highlight: Collection[str] = (),
    reference_frame: pd.DataFrame | None = None,
    running_year: int | None = None,
    reference_name: str = "",
) -> Drawing:
    """A line a code of `series_dimension` over fiscal years; the country's (`reference_frame`, by fiscal year) in grey.

    `reference_name`: other words for the grey line than «ทั้งประเทศ».

    With `highlight` only those codes have a hue and a name. A running year is dashed and hollow: years that a row flags
    `partial_year`, and `running_year`. A year without a figure is a gap.
    """
    running = running_years(frame, reference_frame) | ({running_year} if running_year else set())
    country = _country(reference_frame, reference_name or word("country", lang))
    lines = country + _series(frame, series_dimension, lang, {str(code) for code in highlight})
    shown = pd.concat([line.rows for line in lines]) if lines else frame.iloc[:0]
    axis = value_axis(measure, *_bounds(shown["value"]), lang)
    room = max((text_width(line.name, SIZE) for line in lines if line.labelled and len(line.rows)), default=0)
    left, right = label_room(axis), int(room) + LEADER + 12
    drawn = figure(
        HEIGHT,
        hovermode="closest",
        xaxis=year_axis([int(year) for year in shown["fiscal_year"]], lang, half=0.5, beside=left + right),
        yaxis=axis,
        margin={**MARGIN, "l": left, "r": right, "b": BOTTOM},
    )
    for line in lines:
        _add_line(drawn, line, measure, lang, running)
    _add_names(drawn, lines, axis["range"])
    return drawn


def _country(frame: pd.DataFrame | None, name: str) -> list[Series]:
    if frame is None or not has_figure(frame).any():
        return []
    rows = frame.sort_values("fiscal_year")
    return [
        Series(
            name,
            rows.assign(value=rows["value"].where(has_figure(rows))),
            colours.REFERENCE,
            "circle",
            3.0,
            True,
        )
    ]


def _series(frame: pd.DataFrame, dimension: str, lang: Language, highlight: set[str]) -> list[Series]:
    """Highlighted lines last, so that they lie on top."""
    frame = frame.assign(
        code=frame[dimension].astype(str),
        label=labels(frame, dimension, lang),
        value=frame["value"].where(has_figure(frame)),
    )
    codes = list(dict.fromkeys(frame["code"]))
    hued = [code for code in codes if code in highlight] if highlight else codes
    hues = dict(zip(hued, colours.series_colours(dimension, hued), strict=True))
    found = []
    for code in sorted(codes, key=lambda code: code in hues):
        rows = frame[frame["code"] == code].sort_values("fiscal_year")
        labelled = code in hues and len(hued) <= 2 * len(colours.SERIES)
        symbol = colours.SYMBOLS[hued.index(code) % len(colours.SYMBOLS)] if code in hues else "circle"
        found.append(
            Series(
                brief_label(dimension, code, rows["label"].iloc[0], LONGEST_NAME, lang),
                rows,
                hues.get(code, colours.BORDER),
                symbol,
                2.0 if code in hues else 1.0,
                labelled,
            )
        )
    return found


def _bounds(values: pd.Series) -> tuple[float, float]:
    """From zero, unless all lines run so high above it that nothing could be told apart."""
    if not values.notna().any():
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    return (low if low < 0 or (high > 0 and low / high > 0.6 and low != high) else 0.0), high


def _add_line(drawn: Drawing, line: Series, measure: Measure, lang: Language, running: set[int]) -> None:
    """A solid line up to the last complete year, a dashed one from there into a running year."""
    rows = line.rows
    years = [int(year) for year in rows["fiscal_year"]]
    values = [None if pd.isna(value) else float(value) for value in rows["value"]]
    marker = {
        "size": 7 if line.labelled else 3,
        "symbol": line.symbol,
        "color": [colours.WHITE if year in running else line.colour for year in years],
        "line": {"color": line.colour, "width": 1.5},
    }
    solid = [None if year in running else value for year, value in zip(years, values, strict=True)]
    drawn.add(
        "scatter",
        x=years,
        y=solid,
        mode="lines",
        line={"color": line.colour, "width": line.width},
        hoverinfo="skip",
        connectgaps=False,
    )
    dashed = [value if year in running or year + 1 in running else None for year, value in zip(years, values, strict=True)]
    if any(year in running for year in years):
        drawn.add(
            "scatter",
            x=years,
            y=dashed,
            mode="lines",
            line={"color": line.colour, "width": line.width, "dash": "dot"},
            hoverinfo="skip",
        )
    drawn.add(
        "scatter",
        x=years,
        y=values,
        mode="markers",
        marker=marker,
        cliponaxis=False,
        name=safe(line.name),
        **year_hover(rows, measure, lang, running, named=True),
    )


def _add_names(drawn: Drawing, lines: Iterable[Series], bounds: Sequence[float]) -> None:
    """The names at the ends of their lines, moved apart where they would meet; a thin leader joins what was moved."""
    height = HEIGHT - MARGIN["t"] - BOTTOM
    ends = [(line, rows.iloc[-1]) for line in lines if line.labelled and len(rows := line.rows[line.rows["value"].notna()])]
    for year in {int(row["fiscal_year"]) for _, row in ends}:
        at_year = [(line, float(row["value"])) for line, row in ends if int(row["fiscal_year"]) == year]
        wanted = [(bounds[1] - value) / (bounds[1] - bounds[0]) * height for _, value in at_year]
        for (line, value), place, moved in zip(at_year, wanted, spread(wanted, LINE_HEIGHT, 0, height), strict=True):
            drawn.annotate(
                x=year,
                y=value,
                text=safe(line.name),
                showarrow=True,
                arrowhead=0,
                arrowwidth=1,
                arrowcolor=line.colour,
                standoff=5,
                ax=LEADER,
                ay=round(moved - place, 1),
                xanchor="left",
                yanchor="middle",
                borderpad=1,
                font={"color": line.colour, "size": SIZE},
            )
