"""What the map says of a measure: where it is highest, where lowest and whether that is more than chance, and where there is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isnan

import pandas as pd

from la21data import metrics, thai
from la21data.domain import BANGKOK
from la21data.findings.finding import Finding, heeded, named, or_why
from la21data.look.ranks import ranks
from la21data.look.words import has_figure, with_counts, with_unit
from la21data.measures import Measure, measure
from la21data.metrics.limits import control_limits
from la21data.view import View

PATH = "/map"
FIRST = 5  # Provinces whose part of the whole is told, or fewer where the next one has as much as the last of them.
NAMED = 3  # Provinces that differ by more than chance and are named; of more their number is told.


def findings(view: View, code: str, part: str = "") -> Iterator[Finding]:
    """Up to three sentences; one that says why there is nothing. `part`: of a measure that is always split further, the part shown."""
    view = heeded(view, code)
    yield from or_why(view, _told(view, measure(code), part), code, PATH)


def _told(view: View, wanted: Measure, part: str) -> Iterator[Finding]:
    wanted, frame = one_part(view, wanted, view.frame(wanted.code, "province"), part)
    options = {"measure": wanted.code, **({"part": part} if part else {}), "tables": "ranking"}
    whole = float(frame["value"].sum())
    frame = frame[frame["province"] != ""]  # An event of a whole region is in no province.
    known = frame[has_figure(frame)].sort_values("value", ascending=False, kind="stable")
    if len(known) == 1:
        alone = {"beside": "neighbours", "tables": "neighbours"} if len(view.scope.provinces) == 1 else {}
        yield Finding(_of_one(view, wanted, known.iloc[0]), PATH, options | alone)
        yield from (Finding(text, PATH, options | alone) for text in _rank_of_one(view, wanted, part, str(known["province"].iloc[0])))
    elif len(known) and known["value"].iloc[0] == known["value"].iloc[-1]:
        value = _written(view, wanted, known["value"].iloc[0])
        yield Finding(view.words("map.finding_alike", measure=_title(view, wanted), n=len(known), value=value), PATH, options)
    elif len(known):
        for text in _of_many(view, wanted, frame, known, whole):
            yield Finding(text, PATH, options)


def one_part(view: View, wanted: Measure, frame: pd.DataFrame, part: str) -> tuple[Measure, pd.DataFrame]:
    """The rows of the part (its code; else the first) of a measure that is always split further, and the measure, titled with its name."""
    if not wanted.always_by or frame.empty:
        return wanted, frame
    codes = frame[list(wanted.always_by)].astype(str).agg("/".join, axis=1)
    chosen = frame[codes == (part if part in set(codes) else codes.iloc[0])]
    first = chosen.iloc[0]
    names = (metrics.labels(view.snapshot, name, {str(first[name])}, view.lang)[str(first[name])] for name in wanted.always_by)
    titled = replace(wanted.words(view.lang), title=f"{wanted.words(view.lang).title} ({' · '.join(names)})")
    return replace(wanted, th=titled, en=titled), chosen


def _of_one(view: View, wanted: Measure, row: pd.Series) -> str:
    """One province against the country, and whether it differs by more than chance."""
    told = view.words(
        "map.finding_one", measure=_title(view, wanted), where=named(view, str(row["province"])), value=with_counts(wanted, row, view.lang)
    )
    if wanted.denominator is None or wanted.always_by:
        return told
    whole = view.figure(wanted.code, view.scope.whole_country()).value
    if isnan(whole) or isnan(row["value"]):
        return told
    key = "alike" if row["value"] == whole else "above" if row["value"] > whole else "below"
    told += view.words(f"map.finding_one_{key}", whole=_written(view, wanted, whole))
    if wanted.interval and key != "alike" and row["denominator"]:
        told += view.words("map.finding_one_chance" if _within(row, whole) else "map.finding_one_more")
    return told


def _rank_of_one(view: View, wanted: Measure, part: str, code: str) -> Iterator[str]:
    """Where it stands among all provinces; nothing of what stands on too few to be ranked."""
    _, everyone = one_part(view, wanted, view.frame(wanted.code, "province", scope=view.scope.whole_country()), part)
    told = ranks(everyone).set_axis(everyone["province"])
    if code in told and not isnan(told[code]):
        same = int((told == told[code]).sum()) - 1
        key = "map.finding_rank_shared" if same else "map.finding_rank"
        yield view.words(
            key, where=named(view, code), rank=int(told[code]), of=int(told.notna().sum()), n=same, measure=_title(view, wanted)
        )


def _of_many(view: View, wanted: Measure, frame: pd.DataFrame, known: pd.DataFrame, whole: float) -> Iterator[str]:
    title, firm = _title(view, wanted), known[~((known["flag"] == "small_number") | (known["denominator"] < wanted.smallest_denominator))]
    few = len(known) - len(firm) if len(firm) > 1 else 0  # What one or two make up is neither the best nor the worst.
    ranked = firm if few else known
    left_out = view.words("map.finding_few", n=few) if few else view.words("map.finding_all_few") if firm.empty else ""
    yield _end(view, "map.finding_highest", title, ranked, wanted, ranked.iloc[0]) + left_out
    counted, lowest = wanted.format in ("count", "baht", "amount"), ranked.iloc[-1]
    if counted and not lowest["value"]:
        yield _first_ones(view, wanted, title, known["value"], whole)
    else:
        yield _end(view, "map.finding_lowest", title, ranked, wanted, lowest) + _chance(view, wanted, ranked)
    if wanted.denominator is not None and not wanted.always_by:
        country = view.figure(wanted.code, view.scope.whole_country()).value
        above = int((known["value"] > country).sum())
        yield view.words("map.finding_above", n=above, of=len(known), whole=_written(view, wanted, country))
    else:
        nothing = frame[(frame["value"].fillna(0) == 0) & (frame["province"] != BANGKOK)]
        yield view.words("map.finding_nothing" if len(nothing) else "map.finding_everywhere", measure=title, n=len(nothing))


def _within(row: pd.Series, whole: float) -> bool:
    """Whether chance alone may set a province's share so far from the country's: as the funnel judges it."""
    return control_limits(whole, int(row["denominator"])).verdict(row["value"]) == "within"


def _title(view: View, wanted: Measure) -> str:
    return wanted.words(view.lang).title


def _written(view: View, wanted: Measure, value: float) -> str:
    return with_unit(wanted, value, view.lang)


def _first_ones(view: View, wanted: Measure, title: str, values: pd.Series[float], whole: float) -> str:
    """How much of the whole the first provinces have: of a count that is zero in others, the lowest province says nothing.

    `whole`: with what lies in no province.
    """
    if (some := int((values > 0).sum())) <= FIRST:
        key = "map.finding_only_one" if some == 1 else "map.finding_only"
        return view.words(key, measure=title, n=some, whole=_written(view, wanted, whole))
    ahead = [n for n in range(1, FIRST + 1) if values.iloc[n - 1] > values.iloc[n]]
    n = ahead[-1] if ahead else int((values == values.iloc[0]).sum())  # Nobody is among the first who has no more than the next.
    part = values.head(n).sum()
    written = {"part": _written(view, wanted, part), "whole": _written(view, wanted, whole)}
    share = thai.format_percent(part / whole, lang=view.lang)
    return view.words("map.finding_first" if n > 1 else "map.finding_first_one", measure=title, n=n, share=share, **written)


def _end(view: View, key: str, title: str, known: pd.DataFrame, wanted: Measure, row: pd.Series) -> str:
    """The province at one end; where several share its figure, these or how many they are."""
    same = known[known["value"] == row["value"]]
    names = [named(view, str(code)) for code in same["province"]]
    where = ", ".join(names) if len(names) <= NAMED else view.words("map.finding_tied", n=len(same))
    value = with_counts(wanted, row, view.lang) if len(same) == 1 else _written(view, wanted, row["value"])
    return view.words(key, measure=title, where=where, value=value)


def _chance(view: View, wanted: Measure, known: pd.DataFrame) -> str:
    """Whether the lowest lie within the control limits of the funnel, or which of them do not; nothing for what is no share."""
    lowest = known[known["value"] == known["value"].iloc[-1]]
    if not wanted.interval or not (lowest["denominator"] > 0).all():
        return ""
    whole = view.figure(wanted.code, view.scope.whole_country()).value
    beyond = lowest[[not _within(row, whole) for _, row in lowest.iterrows()]]
    key = "map.finding_chance" if beyond.empty else "map.finding_no_chance" if len(beyond) == len(lowest) else "map.finding_chance_but"
    names = [named(view, str(code)) for code in beyond["province"]]
    who = ", ".join(names) if len(names) <= NAMED else view.words("map.finding_some", n=len(names))
    return " " + view.words(key, who=who, whole=_written(view, wanted, whole))
