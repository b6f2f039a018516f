"""What the overview says: the state in one sentence, and where work waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isnan

from la21data import coverage, reference, thai
from la21data.findings.finding import Finding, named
from la21data.look.words import word
from la21data.maps.points import step_name
from la21data.view import View

NAMED = 6  # Provinces named in a sentence before «and n more».


def state(view: View) -> str:
    """How many take part, where, and how far they are."""
    taking_part = view.figure("participating_laos")
    year = thai.fiscal_years_label(view.scope.years, view.lang)
    if not taking_part.value > 0:
        key = "overview.finding_one_zero" if view.scope.lao else "overview.finding_zero"
        key = "overview.finding_none" if isnan(taking_part.value) else key
        return view.words(key, year=year, laos=thai.format_number(view.figure("lao_total").value, lang=view.lang))
    if view.scope.lao:
        return _of_one(view, year)
    covered, top = view.figure("provinces_covered"), view.figure("step3plus_rate")
    laos = thai.format_number(taking_part.value)
    if isnan(covered.value) or covered.denominator == 1:  # Bangkok is none of the 76 provinces; of one province its share is not told.
        said = view.words("overview.finding_laos", year=year, laos=laos)
    else:
        numbers = {"provinces": thai.format_number(covered.numerator), "of": thai.format_number(covered.denominator)}
        said = view.words("overview.finding", year=year, laos=laos, **numbers)
    if isnan(top.value):
        return said
    told = {"n": thai.format_number(top.numerator), "of": thai.format_number(top.denominator)}
    told["top_share"] = thai.format_percent(top.value, lang=view.lang)
    if len(view.scope.years) == 1:
        return said + view.words("overview.finding_top", **told)
    return said + view.words("overview.finding_top_then", year=thai.fiscal_years_label(view.scope.years[-1:], view.lang), **told)


def _of_one(view: View, year: str) -> str:
    """One LAO takes part: the provinces covered and shares of one are nothing to tell."""
    steps = view.frame("laos_at_step")
    found = steps[(steps["value"] > 0) & steps["step"].notna()]
    stands = [step_name(str(track), int(step), view.lang) for track, step in zip(found["track"], found["step"], strict=True)]
    return view.words("overview.finding_one", year=year, stands=", ".join(stands) or word("step_unknown", view.lang))


def things_to_look_at(view: View) -> Iterator[Finding]:
    """Where work waits, each from a measure; what lists tell of one year is of the last one in scope, and says so."""
    if not view.figure("participating_laos").value > 0:
        return  # That is what the sentence above says already.
    if not view.scope.lao:
        yield from _missing(view)
    last = view.scope.years[-1:]
    for finding in _of_lists(view.with_scope(view.scope.with_years(*last))):
        several = {"year": thai.fiscal_years_label(last, view.lang), "said": finding.text}
        yield finding if len(view.scope.years) == 1 else replace(finding, text=view.words("overview.in_year", **several))


def _of_lists(view: View) -> Iterator[Finding]:
    if view.scope.lao:
        yield from _what_one_waits_for(view)
        return
    yield Finding(_stalled(view), "/steps", {"section": "lists"})
    ready = view.figure("ready_to_rise")
    if ready.value > 0:
        yield Finding(view.words("overview.look_ready", n=thai.format_number(ready.value)), "/steps", {"section": "lists", "list": "ready"})
    late = view.figure("late_application_rate")
    if not isnan(late.value):
        share, n, of = thai.format_percent(late.value), thai.format_number(late.numerator), thai.format_number(late.denominator)
        yield Finding(view.words("overview.look_late", share=share, n=n, of=of), "/applications", {"section": "list", "list": "late"})
    withdrawn = view.figure("withdrawn_laos")
    if withdrawn.value > 0:
        yield Finding(
            view.words("overview.look_withdrawn", n=thai.format_number(withdrawn.value)),
            "/applications",
            {"section": "list", "list": "withdrawn"},
        )


def _what_one_waits_for(view: View) -> Iterator[Finding]:
    """Of one LAO yes or no: counts of one read oddly."""
    waits = (
        ("stalled_laos", "one_stalled", "/steps", {"section": "lists"}),
        ("ready_to_rise", "one_ready", "/steps", {"section": "lists", "list": "ready"}),
        ("late_application_rate", "one_late", "/applications", {"section": "list", "list": "late"}),
        ("withdrawn_laos", "one_withdrawn", "/applications", {"section": "list", "list": "withdrawn"}),
    )
    found = [Finding(view.words(f"overview.{key}"), path, options) for code, key, path, options in waits if view.figure(code).value > 0]
    yield from found or [Finding(view.words("overview.one_nothing"), "/steps", {"section": "lists"})]


def _missing(view: View) -> Iterator[Finding]:
    """Of one province the sentence above says whether anybody takes part."""
    found = coverage.by_province(view, "participating_laos")
    if len(found) > 1:
        codes = [str(code) for code in found.index[found == 0]]
        yield Finding(_missing_provinces(view, codes), "/network", {"section": "uncovered"})


def _missing_provinces(view: View, codes: list[str]) -> str:
    if not codes:
        return view.words("overview.look_missing_none")
    provinces = [reference.provinces()[code] for code in codes]
    names = sorted((p.name_th if view.lang == "th" else p.name_en for p in provinces), key=thai.collation_key)
    shown = ", ".join(names[:NAMED]) + (" " + view.words("overview.and_more", n=len(names) - NAMED) if len(names) > NAMED else "")
    return view.words("overview.look_missing", n=len(codes), names=shown)


def _stalled(view: View) -> str:
    by_province = view.frame("stalled_laos", "province")
    total = by_province["value"].sum()
    if not total:
        return view.words("overview.look_stalled_none")
    most = by_province["value"].max()
    first = by_province.loc[by_province["value"] == most, "province"]
    told = {"n": thai.format_number(total), "most": thai.format_number(most)}
    if len(first) > 1:
        return view.words("overview.look_stalled_tied", provinces=thai.format_number(len(first)), **told)
    key = "overview.look_stalled_all" if most == total else "overview.look_stalled"
    return view.words(key, where=named(view, str(first.iloc[0])), **told)
