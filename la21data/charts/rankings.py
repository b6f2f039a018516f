"""Places or kinds beside one another in one scope: ranking bars, and the six pilots as dots."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from la21data import thai
from la21data.charts.rows import BELOW_NAME, LONGEST_BESIDE, Line, Row, draw
from la21data.domain import Language
from la21data.look import SMALL, Drawing, colours
from la21data.look.hover import data, flag_note, template
from la21data.look.ranks import highest_first, judged, ranks
from la21data.look.words import brief_label, flag_words, has_figure, labels, safe, with_counts, with_unit, word
from la21data.measures import Measure

KEY_ROW = 22  # Pixels of a line that tells a mark.
KEY_SIGNS = {"diamond-open": "◇", "line-ns-open": "|"}


def ranking_bars(
    frame: pd.DataFrame,
    dimension: str,
    measure: Measure,
    lang: Language = "th",
    *,
    highlight: Collection[str] = (),
    reference: float | None = None,
    limit: int | None = None,
    lowest: bool = False,
) -> Drawing:
    """Bars from zero, highest first (`lowest`: lowest first), each with its figure, its counts and what its flag says.

    `frame`: one row a code of `dimension`. `highlight`: codes drawn in the accent. `reference`: the country's value.
    `limit`: so many bars; highlighted ones are kept beyond it, and rows without a figure are left out.
    """
    rows = _ranked(frame, dimension, measure, lang, lowest)
    chosen = {str(code) for code in highlight}
    if limit is not None:
        rows = rows[(rows["place"] < limit) & rows["drawn"] | rows["code"].isin(chosen)]
    return draw(
        [_row(row, measure, lang, colours.ACCENT if row["code"] in chosen else colours.QUIET) for _, row in rows.iterrows()],
        line=_country(reference, measure, lang),
        weak_note=word("small_bars", lang),
        pointer=_pointer(rows, measure, lang),
    )


@dataclass(frozen=True)
class Against:
    """What each province is compared with in its own row: a name, a mark, and the figure for each province's code."""

    name: str
    symbol: str
    values: Mapping[str, float]


def pilot_dots(
    frame: pd.DataFrame,
    measure: Measure,
    lang: Language = "th",
    *,
    reference: float | None = None,
    against: Sequence[Against] = (),
    mean: str = "",
) -> Drawing:
    """The pilot provinces as dots with their intervals, highest first, against the country. `frame`: one row a province.

    `against`: further marks in each row, such as its region's figure; a line below the rows tells them.
    `mean`: what the country's figure is called where it and those of `against` are means of provinces: of counts they have a decimal.
    """
    compared = replace(measure, format="decimal") if mean and measure.format == "count" else measure
    rows = _ranked(frame, "province", measure, lang)
    codes = sorted(rows["code"])
    hue = dict(zip(codes, colours.series_colours("province", codes), strict=True))
    symbol = dict(zip(codes, colours.SYMBOLS, strict=False))
    reach = {code: max((mark.values[code] for mark in against if _known(mark, code)), default=0.0) for code in codes}
    made = [
        replace(_row(row, measure, lang, hue[row["code"]], symbol.get(row["code"], "circle")), reach=reach[row["code"]])
        for _, row in rows.iterrows()
    ]
    drawn = draw(
        made,
        dots=True,
        line=_country(reference, compared, lang, mean),
        weak_note=word("small_dots", lang),
        pointer=_pointer(rows, measure, lang),
    )
    for mark in against:
        _add_against(drawn, list(rows["code"]), list(rows["label"]), mark, compared, lang)
    if against:
        _add_key(drawn, against)
    return drawn


def _known(mark: Against, code: str) -> bool:
    return code in mark.values and not math.isnan(mark.values[code])


def _add_against(drawn: Drawing, codes: list[str], names: list[str], mark: Against, measure: Measure, lang: Language) -> None:
    places = [at for at, code in enumerate(codes) if _known(mark, code)]
    drawn.add(
        "scatter",
        mode="markers",
        x=[mark.values[codes[at]] for at in places],
        y=[at + BELOW_NAME for at in places],
        cliponaxis=False,
        marker={"symbol": mark.symbol, "size": 13, "color": colours.INK, "line": {"width": 1.6}},
        hovertext=[f"<b>{safe(names[at])}</b><br>{safe(mark.name)}: {with_unit(measure, mark.values[codes[at]], lang)}" for at in places],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _add_key(drawn: Drawing, against: Sequence[Against]) -> None:
    """What the marks are, in a line of its own at the foot."""
    room = KEY_ROW
    text = "<br>".join(f"{KEY_SIGNS.get(mark.symbol, '')} {safe(mark.name)}" for mark in against)
    drawn.layout["height"] += room * len(against)
    drawn.layout["margin"] = {**drawn.margin, "b": drawn.margin["b"] + room * len(against)}
    common = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "align": "left", "showarrow": False}
    drawn.annotate(x=0, y=0, yshift=-drawn.margin["b"] + 4, xshift=8 - drawn.margin["l"], text=text, font={"size": SMALL}, **common)


def _ranked(frame: pd.DataFrame, dimension: str, measure: Measure, lang: Language, lowest: bool = False) -> pd.DataFrame:
    """The frame in the order of `highest_first`, with code, label, beside (the name before its bar), drawn (has a figure), place (from 0),
    rank (equal figures share one)."""
    rows = frame.assign(code=frame[dimension].astype(str), label=labels(frame, dimension, lang), drawn=has_figure(frame))
    names = zip(rows["code"], rows["label"], strict=True)
    if dimension == "province":  # One long name would put all of them above their bars.
        rows["beside"] = [brief_label(dimension, code, name, LONGEST_BESIDE, lang) for code, name in names]
    else:
        rows["beside"] = rows["label"]
    rows = highest_first(rows.assign(rank=ranks(rows), ranked=int(judged(rows).sum())), lowest=lowest)
    rows["told"] = data(rows, measure, rank=True, notes=[flag_note(flag, lang) for flag in rows["flag"]])
    return rows.assign(place=range(len(rows)))


def _row(row: pd.Series, measure: Measure, lang: Language, colour: str, symbol: str = "circle") -> Row:
    if not row["drawn"]:
        return Row(row["beside"], flag_words(row["flag"], lang) or thai.no_data(lang), "")
    text = with_counts(measure, row, lang)
    low, high = (None if pd.isna(row[side]) else float(row[side]) for side in ("low", "high"))
    return Row(
        row["beside"],
        text,
        safe(row["label"]),
        float(row["value"]),
        low,
        high,
        colour,
        symbol,
        weak=row["flag"] == "small_number",
        told=row["told"],
    )


def _pointer(rows: pd.DataFrame, measure: Measure, lang: Language) -> str:
    return template("%{hovertext}", measure, lang, ranked=int(rows["ranked"].max()) if len(rows) else 0, notes=True)


def _country(reference: float | None, measure: Measure, lang: Language, name: str = "") -> Line | None:
    if reference is None or pd.isna(reference):
        return None
    return Line(float(reference), f"{name or word('country', lang)} {with_unit(measure, reference, lang)}")
