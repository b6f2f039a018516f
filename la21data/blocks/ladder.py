"""The ladder and the fast track: side by side, never added up."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import isnan

import pandas as pd

from la21data import charts, thai
from la21data.blocks.block import Block, Recipe
from la21data.blocks.native import NativeChart, Series, native_years
from la21data.blocks.tables import tidy_table
from la21data.domain import DIMENSIONS, STEP_TITLES, TRACKS
from la21data.look import colours
from la21data.look.words import running_years, word
from la21data.measures import measure
from la21data.scope import Scope
from la21data.view import View


def ladder_now(view: View, options: Mapping[str, str]) -> Block:
    """Where LAOs stand in the last year of the scope, on both tracks."""
    wanted = measure("laos_at_step")
    frame = view.frame("laos_at_step")
    block = partial(
        Block,
        id="ladder-now",
        title=view.words("steps.now_title", year=thai.fiscal_years_label(view.scope.years[-1:], view.lang)),
        subtitle=view.words("steps.subtitle", scope=view.in_words(view.scope.with_years(*view.scope.years[-1:]))),
        options=options,
    )
    if not frame["value"].sum() > 0:
        return block(empty=view.why_empty(wanted))
    return block(
        draw=lambda: charts.ladder_now(frame, view.lang),
        table=tidy_table(view, frame, wanted),
        native=_now(view, frame),
        notes=_share_at_the_top(view),
    )


def _now(view: View, frame: pd.DataFrame) -> NativeChart:
    """Both tracks, each step in its colour; LAOs whose step the records do not tell where there are any."""
    counts = frame.assign(step=frame["step"].astype("Int64").fillna(0)).groupby(["track", "step"])["value"].sum()
    rows = list[tuple[str, float, str]]()
    for track in TRACKS:
        for step in STEP_TITLES[track.code]:
            name, hue = f"{step.code}. {step.label(view.lang)}", colours.STEP_COLOURS[track.code][int(step.code) - 1]
            rows.append((f"{track.label(view.lang)}: {name}", float(counts.get((track.code, int(step.code)), 0.0)), hue))
        if untold := float(counts.get((track.code, 0), 0.0)):
            rows.append((f"{track.label(view.lang)}: {word('step_unknown', view.lang)}", untold, colours.NO_DATA))
    names, values, hues = zip(*rows, strict=True)
    return NativeChart("bars", names, (Series(measure("laos_at_step").words(view.lang).title, values, colours.ACCENT, hues),))


def _share_at_the_top(view: View) -> tuple[str, ...]:
    top = view.figure("step3plus_rate")
    if isnan(top.value):
        return ()
    share, n, of = thai.format_percent(top.value), thai.format_number(top.numerator), thai.format_number(top.denominator)
    return (view.words("steps.top_ladder", share=share, n=n, of=of),)


def track_by_year(track: str, view: View, options: Mapping[str, str]) -> Block:
    """One track over all fiscal years up to the last one in scope. `show`: count or share."""
    wanted, share = measure("laos_at_step"), options.get("show") == "share"
    scope = view.so_far(wanted)
    both = view.frame("laos_at_step", "fiscal_year", scope=scope)
    frame = both[(both["track"] == track) & both["value"].notna()]
    block = partial(
        Block,
        id="ladder-years" if track == "ladder" else "fast-track-years",
        title=view.words("steps.ladder_title" if track == "ladder" else "steps.fast_title"),
        subtitle=view.words("steps.subtitle_share" if share else "steps.subtitle", scope=view.in_words(scope)),
        options=options,
    )
    if not frame["value"].sum() > 0:
        return block(empty=why_nobody(view, track, both, scope))
    years = tuple(sorted(frame["fiscal_year"].unique()))
    steps = STEP_TITLES[track]
    counts = {(int(step), year): value for step, year, value in zip(frame["step"], frame["fiscal_year"], frame["value"], strict=True)}
    series = tuple(
        Series(
            f"{step.code}. {step.label(view.lang)}",
            tuple(counts.get((int(step.code), year), 0.0) for year in years),
            colours.STEP_COLOURS[track][at],
        )
        for at, step in enumerate(steps)
    )
    return block(
        draw=lambda: charts.ladder_stack(frame, track, view.lang, share=share),
        table=tidy_table(view, frame, wanted),
        native=native_years("stacked_share" if share else "stacked", years, series, running_years(frame)),
    )


def why_nobody(view: View, track: str, both: pd.DataFrame, scope: Scope) -> str:
    """Why nobody is on a track. `both`: LAOs on either; where there are any, records are not what is missing."""
    if not both["value"].sum() > 0:
        return view.why_empty(measure("laos_at_step"), scope)
    return view.words("steps.none_on_track", track=DIMENSIONS["track"].term(track).label(view.lang), scope=view.in_words(scope))


RECIPES = (
    Recipe("ladder-now", "/steps", "steps.now_name", ladder_now),
    Recipe("ladder-years", "/steps", "steps.ladder_title", partial(track_by_year, "ladder")),
    Recipe("fast-track-years", "/steps", "steps.fast_title", partial(track_by_year, "fast_track")),
)
