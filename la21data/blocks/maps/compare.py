"""Two maps side by side, and the map of their difference: of two fiscal years of a measure, or of two measures in one year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pandas as pd

from la21data import maps, thai
from la21data.blocks.block import Block
from la21data.blocks.maps.choropleth import province_map
from la21data.blocks.maps.values import asked, by_province, first_measure, native_map, outlines
from la21data.blocks.tables import tidy_table
from la21data.classes import classify
from la21data.domain import Language
from la21data.look import Drawing
from la21data.look.words import has_figure
from la21data.measures import Measure, Words, measure
from la21data.static_files import static_url
from la21data.text import words
from la21data.view import View

LANGUAGES: tuple[Language, ...] = ("th", "en")


def other(view: View, options: Mapping[str, str]) -> tuple[View, dict[str, str]]:
    """What the second map shows: the measure `measure2` and the fiscal year `fy2`, where the options name them; else the year before."""
    code = options.get("measure2") or options.get("measure") or first_measure(view)
    named = options.get("fy2", "")
    year = int(named) if named.isascii() and named.isdigit() and int(named) in view.snapshot.fiscal_years else None
    if year is None and code == (options.get("measure") or first_measure(view)):  # Against itself a map would say nothing.
        year = max(
            (told for told in view.snapshot.recorded.get(measure(code).records, ()) if told < min(view.scope.years, default=0)),
            default=None,
        )
    return (view.with_scope(view.scope.with_years(year)) if year else view), {**options, "measure": code}


def second_map(view: View, options: Mapping[str, str]) -> Block:
    """`measure2`, `fy2`, and whatever a map takes."""
    seen, chosen = other(view, options)
    return replace(province_map(seen, chosen), id="map-second", options=options)


def difference_map(view: View, options: Mapping[str, str]) -> Block:
    """The first map less the second: of one measure in its own unit, of two measures in ranks (their units differ)."""
    wanted = asked(view, options)
    seen, chosen = other(view, options)
    against = measure(chosen["measure"])
    first, second = by_province(view, wanted, options.get("part", "")), by_province(seen, against, options.get("part", ""))
    same = wanted.code == against.code
    frame = _differences(first, second, same, 100 if wanted.format == "percent" else 1)
    told = _as_measure(wanted, same)
    years = (thai.fiscal_years_label(view.scope.years, view.lang), thai.fiscal_years_label(seen.scope.years, view.lang))
    names = (wanted.words(view.lang).title, against.words(view.lang).title)
    if not same and years[0] != years[1]:
        names = (f"{names[0]} ({years[0]})", f"{names[1]} ({years[1]})")
    key = "map.difference_years" if same else "map.difference_measures"
    block = partial(
        Block,
        id="map-difference",
        title=view.words(key, measure=names[0], first=years[0] if same else names[0], second=years[1] if same else names[1]),
        subtitle=view.subtitle(told.words(view.lang).unit),
        options=options,
    )
    if not frame["value"].notna().any():
        return block(empty=view.words("map.difference_none"))
    classes = classify(frame["value"], "diverging", centre=0.0, measure=told, lang=view.lang)

    def draw() -> Drawing:
        return maps.choropleth(
            frame,
            told,
            view.lang,
            classes,
            geojson_url=static_url("provinces"),
            hatch_url=static_url("hatch"),
            outlines=outlines(options, set(frame["province"])),
        )

    table = tidy_table(view, frame.sort_values("value", ascending=False, na_position="last"), told)
    return block(
        draw=draw,
        table=table,
        native=native_map(frame, classes),
        notes=(view.words("map.difference_note" if same else "map.ranks_note"),),
    )


def _differences(first: pd.DataFrame, second: pd.DataFrame, same: bool, scale: int) -> pd.DataFrame:
    """First less second by province, where both have a figure; of two measures the rank in the second less that in the first."""

    def figures(frame: pd.DataFrame) -> pd.Series[float]:
        values = frame["value"].where(has_figure(frame))  # Nobody taking part is a count of 0, and a change from 0 is one.
        values = values * scale if same else -values.rank(ascending=False, method="min")
        return values.set_axis(frame["province"])

    never = [
        here == there == "not_applied"  # Nobody on either side is no change, and no rank.
        for here, there in zip(first["flag"], second.set_index("province")["flag"].reindex(first["province"]), strict=True)
    ]
    gap = figures(first) - figures(second).reindex(first["province"])
    values = [float("nan") if out else value for value, out in zip(gap, never, strict=True)]
    rows = first[["province", "province_th"]].assign(value=values)
    missing = [float("nan")] * len(rows)
    flags = ["" if pd.notna(value) else "not_applied" if out else "no_data" for value, out in zip(rows["value"], never, strict=True)]
    return rows.assign(numerator=missing, denominator=missing, low=missing, high=missing, flag=flags)


def _as_measure(wanted: Measure, same: bool) -> Measure:
    """How differences are written: counts as counts, shares in points, ranks as whole numbers; without counts or interval."""
    key = "map.unit_ranks" if not same else "map.unit_points" if wanted.format == "percent" else ""
    told = {lang: Words(words("map.difference", lang), words(key, lang) if key else wanted.words(lang).unit, "", "") for lang in LANGUAGES}
    form = "count" if not same else "decimal" if wanted.format == "percent" else wanted.format
    return replace(
        wanted,
        format=form,
        denominator=None,
        interval=False,
        always_by=(),
        th=told["th"],
        en=told["en"],
    )
