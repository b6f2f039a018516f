"""Activities: of which kind and for which step, who took part and how, who paid, with whom, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd

from la21data import charts, metrics, thai
from la21data.blocks.block import Block, Recipe
from la21data.blocks.limits import of
from la21data.blocks.native import NativePanels, Panel, Series, native_years
from la21data.blocks.shapes import crossed, heads_of_offices, in_scope, ranked, unit_of, year_by_year
from la21data.blocks.tables import Table, tidy_table
from la21data.look import colours
from la21data.look.words import running_years, takes_part
from la21data.measures import Measure, measure
from la21data.view import View

MEASURES = ("activities", "participants", "budget_total", "partners_per_activity")
SOURCES = ("budget_lao", "budget_deqp", "budget_other")  # Who paid, in the order in which they lie.
HEAT_ROWS = ("office", "province", "year")  # What categories are crossed with.
PATH = "/activities"


def chosen(options: Mapping[str, str]) -> Measure:
    """The measure that a page or an export asked for."""
    asked = options.get("measure", "")
    return measure(asked if asked in MEASURES else MEASURES[0])


def by_category(view: View, options: Mapping[str, str]) -> Block:
    """`measure`, by category, highest first."""
    wanted = chosen(options)
    title = view.words("activities.categories_title", measure=wanted.words(view.lang).title)
    return ranked(view, "activities-categories", title, wanted, "category", options, (in_scope(view, wanted),))


def category_steps(view: View, options: Mapping[str, str]) -> Block:
    """`measure`, category by the step that the activity serves."""
    wanted = chosen(options)
    frame = view.frame(wanted.code, "category", "step")
    if wanted.denominator is None:
        frame = _all_untold(frame)
    title = view.words("activities.steps_title", measure=wanted.words(view.lang).title)
    subtitle, notes = view.subtitle(unit_of(view, wanted)), (view.words("activities.steps_note"),)
    return crossed(view, "activities-steps", title, wanted, frame, ("category", "step"), options, subtitle, notes)


def _all_untold(frame: pd.DataFrame) -> pd.DataFrame:
    """Where some activities do not tell their step, a category whose activities all do has 0 such: not a cell that says nothing."""
    untold = frame[frame["step"].isna()]
    if untold.empty:
        return frame
    others = frame[~frame["category"].isin(untold["category"])].drop_duplicates("category")
    none = others.assign(step=untold["step"].iloc[0], step_th=untold["step_th"].iloc[0], value=0.0, numerator=0.0, flag="")
    return pd.concat([frame, none])


def heat_rows(view: View) -> tuple[str, ...]:
    """What categories can be crossed with: no office or province that the scope cuts."""
    return tuple(name for name in HEAT_ROWS if view.scope.whole(name))


def heat_map(view: View, options: Mapping[str, str]) -> Block:
    """`measure`; `rows`: category by office, province by category, or category by year."""
    wanted, possible, rows = chosen(options), heat_rows(view), options.get("rows", "")
    rows = rows if rows in possible else possible[0]
    title = view.words("activities.heat_when" if rows == "year" else "activities.heat_where", measure=wanted.words(view.lang).title)
    if rows == "year":
        scope = view.so_far(wanted)
        frame, sides = view.frame(wanted.code, "category", "fiscal_year", scope=scope), ("category", "fiscal_year")
        frame = frame[frame["fiscal_year"].isin(view.snapshot.recorded.get("activity", ()))]
        subtitle = view.subtitle(unit_of(view, wanted), scope)
    else:
        sides = ("province", "category") if rows == "province" else ("category", "office")
        frame, subtitle = view.frame(wanted.code, *sides), view.subtitle(unit_of(view, wanted))
    if rows == "province":
        frame, left_out = _busy(frame)
        notes = (view.words("activities.heat_left_out", n=left_out),) if left_out else ()
    else:
        notes = (heads_of_offices(view, frame),) if sides[1] == "office" else ()
    return crossed(view, "activities-heat", title, wanted, frame, sides, options, subtitle, notes)


def _busy(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The provinces with any figure, the busiest first, and how many have none."""
    totals = frame["value"].where(takes_part(frame)).groupby(frame["province"]).sum(min_count=1)
    totals = totals[totals > 0].sort_values(ascending=False, kind="stable")
    order = {code: at for at, code in enumerate(totals.index)}
    kept = frame[frame["province"].isin(order)]
    return kept.assign(order=kept["province"].map(order)).sort_values("order", kind="stable").drop(columns="order"), int(
        frame["province"].nunique() - len(order)
    )


def modes(view: View, options: Mapping[str, str]) -> Block:
    """People by mode of participation: beside one another, since one activity counts in each of its modes."""
    title = view.words("activities.modes_title")
    return ranked(view, "activities-modes", title, measure("participants"), "mode", options, (view.words("activities.modes_note"),))


def people_years(view: View, options: Mapping[str, str]) -> Block:
    """People taking part, a bar a year."""
    return year_by_year(view, "activities-people-years", view.words("activities.people_years_title"), measure("participants"), options)


def budget_years(view: View, options: Mapping[str, str]) -> Block:
    """Baht by who paid, a bar a year. The three sources make up the whole, so they may be stacked."""
    total, scope = measure("budget_total"), view.so_far(measure("budget_total"))
    frames = {code: view.frame(code, "fiscal_year", scope=scope) for code in SOURCES}
    frames = {code: frame[frame["value"].notna()] for code, frame in frames.items()}
    block = partial(
        Block,
        id="activities-budget",
        title=view.words("activities.budget_title"),
        subtitle=view.subtitle(unit_of(view, total), scope),
        options=options,
    )
    if not sum(frame["value"].sum() for frame in frames.values()) > 0:
        return block(empty=view.why_empty(total, scope))
    parts = [
        charts.Part(
            view.words(f"activities.{code}"), colour, {int(y): float(v) for y, v in zip(frame["fiscal_year"], frame["value"], strict=True)}
        )
        for (code, frame), colour in zip(frames.items(), colours.SERIES, strict=False)
    ]
    years = sorted({year for part in parts for year in part.values})
    series = tuple(Series(part.name, tuple(part.values.get(year, 0.0) for year in years), part.colour) for part in parts)
    running = sorted(running_years(*frames.values()))
    return block(
        draw=lambda: charts.stacked_years(parts, total, view.lang, running),
        table=_budget_table(view, years, parts),
        native=native_years("stacked", years, series, running),
        notes=(_who_paid(view), view.words("activities.budget_note")),
    )


def _budget_table(view: View, years: list[int], parts: list[charts.Part]) -> Table:
    columns: dict[str, list[float]] = {part.name: [part.values.get(year, 0.0) for year in years] for part in parts}
    columns[view.words("activities.total")] = [sum(line) for line in zip(*columns.values(), strict=True)]
    year = view.words("block.year_column")
    return Table(
        pd.DataFrame({year: years, **columns}), {year: "year", **dict.fromkeys(columns, "whole")}, view.words("activities.budget_title")
    )


def _who_paid(view: View) -> str:
    share = view.figure("budget_deqp_share")
    years = thai.fiscal_years_label(view.scope.years, view.lang)
    return view.words(
        "activities.budget_share",
        years=years,
        share=thai.format_percent(share.value, lang=view.lang),
        n=thai.format_baht(share.numerator, view.lang),
        of=thai.format_baht(share.denominator, view.lang),
    )


def budget_categories(view: View, options: Mapping[str, str]) -> Block:
    """Baht by category, highest first."""
    title = view.words("activities.budget_categories_title")
    return ranked(view, "activities-budget-categories", title, measure("budget_total"), "category", options)


def partners(view: View, options: Mapping[str, str]) -> Block:
    """Partners named per activity, by category."""
    title = view.words("activities.partners_title")
    notes = (view.words("activities.partners_note"),)
    return ranked(view, "activities-partners", title, measure("partners_per_activity"), "category", options, notes)


def outputs(view: View, options: Mapping[str, str]) -> Block:
    """What came of it: a panel a unit, never added up, never on one scale."""
    wanted, scope = measure("outputs"), view.so_far(measure("outputs"))
    frame = view.frame(wanted.code, "fiscal_year", scope=scope)
    frame = frame[takes_part(frame)]
    now = view.frame(wanted.code)
    now = now[takes_part(now) & (now["value"] > 0)]
    block = partial(
        Block,
        id="activities-outputs",
        title=view.words("activities.outputs_title"),
        subtitle=view.subtitle(view.words("activities.outputs_unit"), scope),
        options=options,
    )
    if now.empty:
        return block(empty=view.why_empty(wanted, scope))
    years = thai.fiscal_years_label(view.scope.years, view.lang)
    shown = []
    for unit in sorted(now["output_unit"], key=thai.collation_key):
        rows = frame[frame["output_unit"] == unit]
        value = float(now.loc[now["output_unit"] == unit, "value"].iloc[0])
        name = metrics.labels(view.snapshot, "output_unit", {unit}, view.lang)[unit]
        amounts = [f"{_amount(view, amount)} {name}" for amount in rows["value"]]
        text = f"{years}: {_amount(view, value)} {name}"
        shown.append(charts.Panel(name, text, [int(y) for y in rows["fiscal_year"]], [float(v) for v in rows["value"]], amounts))
    running = sorted(running_years(frame))
    return block(
        draw=lambda: charts.panels(shown, view.lang, running),
        table=tidy_table(view, now, wanted),
        native=NativePanels(tuple(_native_panel(panel, running) for panel in shown)),
        notes=(view.words("activities.outputs_note"),),
    )


def _native_panel(panel: charts.Panel, running: Sequence[int]) -> Panel:
    series = Series(panel.name, tuple(panel.values), colours.QUIET)
    return Panel(panel.name, panel.text, native_years("columns", panel.years, [series], running))


def _amount(view: View, amount: float) -> str:
    """Tenths only where they tell something."""
    return thai.format_number(amount, 0 if amount >= 100 or amount.is_integer() else 1, view.lang)


RECIPES = (
    Recipe("activities-categories", PATH, "activities.categories_name", by_category, of("activities")),
    Recipe("activities-steps", PATH, "activities.steps_name", category_steps, of("activities")),
    Recipe("activities-modes", PATH, "activities.modes_title", modes, of("activities")),
    Recipe("activities-people-years", PATH, "activities.people_years_title", people_years, of("activities")),
    Recipe("activities-budget", PATH, "activities.budget_title", budget_years, of("activities")),
    Recipe("activities-budget-categories", PATH, "activities.budget_categories_title", budget_categories, of("activities")),
    Recipe("activities-partners", PATH, "activities.partners_title", partners, of("activities")),
    Recipe("activities-outputs", PATH, "activities.outputs_title", outputs, of("activities")),
    Recipe("activities-heat", PATH, "activities.heat_name", heat_map, of("activities")),
)
