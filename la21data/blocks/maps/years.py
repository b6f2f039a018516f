"""A measure over the years: small multiples of its map, in the same classes for all of them, and a line a region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import pandas as pd

from la21data import charts, maps, thai
from la21data.blocks.block import Block
from la21data.blocks.maps.values import asked, by_province_and_year, centre_note, classes_of, native_map, one_part, titled
from la21data.blocks.native import NativeChart, NativePanels, Panel, Series
from la21data.blocks.tables import labels_of, tidy_table
from la21data.look import Drawing, colours
from la21data.look.words import has_figure, takes_part, word
from la21data.measures import Measure
from la21data.static_files import static_url
from la21data.view import View


def map_by_year(view: View, options: Mapping[str, str]) -> Block:
    """A small map a fiscal year. `measure`, `classes`, `part`."""
    wanted = asked(view, options)
    years = measured_years(view, wanted)
    frame = by_province_and_year(view, wanted, years, options.get("part", ""))
    block = partial(
        Block,
        id="map-years",
        title=titled(view, "map.years_title", wanted, options),
        subtitle=view.subtitle(wanted.words(view.lang).unit, view.scope.with_years(*years)),
        options=options,
    )
    if not frame["value"].notna().any():
        return block(empty=view.why_empty(wanted))
    of_all = {**options, "over": "years"}
    classes = classes_of(view, wanted, frame, of_all)

    def draw() -> Drawing:
        return maps.small_multiples(
            {year: frame[frame["fiscal_year"] == year] for year in years},
            wanted,
            view.lang,
            classes,
            geojson_url=static_url("provinces"),
            hatch_url=static_url("hatch"),
        )

    panels = tuple(Panel(thai.year_label(year, view.lang), "", native_map(frame[frame["fiscal_year"] == year], classes)) for year in years)
    notes = (*centre_note(view, wanted, classes, of_all), view.words("map.same_classes"))
    return block(draw=draw, table=tidy_table(view, frame, wanted), native=NativePanels(panels), notes=notes)


def regions_by_year(view: View, options: Mapping[str, str]) -> Block:
    """A line a region over the same fiscal years, or a province where the scope cuts regions. `measure`, `part`.

    Of a ratio the country's too; a sum of all would dwarf them.
    """
    wanted = asked(view, options)
    years = measured_years(view, wanted)
    scope = view.scope.with_years(*years)
    dimension = "region" if scope.whole("region") else "province"
    block = partial(
        Block,
        id="map-regions",
        title=titled(view, "map.regions_title" if dimension == "region" else "map.provinces_title", wanted, options),
        subtitle=view.subtitle(wanted.words(view.lang).unit, scope),
        options=options,
    )
    frame = one_part(view.frame(wanted.code, dimension, "fiscal_year", scope=scope), wanted, options.get("part", ""))
    frame = frame[frame[dimension] != ""]  # What belongs to no province is on no map beside it either.
    if not takes_part(frame).any():
        return block(empty=view.why_empty(wanted))
    told, country = frame, None
    if wanted.denominator is not None:
        name = word("country", view.lang)
        country = one_part(view.frame(wanted.code, "fiscal_year", scope=scope.whole_country()), wanted, options.get("part", ""))
        told = pd.concat([frame, country.assign(**{dimension: name, f"{dimension}_th": name})])
    return block(
        draw=lambda: charts.trend_lines(frame, dimension, wanted, view.lang, reference_frame=country),
        table=tidy_table(view, told, wanted),
        native=NativeChart("lines", tuple(map(str, years)), tuple(_lines(view, told, dimension, years)), wanted.number_format),
    )


def _lines(view: View, told: pd.DataFrame, dimension: str, years: tuple[int, ...]) -> Iterator[Series]:
    """A line an area in its colour, then the country's in grey."""
    areas = [str(code) for code in told[dimension].unique() if code != word("country", view.lang)]
    hues = dict(zip(areas, colours.series_colours(dimension, areas), strict=True))
    for code, rows in told.groupby(dimension, sort=False):
        name = labels_of(view, rows, dimension)[0]
        values = rows["value"].where(has_figure(rows)).set_axis(rows["fiscal_year"]).reindex(list(years))
        yield Series(name, tuple(None if pd.isna(value) else float(value) for value in values), hues.get(str(code), colours.REFERENCE))


def measured_years(view: View, wanted: Measure) -> tuple[int, ...]:
    """The fiscal years to show: those of the scope where it names several, else all so far; only those with records."""
    several = view.scope.years if len(view.scope.years) > 1 else view.years_so_far
    recorded = view.snapshot.recorded.get(wanted.records, ())
    return tuple(year for year in several if year in recorded) or several[-1:]
