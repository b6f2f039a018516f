"""What the page of the pilots says: where the six stand, how they moved, and whether it is more than chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isnan

import pandas as pd

from la21data import metrics, peers, thai
from la21data.findings.finding import Finding
from la21data.look.ranks import judged
from la21data.look.words import has_figure, with_unit
from la21data.measures import Measure, measure
from la21data.metrics.limits import control_limits
from la21data.view import View

YEARS_BACK = 5  # How far back a sentence looks, as the page's slopes do.


def findings(view: View, code: str) -> Iterator[Finding]:
    """About the measure that the page shows."""
    wanted = measure(code)
    everyone = view.frame(code, "province", scope=view.scope.whole_country())
    six = everyone[everyone["province"].isin(peers.pilots()) & has_figure(everyone)].sort_values("value", ascending=False)
    if len(six) < 2 or not view.scope.years:
        return
    names = metrics.labels(view.snapshot, "province", set(six["province"]), view.lang)
    yield _apart(view, wanted, six, names)
    yield from _beside_peers(view, wanted, everyone, six)
    yield from _chance(view, wanted, everyone, six, names) if wanted.interval else _moved(view, wanted)


def _apart(view: View, wanted: Measure, six: pd.DataFrame, names: dict[str, str]) -> Finding:
    """The highest and the lowest of those that stand on enough; of all where fewer than two do, which is then said."""
    firm = six[judged(six)]
    few = len(six) - len(firm)
    caution = "" if not few else view.words("map.finding_few" if len(firm) > 1 else "pilots.finding_few", n=few)
    six = firm if len(firm) > 1 else six
    high, low = six["value"].max(), six["value"].min()
    ends = [", ".join(names[str(code)] for code in six.loc[six["value"] == value, "province"]) for value in (high, low)]
    text = view.words(
        "pilots.finding_apart" if high != low else "pilots.finding_alike",
        measure=wanted.words(view.lang).title,
        year=thai.fiscal_years_label(view.scope.years, view.lang),
        best=ends[0],
        high=with_unit(wanted, high, view.lang),
        least=ends[1],
        low=with_unit(wanted, low, view.lang),
    )
    return Finding(text + caution, "/pilots", {"measure": wanted.code, "section": "now"})


def _beside_peers(view: View, wanted: Measure, everyone: pd.DataFrame, six: pd.DataFrame) -> Iterator[Finding]:
    found = view.ask(peers.matched_peers, view.scope.years[-1])
    beside = {str(pilot): peers.pooled(everyone, wanted, list(rows["peer"])) for pilot, rows in found.groupby("pilot")}
    pairs = [(value, beside.get(str(code), float("nan"))) for code, value in zip(six["province"], six["value"], strict=True)]
    known = [(value, other) for value, other in pairs if not isnan(other)]
    if known:
        above = sum(value > other for value, other in known)
        text = view.words("pilots.finding_peers", n=above, of=len(known), measure=wanted.words(view.lang).title)
        yield Finding(text, "/pilots", {"measure": wanted.code, "section": "table"})


def _chance(view: View, wanted: Measure, everyone: pd.DataFrame, six: pd.DataFrame, names: dict[str, str]) -> Iterator[Finding]:
    country = view.figure(wanted.code, view.scope.whole_country()).value
    if isnan(country):
        return
    rows = zip(six["province"], six["value"], six["denominator"], strict=True)
    outside = [names[str(code)] for code, value, of in rows if of > 0 and control_limits(country, int(of)).verdict(value) != "within"]
    key = "pilots.finding_chance" if outside else "pilots.finding_no_chance"
    text = view.words(key, names=", ".join(outside), country=wanted.write(country, view.lang))
    yield Finding(text, "/pilots", {"measure": wanted.code, "section": "funnel"})


def _moved(view: View, wanted: Measure) -> Iterator[Finding]:
    """In how many of the six the figure rose over the last years: of measures for which chance has no limits."""
    told = [year for year in view.years_so_far if year in view.snapshot.recorded.get(wanted.records, ())]
    if len(told) < 2:
        return
    first, last = told[max(-1 - YEARS_BACK, -len(told))], told[-1]
    six = replace(view.scope.whole_country(), provinces=tuple(peers.pilots())).with_years(first, last)
    frame = view.frame(wanted.code, "fiscal_year", "province", scope=six)
    values = {(code, int(year)): value for code, year, value in zip(frame["province"], frame["fiscal_year"], frame["value"], strict=True)}
    pairs = [(values.get((code, first), float("nan")), values.get((code, last), float("nan"))) for code in peers.pilots()]
    known = [(before, now) for before, now in pairs if not isnan(before) and not isnan(now)]
    if known:
        rose = sum(now > before for before, now in known)
        text = view.words(
            "pilots.finding_moved",
            n=rose,
            of=len(known),
            measure=wanted.words(view.lang).title,
            first=thai.year_label(first, view.lang),
            last=thai.year_label(last, view.lang),
        )
        yield Finding(text, "/pilots", {"measure": wanted.code, "section": "slopes", "from": str(first), "to": str(last)})
