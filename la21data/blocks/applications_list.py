"""What an office works from: its applicants, who has not applied again, and the provinces without any application."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from la21data import charts, lists, metrics, reference, thai
from la21data.blocks.applications import LATE, origin
from la21data.blocks.block import Block, Recipe
from la21data.blocks.lists import list_block
from la21data.blocks.native import NativeChart, Series
from la21data.blocks.tables import Format, Table
from la21data.charts import Segment, StackRow
from la21data.domain import BANGKOK, CHANNELS, DIMENSIONS, REGIONS, STATUSES
from la21data.look import colours
from la21data.measures import measure
from la21data.view import View

WHICH = ("all", "late", "undated", "unready", "new", "returning", "gone")


def applications(view: View, options: Mapping[str, str]) -> Block:
    """`list`: one of WHICH."""
    which = options.get("list", "all")
    which = which if which in WHICH else "all"
    title = view.words(f"applications.list_{which}")
    if which == "gone":
        found = view.ask(lists.not_applied, view.scope)
        more: dict[str, tuple[Any, Format]] = {view.words("applications.took_part"): (_or_never(view, found["took_part"]), "text")}
    else:
        found = _chosen(view.ask(lists.applicants, view.scope), which, lists.year_of(view.snapshot, view.scope))
        more = _columns(view, found)
    rule = view.words(f"applications.rule_{which}")
    block = list_block(view, options, found, id="applications-list", title=title, rule=rule, more=more, records="applicants")
    if which != "gone" or block.empty:
        return block
    everyone, year = view.ask(lists.applicants, view.scope), lists.year_of(view.snapshot, view.scope)
    others = {other: thai.format_number(len(_chosen(everyone, other, year))) for other in ("new", "returning")}
    return replace(block, hints=(view.words("applications.others_too", **others),))


def _chosen(found: pd.DataFrame, which: str, year: int) -> pd.DataFrame:
    if which in ("new", "returning"):
        kept = origin(found, year) == which
    elif which == "unready":
        kept = found[list(lists.READINESS)].eq(False).any(axis=1)  # What is not told is not no.
    else:
        kept = {"all": found["late"] | True, "late": found["late"], "undated": found["applied_on"].isna()}[which]
    return found[kept.astype(bool)].reset_index(drop=True)


def _columns(view: View, found: pd.DataFrame) -> dict[str, tuple[Any, Format]]:
    statuses = {term.code: term.label(view.lang) for term in STATUSES}
    through = {term.code: term.label(view.lang) for term in CHANNELS}
    dates, when = [], []
    for day, late in zip(found["applied_on"], found["late"], strict=True):
        dates.append("" if pd.isna(day) else thai.format_date(day, short=True, lang=view.lang))
        key = "applications.undated" if pd.isna(day) else "applications.late" if late else "applications.on_time"
        when.append(view.words(key))
    channels = [", ".join(through[code] for code in codes.split(",") if code) for codes in found["channels"]]
    return {
        view.words("applications.status"): (found["status"].map(statuses), "text"),
        view.words("applications.applied_on"): (dates, "text"),
        view.words("applications.when"): (when, "text"),
        DIMENSIONS["channel"].label(view.lang): (channels, "text"),
        view.words("applications.lacks"): (_lacks(view, found), "text"),
        view.words("applications.plan"): ([view.words("applications.adopted") if yes else "" for yes in found["plan_adopted"]], "text"),
        view.words("applications.took_part"): (_or_never(view, found["took_part"]), "text"),
    }


def _lacks(view: View, found: pd.DataFrame) -> list[str]:
    """The items of readiness that an application says it lacks, and those that it does not tell."""
    names, told = {item: view.words(f"applications.{item}") for item in lists.READINESS}, []
    for values in found[list(names)].itertuples(index=False, name=None):
        answers = list(zip(names.values(), values, strict=True))
        unknown = [name for name, value in answers if pd.isna(value)]
        no = [name for name, value in answers if not pd.isna(value) and not value]
        parts = [view.words("applications.lacking", items=", ".join(no))] if no else []
        parts += [view.words("applications.untold", items=", ".join(unknown))] if unknown else []
        told.append("; ".join(parts))
    return told


def _or_never(view: View, years: Iterable[Any]) -> list[str]:
    """Fiscal years as text; a missing one has never been."""
    return [view.words("applications.never") if pd.isna(year) else str(int(year)) for year in years]


def provinces_without(view: View, options: Mapping[str, str]) -> Block:
    """The provinces of the scope from which nobody has applied, Bangkok apart."""
    wanted, year = measure("applicants"), lists.year_of(view.snapshot, view.scope)
    block = partial(
        Block,
        id="provinces-without-application",
        title=view.words("applications.without_title"),
        subtitle=view.subtitle(view.words("applications.provinces"), view.scope.with_years(year)),
        options=options,
    )
    frame = view.frame(wanted.code, "province", scope=view.scope.with_years(year))
    frame = frame[(frame["province"] != BANGKOK) & frame["value"].notna()]
    if frame.empty:
        return block(empty=view.why_empty(wanted))
    missing = [str(code) for code in frame.loc[frame["value"] == 0, "province"]]
    if not missing:
        return block(empty=view.words("applications.without_none"))
    places = reference.provinces()
    counts = {}
    for term in REGIONS:
        there = [code for code in frame["province"] if places[code].region == term.code]
        without = sum(code in missing for code in there)
        if there:
            counts[term.label(view.lang)] = {"with": len(there) - without, "without": without}
    segments = [
        Segment("without", view.words("applications.without"), LATE),
        Segment("with", view.words("applications.with"), colours.ACCENT),
    ]
    rows = [StackRow(name, n, view.words("applications.of_provinces", n=n["without"], of=sum(n.values()))) for name, n in counts.items()]
    series = tuple(Series(one.name, tuple(float(n[one.code]) for n in counts.values()), one.colour) for one in segments)
    return block(
        draw=lambda: charts.stacked_rows(rows, segments, view.words("applications.provinces")),
        table=_provinces(view, missing),
        native=NativeChart("stacked", tuple(counts), series),
        notes=(view.words("applications.without_note", n=len(missing), of=len(frame)),),
        alt=", ".join(f"{row.name} {row.text}" for row in rows),
    )


def _provinces(view: View, missing: list[str]) -> Table:
    """Each with its office, its LAOs and the last fiscal year with an application."""
    told = view.frame("applicants", "fiscal_year", "province", scope=view.scope.with_years(*view.years_so_far))
    last = told[told["value"] > 0].groupby("province")["fiscal_year"].max()
    laos = view.frame("lao_total", "province").set_index("province")["value"]
    offices = {code: str(reference.office_of(code) or "none") for code in missing}
    office_names = metrics.labels(view.snapshot, "office", set(offices.values()), view.lang)
    names = metrics.labels(view.snapshot, "province", missing, view.lang)
    ordered = sorted(missing, key=lambda code: (int(offices[code]), thai.collation_key(names[code])))
    rows = pd.DataFrame(
        {
            DIMENSIONS["province"].label(view.lang): [names[code] for code in ordered],
            DIMENSIONS["office"].label(view.lang): [office_names[offices[code]] for code in ordered],
            view.words("applications.laos"): [laos.get(code) for code in ordered],
            view.words("applications.last_applied"): _or_never(view, [last.get(code) for code in ordered]),
        }
    )
    formats: dict[str, Format] = {view.words("applications.laos"): "whole"}
    return Table(rows, formats, view.words("applications.without_title"))


RECIPES = (
    Recipe("applications-list", "/applications", "applications.list_all", applications),
    Recipe("provinces-without-application", "/applications", "applications.without_title", provinces_without),
)
