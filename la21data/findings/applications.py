"""What the page of applications says: how many came and how late, from where none came, and whom to ask again."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from la21data import coverage, lists, metrics, thai
from la21data.findings.finding import Finding
from la21data.view import View

NAMED = 5  # Provinces named in a sentence before «and n more».


def findings(view: View) -> Iterator[Finding]:
    """Nothing where the year has no records of applications."""
    year = lists.year_of(view.snapshot, view.scope)
    if year not in view.snapshot.recorded.get("participation", ()):
        return
    here = view.with_scope(view.scope.with_years(year))
    yield _came(here, year)
    yield from _from_where(here)
    yield _again(here, year)


def _came(view: View, year: int) -> Finding:
    now, late = view.figure("applicants"), view.figure("late_application_rate")
    before = view.figure("applicants", view.scope.with_years(year - 1))
    change = view.words("applications.no_last_year")
    if not isnan(before.value):
        change = view.words("overview.change", change=thai.format_change(now.value - before.value, view.words("lists.unit"), view.lang))
    change = change[:1].lower() + change[1:]  # It stands within a sentence.
    numbers = {"n": thai.format_number(now.value), "late": thai.format_number(late.numerator), "of": thai.format_number(late.denominator)}
    came = view.words("applications.finding_came", year=thai.year_label(year, view.lang), change=change, n=numbers.pop("n"))
    if not isnan(late.value):
        came += view.words("applications.finding_late", share=thai.format_percent(late.value, lang=view.lang), **numbers)
    return Finding(came, "/applications", {"section": "how"})


def _from_where(view: View) -> Iterator[Finding]:
    """Nothing of one province alone, nor of Bangkok, which is none of the provinces to cover."""
    found = coverage.by_province(view, "applicants")
    codes = [str(code) for code in found.index[found == 0]]
    if len(found) < 2 or view.scope.lao:
        return
    options = {"section": "provinces"}
    if not codes:
        yield Finding(view.words("applications.without_none"), "/applications", options)
        return
    names = sorted(metrics.labels(view.snapshot, "province", codes, view.lang).values(), key=thai.collation_key)
    shown = ", ".join(names[:NAMED]) + (" " + view.words("overview.and_more", n=len(names) - NAMED) if len(names) > NAMED else "")
    yield Finding(view.words("applications.finding_without", n=len(codes), names=shown), "/applications", options)


def _again(view: View, year: int) -> Finding:
    found, gone = view.ask(lists.applicants, view.scope), view.ask(lists.not_applied, view.scope)
    new = int(found["took_part"].isna().sum())
    back = int((found["took_part"] < year - 1).sum())
    numbers = {"new": thai.format_number(new), "back": thai.format_number(back), "gone": thai.format_number(len(gone))}
    return Finding(view.words("applications.finding_again", **numbers), "/applications", {"section": "list", "list": "gone"})
