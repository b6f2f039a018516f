"""Lists of LAOs as blocks: counted by office in the drawing, every LAO of them in the table, to take along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from la21data import charts, lists, metrics, thai
from la21data.blocks.block import Block, Recipe
from la21data.blocks.native import NativeChart, Series
from la21data.blocks.tables import Format, Table, or_never, stand
from la21data.charts import Segment, StackRow
from la21data.domain import DIMENSIONS, TRACKS
from la21data.look import Drawing, colours
from la21data.measures import measure
from la21data.view import View

STILL = 3  # Years, as in the measure `stalled_laos`.
UNSEEN = 2  # Fiscal years without a visit.
YEARS_TO_CHOOSE = tuple(str(years) for years in range(1, lists.LONGEST_RUN + 1))
TRACK_COLOURS = {"ladder": colours.LADDER[1], "fast_track": colours.FAST_TRACK[1], "": colours.CHANGES["stayed"]}


def years_asked(options: Mapping[str, str], default: int) -> int:
    """The page's key `n`: a number of years; anything else counts as the default."""
    return int(options["n"]) if options.get("n") in YEARS_TO_CHOOSE else default


def standing_still(view: View, options: Mapping[str, str]) -> Block:
    """`n`: for at least so many years."""
    years = years_asked(options, STILL)
    found = view.ask(lists.standing_still, view.scope, years)
    block = list_block(
        view,
        options,
        found,
        id="standing-still",
        title=view.words("lists.still_title", n=years),
        rule=view.words("lists.still_rule", n=years),
        more={view.words("lists.years_same_step"): (found["years_same_step"], "whole")},
    )
    ready = view.words("lists.ready_too", n=thai.format_number(len(view.ask(lists.ready_to_rise, view.scope))))
    return block if block.empty else replace(block, hints=(ready,))


def ready_to_rise(view: View, options: Mapping[str, str]) -> Block:
    """Whose next step is due, by the rules of the measure."""
    found = view.ask(lists.ready_to_rise, view.scope)
    return list_block(
        view,
        options,
        found,
        id="ready-to-rise",
        title=view.words("lists.ready_title"),
        rule=measure("ready_to_rise").words(view.lang).definition,
        more={view.words("lists.years_same_step"): (found["years_same_step"], "whole")},
    )


def not_visited(view: View, options: Mapping[str, str]) -> Block:
    """`n`: for so many fiscal years."""
    years = years_asked(options, UNSEEN)
    found = view.ask(lists.not_visited, view.scope, years)
    year = lists.year_of(view.snapshot, view.scope)
    return list_block(
        view,
        options,
        found,
        id="not-visited",
        title=view.words("lists.unseen_title", n=years),
        rule=view.words("lists.unseen_rule", n=years, year=thai.year_label(year, view.lang)),
        more={view.words("lists.last_visit"): (or_never(view, found["last_visit"]), "text")},
        records="visits",
        years=range(year - years + 1, year + 1),
    )


def learning_centres(view: View, options: Mapping[str, str]) -> Block:
    """Models, and who names them."""
    found = view.ask(lists.learning_centres, view.scope)
    found = found.sort_values("followers", ascending=False, kind="stable", ignore_index=True)
    return list_block(
        view,
        options,
        found,
        id="learning-centres",
        title=view.words("lists.centres_title"),
        rule=view.words("lists.centres_rule"),
        more={
            view.words("lists.since"): (found["since"], "year"),
            view.words("lists.followers"): (found["followers"], "whole"),
            view.words("lists.follower_names"): (found["follower_names"], "text"),
        },
        order="lists.by_followers",
    )


def list_block(
    view: View,
    options: Mapping[str, str],
    found: pd.DataFrame,
    *,
    id: str,
    title: str,
    rule: str,
    more: Mapping[str, tuple[Any, Format]],
    records: str = "participating_laos",
    years: Sequence[int] = (),
    order: str = "lists.by_place",
) -> Block:
    """The block of a list of `la21data.lists`. `rule`: who is on it, shown under the chart; `more`: its own columns.

    Empty where nobody is on it, which is then said; and where there are no records of the kind that the measure `records` needs,
    in any of `years` (the list's own year). `order`: the words for the order in which `found` stands.
    """
    year = lists.year_of(view.snapshot, view.scope)
    subtitle = view.subtitle(view.words("lists.unit"), view.scope.with_years(year))
    block = partial(Block, id=id, title=title, subtitle=subtitle, options=options)
    needed = measure(records)
    if not set(years or (year,)) & set(view.snapshot.recorded.get(needed.records, ())):
        return block(empty=view.why_empty(needed))
    if found.empty:
        return block(empty=view.words("lists.nobody", rule=rule))
    offices = by_office(view, found)
    return block(
        draw=lambda: _draw(view, offices),
        table=lao_table(view, found, more, title),
        native=_native(view, offices),
        notes=(view.words("lists.rule", rule=rule), view.words("lists.count", n=thai.format_number(len(found)), order=view.words(order))),
        alt=view.words("lists.alt", title=title, n=thai.format_number(len(found)), offices=_most(offices)),
    )


def lao_table(view: View, found: pd.DataFrame, more: Mapping[str, tuple[Any, Format]], title: str) -> Table:
    """A list for people: code, name with type, province, the list's own columns, where it stands, district, office."""
    labels = {name: metrics.labels(view.snapshot, name, set(found[name]), view.lang) for name in ("province", "office")}
    rows: dict[str, Any] = {
        view.words("lists.code"): found["lao_code"],
        DIMENSIONS["lao"].label(view.lang): found["name"],
        DIMENSIONS["province"].label(view.lang): found["province"].map(labels["province"]),
        **{header: values for header, (values, _) in more.items()},
        view.words("lists.stand"): [stand(view, track, step) for track, step in zip(found["track"], found["step"], strict=True)],
        view.words("lists.district"): found["district"].fillna(""),
        DIMENSIONS["office"].label(view.lang): found["office"].map(labels["office"]),
    }
    formats: dict[str, Format] = {header: form for header, (_, form) in more.items() if form != "text"}
    return Table(pd.DataFrame(rows), formats, title)


def by_office(view: View, found: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Office (its label) -> LAOs by track ('' = not taking part), the longest list first."""
    names = metrics.labels(view.snapshot, "office", set(found["office"]), view.lang)
    offices: dict[str, dict[str, int]] = {}
    for office, track in zip(found["office"], found["track"].fillna(""), strict=True):
        laos = offices.setdefault(names[office], {})
        laos[track] = laos.get(track, 0) + 1
    return dict(sorted(offices.items(), key=lambda item: -sum(item[1].values())))


def _draw(view: View, offices: Mapping[str, Mapping[str, int]]) -> Drawing:
    rows = [StackRow(name, laos, thai.format_number(sum(laos.values()))) for name, laos in offices.items()]
    return charts.stacked_rows(rows, _parts(view, offices), view.words("lists.unit"))


def _parts(view: View, offices: Mapping[str, Mapping[str, int]]) -> list[Segment]:
    there = {track for laos in offices.values() for track in laos}
    parts = [Segment(term.code, term.label(view.lang), TRACK_COLOURS[term.code]) for term in TRACKS if term.code in there]
    return parts + ([Segment("", view.words("lists.not_taking_part"), TRACK_COLOURS[""])] if "" in there else [])


def _native(view: View, offices: Mapping[str, Mapping[str, int]]) -> NativeChart:
    series = tuple(
        Series(part.name, tuple(float(laos.get(part.code, 0)) for laos in offices.values()), part.colour) for part in _parts(view, offices)
    )
    return NativeChart("stacked", tuple(offices), series)


def _most(offices: Mapping[str, Mapping[str, int]]) -> str:
    return ", ".join(f"{name} {thai.format_number(sum(laos.values()))}" for name, laos in list(offices.items())[:3])


RECIPES = (
    Recipe("standing-still", "/steps", "lists.still_name", standing_still),
    Recipe("ready-to-rise", "/steps", "lists.ready_title", ready_to_rise),
    Recipe("not-visited", "/network", "lists.unseen_name", not_visited),
    Recipe("learning-centres", "/network", "lists.centres_title", learning_centres),
)
