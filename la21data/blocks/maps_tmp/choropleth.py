"""The choropleth of a measure, and its ranking."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from la21data import charts, maps
from la21data.blocks.block import Block, NativeChart, NativeMap, Recipe, Series
from la21data.blocks.tables import labels_of, tidy_table
from la21data.classes import METHODS, Classes, classify_frame
from la21data.look import Drawing, colours
from la21data.look.words import has_figure
from la21data.measures import Measure, measure, measures
from la21data.static_files import static_url
from la21data.view import View

LEADING = ("participation_rate", "participating_laos", "awards")  # Counts and a rate whose denominator is all LAOs: they lead.
RANKED = 27  # Bars beside the map; all provinces are in its table.


def mapped_measures() -> list[str]:
    """Every measure that has one value a province, the leading ones first."""
    usable = [code for code, m in measures().items() if m.combine != "survival"]
    return [*LEADING, *sorted(set(usable) - set(LEADING), key=usable.index)]


def first_measure(view: View) -> str:
    """The first leading measure that the snapshot can show for these years."""
    years = set(view.scope.years)
    return next((code for code in LEADING if years & set(view.snapshot.recorded.get(measure(code).records, ()))), LEADING[0])


def parts(view: View, wanted: Measure) -> dict[str, str]:
    """Code -> name of each part of a measure that is always split further (a unit, a component); empty for all others."""
    if not wanted.always_by:
        return {}
    frame = view.frame(wanted.code, "province")
    codes = frame[list(wanted.always_by)].astype(str).agg("/".join, axis=1)
    names = frame[[f"{name}_th" for name in wanted.always_by]].astype(str).agg(" ".join, axis=1)
    return dict(zip(codes, names, strict=True))


def by_province(view: View, wanted: Measure, part: str = "") -> pd.DataFrame:
    """The tidy frame with one value a province; of a measure that is always split further, one part of it."""
    frame = view.frame(wanted.code, "province")
    if not wanted.always_by or frame.empty:
        return frame
    codes = frame[list(wanted.always_by)].astype(str).agg("/".join, axis=1)
    return frame[codes == (part or codes.iloc[0])].reset_index(drop=True)


def province_map(view: View, options: Mapping[str, str]) -> Block:
    """`measure`, `classes` (a way of classing), `part`, `height` in pixels."""
    wanted = measure(options.get("measure") or first_measure(view))
    frame = by_province(view, wanted, options.get("part", ""))
    block = partial(
        Block,
        id="map",
        title=_titled(view, "map.title", wanted, options),
        subtitle=view.subtitle(wanted.words(view.lang).unit),
        options=options,
    )
    if not frame["value"].notna().any():
        return block(empty=view.why_empty(wanted))
    country = None if wanted.always_by else view.figure(wanted.code, view.scope.whole_country()).value
    method = options.get("classes", METHODS[0])
    classes = classify_frame(frame, wanted, method if method in METHODS else METHODS[0], centre=country, lang=view.lang)

    def draw() -> Drawing:
        return maps.choropleth(
            frame,
            wanted,
            view.lang,
            classes,
            geojson_url=static_url("provinces"),
            hatch_url=static_url("hatch"),
            height=int(options.get("height", 760)),
        )

    notes = [view.words("map.pilots_note")]
    if (frame["flag"] == "small_number").any():
        notes.insert(0, view.words("map.small_note", n=wanted.smallest_denominator))
    ordered = frame.sort_values("value", ascending=False, na_position="last")
    return block(draw=draw, table=tidy_table(view, ordered, wanted), native=_native(frame, classes), notes=notes)


def ranking(view: View, options: Mapping[str, str]) -> Block:
    """`measure`, `part`."""
    wanted = measure(options.get("measure") or first_measure(view))
    frame = by_province(view, wanted, options.get("part", ""))
    block = partial(
        Block,
        id="ranking",
        title=view.words("map.ranking_title"),
        subtitle=_titled(view, "map.subtitle", wanted, options),
        options=options,
    )
    known = frame[has_figure(frame)].sort_values("value", ascending=False, kind="stable")
    if known.empty:
        return block(empty=view.why_empty(wanted))
    country = view.figure(wanted.code, view.scope.whole_country()).value if wanted.denominator and not wanted.always_by else None
    note = view.words("map.ranking_note", n=RANKED, of=len(known)) if len(known) > RANKED else view.words("map.ranking_all", of=len(known))
    shown = known.head(RANKED)
    return block(
        draw=lambda: charts.ranking_bars(frame, "province", wanted, view.lang, reference=country, limit=RANKED),
        table=tidy_table(view, known, wanted),
        native=NativeChart(
            "bars",
            tuple(labels_of(view, shown, "province")),
            (Series(wanted.words(view.lang).title, tuple(shown["value"]), colours.QUIET),),
            wanted.number_format,
        ),
        notes=(note,),
    )


def _titled(view: View, key: str, wanted: Measure, options: Mapping[str, str]) -> str:
    words = wanted.words(view.lang)
    part = parts(view, wanted).get(options.get("part", ""), "")
    return view.words(key, measure=words.title + (f": {part}" if part else ""), unit=words.unit, scope=view.scope.describe(view.lang))


def _native(frame: pd.DataFrame, classes: Classes) -> NativeMap:
    rows = list(zip(frame["province"], frame["value"], frame["flag"], has_figure(frame), strict=True))
    return NativeMap(
        classes,
        {code: classes.index(value) if shown else None for code, value, _, shown in rows},
        {code: flag for code, _, flag, _ in rows if flag},
    )


RECIPES = (
    Recipe("map", "/map", "map.name", province_map),
    Recipe("ranking", "/map", "map.ranking_title", ranking),
)
