"""The map over the years: small multiples, in the same classes for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from la21data import maps, thai
from la21data.blocks.block import Block
from la21data.blocks.maps.values import by_province_and_year, classes_of, first_measure, native_map, titled
from la21data.blocks.native import NativePanels, Panel
from la21data.blocks.tables import tidy_table
from la21data.look import Drawing
from la21data.measures import Measure, measure
from la21data.static_files import static_url
from la21data.view import View


def map_by_year(view: View, options: Mapping[str, str]) -> Block:
    """A small map a fiscal year. `measure`, `classes`, `part`."""
    wanted = measure(options.get("measure") or first_measure(view))
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
    classes = classes_of(view, wanted, frame, options)

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
    notes = (view.words("map.same_classes"),)
    return block(draw=draw, table=tidy_table(view, frame, wanted), native=NativePanels(panels), notes=notes)


def measured_years(view: View, wanted: Measure) -> tuple[int, ...]:
    """The fiscal years to show: those of the scope where it names several, else all so far; only those with records."""
    several = view.scope.years if len(view.scope.years) > 1 else view.years_so_far
    recorded = view.snapshot.recorded.get(wanted.records, ())
    return tuple(year for year in several if year in recorded) or several[-1:]
