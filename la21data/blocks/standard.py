"""The standard: the scores of its four components, the results of assessments, awards, by year and place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from la21data import charts, thai
from la21data.blocks.block import Block, Recipe
from la21data.blocks.native import Series, native_years
from la21data.blocks.shapes import heads_of_offices, heat_note, native_heat, native_ranking, stand_on_few, unit_of
from la21data.blocks.tables import labels_of, pivot_table, tidy_table
from la21data.domain import AWARD_LEVELS, COMPONENTS, RESULTS
from la21data.look import colours
from la21data.look.ranks import highest_first
from la21data.look.words import labels, running_years, takes_part
from la21data.measures import Measure, measure
from la21data.recognition import counted, in_order
from la21data.view import View

PATH = "/standard"
GROUPS = ("region", "lao_type", "office", "province")  # What components are crossed with.
SPLITS = ("year", "rank")  # What sizes of awarded LAOs are crossed with.
LEVEL_COLOURS = (colours.SERIES[0], colours.SERIES[2])


def components_by_year(view: View, options: Mapping[str, str]) -> Block:
    """The mean score of each component, a line each, over all fiscal years so far."""
    wanted = measure("standard_component")
    scope = view.so_far(wanted)
    frame = view.frame(wanted.code, "fiscal_year", scope=scope)
    block = partial(
        Block,
        id="standard-components",
        title=view.words("standard.components_title"),
        subtitle=view.subtitle(wanted.words(view.lang).unit, scope),
        options=options,
    )
    told = frame[takes_part(frame)]
    if told.empty:
        return block(empty=view.why_empty(wanted, scope))
    years = tuple(sorted(told["fiscal_year"].unique()))
    frame = frame[frame["fiscal_year"].between(years[0], years[-1])]
    series = tuple(
        Series(term.label(view.lang), _over(told[told["component"] == term.code], years), colour)
        for term, colour in zip(COMPONENTS, colours.SERIES, strict=False)
    )
    return block(
        draw=lambda: charts.trend_lines(frame, "component", wanted, view.lang),
        table=pivot_table(view, told, "fiscal_year", "component", wanted),
        native=native_years("lines", years, series, (), wanted.number_format),
        notes=(*_scores_note(view), _assessed_note(view)),
    )


def _over(rows: pd.DataFrame, years: tuple[int, ...]) -> tuple[float | None, ...]:
    values = rows.set_index("fiscal_year")["value"].reindex(years)
    return tuple(None if pd.isna(value) else float(value) for value in values)


def _assessed_note(view: View) -> str:
    assessed, years = view.figure("assessments").value, thai.fiscal_years_label(view.scope.years, view.lang)
    if not assessed > 0:
        return view.words("standard.not_assessed_note", years=years)
    return view.words("standard.assessed_note", years=years, n=thai.format_number(assessed, lang=view.lang))


def _scores_note(view: View) -> list[str]:
    """The scores of the years in scope, which lines do not have in writing."""
    score, frame = view.figure("standard_score").value, view.frame("standard_component")
    if pd.isna(score):
        return []
    names = labels_of(view, frame, "component")
    parts = " · ".join(f"{name} {thai.format_number(value, 1)}" for name, value in zip(names, frame["value"], strict=True))
    years = thai.fiscal_years_label(view.scope.years, view.lang)
    return [view.words("standard.scores_note", years=years, score=thai.format_number(score, 1), parts=parts)]


def groups(view: View) -> tuple[str, ...]:
    """What components can be crossed with: nothing whose parts the scope cuts."""
    return tuple(name for name in GROUPS if view.scope.whole(name))


def components_by_group(view: View, options: Mapping[str, str]) -> Block:
    """`group`: region, lao_type, office or province, crossed with the four components."""
    wanted = measure("standard_component")
    possible = groups(view)
    group = options.get("group", "")
    group = group if group in possible else possible[0]
    frame = view.frame(wanted.code, group, "component")
    if group == "province":
        frame = frame[frame["province"].isin(frame.loc[takes_part(frame), "province"])]
    block = partial(
        Block,
        id="standard-groups",
        title=view.words("standard.groups_title"),
        subtitle=view.subtitle(wanted.words(view.lang).unit),
        options=options,
    )
    if not takes_part(frame).any():
        return block(empty=view.why_empty(wanted))
    if group == "province":
        frame = frame.assign(name=list(map(thai.collation_key, labels(frame, "province", view.lang)))).sort_values("name", kind="stable")
    sides = ("province", "component") if group == "province" else ("component", group)
    notes = [view.words("standard.groups_note")]
    if group == "office":
        notes.append(heads_of_offices(view, frame))
    if any(stand_on_few(frame)):
        notes.append(view.words("block.heat_few"))
    return block(
        draw=lambda: charts.heat(frame, *sides, wanted, view.lang),
        table=pivot_table(view, frame, group, "component", wanted),
        native=native_heat(view, frame, *sides, wanted),
        notes=notes,
    )


def results_by_year(view: View, options: Mapping[str, str]) -> Block:
    """Assessments by result, a bar a year; without a result they are told apart."""
    wanted, scope = measure("assessments"), view.so_far(measure("assessments"))
    frame = counted(view, "fiscal_year", "result", scope=scope)
    names = {**{term.code: term.label(view.lang) for term in RESULTS}, "": view.words("standard.no_result")}
    hues = dict(zip(("", "good", "very_good", "excellent"), (colours.NO_DATA, *colours.LADDER[:3]), strict=True))
    return _stack(view, "standard-results", view.words("standard.results_title"), "result", frame, names, hues, wanted.code, options)


def awards_by_level(view: View, options: Mapping[str, str]) -> Block:
    """Awards by level, a bar a year."""
    scope = view.so_far(measure("awards"))
    frame = view.frame("awards", "fiscal_year", "award_level", scope=scope)
    names = {term.code: term.label(view.lang) for term in AWARD_LEVELS}
    hues = dict(zip(("area", "national"), reversed(LEVEL_COLOURS), strict=True))
    return _stack(
        view,
        "standard-awards",
        view.words("standard.awards_title"),
        "award_level",
        frame[takes_part(frame)],
        names,
        hues,
        "awards",
        options,
    )


def _stack(
    view: View,
    block_id: str,
    title: str,
    dimension: str,
    frame: pd.DataFrame,
    names: Mapping[str, str],
    hues: Mapping[str, str],
    code: str,
    options: Mapping[str, str],
) -> Block:
    """Counts of a dimension's codes, in the order of `hues` from the foot up, over the fiscal years so far."""
    wanted, scope = measure(code), view.so_far(measure(code))
    subtitle = view.subtitle(unit_of(view, wanted), scope)
    block = partial(Block, id=block_id, title=title, subtitle=subtitle, options=options)
    if not frame["value"].sum() > 0:
        return block(empty=view.why_empty(wanted, scope))
    years = sorted({int(year) for year in frame["fiscal_year"]})
    parts = []
    for kind, hue in hues.items():
        rows = frame[frame[dimension] == kind]
        if rows["value"].sum() > 0:
            found = {int(year): float(value) for year, value in zip(rows["fiscal_year"], rows["value"], strict=True)}
            parts.append(charts.Part(names[kind], hue, {year: found.get(year, 0.0) for year in years}))
    running = sorted({year for year in years if view.snapshot.is_running(year)} | running_years(frame))
    now = [(part.name, sum(part.values.get(year, 0) for year in view.scope.years)) for part in reversed(parts)]
    told = " · ".join(f"{name} {thai.format_number(count)}" for name, count in now)
    here = set(view.scope.years) & set(view.snapshot.recorded.get(wanted.records, ()))  # Else «0» would be said of what nobody recorded.
    return block(
        notes=(view.words("block.in_scope", years=thai.fiscal_years_label(view.scope.years, view.lang), value=told),) if here else (),
        draw=lambda: charts.stacked_years(parts, wanted, view.lang, running),
        table=pivot_table(view, frame, "fiscal_year", dimension, wanted),
        native=native_years(
            "stacked", years, (Series(part.name, tuple(part.values[year] for year in years), part.colour) for part in parts), running
        ),
    )


def award_sizes(view: View, options: Mapping[str, str]) -> Block:
    """`split`: the size of the awarded LAO by fiscal year, or by rank of the award; `level`: national, area or both."""
    wanted, level = measure("awards"), options.get("level", "")
    split = options.get("split", SPLITS[0])
    scope = view.scope if split == "rank" else view.so_far(wanted)
    across = "award_rank" if split == "rank" else "fiscal_year"
    frame = counted(view, "award_size", across, scope=scope, level=level if level in {term.code for term in AWARD_LEVELS} else "")
    block = partial(
        Block,
        id="standard-sizes",
        title=view.words("standard.sizes_title"),
        subtitle=view.subtitle(view.words("standard.sizes_unit"), scope),
        options=options,
    )
    if frame.empty:
        return block(empty=view.why_empty(wanted, scope))
    frame = _crossed(frame, "award_size", across)
    if across == "fiscal_year":
        frame = _without_gaps(view, frame, wanted)
    return block(
        draw=lambda: charts.heat(frame, "award_size", across, wanted, view.lang),
        table=pivot_table(view, frame, "award_size", across, wanted),
        native=native_heat(view, frame, "award_size", across, wanted),
        notes=(view.words("standard.sizes_note"), heat_note(view, frame, ("award_size", across))),
    )


def _crossed(frame: pd.DataFrame, down: str, across: str) -> pd.DataFrame:
    """Every pair of the codes that occur, nothing found being 0; both in the order of their terms."""
    downs = frame.drop_duplicates(down)[[down, f"{down}_th"]]
    acrosses = frame.drop_duplicates(across)[[across, f"{across}_th"]]
    acrosses = acrosses.iloc[sorted(range(len(acrosses)), key=lambda at: in_order(across, acrosses[across].iloc[at]))]
    both = downs.merge(acrosses, how="cross")
    known = frame.drop(columns=[f"{down}_th", f"{across}_th"])
    whole = both.merge(known, on=[down, across], how="left")
    return whole.assign(value=whole["value"].fillna(0.0), numerator=whole["numerator"].fillna(0.0), flag="")


def _without_gaps(view: View, frame: pd.DataFrame, wanted: Measure) -> pd.DataFrame:
    """The years between the first and the last one too: 0 where awards of others are recorded, no figure where none are."""
    told = {int(year) for year in frame["fiscal_year"]}
    recorded = view.snapshot.recorded.get(wanted.records, ())
    one = frame.drop_duplicates("award_size")
    rows = [frame]
    for year in set(range(min(told), max(told))) - told:
        known = year in recorded
        rows.append(
            one.assign(
                fiscal_year=year,
                fiscal_year_th=thai.year_label(year),
                value=0.0 if known else float("nan"),
                numerator=0.0 if known else float("nan"),
                flag="" if known else "no_data",
            )
        )
    whole = pd.concat(rows)
    order = {code: at for at, code in enumerate(one["award_size"])}
    return whole.assign(order=whole["award_size"].map(order)).sort_values(["fiscal_year", "order"]).drop(columns="order")


def scores_by_type(view: View, options: Mapping[str, str]) -> Block:
    """The mean of the four components by LAO type, against the country."""
    wanted = measure("standard_score")
    frame = view.frame(wanted.code, "lao_type")
    block = partial(
        Block,
        id="standard-scores",
        title=view.words("standard.scores_title"),
        subtitle=view.subtitle(f"{wanted.words(view.lang).title} · {wanted.words(view.lang).unit}"),
        options=options,
    )
    known = highest_first(frame[takes_part(frame)])
    if known.empty:
        return block(empty=view.why_empty(wanted))
    whole = view.figure(wanted.code, view.scope.whole_country()).value
    return block(
        draw=lambda: charts.ranking_bars(known, "lao_type", wanted, view.lang, reference=whole),
        table=tidy_table(view, known, wanted),
        native=native_ranking(view, known, "lao_type", wanted),
    )


RECIPES = (
    Recipe("standard-components", PATH, "standard.components_title", components_by_year),
    Recipe("standard-groups", PATH, "standard.groups_title", components_by_group),
    Recipe("standard-scores", PATH, "standard.scores_title", scores_by_type),
    Recipe("standard-results", PATH, "standard.results_title", results_by_year),
    Recipe("standard-awards", PATH, "standard.awards_title", awards_by_level),
    Recipe("standard-sizes", PATH, "standard.sizes_title", award_sizes),
)
