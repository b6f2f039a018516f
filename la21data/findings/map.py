"""What the map says of a measure: where it is highest, where lowest and whether that is more than chance, and where there is nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from la21data import thai
from la21data.domain import BANGKOK
from la21data.findings.finding import Finding, named
from la21data.look.words import has_figure, with_counts, with_unit
from la21data.measures import Measure, measure
from la21data.view import View

PATH = "/map"
FIRST = 5  # Provinces whose part of the whole is told.


def findings(view: View, code: str) -> Iterator[Finding]:
    """Up to three sentences. None for a measure that is always split further, or where fewer than two provinces have a figure."""
    wanted = measure(code)
    if wanted.always_by:
        return
    frame = view.frame(code, "province")
    frame = frame[frame["province"] != ""]  # An event of a whole region is in no province.
    nobody = (frame["value"] == 0) & (
        frame["province"] != BANGKOK
    )  # A map leaves those outside the programme white; a count of them does not.
    known = frame[has_figure(frame) | nobody].sort_values("value", ascending=False, kind="stable")
    if len(known) < 2 or known["value"].iloc[0] == known["value"].iloc[-1]:
        return
    options = {"measure": code}
    title = wanted.words(view.lang).title
    yield Finding(_end(view, "map.finding_highest", title, known, wanted, known.iloc[0]), PATH, options)
    counted, lowest = wanted.format in ("count", "baht"), known.iloc[-1]
    if counted and not lowest["value"]:
        yield Finding(_first_ones(view, wanted, title, known["value"]), PATH, options)
    else:
        yield Finding(_end(view, "map.finding_lowest", title, known, wanted, lowest) + _chance(view, wanted, known), PATH, options)
    if wanted.denominator is not None:
        whole = view.figure(code, view.scope.whole_country()).value
        above = int((known["value"] > whole).sum())
        text = view.words("map.finding_above", n=above, of=len(known), whole=with_unit(wanted, whole, view.lang))
    else:
        nothing = frame[(frame["value"].fillna(0) == 0) & (frame["province"] != BANGKOK)]
        text = view.words("map.finding_nothing" if len(nothing) else "map.finding_everywhere", measure=title, n=len(nothing))
    yield Finding(text, PATH, options)


def _first_ones(view: View, wanted: Measure, title: str, values: pd.Series[float]) -> str:
    """How much of the whole the first provinces have: of a count that is zero in others, the lowest province says nothing."""
    part, whole = values.head(FIRST).sum(), values.sum()
    if (some := int((values > 0).sum())) <= FIRST:
        key = "map.finding_only_one" if some == 1 else "map.finding_only"
        return view.words(key, measure=title, n=some, whole=with_unit(wanted, whole, view.lang))
    written = {"part": with_unit(wanted, part, view.lang), "whole": with_unit(wanted, whole, view.lang)}
    share = thai.format_percent(part / whole, lang=view.lang)
    return view.words("map.finding_first", measure=title, n=FIRST, share=share, **written)


def _end(view: View, key: str, title: str, known: pd.DataFrame, wanted: Measure, row: pd.Series) -> str:
    """The province at one end; where several share its figure, how many."""
    same = known[known["value"] == row["value"]]
    where = named(view, str(row["province"])) if len(same) == 1 else view.words("map.finding_tied", n=len(same))
    value = with_counts(wanted, row, view.lang) if len(same) == 1 else with_unit(wanted, row["value"], view.lang)
    return view.words(key, measure=title, where=where, value=value)


def _chance(view: View, wanted: Measure, known: pd.DataFrame) -> str:
    """Whether the country's share lies within the 95 % interval of the lowest province's, or of how many of the lowest; nothing for
    what is no share.
    """
    lowest = known[known["value"] == known["value"].iloc[-1]]
    if not wanted.interval or lowest["high"].isna().any():
        return ""
    whole = view.figure(wanted.code, view.scope.whole_country()).value
    beyond = int((~((lowest["low"] <= whole) & (whole <= lowest["high"]))).sum())
    key = "map.finding_chance" if not beyond else "map.finding_no_chance" if beyond == len(lowest) else "map.finding_chance_but"
    return " " + view.words(key, n=beyond, whole=with_unit(wanted, whole, view.lang))
