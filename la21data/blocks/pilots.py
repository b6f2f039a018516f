"""The six pilot provinces against the country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pandas as pd

from la21data import charts, reference, thai
from la21data.blocks.block import Block, NativeChart, Recipe, Series
from la21data.blocks.tables import labels_of, tidy_table
from la21data.look import colours
from la21data.look.words import word
from la21data.measures import Measure, measure
from la21data.scope import Scope
from la21data.view import View

COMPARED = (
    "participation_rate",
    "participating_laos",
    "step3plus_rate",
    "plan_rate",
    "retention_rate",
    "late_application_rate",
    "learning_centres",
    "activities",
    "activities_per_lao",
    "participants",
    "budget_total",
    "budget_deqp_share",
    "standard_score",
    "awards",
)


def six(view: View) -> Scope:
    """The scope of the six: the view's years and types, wherever else it looks."""
    return replace(view.scope.whole_country(), provinces=tuple(p.code for p in reference.provinces().values() if p.is_pilot))


def pilots_trend(view: View, options: Mapping[str, str]) -> Block:
    """`measure`, over all fiscal years so far."""
    wanted = measure(options.get("measure", COMPARED[0]))
    years = view.years_so_far
    frame = view.frame(wanted.code, "fiscal_year", "province", scope=six(view).with_years(*years))
    block = partial(
        Block,
        id="pilots-trend",
        title=view.words("pilots.trend_title", measure=wanted.words(view.lang).title),
        subtitle=f"{wanted.words(view.lang).unit} · {thai.fiscal_years_label(years, view.lang)}",
        options=options,
    )
    if not frame["value"].notna().any():
        return block(empty=view.why_empty(wanted))
    country = view.frame(wanted.code, "fiscal_year", scope=view.scope.whole_country().with_years(*years)) if wanted.denominator else None
    return block(
        draw=lambda: charts.trend_lines(frame, "province", wanted, view.lang, reference_frame=country),
        table=tidy_table(view, frame, wanted),
        native=NativeChart("lines", tuple(map(str, years)), _lines(view, frame, years, country), wanted.number_format),
        notes=(view.words("pilots.caution"),),
    )


def _lines(view: View, frame: pd.DataFrame, years: tuple[int, ...], country: pd.DataFrame | None) -> tuple[Series, ...]:
    codes = sorted(frame["province"].unique())
    names = labels_of(view, frame.drop_duplicates("province").sort_values("province"), "province")
    lines = [
        Series(name, _values(frame[frame["province"] == code], years), colour)
        for code, name, colour in zip(codes, names, colours.series_colours("province", codes), strict=True)
    ]
    if country is not None:
        lines.append(Series(word("country", view.lang), _values(country, years), colours.REFERENCE))
    return tuple(lines)


def _values(rows: pd.DataFrame, years: tuple[int, ...]) -> tuple[float | None, ...]:
    by_year = rows.set_index("fiscal_year")["value"].reindex(years)
    return tuple(None if pd.isna(value) else float(value) for value in by_year)


def pilots_now(view: View, options: Mapping[str, str]) -> Block:
    """`measure`, in the years of the scope, highest first."""
    wanted = measure(options.get("measure", COMPARED[0]))
    frame = view.frame(wanted.code, "province", scope=six(view)).sort_values("value", ascending=False)
    block = partial(
        Block,
        id="pilots-now",
        title=view.words("pilots.now_title", year=thai.fiscal_years_label(view.scope.years, view.lang)),
        subtitle=_unit_of(wanted, view),
        options=options,
    )
    if not frame["value"].notna().any():
        return block(empty=view.why_empty(wanted))
    country = view.figure(wanted.code, view.scope.whole_country()).value if wanted.denominator else None
    values = tuple(None if pd.isna(value) else float(value) for value in frame["value"])
    return block(
        draw=lambda: charts.pilot_dots(frame, wanted, view.lang, reference=country),
        table=tidy_table(view, frame, wanted),
        native=NativeChart(
            "bars",
            tuple(labels_of(view, frame, "province")),
            (Series(wanted.words(view.lang).title, values, colours.ACCENT),),
            wanted.number_format,
        ),
        notes=(view.words("pilots.caution"),),
    )


def _unit_of(wanted: Measure, view: View) -> str:
    words = wanted.words(view.lang)
    return f"{words.title} · {words.unit}"


RECIPES = (
    Recipe("pilots-trend", "/pilots", "pilots.trend_name", pilots_trend),
    Recipe("pilots-now", "/pilots", "pilots.now_name", pilots_now),
)
