"""Who applied: by channel, on time or late, with which readiness, from where, and what became of plans and change agents.

One application can come through several channels, so these are never stacked nor added up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from la21data import charts, lists, thai
from la21data.blocks.block import Block, Recipe
from la21data.blocks.native import NativeChart, Series, native_years
from la21data.blocks.tables import Format, Table, tidy_table
from la21data.charts import Part, Segment, StackRow
from la21data.domain import CHANNELS, DIMENSIONS
from la21data.look import Drawing, colours
from la21data.look.words import running_years
from la21data.measures import Measure, measure
from la21data.view import View

ORIGINS = ("new", "continuing", "returning")
LATE = colours.CHANGES["left"]


def years_beside(view: View) -> tuple[int, int | None]:
    """The year of the page, and the one before it where it has records of applications."""
    year = lists.year_of(view.snapshot, view.scope)
    return year, year - 1 if year - 1 in view.snapshot.recorded.get("participation", ()) else None


def applicants(view: View, year: int | None) -> pd.DataFrame | None:
    """The list of applicants of a year; None without a year."""
    return None if year is None else view.ask(lists.applicants, view.scope.with_years(year))


def origin(found: pd.DataFrame, year: int) -> pd.Series:
    """new: never took part before; continuing: took part the year before; returning: earlier only."""
    told = found["took_part"]
    return told.map(lambda last: "new" if pd.isna(last) else "continuing" if last == year - 1 else "returning").astype("object")


def _block(view: View, options: Mapping[str, str], block_id: str, title: str, unit: str) -> partial[Block]:
    year = lists.year_of(view.snapshot, view.scope)
    return partial(Block, id=block_id, title=view.words(title), subtitle=view.subtitle(unit, view.scope.with_years(year)), options=options)


def channels(view: View, options: Mapping[str, str]) -> Block:
    """Applicants by channel, against the year before."""
    year, before = years_beside(view)
    wanted = measure("applicants")
    block = _block(view, options, "applications-channels", "applications.channels_title", wanted.words(view.lang).unit)
    now, past = applicants(view, year), applicants(view, before)
    if now is None or now.empty:
        return block(empty=view.why_empty(wanted))
    names = {**{term.code: term.label(view.lang) for term in CHANNELS}, "": view.words("applications.no_channel")}
    counts = {code: (_through(now, code), None if past is None else _through(past, code)) for code in names}
    late = {code: _through(now[now["late"]], code) for code in names}
    rows = [
        _row(view, names[code], float(n), f"{thai.format_number(n)} ({thai.format_percent(n / len(now))})", then)
        for code, (n, then) in counts.items()
    ]
    table = {
        DIMENSIONS["channel"].label(view.lang): list(names.values()),
        str(year): [n for n, _ in counts.values()],
        view.words("applications.before"): [then for _, then in counts.values()],
        view.words("applications.share"): [thai.half_up(n / len(now), 1, 100) for n, _ in counts.values()],
        view.words("applications.late"): [late[code] for code in names],
    }
    forms: list[Format] = ["whole", "whole", "one_decimal", "whole"]
    return block(
        draw=lambda: _bars(rows, colours.ACCENT, wanted.words(view.lang).unit),
        table=Table(pd.DataFrame(table), dict(zip(list(table)[1:], forms, strict=True)), view.words("applications.channels_title")),
        native=_native(view, rows, year, before, "#,##0"),
        notes=(view.words("applications.overlap", n=thai.format_number(len(now))), *_beside_note(view, before)),
        alt=_told(rows),
    )


def _through(found: pd.DataFrame, channel: str) -> int:
    """Applications that came through a channel; '' = the records tell none."""
    return sum(channel in codes.split(",") for codes in found["channels"])


def readiness(view: View, options: Mapping[str, str]) -> Block:
    """Each item of readiness among the applications that tell it, and all three, against the year before."""
    year, before = years_beside(view)
    wanted = measure("readiness_rate")
    block = _block(view, options, "applications-readiness", "applications.readiness_title", view.words("applications.readiness_unit"))
    now, past = applicants(view, year), applicants(view, before)
    if now is None or now.empty:
        return block(empty=view.why_empty(wanted))
    shares = {item: (_ready(now, item), None if past is None else _ready(past, item)) for item in (*lists.READINESS, "all")}
    rows, table = [], []
    for item, ((yes, of), then) in shares.items():
        name, share = view.words(f"applications.{item}"), yes / of if of else 0.0
        share_then = then[0] / then[1] if then and then[1] else None
        percent_then = None if share_then is None else thai.half_up(share_then, 1, 100)
        text = view.words("applications.of", share=thai.format_percent(share), n=thai.format_number(yes), of=thai.format_number(of))
        rows.append(_row(view, name, share, text if of else thai.no_data(view.lang), share_then, percent=True))
        table.append((name, thai.half_up(share, 1, 100), yes, of - yes, len(now) - of, percent_then))
    headers = [view.words(f"applications.{key}") for key in ("item", "yes_share", "yes", "no", "unknown", "before_share")]
    forms: list[Format] = ["one_decimal", "whole", "whole", "whole", "one_decimal"]
    return block(
        draw=lambda: _bars(rows, colours.ACCENT, "", percent=True),
        table=Table(pd.DataFrame(table, columns=headers), dict(zip(headers[1:], forms, strict=True)), wanted.words(view.lang).title),
        native=_native(view, rows, year, before, "0.0%"),
        notes=(view.words("applications.readiness_note"), *_beside_note(view, before)),
        alt=_told(rows),
    )


def _ready(found: pd.DataFrame, item: str) -> tuple[int, int]:
    """How many say yes, and how many say anything. `all`: all three, where all three are told."""
    items = list(lists.READINESS) if item == "all" else [item]
    known = found[found[items].notna().all(axis=1)]
    return int(known[items].all(axis=1).sum()), len(known)


def origins(view: View, options: Mapping[str, str]) -> Block:
    """New, continuing and returning applicants, against the year before."""
    year, before = years_beside(view)
    wanted = measure("applicants")
    block = _block(view, options, "applications-origins", "applications.origins_title", wanted.words(view.lang).unit)
    now, past = applicants(view, year), applicants(view, before)
    if now is None or now.empty:
        return block(empty=view.why_empty(wanted))
    counts = origin(now, year).value_counts()
    then = None if past is None else origin(past, year - 1).value_counts()
    rows, table = [], []
    for code in ORIGINS:
        n, earlier = int(counts.get(code, 0)), None if then is None else int(then.get(code, 0))
        name = view.words(f"applications.{code}")
        rows.append(_row(view, name, float(n), f"{thai.format_number(n)} ({thai.format_percent(n / len(now))})", earlier))
        table.append((name, n, earlier))
    headers = [view.words("applications.origin"), str(year), view.words("applications.before")]
    formats: dict[str, Format] = dict.fromkeys(headers[1:], "whole")
    return block(
        draw=lambda: _bars(rows, colours.ACCENT, wanted.words(view.lang).unit),
        table=Table(pd.DataFrame(table, columns=headers), formats, view.words("applications.origins_title")),
        native=_native(view, rows, year, before, "#,##0"),
        notes=(view.words("applications.origins_note"), *_beside_note(view, before)),
        alt=_told(rows),
    )


def on_time(view: View, options: Mapping[str, str]) -> Block:
    """Applications on time, late and without a date, year by year."""
    wanted, late = measure("applicants"), measure("late_application_rate")
    scope = view.so_far(wanted)
    block = partial(
        Block,
        id="applications-time",
        title=view.words("applications.time_title"),
        subtitle=view.subtitle(wanted.words(view.lang).unit, scope),
        options=options,
    )
    everyone, dated = view.frame(wanted.code, "fiscal_year", scope=scope), view.frame(late.code, "fiscal_year", scope=scope)
    rows = everyone[["fiscal_year", "value"]].merge(dated[["fiscal_year", "numerator", "denominator"]], on="fiscal_year")
    rows = rows[rows["value"] > 0]
    if rows.empty:
        return block(empty=view.why_empty(wanted, scope))
    years = [int(year) for year in rows["fiscal_year"]]
    series = {
        "on_time": (colours.ACCENT, rows["denominator"] - rows["numerator"]),
        "late": (LATE, rows["numerator"]),
        "undated": (colours.NO_DATA, rows["value"] - rows["denominator"]),
    }
    parts = [
        Part(view.words(f"applications.{code}"), colour, dict(zip(years, map(float, values), strict=True)))
        for code, (colour, values) in series.items()
    ]
    return _over_years(view, block, parts, years, wanted, sorted(running_years(everyone)), (view.words("applications.time_note"),))


def plans(view: View, options: Mapping[str, str]) -> Block:
    """LAOs taking part with and without an adopted plan, year by year."""
    wanted = measure("plan_rate")
    scope = view.so_far(wanted)
    frame = view.frame(wanted.code, "fiscal_year", scope=scope)
    block = partial(
        Block,
        id="plans-years",
        title=view.words("applications.plans_title"),
        subtitle=view.subtitle(measure("participating_laos").words(view.lang).unit, scope),
        options=options,
    )
    rows = frame[frame["denominator"] > 0]
    if rows.empty:
        return block(empty=view.why_empty(wanted, scope))
    years = [int(year) for year in rows["fiscal_year"]]
    with_plan = dict(zip(years, map(float, rows["numerator"]), strict=True))
    without = dict(zip(years, map(float, rows["denominator"] - rows["numerator"]), strict=True))
    parts = [
        Part(view.words("applications.with_plan"), colours.ACCENT, with_plan),
        Part(view.words("applications.without_plan"), colours.NO_DATA, without),
    ]
    notes = (view.words("applications.plans_note"),)
    return _over_years(view, block, parts, years, measure("participating_laos"), sorted(running_years(frame)), notes)


def change_agents(view: View, options: Mapping[str, str]) -> Block:
    """Change agents trained, year by year."""
    wanted = measure("change_agents")
    scope = view.so_far(wanted)
    frame = view.frame(wanted.code, "fiscal_year", scope=scope)
    title, subtitle = view.words("applications.agents_title"), view.subtitle(wanted.words(view.lang).unit, scope)
    block = partial(Block, id="change-agents-years", title=title, subtitle=subtitle, options=options)
    known = frame[frame["value"].notna()]
    if not known["value"].sum() > 0:
        return block(empty=view.why_empty(wanted, scope))
    return block(
        draw=lambda: charts.year_bars(known, wanted, view.lang),
        table=tidy_table(view, known, wanted),
        native=native_years(
            "columns",
            known["fiscal_year"],
            [Series(wanted.words(view.lang).title, tuple(known["value"]), colours.ACCENT)],
            running_years(known),
        ),
        notes=(wanted.words(view.lang).definition,),
    )


def _over_years(
    view: View, block: partial[Block], parts: Sequence[Part], years: list[int], wanted: Measure, running: list[int], notes: tuple[str, ...]
) -> Block:
    header = view.words("block.year_column")
    rows = pd.DataFrame({header: years} | {part.name: [part.values[year] for year in years] for part in parts})
    formats: dict[str, Format] = {header: "year", **{part.name: "whole" for part in parts}}
    return block(
        draw=lambda: charts.stacked_years(parts, wanted, view.lang, running),
        table=Table(rows, formats, block.keywords["title"]),
        native=native_years(
            "stacked", years, (Series(part.name, tuple(part.values[year] for year in years), part.colour) for part in parts), running
        ),
        notes=notes,
    )


def _row(view: View, name: str, value: float, text: str, before: float | None, percent: bool = False) -> StackRow:
    if before is None:
        return StackRow(name, {"now": value}, text)
    written = thai.format_percent(before) if percent else thai.format_number(before)
    return StackRow(name, {"now": value}, text, float(before), view.words("applications.last_year", value=written))


def _bars(rows: Sequence[StackRow], colour: str, unit: str, percent: bool = False) -> Drawing:
    return charts.stacked_rows(rows, [Segment("now", "", colour)], unit, percent=percent)


def _native(view: View, rows: Sequence[StackRow], year: int, before: int | None, number_format: str) -> NativeChart:
    series: list[Any] = [Series(str(year), tuple(row.values["now"] for row in rows), colours.ACCENT)]
    if before is not None:
        series.append(Series(str(before), tuple(row.beside for row in rows), colours.FAINT))
    return NativeChart("bars", tuple(row.name for row in rows), tuple(series), number_format)


def _beside_note(view: View, before: int | None) -> tuple[str, ...]:
    return (
        (view.words("applications.no_last_year"),)
        if before is None
        else (view.words("applications.grey_bar", year=thai.year_label(before, view.lang)),)
    )


def _told(rows: Sequence[StackRow]) -> str:
    return ", ".join(f"{row.name} {row.text}" + (f" ({row.beside_text})" if row.beside_text else "") for row in rows)


RECIPES = (
    Recipe("applications-channels", "/applications", "applications.channels_title", channels),
    Recipe("applications-time", "/applications", "applications.time_title", on_time),
    Recipe("applications-readiness", "/applications", "applications.readiness_title", readiness),
    Recipe("applications-origins", "/applications", "applications.origins_title", origins),
    Recipe("plans-years", "/applications", "applications.plans_title", plans),
    Recipe("change-agents-years", "/applications", "applications.agents_title", change_agents),
)
