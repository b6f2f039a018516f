"""What charts over fiscal years have in common: the axis of years, the mark of a running year, the pointer's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from la21data.domain import Language
from la21data.look import PHONE, colours
from la21data.look.hover import data, flag_note, template
from la21data.look.words import word
from la21data.measures import Measure
from la21data.thai import BE_OFFSET, year_label

HEIGHT = 420
BOTTOM = 42  # Pixels for the years under the axis.
STANDOFF = 6  # Pixels between axis and years: closer, and the first year runs into the zero beside it.
LINE_HEIGHT = 19  # Pixels between two names: less, and Thai vowels and tone marks run into the line above.
LEADER = 14  # Pixels from the end of a line or bar to its name.
RUNNING_PATTERN = {"fillmode": "overlay", "size": 6, "solidity": 0.35, "fgcolor": colours.WHITE}
ROOM = 38  # Pixels that a year takes on the axis, the space beside it included.
ALL_YEARS = 5  # Up to so many years all stand on the axis; of more the browser shows as many, evenly, as have room.


def year_axis(years: Sequence[int], lang: Language = "th", half: float = 0.4, beside: float = 0) -> dict[str, Any]:
    """An axis from the first to the last year, `half` a year wider on both sides. No thousands separator in a year.

    In English the year of the common era stands under the B.E. one. `beside`: pixels that names beside the plot take.
    """
    axis: dict[str, Any] = {"tickformat": "d", "ticks": "", "ticklabelstandoff": STANDOFF}
    if lang == "en" and years:
        axis["labelalias"] = {str(year): f"{year}<br>{year - BE_OFFSET}" for year in range(min(years), max(years) + 1)}
    if not years:
        return {**axis, "visible": False}
    axis["range"] = [min(years) - half, max(years) + half]
    if max(years) - min(years) < ALL_YEARS:
        return {**axis, "tickvals": list(range(min(years), max(years) + 1))}
    if lang == "en" and (max(years) - min(years)) / 5 * ROOM > PHONE - beside:
        return {**axis, "tick0": 2550, "dtick": 10}  # Upright, the two lines of one year run into those of the next.
    return {**axis, "autotickangles": [0, 90]}  # Upright only where they would run into one another: on a phone.


def pointed_year(years: Sequence[int], lang: Language) -> tuple[str, dict[str, Any]]:
    """How a hovertemplate writes the year of a mark, and what its trace needs for it: in English the year of the common era too."""
    if lang == "th":
        return word("fiscal_year", lang, year="%{x:d}"), {}
    return word("fiscal_year", lang, year="%{hovertext}"), {"hovertext": [year_label(year, lang) for year in years]}


def year_hover(rows: pd.DataFrame, measure: Measure, lang: Language, running: set[int], named: bool = False) -> dict[str, Any]:
    """The pointer's words: of a line with its name, which is the trace's."""
    year, needed = pointed_year([int(year) for year in rows["fiscal_year"]], lang)
    title = ("%{fullData.name} · " if named else "") + year
    notes = [
        flag_note("partial_year", lang) * (year in running and flag != "partial_year") + flag_note(flag, lang)
        for year, flag in zip(rows["fiscal_year"], rows["flag"], strict=True)
    ]
    return {"customdata": data(rows, measure, notes=notes), "hovertemplate": template(title, measure, lang, notes=True), **needed}
