"""What became of LAOs between two fiscal years: as bands, and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd

from la21data import charts, metrics, thai
from la21data.blocks.block import Block, Recipe
from la21data.blocks.native import NativeChart, NativeFlow, Series
from la21data.blocks.tables import Table, stand
from la21data.charts import Segment, StackRow
from la21data.look import Drawing, colours
from la21data.look.words import word
from la21data.measures import measure
from la21data.metrics.flows import CHANGES, default_years, years_told
from la21data.view import View


def chosen_years(view: View, options: Mapping[str, str]) -> tuple[int, int] | None:
    """The years that the page's keys `from` and `to` name, the earlier one first; what cannot be told gives way to the default."""
    default = default_years(view.snapshot, view.scope)
    if default is None:
        return None
    told = {str(year): year for year in years_told(view.snapshot)}
    first, last = told.get(options.get("from", ""), default[0]), told.get(options.get("to", ""), default[1])
    return (min(first, last), max(first, last)) if first != last else default


def step_flow(view: View, options: Mapping[str, str]) -> Block:
    """`from`, `to`: fiscal years."""
    return _block(view, options, "step-flow", view.words("flows.title"), bands=True)


def flow_changes(view: View, options: Mapping[str, str]) -> Block:
    """`from`, `to`: fiscal years. The same, counted by what became of them."""
    return _block(view, options, "flow-changes", view.words("flows.changes_title"), bands=False)


def _block(view: View, options: Mapping[str, str], block_id: str, title: str, bands: bool) -> Block:
    years = chosen_years(view, options)
    block = partial(Block, id=block_id, title=title, options=options)
    if years is None:
        return block(subtitle=view.in_words(), empty=view.why_empty(measure("laos_at_step")))
    scope = view.scope.with_years(years[1])
    frame = view.ask(metrics.flow, scope, *years)
    first, last = (thai.year_label(year, view.lang) for year in years)
    span = view.words("flows.span", first=first, last=last, scope=view.in_words(scope.with_years()).rpartition(" · ")[0])
    if frame.empty:
        return block(subtitle=span, empty=view.why_empty(measure("laos_at_step")))
    counts = frame.groupby("change")["laos"].sum()
    told = [(change, int(counts[change])) for change in CHANGES if change in counts]
    names = [charts.change_name(change, view.lang) for change, _ in told]
    before, after = (thai.format_number(int(frame.loc[_there(view, frame, end), "laos"].sum())) for end in ("from", "to"))
    sentence = ", ".join(f"{name} {thai.format_number(laos)}" for name, (_, laos) in zip(names, told, strict=True))
    return block(
        subtitle=span,
        draw=(lambda: charts.step_flow(frame, *years, view.lang)) if bands else (lambda: _changes(view, told, sum(counts))),
        table=_table(view, frame),
        native=_native_bands(view, frame, years, told) if bands else _native_bars(names, told, view),
        notes=(
            (view.words("flows.totals", first=first, last=last, before=before, after=after), view.words("flows.ends_note"))
            if bands
            else (view.words("flows.changes_note", n=thai.format_number(counts.sum())),)
        ),
        hints=(view.words("flows.same_colours"),) if bands else (),
        alt=view.words("flows.alt", first=first, last=last, changes=sentence),
    )


def _there(view: View, frame: pd.DataFrame, end: str) -> pd.Series[bool]:
    """Who took part at one end; with tracks chosen, on one of them."""
    track = frame[f"{end}_track"]
    return track.isin(view.scope.tracks) if view.scope.tracks else track.notna()


def _native_bands(view: View, frame: pd.DataFrame, years: tuple[int, int], told: Sequence[tuple[str, int]]) -> NativeFlow:
    return NativeFlow(
        charts.flow_of(frame, view.lang),
        (word("fiscal_year", view.lang, year=years[0]), word("fiscal_year", view.lang, year=years[1])),
        tuple((charts.change_name(change, view.lang), laos, colours.CHANGES[change]) for change, laos in told),
    )


def _native_bars(names: Sequence[str], told: Sequence[tuple[str, int]], view: View) -> NativeChart:
    values, hues = tuple(float(laos) for _, laos in told), tuple(colours.CHANGES[change] for change, _ in told)
    return NativeChart("bars", tuple(names), (Series(measure("laos_at_step").words(view.lang).title, values, colours.ACCENT, hues),))


def _changes(view: View, told: list[tuple[str, int]], total: int) -> Drawing:
    rows = [
        StackRow(
            charts.change_name(change, view.lang),
            {change: laos},
            f"{thai.format_number(laos)} ({thai.format_percent(laos / total)})",
        )
        for change, laos in told
    ]
    parts = [Segment(change, charts.change_name(change, view.lang), colours.CHANGES[change]) for change, _ in told]
    return charts.stacked_rows(rows, parts, measure("laos_at_step").words(view.lang).unit, legend=False)


def _table(view: View, frame: pd.DataFrame) -> Table:
    unit = measure("laos_at_step").words(view.lang).unit

    def stands(end: str) -> list[str]:
        pairs = zip(frame[f"{end}_track"], frame[f"{end}_step"], strict=True)
        return [stand(view, track, step) or view.words("flows.nowhere") for track, step in pairs]

    rows = pd.DataFrame(
        {
            view.words("flows.before"): stands("from"),
            view.words("flows.after"): stands("to"),
            view.words("flows.change"): [charts.change_name(change, view.lang) for change in frame["change"]],
            unit: frame["laos"],
        }
    )
    return Table(rows, {unit: "whole"}, view.words("flows.title"))


RECIPES = (
    Recipe("step-flow", "/steps", "flows.title", step_flow),
    Recipe("flow-changes", "/steps", "flows.changes_title", flow_changes),
)
