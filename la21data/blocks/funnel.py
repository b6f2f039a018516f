"""Provinces against one another without reading noise as merit: a share, how many it is of, and what chance alone would do."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Literal

import pandas as pd

from la21data import charts
from la21data.blocks.block import Block, Recipe
from la21data.blocks.limits import of
from la21data.blocks.native import Cloud, Limit, Mark, NativeScatter
from la21data.blocks.tables import Table, labels_of, tidy_table
from la21data.look import colours
from la21data.look.words import has_figure
from la21data.measures import Measure, measure, measures
from la21data.metrics.limits import control_limits
from la21data.view import View

NAMED = 6  # Provinces named in a sentence.
PLOT = (720, 290)  # Pixels of the plot on a slide that has notes, in the type of the screen.
MARKS: dict[str, Mark] = {"far_above": "triangle", "above": "triangle", "within": "circle", "below": "square", "far_below": "square"}
VERDICTS = ("far_above", "above", "within", "below", "far_below")


def shares() -> list[str]:
    """The measures that are shares of LAOs or applications, the rate of taking part first."""
    return sorted((code for code, of in measures().items() if of.interval), key=lambda code: code != "participation_rate")


def funnel(view: View, options: Mapping[str, str]) -> Block:
    """`measure`: a share; the country's share is the line in the middle, the provinces are those of the scope."""
    asked = options.get("measure", "")
    wanted = measure(asked if asked in shares() else shares()[0])
    words = wanted.words(view.lang)
    block = partial(
        Block,
        id="funnel",
        title=view.words("funnel.title", measure=words.title),
        subtitle=view.subtitle(words.unit),
        options=options,
    )
    frame = view.frame(wanted.code, "province")
    country = view.figure(wanted.code, view.scope.whole_country()).value
    verdicts = [] if pd.isna(country) else judged(frame, country)
    if not any(verdicts):
        return block(empty=view.why_empty(wanted))
    if not 0 < country < 1:
        return block(empty=view.words("funnel.alike", share=wanted.write(country, view.lang)))
    return block(
        draw=lambda: charts.funnel(frame, wanted, country, verdicts, view.lang),
        table=_table(view, frame, wanted.code, verdicts),
        native=_native(view, frame, wanted, country, verdicts),
        notes=(view.words("funnel.how"), _sentence(view, frame, verdicts)),
        alt=_sentence(view, frame, verdicts),
    )


def judged(frame: pd.DataFrame, country: float) -> list[str]:
    """For each row of a frame by province the side of the limits on which it lies; '' without a figure."""
    return [
        control_limits(country, int(of)).verdict(value) if shown and of > 0 else ""
        for value, of, shown in zip(frame["value"], frame["denominator"], has_figure(frame), strict=True)
    ]


def _native(view: View, frame: pd.DataFrame, wanted: Measure, country: float, verdicts: list[str]) -> NativeScatter:
    rows = charts.funnel_rows(frame, verdicts, view.lang)
    limits = charts.bounds(rows, country)
    reach = float(limits.sizes[-1]), limits.top
    named = {name: side for name, *_, side in charts.placed_names(rows, reach, PLOT)}
    clouds = []
    for verdict in VERDICTS:
        part = rows[rows["verdict"] == verdict]
        if len(part):
            points = tuple((float(of), float(value)) for of, value in zip(part["denominator"], part["value"], strict=True))
            names = tuple(name if name in named else "" for name in part["label"])
            far, sides = verdict != "within", {name: named[name] for name in names if name}
            hue = colours.ACCENT if far else colours.BORDER
            clouds.append(Cloud(view.words(f"funnel.{verdict}"), points, names, MARKS[verdict], hue, far, sides))

    def line(key: str, side: str, dash: Literal["", "dash"] = "dash") -> Limit:
        points = zip(map(float, limits.sizes), (getattr(one, side) for one in limits.lines), strict=True)
        return Limit(view.words(key), tuple((x, y) for x, y in points if y <= limits.top), colours.BORDER, dash)

    whole = Limit(view.words("funnel.country"), ((0.0, country), (reach[0], country)), colours.REFERENCE, "dot")
    return NativeScatter(
        tuple(clouds),
        (
            line("funnel.limit_998", "high_998", ""),
            line("funnel.limit_95", "high_95"),
            line("funnel.limit_95_low", "low_95"),
            line("funnel.limit_998_low", "low_998", ""),
            whole,
        ),
        (charts.of_what(wanted, view.lang), wanted.words(view.lang).title),
        reach,
        wanted.number_format,
    )


def _sentence(view: View, frame: pd.DataFrame, verdicts: list[str]) -> str:
    names = labels_of(view, frame, "province")
    parts = []
    for verdict in VERDICTS:
        found = [name for name, side in zip(names, verdicts, strict=True) if side == verdict]
        if found and verdict != "within":
            named = ", ".join(found[:NAMED]) + ("…" if len(found) > NAMED else "")
            parts.append(view.words("funnel.some", side=view.words(f"funnel.{verdict}"), n=len(found), names=named))
    return " · ".join(parts) or view.words("funnel.none")


def _table(view: View, frame: pd.DataFrame, code: str, verdicts: list[str]) -> Table:
    plain = tidy_table(view, frame, measure(code))
    told = [view.words(f"funnel.{verdict}") if verdict else "" for verdict in verdicts]
    rows = plain.rows.assign(**{view.words("funnel.verdict"): told})
    order = sorted(range(len(rows)), key=lambda at: (VERDICTS.index(verdicts[at]) if verdicts[at] else len(VERDICTS), at))
    return Table(rows.iloc[order], plain.formats, plain.title)


RECIPES = (Recipe("funnel", "/pilots", "funnel.name", funnel, of("participation_rate", "measure")),)
