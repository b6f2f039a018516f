"""The quality of the records: completeness by office and column, rejected rows as counts, how fresh each province is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pandas as pd

from la21data import charts, quality, thai
from la21data.blocks.block import Block, Recipe
from la21data.blocks.limits import keys, of
from la21data.blocks.maps.values import native_map, paint
from la21data.blocks.native import NativeChart, Series
from la21data.blocks.shapes import native_heat
from la21data.blocks.tables import Table, labels_of, rounded, tidy_table
from la21data.charts import Segment, StackRow
from la21data.classes import classify_frame
from la21data.domain import DIMENSIONS, RECORD_KINDS
from la21data.findings.data import how_fresh
from la21data.ingest.kinds import KINDS
from la21data.look import colours
from la21data.look.words import with_counts
from la21data.measures import Measure, Words, measure
from la21data.scope import NO_OFFICE, Scope
from la21data.text import words
from la21data.view import View

_KINDS = {term.code: term for term in RECORD_KINDS}
PARTS = ("open", "resolved")


def completeness(view: View, options: Mapping[str, str]) -> Block:
    """Which optional columns are filled in, by office."""
    wanted = measure("completeness")
    frame = view.ask(quality.completeness, view.scope)
    last = view.scope.with_years(*view.scope.years[-1:])
    block = partial(
        Block,
        id="data-completeness",
        title=view.words("data.completeness_title"),
        subtitle=view.subtitle(view.words("data.completeness_unit"), last),
        options=options,
    )
    if frame.empty:
        return block(empty=view.words("data.completeness_none"))
    if view.lang == "en":
        names = {f"{kind.code}.{column.stored}": column.label(view.lang) for kind in KINDS.values() for column in kind.columns}
        frame = frame.assign(column_th=frame["column"].map(names))
    worst = frame.groupby("column_th", sort=False)[["numerator", "denominator"]].sum()
    shares = (worst["numerator"] / worst["denominator"]).sort_values(kind="stable")
    rows = frame.assign(office_th=labels_of(view, frame, "office"))
    table = pd.DataFrame(
        {
            view.words("data.column"): rows["column_th"],
            DIMENSIONS["office"].label(view.lang): rows["office_th"],
            view.words("data.filled"): rows["numerator"],
            view.words("data.cells"): rows["denominator"],
            view.words("data.share"): rounded(rows["value"], scale=100),
        }
    )
    formats = {view.words("data.filled"): "whole", view.words("data.cells"): "whole", view.words("data.share"): "one_decimal"}
    return block(
        draw=lambda: charts.heat(frame, "column", "office", wanted, view.lang),
        table=Table(table, formats, view.words("data.completeness_title")),  # type: ignore[arg-type]  # Words of ours, formats of ours.
        native=replace(native_heat(view, frame, "column", "office", wanted), corner=view.words("data.column")),
        notes=(_all_cells(view, last), view.words("data.completeness_note") + _no_office(view, frame)),
        alt=view.words("data.completeness_alt", worst=", ".join(shares.index[:3])),
    )


def _no_office(view: View, frame: pd.DataFrame) -> str:
    """What the column «–» is, where it is drawn."""
    return view.words("data.no_office") if (frame["office"] == NO_OFFICE).any() else ""


def _all_cells(view: View, scope: Scope) -> str:
    years = thai.fiscal_years_label(scope.years, view.lang)
    share = with_counts(measure("completeness"), view.frame("completeness", scope=scope).iloc[0], view.lang)
    return view.words("data.finding_complete", years=years, share=share)


def rejected(view: View, options: Mapping[str, str]) -> Block:
    """How many rows were rejected, for which reason, still open or resolved since. Never the rows."""
    found = view.ask(quality.rejected, view.scope)
    place = view.in_words(view.scope.with_years()).rsplit(" · ", 1)[0]
    title = view.words("data.rejected_title")
    block = partial(Block, id="data-rejected", title=title, subtitle=f"{view.words('data.rejected_unit')} · {place}", options=options)
    if found.empty:
        return block(empty=view.words("data.rejected_none"))
    pairs = list(zip(found["kind"], found["reason_code"], strict=True))
    names = [f"{_KINDS[kind].label(view.lang)}: {view.words(f'data.reason_{reason}')}" for kind, reason in pairs]
    labels = {"open": view.words("data.still_open"), "resolved": view.words("data.resolved")}
    shades = {"open": colours.ACCENT, "resolved": colours.QUIET}
    rows = [
        StackRow(
            name,
            {part: int(row[part]) for part in PARTS},
            view.words("data.rejected_bar", open=f"{row['open']:,}", resolved=f"{row['resolved']:,}"),
        )
        for name, row in zip(names, found.to_dict("records"), strict=True)
    ]
    segments = [Segment(part, labels[part], shades[part]) for part in PARTS]
    told = view.words("data.rejected_alt", open=f"{found['open'].sum():,}", resolved=f"{found['resolved'].sum():,}")
    table = pd.DataFrame({view.words("data.reason"): names, **{labels[part]: found[part] for part in PARTS}})
    return block(
        draw=lambda: charts.stacked_rows(rows, segments, view.words("data.rejected_unit")),
        table=Table(table, {labels[part]: "whole" for part in PARTS}, title),
        native=NativeChart(
            "stacked", tuple(names), tuple(Series(labels[part], tuple(map(float, found[part])), shades[part]) for part in PARTS)
        ),
        notes=(told, view.words("data.rejected_note")),
        alt=told,
    )


def freshness(view: View, options: Mapping[str, str]) -> Block:
    """How many fiscal years ago each province had its last record."""
    frame = view.ask(quality.freshness, view.scope)
    wanted = _years_behind()
    block = partial(
        Block,
        id="data-freshness",
        title=view.words("data.freshness_title"),
        subtitle=view.subtitle(wanted.words(view.lang).unit, view.scope.with_years(*view.scope.years[-1:])),
        options=options,
    )
    if not frame["value"].notna().any():
        return block(empty=view.words("data.freshness_none"))
    classes = classify_frame(frame, wanted, "equal", quality.LONGEST + 1, lang=view.lang)

    ordered = frame.sort_values("value", ascending=False, na_position="first", kind="stable")
    table = tidy_table(view, ordered.drop(columns="last"), wanted)
    newest = view.words("data.freshness_last")
    table.rows.insert(1, newest, ordered["last"].to_numpy())
    told = how_fresh(view, frame)
    return block(
        draw=lambda: paint(view, frame, wanted, classes, options, 680),
        table=Table(table.rows, {**table.formats, newest: "year"}, table.title),
        native=native_map(frame, classes),
        notes=(told, view.words("data.freshness_note")),
        alt=told,
    )


def _years_behind() -> Measure:
    th, en = (Words(words("data.freshness_short", lang), words("data.freshness_unit", lang), "", "") for lang in ("th", "en"))
    return Measure("freshness", "stock", "count", "participation", "down", th, en)


RECIPES = (
    Recipe("data-completeness", "/data", "data.completeness_title", completeness),
    Recipe("data-freshness", "/data", "data.freshness_title", freshness, of("lao_total")),
    Recipe("data-rejected", "/data", "data.rejected_title", rejected, keys("type", "track", "category")),
)
