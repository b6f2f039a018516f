"""Tables for people: labels instead of codes, figures in their units, one format a column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from la21data import metrics, thai
from la21data.domain import DIMENSIONS, FLAGS, STEP_TITLES, TRACKS
from la21data.look.words import MISSING, word
from la21data.measures import Measure
from la21data.view import View

Format = Literal["whole", "one_decimal", "three_decimals", "year", "text"]
_DECIMALS: dict[Format, int] = {"whole": 0, "one_decimal": 1, "three_decimals": 3}
Columns = Mapping[str, tuple[Any, Format]]  # Name of a column -> its cells and how they are written.


@dataclass(frozen=True)
class Table:
    """`rows`: one column a header as people read it. `formats`: of the columns of figures; every other column is text.

    `brief`: column -> what stands over it where the table has no room for all the heads.
    """

    rows: pd.DataFrame
    formats: Mapping[str, Format] = field(default_factory=dict)
    title: str = ""
    brief: Mapping[str, str] = field(default_factory=dict)


def rounded(values: Iterable[Any], decimals: int = 1, scale: int = 1) -> list[float]:
    """Each as the page writes it (half away from zero), so that a table and a chart never differ in the last digit; NaN where missing."""
    return [thai.half_up(value, decimals, scale) for value in values]


def tidy_table(view: View, frame: pd.DataFrame, measure: Measure) -> Table:
    """A tidy frame for people: each dimension's label, value in its unit, numerator, denominator, interval, the flag in words."""
    percent, scale = measure.format == "percent", 100 if measure.format == "percent" else 1
    columns: dict[str, Any] = {}
    formats: dict[str, Format] = {}
    for name, dimension in DIMENSIONS.items():
        if f"{name}_th" in frame:
            header = view.words("block.year_column") if name == "fiscal_year" else dimension.label(view.lang)
            columns[header] = frame[name] if name == "fiscal_year" else labels_of(view, frame, name)
            if name == "fiscal_year":
                formats[header] = "year"

    def add(header: str, values: list[float], form: Format) -> None:
        columns[header], formats[header] = values, form

    value_form: Format = "whole" if measure.format in ("count", "baht") else "one_decimal"
    decimals = 3 if measure.format == "amount" else _DECIMALS[value_form]
    add(measure.words(view.lang).title + (" (%)" if percent else ""), rounded(frame["value"], decimals, scale), value_form)
    if measure.denominator is not None:
        add(view.words("block.numerator"), rounded(frame["numerator"], 2), "whole")
        add(view.words("block.denominator"), rounded(frame["denominator"], 2), "whole")
    if measure.interval:
        add(view.words("block.low") + " (%)", rounded(frame["low"], scale=100), "one_decimal")
        add(view.words("block.high") + " (%)", rounded(frame["high"], scale=100), "one_decimal")
    if frame["flag"].any():
        flags = {term.code: term.label(view.lang) for term in FLAGS}
        columns[view.words("block.flag")] = [flags.get(flag, "") for flag in frame["flag"]]
    return Table(pd.DataFrame(columns), formats, measure.words(view.lang).title, _brief(view, measure))


def _brief(view: View, measure: Measure) -> dict[str, str]:
    """The table stands under the measure's title already."""
    sides = {view.words(f"block.{side}") + " (%)": view.words(f"block.{side}_brief") for side in ("low", "high")}
    percent = " (%)" if measure.format == "percent" else ""
    return {measure.words(view.lang).title + percent: view.words("block.value_brief") + percent, **(sides if measure.interval else {})}


def beside_country(view: View, frame: pd.DataFrame, country: pd.DataFrame | None) -> pd.DataFrame:
    """Rows by province and, under its own name, those of the country that are drawn beside them."""
    name = word("country", view.lang)
    return frame if country is None else pd.concat([frame, country.assign(province=name, province_th=name)])


def stand(view: View, track: object, step: object) -> str:
    """Where a LAO stands: «บันได 4 ขั้น: 2. ขับเคลื่อนกิจกรรม…»; '' where it does not take part (track and step are missing)."""
    if not isinstance(track, str):
        return ""
    name = next(term.label(view.lang) for term in TRACKS if term.code == track)
    title = STEP_TITLES[track][int(str(step)) - 1]
    return f"{name}: {title.code}. {title.label(view.lang)}"


def or_never(view: View, years: Iterable[Any]) -> list[str]:
    """Fiscal years as text; a missing one has never been."""
    return [view.words("applications.never") if pd.isna(year) else str(int(year)) for year in years]


def labels_of(view: View, frame: pd.DataFrame, dimension: str) -> list[str]:
    """The labels of a dimension's column in the view's language."""
    if view.lang == "th":
        return list(frame[f"{dimension}_th"])
    codes = ["" if pd.isna(code) else str(code) for code in frame[dimension]]
    names = metrics.labels(view.snapshot, dimension, set(codes), view.lang)
    return [names[code] for code in codes]


def pivot_table(view: View, frame: pd.DataFrame, down: str, across: str, measure: Measure) -> Table:
    """A row a code of `down`, a column a code of `across`, both in the frame's order; what has no figure stays empty."""
    form: Format = "whole" if measure.format in ("count", "baht") else "one_decimal"
    scale = 100 if measure.format == "percent" else 1
    named = frame.assign(down=labels_of(view, frame, down), across=labels_of(view, frame, across))
    named["figure"] = rounded(named["value"].where(~named["flag"].isin(MISSING)), _DECIMALS[form], scale)
    rows = named.pivot(index="down", columns="across", values="figure")
    rows = rows.reindex(index=list(dict.fromkeys(named["down"])), columns=list(dict.fromkeys(named["across"])))
    rows.columns.name = None
    rows = rows.rename_axis(DIMENSIONS[down].label(view.lang)).reset_index()
    return Table(rows, dict.fromkeys([str(name) for name in rows.columns[1:]], form), measure.words(view.lang).title)
