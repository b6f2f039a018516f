"""What the page of changes says: who came and went, who moved, whose name changed, what was added, and where most of it was."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from la21data import thai
from la21data.changes import asked
from la21data.changes.changes import count
from la21data.domain import RECORD_KINDS
from la21data.findings.finding import Finding, named
from la21data.view import View

PATH = "/changes"


def findings(view: View, since: str) -> Iterator[Finding]:
    """Sentences about what is new since a fiscal year or snapshot; one that says so where there is nothing."""
    laos, provinces = view.ask(asked.laos, since, view.scope), view.ask(asked.provinces, since, view.scope)
    counts = count(laos)
    for key, first, second in (("came", "joined", "left"), ("moved", "rose", "fell"), ("named", "renamed", "retyped")):
        if counts[first] or counts[second]:
            text = view.words(f"changes.finding_{key}", a=thai.format_number(counts[first]), b=thai.format_number(counts[second]))
            if key == "moved" and counts["changed_track"]:
                text += view.words("changes.finding_tracks", n=thai.format_number(counts["changed_track"]))
            yield Finding(text, PATH, {"since": since, "what": first if counts[first] else second})
        elif key == "moved" and counts["changed_track"]:
            text = view.words("changes.finding_tracks_only", n=thai.format_number(counts["changed_track"]))
            yield Finding(text, PATH, {"since": since, "what": "changed_track"})
    activities, budget = int(provinces["activities"].sum()), float(provinces["budget"].sum())
    if activities or budget:
        written = {"activities": thai.format_number(abs(activities)), "budget": thai.format_baht(abs(budget), lang=view.lang)}
        ways = {f"{name}_way": view.words("changes.less" if n < 0 else "changes.more") for name, n in (("a", activities), ("b", budget))}
        text = view.words("changes.finding_added", **written, **ways)
        yield Finding(text, PATH, {"since": since, "what": "activities"})
    if len(laos):
        yield _most(view, laos, since)
    records = view.ask(asked.records, since, view.scope)
    records = records[records["differs"]]
    if len(records):
        yield _records(view, records, since)
    if not len(laos) and not len(records) and not activities and not budget:
        yield Finding(view.words("changes.none"), PATH, {"since": since})


def _records(view: View, records: pd.DataFrame, since: str) -> Finding:
    names = {term.code: term.label(view.lang) for term in RECORD_KINDS}
    told = [
        f"{names[kind]} {thai.format_number(before)} → {thai.format_number(after)}"
        if before != after
        else f"{names[kind]} {view.words('changes.corrected')}"
        for kind, before, after in zip(records["kind"], records["before"], records["after"], strict=True)
    ]
    return Finding(view.words("changes.finding_records", kinds=", ".join(told)), PATH, {"since": since})


def _most(view: View, laos: pd.DataFrame, since: str) -> Finding:
    by_province = laos.groupby("province")["lao"].nunique()
    first = by_province[by_province == by_province.max()]
    told = {"n": thai.format_number(int(first.iloc[0])), "provinces": thai.format_number(len(by_province))}
    if len(by_province) == 1:
        text = view.words("changes.finding_all", where=named(view, str(first.index[0])), **told)
    elif len(first) > 1:
        text = view.words("changes.finding_most_tied", tied=thai.format_number(len(first)), **told)
    else:
        text = view.words("changes.finding_most", where=named(view, str(first.index[0])), **told)
    return Finding(text, PATH, {"since": since})
