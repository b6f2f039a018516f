"""The six pilot provinces against the country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from la21data import charts, metrics, peers, reference, thai
from la21data.blocks.block import Block, Recipe
from la21data.blocks.limits import of
from la21data.blocks.native import NativeChart, Series
from la21data.blocks.shapes import stand_on_few
from la21data.blocks.tables import Format, Table, beside_country, labels_of, tidy_table
from la21data.look import colours
from la21data.look.ranks import highest_first
from la21data.look.ranks import ranks as ranks_of
from la21data.look.words import flag_words, has_figure, word
from la21data.measures import Measure, measure
from la21data.scope import Scope
from la21data.view import View

COMPARED = (
    "participation_rate",
    "participating_laos",
    "step3plus_rate",
    "plan_rate",
    "retention_rate",
    "late_application_rate",
    "learning_centres",
    "activities",
    "activities_per_lao",
    "participants",
    "budget_total",
    "budget_deqp_share",
    "standard_score",
    "awards",
)


def first_compared(view: View) -> str:
    """The first measure that the snapshot can show for these years: a store of registry and awards alone has awards to compare."""
    years = set(view.scope.years)
    return next((code for code in COMPARED if years & set(view.snapshot.recorded.get(measure(code).records, ()))), COMPARED[0])


def six(view: View) -> Scope:
    """The scope of the six: the view's years and types, wherever else it looks."""
    return replace(view.scope.whole_country(), provinces=tuple(p.code for p in reference.provinces().values() if p.is_pilot))


def subtitled(view: View, unit: str, *years: str) -> str:
    """The page looks at the pilots and at the whole country, whatever place is chosen: of the scope only kinds and years are told."""
    return " · ".join((unit, view.words("pilots.six"), *view.scope.kinds(view.lang), *years))


def gaps(view: View, frame: pd.DataFrame) -> tuple[str, ...]:
    """Why lines are broken or begin late, where any does: the flags of rows (by province and year) that have no figure."""
    missing = frame.loc[~has_figure(frame), "flag"]
    reasons = dict.fromkeys(flag_words(flag, view.lang) or thai.no_data(view.lang) for flag in missing)
    return (view.words("pilots.gaps", reasons=", ".join(reasons)),) if reasons else ()


def pilots_trend(view: View, options: Mapping[str, str]) -> Block:
    """`measure`, over all fiscal years so far."""
    wanted = measure(options.get("measure", COMPARED[0]))
    years = view.years_so_far
    frame = view.frame(wanted.code, "fiscal_year", "province", scope=six(view).with_years(*years))
    block = partial(
        Block,
        id="pilots-trend",
        title=view.words("pilots.trend_title" if wanted.denominator else "pilots.trend_alone", measure=wanted.words(view.lang).title),
        subtitle=subtitled(view, wanted.words(view.lang).unit, thai.fiscal_years_label(years, view.lang)),
        options=options,
    )
    if not frame["value"].notna().any():
        return block(empty=view.why_empty(wanted))
    country = view.frame(wanted.code, "fiscal_year", scope=view.scope.whole_country().with_years(*years)) if wanted.denominator else None
    return block(
        draw=lambda: charts.trend_lines(frame, "province", wanted, view.lang, reference_frame=country),
        table=tidy_table(view, beside_country(view, frame, country), wanted),
        native=NativeChart("lines", tuple(map(str, years)), _lines(view, frame, years, country), wanted.number_format),
        notes=(*gaps(view, frame), view.words("pilots.caution")),
    )


def _lines(view: View, frame: pd.DataFrame, years: tuple[int, ...], country: pd.DataFrame | None) -> tuple[Series, ...]:
    codes = sorted(frame["province"].unique())
    names = labels_of(view, frame.drop_duplicates("province").sort_values("province"), "province")
    lines = [
        Series(name, _values(frame[frame["province"] == code], years), colour)
        for code, name, colour in zip(codes, names, colours.series_colours("province", codes), strict=True)
    ]
    if country is not None:
        lines.append(Series(word("country", view.lang), _values(country, years), colours.REFERENCE))
    return tuple(lines)


def _values(rows: pd.DataFrame, years: tuple[int, ...]) -> tuple[float | None, ...]:
    by_year = rows[has_figure(rows)].set_index("fiscal_year")["value"].reindex(years)
    return tuple(None if pd.isna(value) else float(value) for value in by_year)


def pilots_now(view: View, options: Mapping[str, str]) -> Block:
    """`measure`, in the years of the scope, highest first: against one another, their regions, their peers and the country."""
    wanted = measure(options.get("measure", COMPARED[0]))
    frame = highest_first(view.frame(wanted.code, "province", scope=six(view)))
    block = partial(
        Block,
        id="pilots-now",
        title=view.words("pilots.now_title", year=thai.fiscal_years_label(view.scope.years, view.lang)),
        subtitle=subtitled(view, _unit_of(wanted, view), thai.fiscal_years_label(view.scope.years, view.lang)),
        options=options,
    )
    if not frame["value"].notna().any():
        return block(empty=view.why_empty(wanted))
    everyone = view.frame(wanted.code, "province", scope=view.scope.whole_country())
    regions, similar = of_regions(everyone, wanted), of_peers(view, everyone, wanted)
    country = peers.pooled(everyone, wanted, list(reference.provinces())) if wanted.denominator is None else None
    if country is None:
        country = view.figure(wanted.code, view.scope.whole_country()).value
    mean = "" if wanted.denominator else "_mean"
    against = (
        charts.Against(view.words(f"pilots.region_mark{mean}"), "line-ns-open", regions),
        charts.Against(view.words(f"pilots.peers_mark{mean}"), "diamond-open", similar),
    )
    names = tuple(labels_of(view, frame, "province"))
    codes = list(frame["province"])
    return block(
        draw=lambda: charts.pilot_dots(
            frame, wanted, view.lang, reference=country, against=against, mean=view.words("pilots.country_mark_mean") if mean else ""
        ),
        table=ranked(view, wanted, frame, everyone, {"country": country, "regions": regions, "peers": similar}),
        native=NativeChart(
            "bars",
            names,
            (
                Series(wanted.words(view.lang).title, tuple(map(_finite, frame["value"])), colours.ACCENT, weak=stand_on_few(frame)),
                Series(view.words("pilots.region"), tuple(_finite(regions.get(code)) for code in codes), colours.FAINT),
                Series(view.words("pilots.peers"), tuple(_finite(similar.get(code)) for code in codes), colours.REFERENCE),
            ),
            wanted.number_format,
        ),
        notes=(*_without_figure(view, frame), view.words("pilots.rule", n=peers.PEERS), view.words("pilots.caution")),
        alt=", ".join(f"{name} {wanted.write(value, view.lang)}" for name, value in zip(names, frame["value"], strict=True)),
    )


def pilots_ranks(view: View, options: Mapping[str, str]) -> Block:
    """The same under the question that its table answers: what the table of ranks is carried away as."""
    block = pilots_now(view, options)
    title = view.words("pilots.table_title", measure=measure(options.get("measure", COMPARED[0])).words(view.lang).title)
    table = None if block.table is None else replace(block.table, title=title)
    return replace(block, id="pilots-ranks", title=title, table=table)


def _without_figure(view: View, frame: pd.DataFrame) -> tuple[str, ...]:
    """Those of the six that have no figure here: with a type chosen a pilot may have no such LAO."""
    missing = set(peers.pilots()) - set(frame.loc[has_figure(frame), "province"])
    names = sorted(metrics.labels(view.snapshot, "province", missing, view.lang).values(), key=thai.collation_key)
    return (view.words("pilots.no_figure", names=", ".join(names)),) if names else ()


def of_regions(everyone: pd.DataFrame, wanted: Measure) -> dict[str, float]:
    """Pilot -> its region's figure. `everyone`: the measure by province."""
    places = reference.provinces()
    codes = {code: [other for other, place in places.items() if place.region == places[code].region] for code in peers.pilots()}
    return {code: peers.pooled(everyone, wanted, others) for code, others in codes.items()}


def of_peers(view: View, everyone: pd.DataFrame, wanted: Measure) -> dict[str, float]:
    """Pilot -> the figure of its matched peers in the last year of the scope."""
    found = view.ask(peers.matched_peers, view.scope.years[-1]) if view.scope.years else pd.DataFrame({"pilot": [], "peer": []})
    return {str(pilot): peers.pooled(everyone, wanted, list(rows["peer"])) for pilot, rows in found.groupby("pilot")}


def ranked(view: View, wanted: Measure, frame: pd.DataFrame, everyone: pd.DataFrame, beside: Mapping[str, Any]) -> Table:
    """The six with their ranks among themselves and among all provinces, and what they are compared with."""
    plain = tidy_table(view, frame, wanted)
    ranks = ranks_of(everyone).set_axis(list(everyone["province"]))
    scale, percent = (100, " (%)") if wanted.format == "percent" else (1, "")
    codes = list(frame["province"])
    form: Format = "whole" if wanted.format == "baht" else "one_decimal"
    beside_names = ("region", "peers", "country") if wanted.denominator else ("region_mark_mean", "peers_mark_mean", "country_mark_mean")
    region, similar, whole = (view.words(f"pilots.{name}") + percent for name in beside_names)
    more: dict[str, tuple[Any, Format]] = {
        view.words("pilots.rank_six"): (ranks_of(frame).to_numpy(), "whole"),
        view.words("pilots.rank_all", of=int(ranks.notna().sum())): ([ranks.get(code) for code in codes], "whole"),
        region: ([_shown(beside["regions"].get(code), scale, form) for code in codes], form),
        similar: ([_shown(beside["peers"].get(code), scale, form) for code in codes], form),
        whole: ([_shown(beside["country"], scale, form)] * len(codes), form),
    }
    rows = plain.rows.assign(**{name: values for name, (values, _) in more.items()})
    return Table(rows, {**plain.formats, **{name: form for name, (_, form) in more.items()}}, plain.title, plain.brief)


def _shown(value: float | None, scale: int, form: Format) -> float | None:
    return None if value is None or pd.isna(value) else thai.half_up(value, 0 if form == "whole" else 1, scale)


def _finite(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _unit_of(wanted: Measure, view: View) -> str:
    words = wanted.words(view.lang)
    return words.title if words.unit.casefold() == words.title.casefold() else f"{words.title} · {words.unit}"


RECIPES = (
    Recipe("pilots-trend", "/pilots", "pilots.trend_name", pilots_trend, of(COMPARED[0], "measure")),
    Recipe("pilots-now", "/pilots", "pilots.now_name", pilots_now, of(COMPARED[0], "measure")),
    Recipe("pilots-ranks", "/pilots", "pilots.ranks_name", pilots_ranks, of(COMPARED[0], "measure")),
)
