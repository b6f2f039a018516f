"""Tidy frames for tests of charts, and what a drawing has written on it."""

import math
import re

import pandas as pd

from la21data import charts as plain_charts
from la21data import reference
from la21data.domain import TRACKS
from la21data.measures import measure
from tests.validated import Validated

charts = Validated(plain_charts)
COUNT, RATE, MONEY = measure("participating_laos"), measure("participation_rate"), measure("budget_total")
NASTY = '<a href="javascript:alert(1)">เทศบาล</a> & <b>%{x}</b>'
PILOTS = [code for code, province in reference.provinces().items() if province.is_pilot]
NAN = math.nan


def row(value, numerator=NAN, denominator=NAN, low=NAN, high=NAN, flag="", **dimensions):
    numbers = {"value": value, "numerator": numerator, "denominator": denominator, "low": low, "high": high}
    return {**dimensions, **numbers, "flag": flag}


def by_province(*rows):
    """Rows of (code, numerator, denominator, flag) as the tidy frame of a rate."""
    return pd.DataFrame(
        [
            row(
                n / of if of else NAN,
                n,
                of,
                0.9 * n / of if of else NAN,
                1.1 * n / of if of else NAN,
                flag,
                province=code,
                province_th=reference.provinces()[code].name_th,
            )
            for code, n, of, flag in rows
        ]
    )


def by_year(years, codes=PILOTS, running=()):
    return pd.DataFrame(
        [
            row(
                0.01 * (at + 1),
                at + 1,
                100,
                0.005,
                0.2,
                "partial_year" if year in running else "",
                fiscal_year=year,
                fiscal_year_th=str(year),
                province=code,
                province_th=reference.provinces()[code].name_th,
            )
            for at, code in enumerate(codes)
            for year in years
        ]
    )


def by_step(years, running=()):
    names = {track.code: track.th for track in TRACKS}
    frame = pd.DataFrame(
        [
            row(
                float(10 * step + year % 10),
                fiscal_year=year,
                fiscal_year_th=str(year),
                track=track,
                track_th=names[track],
                step=step,
                step_th=f"ขั้นที่ {step}",
                flag="partial_year" if year in running else "",
            )
            for year in years
            for track, top in (("ladder", 4), ("fast_track", 3))
            for step in range(1, top + 1)
        ]
    )
    return frame.astype({"step": "Int64"})


def names_beside(drawn):
    """The names that stand before their bars."""
    return [text.strip() for trace in drawn.data if trace.textposition == "middle left" for text in trace.text]


def said(trace, at):
    """What the pointer says of one mark, as plotly fills its template in."""

    def number(found):
        value, form = trace.customdata[at][int(found[1])], found[2]
        return str(value) if form is None else format(value, form.removeprefix(":"))

    told = trace.hovertemplate.replace("%{hovertext}", trace.hovertext[at])
    return re.sub(r"%\{customdata\[(\d)\](:[^}]*)?\}", number, told)


def written(drawn):
    """Every text written on it, in the order in which it was added: at marks, then annotations."""
    at_marks = [text.strip() for trace in drawn.data if trace.type == "scatter" and trace.mode == "text" for text in trace.text]
    return [*at_marks, *(annotation.text for annotation in drawn.layout.annotations)]
