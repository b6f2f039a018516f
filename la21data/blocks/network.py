"""The four regional networks and the sixteen offices: how far they reach, what they hold, whom they visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from la21data import charts
from la21data.blocks.block import Block, Recipe
from la21data.blocks.limits import of
from la21data.blocks.native import Series, native_years
from la21data.blocks.shapes import crossed, in_scope, ranked, unit_of, year_by_year
from la21data.blocks.tables import labels_of, pivot_table
from la21data.domain import VISIT_BY
from la21data.look import colours
from la21data.look.words import running_years, with_unit
from la21data.measures import measure
from la21data.view import View

MEASURES = ("participating_laos", "provinces_covered", "learning_centres", "events", "event_participants", "visits")
PLACES = ("region", "office")
PATH = "/network"


def places(view: View, options: Mapping[str, str]) -> Block:
    """`measure` by region or by office (`by`), highest first."""
    wanted = measure(options["measure"] if options.get("measure") in MEASURES else MEASURES[0])
    possible = compared(view)
    by = options["by"] if options.get("by") in (possible or PLACES) else (possible or PLACES)[0]
    title = view.words(f"network.places_{by}", measure=wanted.words(view.lang).title)
    notes = (view.words("network.events_without_place"),) if wanted.records == "event" else ()
    if not possible:
        return Block("network-places", title, view.subtitle(unit_of(view, wanted)), options=options, empty=view.words("network.too_narrow"))
    chosen = view.scope.offices if by == "office" else view.scope.regions
    if len(chosen) != 1:
        return ranked(view, "network-places", title, wanted, by, options, notes)
    wide = view.with_scope(replace(view.scope, regions=(), offices=()))  # One alone has nothing to be compared with.
    return ranked(wide, "network-places", title, wanted, by, options, (*notes, view.words("network.yours")), chosen)


def compared(view: View) -> tuple[str, ...]:
    """What the scope leaves whole, to be set side by side."""
    return tuple(name for name in PLACES if view.scope.whole(name))


def coverage(view: View, options: Mapping[str, str]) -> Block:
    """Provinces with a LAO taking part, year by year: one province, one liveable city."""
    return year_by_year(view, "network-coverage", view.words("network.coverage_title"), measure("provinces_covered"), options)


def events(view: View, options: Mapping[str, str]) -> Block:
    """Events, kind by level."""
    wanted, people, sides = measure("events"), measure("event_participants"), ("event_kind", "event_level")
    subtitle, title = view.subtitle(unit_of(view, wanted)), view.words("network.events_title")
    notes = (f"{in_scope(view, wanted)} · {with_unit(people, view.figure(people.code).value, view.lang)}",)
    return crossed(view, "network-events", title, wanted, view.frame("events", *sides), sides, options, subtitle, notes)


def events_by_year(view: View, options: Mapping[str, str]) -> Block:
    """Events, or the people at them (`count`: events, event_participants), a bar a year."""
    wanted = measure("event_participants" if options.get("count") == "event_participants" else "events")
    title = view.words("network.events_years_title", measure=wanted.words(view.lang).title)
    return year_by_year(view, "network-events-years", title, wanted, options)


def visits(view: View, options: Mapping[str, str]) -> Block:
    """Visits, by whom and of which kind."""
    wanted, sides = measure("visits"), ("visit_by", "visit_kind")
    subtitle = view.subtitle(unit_of(view, wanted))
    return crossed(
        view, "network-visits", view.words("network.visits_title"), wanted, view.frame("visits", *sides), sides, options, subtitle
    )


def visits_by_year(view: View, options: Mapping[str, str]) -> Block:
    """Visits by whom, stacked: a visit is made by one of the three."""
    wanted, scope = measure("visits"), view.so_far(measure("visits"))
    frame = view.frame("visits", "fiscal_year", "visit_by", scope=scope)
    frame = frame[frame["value"].notna()]
    subtitle = view.subtitle(unit_of(view, wanted), scope)
    block = partial(Block, id="network-visits-years", title=view.words("network.visits_years_title"), subtitle=subtitle, options=options)
    if not frame["value"].sum() > 0:
        return block(empty=view.why_empty(wanted, scope))
    names = dict(zip(frame["visit_by"], labels_of(view, frame, "visit_by"), strict=True))
    counts = {(code, int(year)): float(n) for code, year, n in zip(frame["visit_by"], frame["fiscal_year"], frame["value"], strict=True)}
    years = sorted({year for _, year in counts})
    parts = [
        charts.Part(names[term.code], colour, {year: counts[term.code, year] for year in years if (term.code, year) in counts})
        for term, colour in zip(VISIT_BY, colours.SERIES, strict=False)
        if term.code in names
    ]
    running = sorted(running_years(frame))
    return block(
        draw=lambda: charts.stacked_years(parts, wanted, view.lang, running),
        table=pivot_table(view, frame, "fiscal_year", "visit_by", wanted),
        native=native_years(
            "stacked",
            years,
            (Series(part.name, tuple(part.values.get(year, 0.0) for year in years), part.colour) for part in parts),
            running,
        ),
    )


RECIPES = (
    Recipe("network-places", PATH, "network.places_name", places, of(MEASURES[0], "measure", MEASURES)),
    Recipe("network-coverage", PATH, "network.coverage_title", coverage, of("provinces_covered")),
    Recipe("network-events", PATH, "network.events_title", events, of("events")),
    Recipe("network-events-years", PATH, "network.events_name", events_by_year, of("events")),
    Recipe("network-visits", PATH, "network.visits_title", visits),
    Recipe("network-visits-years", PATH, "network.visits_years_title", visits_by_year),
)
