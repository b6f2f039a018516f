"""The map of the standard: a score, a component, a result, awards of a level or a size, by province, with its ranking."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from la21data import charts
from la21data.blocks.block import Block, Recipe
from la21data.blocks.maps.values import native_map, paint, small_note
from la21data.blocks.shapes import native_ranking, unit_of
from la21data.blocks.tables import tidy_table
from la21data.classes import classify_frame
from la21data.domain import AWARD_LEVELS, AWARD_SIZES, COMPONENTS, RESULTS, Term
from la21data.look.ranks import highest_first
from la21data.look.words import takes_part
from la21data.measures import Measure, measure
from la21data.recognition import counted
from la21data.view import View

RANKED = 20


def choices(view: View) -> dict[str, str]:
    """Everything that the map can show: code -> name."""

    def named(room: str, terms: tuple[Term, ...]) -> dict[str, str]:
        return {f"{room}:{term.code}": view.words(f"standard.map_{room}", name=term.label(view.lang)) for term in terms}

    return {
        "score": measure("standard_score").words(view.lang).title,
        **named("component", COMPONENTS),
        **named("result", RESULTS),
        "awards": measure("awards").words(view.lang).title,
        **named("level", AWARD_LEVELS),
        **named("size", AWARD_SIZES),
    }


def first_choice(view: View) -> str:
    """The score where there are assessments in these years, else the awards."""
    return "score" if set(view.scope.years).intersection(view.snapshot.recorded.get("assessment", ())) else "awards"


def _chosen(view: View, options: Mapping[str, str]) -> str:
    asked = options.get("shown", "")
    return asked if asked in choices(view) else first_choice(view)


def _figures(view: View, shown: str) -> tuple[pd.DataFrame, Measure]:
    """One row a province in scope, and the measure that says how it is written."""
    room, _, code = shown.partition(":")
    if room == "component":
        frame = view.frame("standard_component", "province")
        return frame[frame["component"] == code], measure("standard_component")
    if room == "level":
        frame = view.frame("awards", "province", "award_level")
        return frame[frame["award_level"] == code], measure("awards")
    if room == "result":
        return _told(view, "assessments", "result", code)
    if room == "size":
        return _told(view, "awards", "award_size", code)
    wanted = measure("standard_score" if room == "score" else "awards")
    return view.frame(wanted.code, "province"), wanted


def _told(view: View, code: str, fact: str, told: str) -> tuple[pd.DataFrame, Measure]:
    """The frame of a count by province, only of the records that tell this of themselves."""
    frame = view.frame(code, "province")
    found = counted(view, "province", fact)
    counts = found[found[fact] == told].set_index("province")["value"]
    values = frame["province"].map(counts).fillna(0.0).where(frame["value"].notna())
    return frame.assign(value=values, numerator=values), measure(code)


def standard_map(view: View, options: Mapping[str, str]) -> Block:
    """`shown`: a code of `choices`."""
    shown = _chosen(view, options)
    frame, wanted = _figures(view, shown)
    title = view.words("standard.map_title", shown=choices(view)[shown])
    block = partial(Block, id="standard-map", title=title, subtitle=view.subtitle(wanted.words(view.lang).unit), options=options)
    if not takes_part(frame).any():
        return block(empty=view.why_empty(wanted))
    classes = classify_frame(frame, wanted, lang=view.lang)

    ordered = frame.sort_values("value", ascending=False, na_position="last", kind="stable")
    return block(
        draw=lambda: paint(view, frame, wanted, classes, options, 760),
        table=tidy_table(view, ordered, wanted),
        native=native_map(frame, classes),
        notes=(*small_note(wanted, frame, view), view.words("map.pilots_note")),
    )


def standard_ranking(view: View, options: Mapping[str, str]) -> Block:
    """`shown`, the highest provinces."""
    shown = _chosen(view, options)
    frame, wanted = _figures(view, shown)
    block = partial(
        Block,
        id="standard-ranking",
        title=view.words("map.ranking_title"),
        subtitle=view.subtitle(unit_of(view, wanted, choices(view)[shown])),
        options=options,
    )
    known = highest_first(frame[takes_part(frame)])  # As the map ranks them: those with nothing too.
    some = int((known["value"] > 0).sum())
    if not some:
        return block(empty=view.why_empty(wanted))
    words = {"of": len(known)}
    note = view.words("map.ranking_note", **words) if len(known) > RANKED else view.words("map.ranking_all", **words)
    whole = view.figure("standard_score", view.scope.whole_country()).value if shown == "score" else None
    return block(
        draw=lambda: charts.ranking_bars(known, "province", wanted, view.lang, reference=whole, limit=min(RANKED, some)),
        table=tidy_table(view, known, wanted),
        native=native_ranking(view, known.head(some) if some < RANKED else known, "province", wanted, name=choices(view)[shown]),
        notes=(note,),
        hints=(view.words("map.in_table"),) if len(known) > RANKED else (),
    )


RECIPES = (
    Recipe("standard-map", "/standard", "standard.map_name", standard_map),
    Recipe("standard-ranking", "/standard", "standard.ranking_name", standard_ranking),
)
