"""The six pilot provinces between two years, and over the years as an index; and who their peers are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pandas as pd

from la21data import charts, peers, reference, thai
from la21data.blocks.block import Block, Recipe
from la21data.blocks.limits import keys, of
from la21data.blocks.native import NativeChart, Series
from la21data.blocks.pilots import COMPARED, gaps, six, subtitled
from la21data.blocks.tables import Format, Table, beside_country, labels_of, rounded, tidy_table
from la21data.charts import Segment, Slope, StackRow
from la21data.domain import DIMENSIONS
from la21data.look import colours
from la21data.look.words import has_figure, word
from la21data.measures import Measure, measure
from la21data.view import View


def told_years(view: View, wanted: Measure) -> list[int]:
    """The fiscal years for which the measure has records, oldest first."""
    return [
        year
        for year in view.snapshot.fiscal_years
        if wanted.records == "registry" or year in view.snapshot.recorded.get(wanted.records, ())
    ]


def slope_years(view: View, wanted: Measure, options: Mapping[str, str]) -> tuple[int, int] | None:
    """The years of `from` and `to`, the earlier first; without them five years up to the last of the scope. None: fewer than two."""
    told = told_years(view, wanted)
    so_far = [year for year in told if year <= view.scope.years[-1]] if view.scope.years else []
    if len(so_far) < 2:
        return None
    known = {str(year): year for year in told}
    last = known.get(options.get("to", ""), so_far[-1])
    first = known.get(options.get("from", ""), so_far[max(-6, -len(so_far))])
    return (min(first, last), max(first, last)) if first != last else (so_far[-2], so_far[-1])


def pilots_slopes(view: View, options: Mapping[str, str]) -> Block:
    """`measure`, `from`, `to`."""
    wanted = measure(options.get("measure", COMPARED[0]))
    years = slope_years(view, wanted, options)
    words = wanted.words(view.lang)
    block = partial(
        Block, id="pilots-slopes", title=view.words("pilots.slopes_title", measure=words.title), subtitle=words.unit, options=options
    )
    if years is None:
        return block(empty=view.why_empty(wanted))
    frame = view.frame(wanted.code, "fiscal_year", "province", scope=six(view).with_years(*years))
    if not frame["value"].notna().any():
        return block(empty=view.why_empty(wanted))
    first, last = (thai.year_label(year, view.lang) for year in years)
    country = view.frame(wanted.code, "fiscal_year", scope=view.scope.whole_country().with_years(*years)) if wanted.denominator else None
    lines = _slopes(view, frame, years, country)
    return block(
        subtitle=subtitled(view, words.unit, view.words("pilots.between", first=first, last=last)),
        draw=lambda: charts.slopes(lines, wanted, *years, view.lang),
        table=tidy_table(view, beside_country(view, frame, country), wanted),
        native=NativeChart(
            "lines",
            tuple(map(str, years)),
            tuple(Series(line.name, (line.first, line.last), line.colour) for line in lines),
            wanted.number_format,
        ),
        notes=(view.words("pilots.caution"),),
        alt="; ".join(f"{line.name}: {wanted.write(line.first, view.lang)} → {wanted.write(line.last, view.lang)}" for line in lines),
    )


def _slopes(view: View, frame: pd.DataFrame, years: tuple[int, int], country: pd.DataFrame | None) -> list[Slope]:
    frame = frame.assign(value=frame["value"].where(has_figure(frame)))
    values = {(code, int(year)): value for code, year, value in zip(frame["province"], frame["fiscal_year"], frame["value"], strict=True)}
    codes = sorted(frame["province"].unique())
    names = labels_of(view, frame.drop_duplicates("province").sort_values("province"), "province")
    hues = colours.series_colours("province", codes)
    lines = []
    if country is not None:
        of_year = dict(zip(country["fiscal_year"], country["value"], strict=True))
        ends = [_finite(of_year.get(year)) for year in years]
        lines.append(Slope(word("country", view.lang), ends[0], ends[1], colours.REFERENCE, wide=True))
    for code, name, hue, symbol in zip(codes, names, hues, colours.SYMBOLS, strict=False):
        lines.append(Slope(name, _finite(values.get((code, years[0]))), _finite(values.get((code, years[1]))), hue, symbol))
    return lines


def pilots_index(view: View, options: Mapping[str, str]) -> Block:
    """`measure`, `base`: the fiscal year that counts as 100; else the first in which all six have a figure above nothing."""
    wanted = measure(options.get("measure", COMPARED[0]))
    words = wanted.words(view.lang)
    block = partial(
        Block, id="pilots-index", title=view.words("pilots.index_title", measure=words.title), subtitle=words.unit, options=options
    )
    years, frame = view.years_so_far, _so_far(view, wanted)
    country = view.frame(wanted.code, "fiscal_year", scope=view.scope.whole_country().with_years(*years))
    base = base_year(frame, options.get("base", ""))
    if base is None:
        return block(empty=view.words("pilots.no_base") if frame["value"].notna().any() else view.why_empty(wanted))
    indexed, whole = _indexed(frame, base), _indexed(country, base)
    index = _index_measure(wanted, view, base)
    missing = [name for name, value in zip(labels_of(view, *_last(indexed)), _last(indexed)[0]["value"], strict=True) if pd.isna(value)]
    notes = [view.words("pilots.index_note")]
    if base == base_year(frame):
        notes.insert(0, view.words("pilots.index_first", base=thai.year_label(base, view.lang)))
    if missing:
        notes.append(view.words("pilots.index_missing", names=", ".join(missing), base=thai.year_label(base, view.lang)))
    return block(
        subtitle=subtitled(
            view, view.words("pilots.index_base", base=thai.year_label(base, view.lang)), thai.fiscal_years_label(years, view.lang)
        ),
        draw=lambda: charts.trend_lines(indexed, "province", index, view.lang, reference_frame=whole),
        table=tidy_table(view, indexed, index),
        native=_native(view, indexed, years),
        notes=(*notes, *gaps(view, frame), view.words("pilots.caution")),
    )


def base_years(view: View, wanted: Measure) -> tuple[list[int], int] | None:
    """The fiscal years that can count as 100, oldest first, and the one that does unless another is asked for. None: there is none."""
    frame = _so_far(view, wanted)
    first = base_year(frame)
    return None if first is None else ([int(year) for year in _above_nothing(frame).index], first)


def _so_far(view: View, wanted: Measure) -> pd.DataFrame:
    return view.frame(wanted.code, "fiscal_year", "province", scope=six(view).with_years(*view.years_so_far))


def _above_nothing(frame: pd.DataFrame) -> pd.Series[int]:
    """Fiscal year -> how many provinces have a figure above nothing in it."""
    return frame[has_figure(frame) & (frame["value"] > 0)].groupby("fiscal_year").size()


def base_year(frame: pd.DataFrame, asked: str = "") -> int | None:
    """The year asked for where any province has a figure above nothing in it; else the first in which most have. None: there is none."""
    above = _above_nothing(frame)
    if above.empty:
        return None
    if asked.isascii() and asked.isdigit() and int(asked) in above.index:
        return int(asked)
    return int(above.index[above == above.max()].min())


def _last(indexed: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """One row a province, its newest index, in the order of codes."""
    newest = indexed.sort_values("fiscal_year").groupby("province", as_index=False).last()
    return newest, "province"


def _indexed(frame: pd.DataFrame, base: int) -> pd.DataFrame:
    """Values as 100 times those of the base year; a place without a figure above nothing in it has none."""
    groups = frame["province"] if "province" in frame else pd.Series("", index=frame.index)
    value = frame["value"].where(has_figure(frame))
    at_base = dict(zip(groups[frame["fiscal_year"] == base], value[frame["fiscal_year"] == base], strict=True))
    below = groups.map(lambda code: at_base.get(code) or float("nan"))
    return frame.assign(value=100 * value / below, numerator=float("nan"), denominator=float("nan"), low=float("nan"), high=float("nan"))


def _index_measure(wanted: Measure, view: View, base: int) -> Measure:
    """How an index is written: a plain number without denominator or interval."""
    words = replace(
        wanted.words(view.lang),
        title=view.words("pilots.index", base=thai.year_label(base, view.lang)),
        unit=view.words("pilots.index_unit"),
    )
    return replace(wanted, format="decimal", denominator=None, interval=False, th=words, en=words)


def _native(view: View, indexed: pd.DataFrame, years: tuple[int, ...]) -> NativeChart:
    codes = sorted(indexed["province"].unique())
    names = labels_of(view, indexed.drop_duplicates("province").sort_values("province"), "province")
    series = []
    for code, name, hue in zip(codes, names, colours.series_colours("province", codes), strict=True):
        by_year = indexed[indexed["province"] == code].set_index("fiscal_year")["value"].reindex(years)
        series.append(Series(name, tuple(_finite(value) for value in by_year), hue))
    return NativeChart("lines", tuple(map(str, years)), tuple(series), "#,##0.0")


def _finite(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def pilot_peers(view: View, options: Mapping[str, str]) -> Block:
    """Who each pilot is matched with, and how alike they are."""
    block = partial(
        Block,
        id="pilot-peers",
        title=view.words("pilots.peers_size"),
        subtitle=view.subtitle(measure("lao_total").words(view.lang).unit, view.scope.whole_country()),
        options=options,
    )
    found = view.ask(peers.matched_peers, view.scope.years[-1]) if view.scope.years else pd.DataFrame()
    if found.empty:
        return block(empty=view.why_empty(measure("lao_total")))
    places = reference.provinces()
    names = {code: place.name_th if view.lang == "th" else place.name_en for code, place in places.items()}
    rows = []
    for pilot, of_pilot in found.groupby("pilot"):
        laos, mean = of_pilot["laos"].iloc[0] / of_pilot["size"].iloc[0], of_pilot["laos"].mean()
        text = view.words("pilots.laos", n=thai.format_number(laos))
        beside = view.words("pilots.peer_mean", mean=thai.format_number(mean))
        rows.append(StackRow(names[str(pilot)], {"laos": laos}, text, mean, beside))
    table = pd.DataFrame(
        {
            DIMENSIONS["pilot"].label(view.lang): found["pilot"].map(names),
            view.words("pilots.peer"): found["peer"].map(names),
            view.words("pilots.peer_laos"): found["laos"],
            view.words("pilots.size"): rounded(found["size"], 3),
            view.words("pilots.mix"): rounded(found["mix"], scale=100),
            view.words("pilots.distance"): rounded(found["distance"], 3),
        }
    )
    formats: dict[str, Format] = {
        view.words("pilots.peer_laos"): "whole",
        view.words("pilots.size"): "three_decimals",
        view.words("pilots.mix"): "one_decimal",
        view.words("pilots.distance"): "three_decimals",
    }
    return block(
        draw=lambda: charts.stacked_rows(
            rows, [Segment("laos", view.words("pilots.peer_laos"), colours.ACCENT)], measure("lao_total").words(view.lang).unit
        ),
        table=Table(table, formats, view.words("pilots.peers_title")),
        native=NativeChart(
            "bars",
            tuple(row.name for row in rows),
            (
                Series(view.words("pilots.peer_laos"), tuple(row.values["laos"] for row in rows), colours.ACCENT),
                Series(view.words("pilots.peers"), tuple(row.beside for row in rows), colours.FAINT),
            ),
        ),
        notes=(view.words("pilots.rule", n=peers.PEERS), view.words("pilots.distance_rule")),
        alt=". ".join(f"{row.name}: {row.beside_text}" for row in rows),
    )


RECIPES = (
    Recipe("pilots-slopes", "/pilots", "pilots.slopes_name", pilots_slopes, of("participating_laos", "measure")),
    Recipe("pilots-index", "/pilots", "pilots.index_name", pilots_index, of("participating_laos", "measure")),
    Recipe("pilot-peers", "/pilots", "pilots.peers_title", pilot_peers, keys("type", "track", "category")),
)
