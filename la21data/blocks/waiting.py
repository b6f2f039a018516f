"""How many years LAOs take to reach each step, with those who are still waiting counted as what they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pandas as pd

from la21data import charts, metrics, thai
from la21data.blocks.block import Block, Recipe
from la21data.blocks.limits import keys
from la21data.blocks.native import NativeChart, Series
from la21data.blocks.tables import Format, Table
from la21data.charts.waiting import FEW, LONGEST
from la21data.domain import STEP_TITLES, TOP_STEP, TRACKS
from la21data.look import colours
from la21data.measures import measure
from la21data.metrics.survival import half_after, still_waiting
from la21data.view import View


def waiting(view: View, options: Mapping[str, str]) -> Block:
    """`on`: ladder or fast_track."""
    track = options.get("on", "ladder")
    track = track if track in TOP_STEP else "ladder"
    name = next(term.label(view.lang) for term in TRACKS if term.code == track)
    unit = view.words(f"waiting.unit_{track}")
    seen = replace(view.so_far(measure("years_to_model")), tracks=())  # The curve is of one track, whichever is chosen for the rest.
    block = partial(
        Block,
        id="waiting",
        title=view.words("waiting.title", track=name, unit=unit),
        subtitle=view.words("waiting.subtitle", scope=view.in_words(seen), unit=unit, since=view.words(f"waiting.since_{track}")),
        options=options,
    )
    curves = {step: view.ask(metrics.survival_curve, view.scope, track, step) for step in range(2, TOP_STEP[track] + 1)}
    if all(curve.empty for curve in curves.values()):
        return block(empty=view.why_empty(measure("years_to_model")))
    told = [_sentence(view, track, step, curve) for step, curve in curves.items()]
    return block(
        draw=lambda: charts.waiting_curves(curves, track, view.lang),
        table=_table(view, curves, track),
        native=_native(view, curves, track),
        notes=(*told, view.words("waiting.how", unit=unit), view.words("waiting.marks", unit=unit)),
        alt=" ".join(told),
    )


def _sentence(view: View, track: str, step: int, curve: pd.DataFrame) -> str:
    years, of = half_after(curve), int(curve["at_risk"].max())
    if of < FEW:
        return view.words(
            "waiting.few", at=at_step(view, track, step), laos=thai.format_number(of), there=thai.format_number(of - still_waiting(curve))
        )
    name = STEP_TITLES[track][step - 1].label(view.lang)
    key = "waiting.half" if years is not None else "waiting.not_half"
    return view.words(
        key,
        at=at_step(view, track, step),
        name=name,
        years=years,
        laos=thai.format_number(of),
        waiting=thai.format_number(still_waiting(curve)),
    )


def at_step(view: View, track: str, step: int) -> str:
    """«ขั้นที่ 2», «stage 2»: within a sentence."""
    said = charts.step_label(track, step, view.lang)
    return said if view.lang == "th" else said.lower()


def _table(view: View, curves: Mapping[int, pd.DataFrame], track: str) -> Table:
    unit = view.words(f"waiting.unit_{track}")
    names = [unit[:1].upper() + unit[1:]]
    names += [view.words(f"waiting.{key}") for key in ("years", "at_risk", "reached", "censored", "share")]
    rows = [
        (f"{step}. {STEP_TITLES[track][step - 1].label(view.lang)}", *found[:4], thai.half_up(1 - found[4], 1, 100))
        for step, curve in curves.items()
        for found in curve[["years", "at_risk", "reached", "censored", "survival"]].itertuples(index=False, name=None)
    ]
    formats: dict[str, Format] = {**dict.fromkeys(names[1:5], "whole"), names[5]: "one_decimal"}
    return Table(pd.DataFrame(rows, columns=names), formats, view.words("waiting.name"))


def _native(view: View, curves: Mapping[int, pd.DataFrame], track: str) -> NativeChart:
    """As many years as the drawing has, dotted where few are still waiting."""
    longest = min(max(int(curve["years"].max()) for curve in curves.values() if len(curve)), LONGEST)
    years = range(longest + 1)
    series = list[Series]()
    for step, curve in curves.items():
        reached = [1 - curve["survival"].iloc[year] if year < len(curve) else None for year in years]
        sure = max(int(sum(curve["at_risk"] >= FEW)), 1)  # At risk only ever falls.
        name, colour = charts.step_label(track, step, view.lang), colours.STEP_COLOURS[track][step - 1]
        series.append(Series(name, tuple(share if year < sure else None for year, share in enumerate(reached)), colour))
        if sure <= longest:
            rest = tuple(share if year >= sure - 1 else None for year, share in enumerate(reached))
            series.append(Series(view.words("waiting.few_left", step=name, n=FEW), rest, colour, dotted=True))
    return NativeChart("lines", tuple(map(str, years)), tuple(series), "0%")


RECIPES = (Recipe("waiting", "/steps", "waiting.name", waiting, keys("category")),)
