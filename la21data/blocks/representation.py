"""Who is on the ladder: each group's share of those on it, by step, beside its share of all LAOs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from la21data import charts, thai
from la21data.blocks.block import Block, Recipe
from la21data.blocks.ladder import why_nobody
from la21data.blocks.native import NativeChart, Series
from la21data.blocks.tables import Format, Table
from la21data.charts import Segment, StackRow
from la21data.domain import DIMENSIONS, STEP_TITLES, TRACKS
from la21data.look import colours
from la21data.look.words import word
from la21data.view import View


def representation(by: str, view: View, options: Mapping[str, str]) -> Block:
    """`by`: lao_type or region. Option `on`: ladder or fast_track."""
    track = options.get("on", "ladder")
    track = track if track in STEP_TITLES else "ladder"
    dimension = DIMENSIONS[by]
    block = partial(
        Block,
        id="step-by-type" if by == "lao_type" else "step-by-region",
        title=view.words("steps.by_type_title" if by == "lao_type" else "steps.by_region_title"),
        subtitle=view.words("steps.by_subtitle", track=_track_name(view, track), scope=view.in_words()),
        options=options,
    )
    if not view.scope.whole(by):
        return block(empty=view.words("network.too_narrow"))
    both, everyone = view.frame("laos_at_step", by), view.frame("lao_total", by)
    at_step = both[(both["track"] == track) & both["value"].notna() & both["step"].notna()]
    if not at_step["value"].sum() > 0:
        return block(empty=why_nobody(view, track, both, view.scope))
    groups = _groups(at_step, everyone, by)
    rows = [_row(view, dimension.term(code).label(view.lang), group) for code, group in groups.items()]
    parts = [
        Segment(step.code, _step_name(view, track, step.code), colours.STEP_COLOURS[track][at])
        for at, step in enumerate(STEP_TITLES[track])
    ]
    names = tuple(dimension.term(code).label(view.lang) for code in groups)
    return block(
        draw=lambda: charts.stacked_rows(rows, parts, "", percent=True),
        table=_table(view, dimension.label(view.lang), names, list(groups.values()), track),
        native=_native(view, rows, parts),
        notes=(view.words("steps.by_note"),),
        alt=" ".join(f"{row.name}: {row.text}; {row.beside_text}." for row in rows),
    )


def _native(view: View, rows: list[StackRow], parts: list[Segment]) -> NativeChart:
    """Two bars a group, as on the screen: its share by step and, under it, its share of all LAOs."""
    names = [name for row in rows for name in (f"{row.name}: {row.text}", row.beside_text)]
    series = [
        Series(part.name, tuple(value for row in rows for value in (row.values.get(part.code, 0.0), None)), part.colour) for part in parts
    ]
    beside = tuple(value for row in rows for value in (None, row.beside))
    series.append(Series(view.words("steps.share_of_all"), beside, colours.FAINT))
    return NativeChart("stacked", tuple(names), tuple(series), "0.0%")


def _groups(at_step: pd.DataFrame, everyone: pd.DataFrame, by: str) -> dict[str, dict[str, Any]]:
    """Group -> laos by step, how many in all, and its share of the track and of all LAOs. In the order of the terms."""
    laos = {(code, str(step)): value for code, step, value in zip(at_step[by], at_step["step"], at_step["value"], strict=True)}
    total = dict(zip(everyone[by], everyone["value"].fillna(0), strict=True))
    on_track, in_all = sum(laos.values()), sum(total.values())
    found = {}
    for term in DIMENSIONS[by].terms:
        steps = {step: count for (code, step), count in laos.items() if code == term.code}
        if not sum(steps.values()) and not total.get(term.code):
            continue
        share, of_all = sum(steps.values()) / on_track, total.get(term.code, 0) / in_all if in_all else 0.0
        found[term.code] = {
            "steps": steps,
            "laos": sum(steps.values()),
            "all": total.get(term.code, 0.0),
            "share": share,
            "of_all": of_all,
            "parts": {step: count / on_track for step, count in steps.items()},
            "ratio": share / of_all if of_all else None,
        }
    return found


def _row(view: View, name: str, group: dict[str, Any]) -> StackRow:
    text = view.words("steps.by_text", share=thai.format_percent(group["share"]), n=thai.format_number(group["laos"]))
    if group["ratio"] is not None:
        text += " · " + view.words("steps.times", ratio=thai.format_number(group["ratio"], 1))
    beside = view.words("steps.by_beside", share=thai.format_percent(group["of_all"]), n=thai.format_number(group["all"]))
    return StackRow(name, group["parts"], text, group["of_all"], beside)


def _table(view: View, header: str, names: tuple[str, ...], groups: list[dict[str, Any]], track: str) -> Table:
    columns: dict[str, Any] = {header: names}
    formats: dict[str, Format] = {}

    def add(name: str, values: list[Any], form: Format) -> None:
        columns[name], formats[name] = values, form

    for step in STEP_TITLES[track]:
        add(_step_name(view, track, step.code), [group["steps"].get(step.code, 0.0) for group in groups], "whole")
    add(view.words("steps.on_track"), [group["laos"] for group in groups], "whole")
    add(view.words("steps.share_on_track") + " (%)", [thai.half_up(group["share"], 1, 100) for group in groups], "one_decimal")
    add(view.words("steps.all_laos"), [group["all"] for group in groups], "whole")
    add(view.words("steps.share_of_all") + " (%)", [thai.half_up(group["of_all"], 1, 100) for group in groups], "one_decimal")
    add(view.words("steps.ratio"), [None if group["ratio"] is None else thai.half_up(group["ratio"], 1) for group in groups], "one_decimal")
    return Table(pd.DataFrame(columns), formats, view.words("steps.by_name"))


def _step_name(view: View, track: str, step: str) -> str:
    return word("step" if track == "ladder" else "stage", view.lang, n=step)


def _track_name(view: View, track: str) -> str:
    return next(term.label(view.lang) for term in TRACKS if term.code == track)


RECIPES = (
    Recipe("step-by-type", "/steps", "steps.by_type_title", partial(representation, "lao_type")),
    Recipe("step-by-region", "/steps", "steps.by_region_title", partial(representation, "region")),
)
