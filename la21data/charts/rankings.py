"""Places or kinds beside one another in one scope: ranking bars, and the six pilots as dots."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from la21data.charts.rows import Line, Row, draw
from la21data.domain import Language
from la21data.look import Drawing, colours
from la21data.look.hover import ranks
from la21data.look.words import has_figure, hover, labels, with_counts, with_unit, word
from la21data.measures import Measure


def ranking_bars(
    frame: pd.DataFrame,
    dimension: str,
    measure: Measure,
    lang: Language = "th",
    *,
    highlight: Collection[str] = (),
    reference: float | None = None,
    limit: int | None = None,
) -> Drawing:
    """Bars from zero, highest first, each with its figure, its counts and what its flag says.

    `frame`: one row a code of `dimension`. `highlight`: codes drawn in the accent. `reference`: the country's value.
    `limit`: so many bars; highlighted ones are kept beyond it, and rows without a figure are left out.
    """
    rows = _ranked(frame, dimension, measure, lang)
    chosen = {str(code) for code in highlight}
    if limit is not None:
        rows = rows[(rows["place"] < limit) & rows["drawn"] | rows["code"].isin(chosen)]
    return draw(
        [_row(row, measure, lang, colours.ACCENT if row["code"] in chosen else colours.QUIET) for _, row in rows.iterrows()],
        line=_country(reference, measure, lang),
        weak_note=word("small_bars", lang),
    )


def pilot_dots(frame: pd.DataFrame, measure: Measure, lang: Language = "th", *, reference: float | None = None) -> Drawing:
    """The pilot provinces as dots with their intervals, highest first, against the country. `frame`: one row a province."""
    rows = _ranked(frame, "province", measure, lang)
    codes = sorted(rows["code"])
    hue = dict(zip(codes, colours.series_colours("province", codes), strict=True))
    symbol = dict(zip(codes, colours.SYMBOLS, strict=False))
    drawn = [_row(row, measure, lang, hue[row["code"]], symbol.get(row["code"], "circle")) for _, row in rows.iterrows()]
    return draw(drawn, dots=True, line=_country(reference, measure, lang), weak_note=word("small_dots", lang))


def _ranked(frame: pd.DataFrame, dimension: str, measure: Measure, lang: Language) -> pd.DataFrame:
    """The frame, highest first, with code, label, drawn (has a figure), place (from 0) and rank (equal figures share one)."""
    rows = frame.assign(code=frame[dimension].astype(str), label=labels(frame, dimension, lang), drawn=has_figure(frame))
    rows = rows.assign(rank=ranks(rows), ranked=int(rows["drawn"].sum()), sort=rows["value"].where(rows["drawn"]))
    rows = rows.sort_values("sort", ascending=False, na_position="last", kind="stable")
    return rows.assign(place=range(len(rows)))


def _row(row: pd.Series, measure: Measure, lang: Language, colour: str, symbol: str = "circle") -> Row:
    text = with_counts(measure, row, lang)
    if not row["drawn"]:
        return Row(row["label"], text, "")
    rank = word("rank", lang, rank=int(row["rank"]), of=row["ranked"])
    low, high = (None if pd.isna(row[side]) else float(row[side]) for side in ("low", "high"))
    return Row(
        row["label"],
        text,
        hover(measure, row, row["label"], lang, (rank,)),
        float(row["value"]),
        low,
        high,
        colour,
        symbol,
        weak=row["flag"] == "small_number",
    )


def _country(reference: float | None, measure: Measure, lang: Language) -> Line | None:
    if reference is None or pd.isna(reference):
        return None
    return Line(float(reference), f"{word('country', lang)} {with_unit(measure, reference, lang)}")
