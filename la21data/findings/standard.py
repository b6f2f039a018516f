"""What the standard says: the state of its components, how many are excellent, who won awards."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from la21data import thai
from la21data.domain import COMPONENTS
from la21data.findings.finding import Finding, named
from la21data.recognition import counted
from la21data.view import View

PATH = "/standard"


def findings(view: View) -> Iterator[Finding]:
    """Up to three sentences; one that says so where there is nothing."""
    found = [*_scores(view), *_results(view), *_awards(view)]
    if not found:
        found = [Finding(view.words("standard.finding_none", years=thai.fiscal_years_label(view.scope.years, view.lang)), PATH)]
    yield from found


def _scores(view: View) -> Iterator[Finding]:
    score = view.figure("standard_score")
    if isnan(score.value):
        return
    frame = view.frame("standard_component").sort_values("value", ascending=False, kind="stable")
    names = {term.code: term.label(view.lang) for term in COMPONENTS}
    best, worst = frame.iloc[0], frame.iloc[-1]
    text = view.words(
        "standard.finding_scores",
        years=thai.fiscal_years_label(view.scope.years, view.lang),
        n=thai.format_number(score.denominator),
        score=thai.format_number(score.value, 1),
        best=names[best["component"]],
        high=thai.format_number(best["value"], 1),
        worst=names[worst["component"]],
        low=thai.format_number(worst["value"], 1),
    )
    yield Finding(text, PATH, {"section": "components"})


def _results(view: View) -> Iterator[Finding]:
    frame = counted(view, "result")
    told = frame[frame["result"] != ""]
    if told.empty:
        return
    n, of = float(told.loc[told["result"] == "excellent", "value"].sum()), float(told["value"].sum())
    text = view.words(
        "standard.finding_results", n=thai.format_number(n), of=thai.format_number(of), share=thai.format_percent(n / of, lang=view.lang)
    )
    yield Finding(text, PATH, {"section": "results"})


def _awards(view: View) -> Iterator[Finding]:
    awards = view.figure("awards").value
    if isnan(awards) or not awards:
        return
    levels = view.frame("awards", "award_level").set_index("award_level")["value"]
    by_province = view.frame("awards", "province")
    most = by_province["value"].max()
    first = [str(code) for code in by_province.loc[by_province["value"] == most, "province"]]
    told = {"n": thai.format_number(awards), "national": thai.format_number(levels["national"])}
    text = view.words("standard.finding_awards_national" if levels["national"] == awards else "standard.finding_awards", **told)
    if len(by_province) > 1:
        where = named(view, first[0]) if len(first) == 1 else view.words("standard.finding_tied", n=len(first))
        text += view.words("standard.finding_most", most=thai.format_number(most), where=where)
    yield Finding(text, PATH, {"section": "awards"})
