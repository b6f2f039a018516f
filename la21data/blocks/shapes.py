"""The shapes that blocks share: a measure ranked by a dimension, crossed by two, counted year by year."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

import pandas as pd

from la21data import charts, thai
from la21data.blocks.block import Block
from la21data.blocks.native import NativeChart, NativeHeat, Series, native_years
from la21data.blocks.tables import labels_of, pivot_table, tidy_table
from la21data.domain import DIMENSIONS
from la21data.look import colours
from la21data.look.ranks import highest_first
from la21data.look.words import flag_words, has_figure, is_mean, labels, running_years, takes_part, with_counts, word
from la21data.measures import Measure
from la21data.scope import NO_OFFICE
from la21data.view import View


def unit_of(view: View, wanted: Measure, name: str = "") -> str:
    """«ผู้เข้าร่วม (คน)»; the unit is left out where the title says it. `name`: another title than the measure's."""
    title, unit = name or wanted.words(view.lang).title, wanted.words(view.lang).unit
    if f" {unit} ".lower() in f" {title} ".lower():
        return title
    return f"{title} · {unit}" if "(" in unit else f"{title} ({unit})"


def ranked(
    view: View,
    block_id: str,
    title: str,
    wanted: Measure,
    dimension: str,
    options: Mapping[str, str],
    notes: Sequence[str] = (),
    chosen: Collection[str] = (),
) -> Block:
    """Bars, highest first, of the codes of a dimension, the `chosen` ones dark; small numbers after them, those that the records do not
    tell last."""
    frame = highest_first(view.frame(wanted.code, dimension))
    block = partial(Block, id=block_id, title=title, subtitle=view.subtitle(unit_of(view, wanted)), options=options)
    if not frame["value"].sum() > 0:
        return block(empty=view.why_empty(wanted))
    whole = view.figure(wanted.code, view.scope.whole_country()).value if wanted.denominator else None
    return block(
        draw=lambda: charts.ranking_bars(frame, dimension, wanted, view.lang, highlight=chosen, reference=whole),
        table=tidy_table(view, frame, wanted),
        native=native_ranking(view, frame, dimension, wanted, chosen),
        notes=notes,
    )


def native_ranking(
    view: View, frame: pd.DataFrame, dimension: str, wanted: Measure, chosen: Collection[str] = (), name: str = ""
) -> NativeChart:
    """Bars in the frame's order, the `chosen` ones dark, those of few hollow; what has no figure is told in words, as on the screen.

    `name`: of the series, where it is not the measure's title.
    """
    values = tuple(None if pd.isna(value) else float(value) for value in frame["value"])
    hues = tuple(colours.ACCENT if code in chosen else colours.QUIET for code in frame[dimension]) if chosen else ()
    said = tuple("" if there else flag_words(flag, view.lang) for there, flag in zip(has_figure(frame), frame["flag"], strict=True))
    told = said if any(said) else ()
    series = Series(name or wanted.words(view.lang).title, values, colours.QUIET, hues, told, weak=stand_on_few(frame))
    return NativeChart("bars", bar_names(view, frame, dimension, wanted), (series,), wanted.number_format)


def stand_on_few(frame: pd.DataFrame) -> tuple[bool, ...]:
    """Of each row whether its figure is of few; () where none is."""
    weak = tuple(has_figure(frame) & (frame["flag"] == "small_number"))
    return weak if any(weak) else ()


def bar_names(view: View, frame: pd.DataFrame, dimension: str, wanted: Measure) -> tuple[str, ...]:
    """The names of bars on slides, which write a value alone: of a mean with how many it is of, which the screen says behind it."""
    names = labels_of(view, frame, dimension)
    if not is_mean(wanted):
        return tuple(names)
    told = zip(names, frame["denominator"], has_figure(frame), strict=True)
    return tuple(f"{name} ({word('mean_of', view.lang, of=thai.format_number(of))})" if there else name for name, of, there in told)


def crossed(
    view: View,
    block_id: str,
    title: str,
    wanted: Measure,
    frame: pd.DataFrame,
    sides: tuple[str, str],
    options: Mapping[str, str],
    subtitle: str,
    notes: Sequence[str] = (),
) -> Block:
    """A heat map of a tidy frame: the codes of the first side go down, those of the second across, in the frame's order."""
    block = partial(Block, id=block_id, title=title, subtitle=subtitle, options=options)
    if not frame["value"].sum() > 0:
        return block(empty=view.why_empty(wanted))
    return block(
        draw=lambda: charts.heat(frame, *sides, wanted, view.lang),
        table=pivot_table(view, frame, *sides, wanted),
        native=native_heat(view, frame, *sides, wanted),
        notes=(*notes, heat_note(view, frame, sides)),
    )


def heat_note(view: View, frame: pd.DataFrame, sides: tuple[str, str]) -> str:
    """What dark is, and what an empty cell is where there are any: the flags of rows without a figure, no data where a pair has no row."""
    missing = list(frame.loc[~has_figure(frame), "flag"])
    if len(frame) < frame[sides[0]].nunique(dropna=False) * frame[sides[1]].nunique(dropna=False):
        missing.append("no_data")
    reasons = dict.fromkeys(flag_words(flag, view.lang) or thai.no_data(view.lang) for flag in missing)
    return view.words("block.heat_blank", reasons=", ".join(reasons)) if reasons else view.words("block.heat_dark")


def native_heat(view: View, frame: pd.DataFrame, down: str, across: str, wanted: Measure) -> NativeHeat:
    """The cells of `charts.heat`, for slides: the same rows, heads and classes."""
    known = frame[takes_part(frame)]
    values = dict(zip(zip(known[down], known[across], strict=True), map(float, known["value"]), strict=True))
    small = known[known["flag"] == "small_number"]
    weak = set(zip(small[down], small[across], strict=True))
    rows = dict(zip(frame[down], labels(frame, down, view.lang), strict=True))
    columns = dict(zip(frame[across], labels(frame, across, view.lang), strict=True))
    percent = wanted.format == "percent"
    return NativeHeat(
        down=tuple(rows.values()),
        across=tuple(_head(across, code, name, view) for code, name in columns.items()),
        values=tuple(tuple(values.get((row, column)) for column in columns) for row in rows),
        classes=charts.heat_classes(frame, wanted, view.lang),
        corner=DIMENSIONS[down].label(view.lang) if down in DIMENSIONS else "",
        decimals=0 if wanted.format in ("count", "baht") else 1,
        scale=100 if percent else 1,
        few=frozenset((y, x) for y, row in enumerate(rows) for x, column in enumerate(columns) if (row, column) in weak),
    )


def _head(dimension: str, code: object, name: str, view: View) -> str:
    """As on the screen: long names in two lines."""
    if (dimension, code) in charts.HEAT_HEADS:
        return word(charts.HEAT_HEADS[dimension, str(code)], view.lang).replace("<br>", "\n")
    return charts.heat_head(dimension, code, name)


def year_by_year(view: View, block_id: str, title: str, wanted: Measure, options: Mapping[str, str]) -> Block:
    """A bar a fiscal year, up to the last one in scope."""
    scope = view.so_far(wanted)
    frame = view.frame(wanted.code, "fiscal_year", scope=scope)
    frame = frame[frame["value"].notna()]
    block = partial(Block, id=block_id, title=title, subtitle=view.subtitle(unit_of(view, wanted), scope), options=options)
    if not frame["value"].sum() > 0:
        return block(empty=view.why_empty(wanted, scope))
    series = Series(wanted.words(view.lang).title, tuple(frame["value"]), colours.ACCENT)
    return block(
        draw=lambda: charts.year_bars(frame, wanted, view.lang),
        table=tidy_table(view, frame, wanted),
        native=native_years("columns", frame["fiscal_year"], [series], running_years(frame), wanted.number_format),
        notes=(in_scope(view, wanted),),
    )


def heads_of_offices(view: View, frame: pd.DataFrame) -> str:
    """What the numbers over the columns are; what «–» is only where it stands there."""
    there = (frame["office"] == NO_OFFICE).any()
    return view.words("activities.heat_offices") + (view.words("activities.heat_no_office") if there else "")


def in_scope(view: View, wanted: Measure) -> str:
    """The figure of the years in scope, which findings tell and no bar has in writing."""
    years = thai.fiscal_years_label(view.scope.years, view.lang)
    return view.words("block.in_scope", years=years, value=with_counts(wanted, view.frame(wanted.code).iloc[0], view.lang))
