"""The choropleth of a measure, and its ranking."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from la21data import charts, reference
from la21data.blocks.block import Block
from la21data.blocks.maps.values import asked, by_province, centre_note, classes_of, native_map, paint, small_note, subtitled, titled
from la21data.blocks.shapes import native_ranking
from la21data.blocks.tables import tidy_table
from la21data.look.ranks import highest_first
from la21data.look.words import has_figure, takes_part
from la21data.view import View

ORDERS = ("highest", "lowest")
RANKED = 27  # Bars beside the map; all provinces are in its table.


def province_map(view: View, options: Mapping[str, str]) -> Block:
    """`measure`, `classes`, `part`, `borders` (region, office, none), `over` (years), `names` (shown), `height` (pixels)."""
    wanted = asked(view, options)
    frame = by_province(view, wanted, options.get("part", ""))
    block = partial(
        Block,
        id="map",
        title=titled(view, "map.title" if len(frame) > 1 else "map.title_one", wanted, options),
        subtitle=view.subtitle(wanted.words(view.lang).unit),
        options=options,
    )
    if not frame["value"].notna().any():
        return block(empty=view.why_empty(wanted))
    classes = classes_of(view, wanted, frame, options)

    notes = [view.words("map.pilots_note")] if any(reference.provinces()[code].is_pilot for code in frame["province"]) else []
    notes = [*centre_note(view, wanted, classes, options), *notes]
    if options.get("names") == "shown":
        notes.append(view.words("map.names_note"))
    if options.get("over") == "years":
        notes.append(view.words("map.same_classes_years"))
    notes = [*small_note(wanted, frame, view), *notes]
    ordered = frame.sort_values("value", ascending=False, na_position="last")
    return block(
        draw=lambda: paint(view, frame, wanted, classes, options, 760),
        table=tidy_table(view, ordered, wanted),
        native=native_map(frame, classes),
        notes=notes,
    )


def ranking(view: View, options: Mapping[str, str]) -> Block:
    """`measure`, `part`, `order` (lowest: from the other end)."""
    wanted, lowest = asked(view, options), options.get("order") == ORDERS[1]
    frame = by_province(view, wanted, options.get("part", ""))
    block = partial(
        Block,
        id="ranking",
        title=view.words("map.ranking_lowest" if lowest else "map.ranking_title"),
        subtitle=subtitled(view, wanted, options),
        options=options,
    )
    known = highest_first(frame[has_figure(frame)], lowest=lowest)
    if not takes_part(frame).any():
        return block(empty=view.why_empty(wanted))
    country = view.figure(wanted.code, view.scope.whole_country()).value if wanted.denominator and not wanted.always_by else None
    bars = RANKED if lowest else _ranked(known)
    note = view.words("map.ranking_note", of=len(known)) if len(known) > RANKED else view.words("map.ranking_all", of=len(known))
    return block(
        draw=lambda: charts.ranking_bars(frame, "province", wanted, view.lang, reference=country, limit=bars, lowest=lowest),
        table=tidy_table(view, known, wanted),
        native=native_ranking(view, known.head(bars) if bars < RANKED else known, "province", wanted),
        notes=(note,),
        hints=(view.words("map.in_table"),) if len(known) > RANKED else (),
    )


def _ranked(known: pd.DataFrame) -> int:
    """How many bars: where not all can be shown none of provinces that have nothing, for which of them would be chance."""
    some = int((known["value"] > 0).sum())
    return min(RANKED, some) if some and len(known) > RANKED else RANKED
