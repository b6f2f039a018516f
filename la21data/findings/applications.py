"""What the page of applications says: how many came and how late, from where none came, and whom to ask again."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from la21data import coverage, lists, metrics, thai
from la21data.findings.finding import Finding, or_why
from la21data.view import View

NAMED = 5  # Provinces named in a sentence before «and n more».


def findings(view: View) -> Iterator[Finding]:
    """Where the year has no records of applications, or the place no LAO, why."""
    year = lists.year_of(view.snapshot, view.scope)
    here = view.with_scope(view.scope.with_years(year))
    yield from or_why(here, _told(here, year), "applicants", "/applications")


def _told(view: View, year: int) -> Iterator[Finding]:
    if year not in view.snapshot.recorded.get("participation", ()) or not view.figure("lao_total").value > 0:
        return
    if view.scope.lao:
        yield Finding(_of_one(view, year), "/applications", {"section": "list"})
        return
    yield _came(view, year)
    yield from _from_where(view)
    yield from _again(view, year)


def _of_one(view: View, year: int) -> str:
    """Whether one LAO applied, and whether in time."""
    found, words = view.ask(lists.applicants, view.scope), {"year": thai.year_label(year, view.lang)}
    if found.empty:
        return view.words("applications.finding_one_none", **words)
    if found["applied_on"].isna().all():
        return view.words("applications.finding_one", **words)
    return view.words("applications.finding_one_late" if found["late"].any() else "applications.finding_one_on_time", **words)


def _came(view: View, year: int) -> Finding:
    now, late = view.figure("applicants"), view.figure("late_application_rate")
    before = view.figure("applicants", view.scope.with_years(year - 1))
    if now.value == 0:
        text = view.words("applications.finding_nobody", year=thai.year_label(year, view.lang))
        return Finding(text, "/applications", {"section": "how"})
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


def _again(view: View, year: int) -> Iterator[Finding]:
    found, gone = view.ask(lists.applicants, view.scope), view.ask(lists.not_applied, view.scope)
    new = int(found["took_part"].isna().sum())
    back = int((found["took_part"] < year - 1).sum())
    if found.empty and gone.empty:
        return
    numbers = {"new": thai.format_number(new), "back": thai.format_number(back), "gone": thai.format_number(len(gone))}
    yield Finding(view.words("applications.finding_again", **numbers), "/applications", {"section": "list", "list": "gone"})
