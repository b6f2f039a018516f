"""Provinces without anybody: without any application, and without any LAO taking part. Counted by region, listed by office."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd

from la21data import charts, coverage, lists, metrics, reference, thai
from la21data.blocks.applications import LATE
from la21data.blocks.block import Block, Recipe
from la21data.blocks.limits import of
from la21data.blocks.native import NativeChart, Series
from la21data.blocks.tables import Format, Table, or_never
from la21data.charts import Segment, StackRow
from la21data.domain import DIMENSIONS, REGIONS
from la21data.look import colours
from la21data.measures import measure
from la21data.view import View


@dataclass(frozen=True)
class Lack:
    """`measure`: what a province has none of. `path`: its page. `key`: of its words, by how they end."""

    id: str
    measure: str
    path: str
    key: Callable[[str], str]
    of_last_year: bool = True  # Else of all years in scope, as the coverage of provinces is counted.

    def words(self, view: View, end: str, **told: object) -> str:
        return view.words(self.key(end), **told)

    def block(self, view: View, options: Mapping[str, str]) -> Block:
        """The provinces of the scope without any, Bangkok apart."""
        wanted, years = measure(self.measure), view.scope.years
        if self.of_last_year:
            years = (lists.year_of(view.snapshot, view.scope),)
        block = partial(
            Block,
            id=self.id,
            title=self.words(view, "_title"),
            subtitle=view.subtitle(view.words("applications.provinces"), view.scope.with_years(*years)),
            options=options,
        )
        found = coverage.by_province(view, self.measure, view.scope.with_years(*years))
        missing = [str(code) for code in found.index[found == 0]]
        if found.empty:
            told = set(years) & set(view.snapshot.recorded.get(wanted.records, ()))
            return block(empty=view.words("network.only_bangkok") if told else view.why_empty(wanted))
        if not missing:
            return block(empty=self.words(view, "_none" if len(found) > 1 else "_none_here"))
        counts = _by_region(view, [str(code) for code in found.index], missing)
        segments = [Segment("without", self.words(view, ""), LATE), Segment("with", self.words(view, "_with"), colours.ACCENT)]
        rows = [
            StackRow(name, n, view.words("applications.of_provinces", n=n["without"], of=sum(n.values()))) for name, n in counts.items()
        ]
        series = tuple(Series(one.name, tuple(float(n[one.code]) for n in counts.values()), one.colour) for one in segments)
        return block(
            draw=lambda: charts.stacked_rows(rows, segments, view.words("applications.provinces")),
            table=self._table(view, missing),
            native=NativeChart("stacked", tuple(counts), series),
            notes=(self.words(view, "_note", n=len(missing), of=len(found)),),
            alt=", ".join(f"{row.name} {row.text}" for row in rows),
        )

    def _table(self, view: View, missing: list[str]) -> Table:
        """Each with its office, its LAOs and the last fiscal year that had any."""
        told = view.frame(self.measure, "fiscal_year", "province", scope=view.scope.with_years(*view.years_so_far))
        last = told[told["value"] > 0].groupby("province")["fiscal_year"].max()
        laos = view.frame("lao_total", "province").set_index("province")["value"]
        offices = {code: str(reference.office_of(code, thai.fiscal_year_end(view.scope.years[-1])) or "none") for code in missing}
        office_names = metrics.labels(view.snapshot, "office", set(offices.values()), view.lang)
        names = metrics.labels(view.snapshot, "province", missing, view.lang)
        ordered = sorted(missing, key=lambda code: (int(offices[code]), thai.collation_key(names[code])))
        rows = pd.DataFrame(
            {
                DIMENSIONS["province"].label(view.lang): [names[code] for code in ordered],
                DIMENSIONS["office"].label(view.lang): [office_names[offices[code]] for code in ordered],
                view.words("applications.laos"): [laos.get(code, 0) for code in ordered],
                self.words(view, "_last"): or_never(view, [last.get(code) for code in ordered]),
            }
        )
        formats: dict[str, Format] = {view.words("applications.laos"): "whole"}
        return Table(rows, formats, self.words(view, "_title"))


def _by_region(view: View, provinces: list[str], missing: list[str]) -> dict[str, dict[str, int]]:
    """Region (its label) -> how many of its provinces have some, and how many have none."""
    places, counts = reference.provinces(), {}
    for term in REGIONS:
        there = [code for code in provinces if places[code].region == term.code]
        without = sum(code in missing for code in there)
        if there:
            counts[term.label(view.lang)] = {"with": len(there) - without, "without": without}
    return counts


LACKS = (
    Lack("provinces-without-application", "applicants", "/applications", lambda end: f"applications.without{end}"),
    Lack("provinces-without-lao", "participating_laos", "/network", lambda end: f"network.without{end}", of_last_year=False),
)
RECIPES = tuple(Recipe(one.id, one.path, one.key("_title"), one.block, of("provinces_covered")) for one in LACKS)
