"""What a click on a province opens: its LAOs as points, its trend against region and country, its neighbours."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from la21data import charts, maps, places, reference, thai
from la21data.blocks.block import Block
from la21data.blocks.maps.values import asked, by_province, one_part, subtitled, titled
from la21data.blocks.native import NativeChart, NativePoints, Series
from la21data.blocks.shapes import native_ranking
from la21data.blocks.tables import Table, tidy_table
from la21data.domain import LAO_TYPES
from la21data.look import Drawing, colours
from la21data.look.ranks import highest_first
from la21data.look.words import has_figure, takes_part
from la21data.maps.points import Point, step_name
from la21data.measures import Measure, measure
from la21data.static_files import static_url
from la21data.view import View


def province_laos(view: View, options: Mapping[str, str]) -> Block:
    """The LAOs of the one province in scope, as points in the last year of the scope; without one: why not."""
    block = partial(
        Block,
        id="province-laos",
        title=view.words("map.laos_title"),
        subtitle=view.subtitle(view.words("map.laos_unit")),
        options=options,
    )
    if len(view.scope.provinces) != 1:
        return block(empty=view.words("map.choose_province"))
    code = view.scope.provinces[0]
    rows = view.ask(places.laos_of, view.scope)
    if rows.empty:
        return block(empty=view.why_empty(measure("lao_total")))
    absent = _absent(view)
    points = [_point(view, row, absent) for row in rows[rows["lat"].notna()].to_dict("records")]

    def draw() -> Drawing:
        return maps.point_drawing(points, code, view.lang, geojson_url=static_url("provinces"))

    notes = [view.words("map.laos_note" if _told(view) else "map.laos_note_untold")]
    if unplaced := int(rows["lat"].isna().sum()):
        notes.insert(0, view.words("map.laos_unplaced", n=thai.format_number(unplaced), of=thai.format_number(len(rows))))
    if not (missed := rows[rows["lat"].isna() & rows["taking_part"]]).empty:
        notes.insert(0, view.words("map.part_unplaced", names=", ".join(sorted(missed["name"], key=thai.collation_key))))
    return block(
        draw=draw,
        deck=lambda: maps.point_deck(points, code, provinces_url=static_url("provinces"), style_url=static_url("blank")),
        table=_listed(view, rows, absent),
        native=NativePoints(code, tuple(points)),
        notes=notes,
        hints=(view.words("map.press_dot"), view.words("map.in_table")),
        alt=view.words("map.laos_alt", n=len(rows), placed=len(points), part=int(rows["taking_part"].sum())),
    )


def _absent(view: View) -> str:
    """What is said of a LAO without a step: in a year without any record of participation nobody can know."""
    return view.words("map.not_taking_part" if _told(view) else "map.no_participation")


def _told(view: View) -> bool:
    return bool(view.scope.years) and view.scope.years[-1] in view.snapshot.recorded.get("participation", ())


def _point(view: View, row: Mapping[Hashable, Any], absent: str) -> Point:
    step = int(row["step"]) if row["taking_part"] and not pd.isna(row["step"]) else 0
    said = absent
    if step:
        said = f"{step_name(row['track'], step, view.lang)} · " + view.words("map.n_activities", n=row["activities"])
    return Point(row["lao"], row["name"], said, row["lat"], row["lon"], row["track"] if step else "", step, int(row["activities"]))


def _listed(view: View, rows: pd.DataFrame, absent: str) -> Table:
    """Every LAO, those without coordinates too: those that take part first, then as a dictionary has them."""
    types = {term.code: term.label(view.lang) for term in LAO_TYPES}
    rows = rows.assign(key=[thai.collation_key(name) for name in rows["name"]]).sort_values(["taking_part", "key"], ascending=[False, True])
    steps = [
        step_name(str(track), int(step), view.lang) if part and not pd.isna(step) else absent
        for part, track, step in zip(rows["taking_part"], rows["track"], rows["step"], strict=True)
    ]
    yes, no = view.words("map.has_coordinates"), view.words("map.no_coordinates")
    columns = {
        view.words("map.lao"): rows["name"],
        view.words("map.lao_type"): [types[code] for code in rows["lao_type"]],
        view.words("map.district"): rows["district"].fillna(""),
        view.words("map.step"): steps,
        view.words("map.activities"): rows["activities"],
        view.words("map.coordinates"): [yes if there else no for there in rows["lat"].notna()],
    }
    return Table(pd.DataFrame(columns), {view.words("map.activities"): "whole"}, view.words("map.laos_title"))


def neighbours(view: View, options: Mapping[str, str]) -> Block:
    """The one province in scope among those that it borders on. `measure`, `part`."""
    wanted = asked(view, options)
    block = partial(
        Block,
        id="neighbours",
        title=view.words("map.neighbours_title"),
        subtitle=subtitled(view, wanted, options),
        options=options,
    )
    if len(view.scope.provinces) != 1:
        return block(empty=view.words("map.choose_province"))
    code = view.scope.provinces[0]
    beside = places.beside(places.province(code, view.lang))
    wide = view.with_scope(replace(view.scope.whole_country(), provinces=(code, *beside)))
    frame = by_province(wide, wanted, options.get("part", ""))
    if not takes_part(frame).any():
        return block(empty=view.why_empty(wanted))
    ordered = highest_first(frame)
    country = view.figure(wanted.code, view.scope.whole_country()).value if wanted.denominator and not wanted.always_by else None
    has_bar = bool(((frame["value"] > 0) & (frame["province"] == code)).any())
    return block(
        draw=lambda: charts.ranking_bars(frame, "province", wanted, view.lang, highlight=[code], reference=country),
        table=tidy_table(view, ordered, wanted),
        native=native_ranking(view, ordered, "province", wanted, [code]),
        notes=(view.words("map.neighbours_note" if has_bar else "map.neighbours_alone", n=len(beside)),),
    )


def province_trend(view: View, options: Mapping[str, str]) -> Block:
    """The one province in scope over the years, against its region and the country. `measure`, `part`.

    Of a measure that is no ratio region and country are means per province: sums would dwarf it.
    """
    wanted = asked(view, options)
    years = view.years_so_far
    block = partial(
        Block,
        id="province-trend",
        title=titled(view, "map.trend_title", wanted, options),
        subtitle=view.subtitle(wanted.words(view.lang).unit, view.scope.with_years(*years)),
        options=options,
    )
    if len(view.scope.provinces) != 1:
        return block(empty=view.words("map.choose_province"))
    code = view.scope.provinces[0]
    mean = wanted.denominator is None
    around = places.region(reference.provinces()[code].region, view.lang)
    mine = _over_years(view, places.province(code, view.lang), wanted, years, options)
    region = _over_years(view, around, wanted, years, options, per_province=mean)
    country = _over_years(view, places.country(view.lang), wanted, years, options, per_province=mean)
    if not takes_part(mine).any():
        return block(empty=view.why_empty(wanted))
    frame = pd.concat([mine, region])
    return block(
        draw=lambda: charts.trend_lines(
            frame, "province", wanted, view.lang, reference_frame=country, reference_name=country["province_th"].iloc[0]
        ),
        table=tidy_table(view, pd.concat([frame, country]), wanted),
        native=NativeChart("lines", tuple(map(str, years)), tuple(_lines(pd.concat([frame, country]), years)), wanted.number_format),
        notes=(view.words("map.mean_note"),) if mean else (),
    )


def _over_years(
    view: View, place: places.Place, wanted: Measure, years: tuple[int, ...], options: Mapping[str, str], per_province: bool = False
) -> pd.DataFrame:
    """A place by fiscal year, its name in the columns of a province; `per_province`: value divided by its provinces."""
    scope = place.narrow(view.scope).with_years(*years)
    frame = one_part(view.frame(wanted.code, "fiscal_year", scope=scope), wanted, options.get("part", ""))
    name, among = place.name, [p for p in reference.provinces().values() if place.kind == "country" or p.region == place.code]
    if per_province:
        name = view.words("map.mean_of", place=place.name)
        frame = frame.assign(value=frame["value"] / len(among))
    return frame.assign(province=place.code if place.kind == "province" else name, province_th=name)


def _lines(frame: pd.DataFrame, years: tuple[int, ...]) -> list[Series]:
    hues = (*colours.SERIES[:2], colours.REFERENCE)
    found = []
    for colour, (name, rows) in zip(hues, frame.groupby("province_th", sort=False), strict=True):
        values = rows[has_figure(rows)].set_index("fiscal_year")["value"].reindex(list(years))
        found.append(Series(str(name), tuple(None if pd.isna(value) else float(value) for value in values), colour))
    return found
