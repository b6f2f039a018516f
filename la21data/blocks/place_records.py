"""The records of a place as blocks: each list with its rows to take along, and drawn year by year or against its like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pandas as pd

from la21data import charts, metrics, places, thai
from la21data.blocks.block import Block, Recipe
from la21data.blocks.maps.province import neighbours
from la21data.blocks.native import Series, native_years
from la21data.blocks.place import columns_table, names_of, stands, terms_of
from la21data.blocks.shapes import native_ranking, unit_of
from la21data.blocks.tables import Columns, Table, rounded, tidy_table
from la21data.domain import AWARD_LEVELS, AWARD_SIZES, COMPONENTS, RESULTS, VISIT_BY, VISIT_KINDS
from la21data.look import colours
from la21data.look.ranks import highest_first
from la21data.look.words import has_figure, running_years, takes_part
from la21data.measures import Measure, measure
from la21data.places import records
from la21data.view import View

PEERS_BY = "participation_rate"  # What areas are compared by.
RANKED = 20  # Bars of peers; all of them are in the table.


def awards(view: View, options: Mapping[str, str]) -> Block:
    """Awards of all years, counted by year."""
    rows = view.ask(records.awards, view.scope)
    sizes = {term.code: term.label(view.lang) for term in AWARD_SIZES}
    columns: Columns = {
        "year": (rows["fiscal_year"], "year"),
        "lao": (names_of(view, rows), "text"),
        "award": (rows["award"], "text"),
        "level": (terms_of(view, AWARD_LEVELS, rows["award_level"]), "text"),
        "size": ([sizes.get(size, size) for size in rows["size"].fillna("")], "text"),
    }
    return _by_year(view, options, "awards", measure("awards"), columns_table(view, columns, view.words("place.section_awards")))


def visits(view: View, options: Mapping[str, str]) -> Block:
    """Visits of all years, counted by year."""
    rows = view.ask(records.visits, view.scope)
    columns: Columns = {
        "date": ([thai.format_date(day.date(), lang=view.lang) for day in pd.to_datetime(rows["visited_on"])], "text"),
        "lao": (names_of(view, rows), "text"),
        "by": (terms_of(view, VISIT_BY, rows["visit_by"]), "text"),
        "kind": (terms_of(view, VISIT_KINDS, rows["visit_kind"]), "text"),
        "finding": (rows["finding"].fillna(""), "text"),
    }
    return _by_year(view, options, "visits", measure("visits"), columns_table(view, columns, view.words("place.section_visits")))


def assessments(view: View, options: Mapping[str, str]) -> Block:
    """Assessments of all years with their four scores; the mean score by year."""
    rows = view.ask(records.assessments, view.scope)
    columns: Columns = {"year": (rows["fiscal_year"], "year"), "lao": (names_of(view, rows), "text")}
    table = columns_table(view, columns, view.words("place.section_standard"))
    scores = {term.label(view.lang): rounded(rows[f"score_{term.code}"]) for term in COMPONENTS}
    results = {view.words("place.result"): terms_of(view, RESULTS, rows["result"])}
    table = Table(table.rows.assign(**scores, **results), {**table.formats, **dict.fromkeys(scores, "one_decimal")}, table.title)
    return _by_year(view, options, "standard", measure("standard_score"), table)


def completeness(view: View, options: Mapping[str, str]) -> Block:
    """How many of the optional cells are filled, by fiscal year, newest first."""
    wanted = measure("completeness")
    frame = _over_years(view, wanted)
    return _by_year(view, options, "quality", wanted, tidy_table(view, frame[has_figure(frame)].iloc[::-1], wanted), newest="")


def _over_years(view: View, wanted: Measure) -> pd.DataFrame:
    """All fiscal years of the place, whatever year, track or category is looked at: as the lists have it."""
    return view.frame(wanted.code, "fiscal_year", scope=_whole(view).scope)


def _whole(view: View) -> View:
    return view.with_scope(replace(view.scope.with_years(*view.snapshot.fiscal_years), tracks=(), categories=()))


def _by_year(view: View, options: Mapping[str, str], name: str, wanted: Measure, table: Table, newest: str = "place.newest") -> Block:
    """A bar a year over the rows of `table`; `newest`: the words that say how many rows it has at most."""
    words = wanted.words(view.lang)
    block = partial(
        Block,
        id=f"place-{name}",
        title=view.words(f"place.title_{name}"),
        subtitle=view.subtitle(unit_of(view, wanted), _whole(view).scope.with_years()),
        options=options,
    )
    if table.rows.empty:
        none = "" if name == "quality" else view.words("place.none", what=view.words(f"place.records_{name}"))
        return block(empty=none or view.words("place.none_quality"))
    frame = _over_years(view, wanted)
    frame = frame[has_figure(frame)]
    return block(
        draw=lambda: charts.year_bars(frame, wanted, view.lang),
        table=table,
        native=native_years(
            "columns",
            frame["fiscal_year"],
            [Series(words.title, tuple(map(float, frame["value"])), colours.ACCENT)],
            running_years(frame),
            wanted.number_format,
        ),
        notes=(view.words(newest, n=records.MOST),) if newest else (),
    )


def peers(view: View, options: Mapping[str, str]) -> Block:
    """A LAO among those of its type and office that take part, by activities; an area among its like, by who takes part."""
    place = places.place_of(view.snapshot, view.scope)
    if place.kind == "province":
        return replace(neighbours(view, {"measure": PEERS_BY}), id="place-peers", options=options)
    return _peers_of_lao(view, options, place) if place.kind == "lao" else _peers_of_area(view, options, place)


def _peers_of_lao(view: View, options: Mapping[str, str], place: places.Place) -> Block:
    rows = view.ask(records.peers, place.code, view.scope.years[-1])
    wanted = measure("activities")
    block = partial(
        Block,
        id="place-peers",
        title=view.words("place.title_peers"),
        subtitle=f"{wanted.words(view.lang).title} · {place.name} · {thai.fiscal_years_label(view.scope.years[-1:], view.lang)}",
        options=options,
        notes=(view.words("place.peers_lao"), *([view.words("place.peers_alone")] if list(rows["lao"]) == [place.code] else [])),
    )
    if rows.empty:
        return block(empty=view.words("place.none_peers"))
    names = metrics.labels(view.snapshot, "lao", set(rows["lao"]))
    missing = [float("nan")] * len(rows)
    frame = pd.DataFrame({"lao": rows["lao"], "lao_th": rows["lao"].map(names), "value": rows["activities"].astype(float), "flag": ""})
    frame = frame.assign(numerator=missing, denominator=missing, low=missing, high=missing)
    frame = frame.sort_values("value", ascending=False, kind="stable")
    shown = frame.head(RANKED)
    columns: Columns = {
        "lao": (names_of(view, rows), "text"),
        "province": ([places.province(code, view.lang).name for code in rows["province"]], "text"),
        "stand": (stands(view, rows.assign(taking_part=True)), "text"),
        "activities": (rows["activities"], "whole"),
        "score": (rounded(rows["score"]), "one_decimal"),
    }
    return block(
        draw=lambda: charts.ranking_bars(frame, "lao", wanted, view.lang, highlight=[place.code], limit=RANKED),
        table=columns_table(view, columns, view.words("place.section_peers")),
        native=native_ranking(view, shown, "lao", wanted, [place.code]),
    )


def _peers_of_area(view: View, options: Mapping[str, str], place: places.Place) -> Block:
    wanted = measure(PEERS_BY)
    dimension = "region" if place.kind == "country" else place.kind
    wide = view.with_scope(view.scope.whole_country())
    frame = wide.frame(wanted.code, dimension)
    block = partial(
        Block,
        id="place-peers",
        title=view.words("place.title_peers"),
        subtitle=wide.subtitle(unit_of(view, wanted)),
        options=options,
        notes=(view.words("place.peers_area"),),
    )
    known = highest_first(frame[has_figure(frame)])
    if not takes_part(frame).any():
        return block(empty=view.why_empty(wanted))
    country = view.figure(wanted.code, wide.scope).value
    return block(
        draw=lambda: charts.ranking_bars(frame, dimension, wanted, view.lang, highlight=[place.code], reference=country),
        table=tidy_table(wide, highest_first(frame), wanted),
        native=native_ranking(view, known, dimension, wanted, [place.code]),
    )


RECIPES = (
    Recipe("place-standard", "/place", "place.title_standard", assessments),
    Recipe("place-awards", "/place", "place.title_awards", awards),
    Recipe("place-visits", "/place", "place.title_visits", visits),
    Recipe("place-peers", "/place", "place.title_peers", peers),
    Recipe("place-quality", "/place", "place.title_quality", completeness),
)
