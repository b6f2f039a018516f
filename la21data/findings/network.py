"""What the networks say: how far the programme reaches, who visited, who met."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from la21data import thai
from la21data.findings.finding import Finding, or_why, told_apart
from la21data.view import View

PATH = "/network"


def findings(view: View) -> Iterator[Finding]:
    """Up to three sentences: those that the records of the scope allow; one that says why there is none."""
    yield from or_why(view, _told(view), "visits" if view.scope.lao else "participating_laos", PATH)


def _told(view: View) -> Iterator[Finding]:
    years = thai.fiscal_years_label(view.scope.years, view.lang)
    covered = view.figure("provinces_covered")
    if covered.numerator > 0 and covered.denominator > 1 and told_apart(view, "provinces_covered"):
        n, of = thai.format_number(covered.numerator), thai.format_number(covered.denominator)
        missing = covered.denominator - covered.numerator
        key = "network.finding_coverage" if missing else "network.finding_coverage_all"
        yield Finding(view.words(key, years=years, n=n, of=of, missing=thai.format_number(missing)), PATH, {"section": "uncovered"})
    visits = view.figure("visits").value
    if not isnan(visits) and visits:
        most = view.frame("visits", "visit_by").nlargest(1, "value").iloc[0]
        all_by_one = "network.finding_visits_one" if visits == 1 else "network.finding_visits_all"
        yield Finding(
            view.words(
                all_by_one if most["value"] == visits else "network.finding_visits",
                years=years,
                n=thai.format_number(visits),
                who=view.words(f"network.by_{most['visit_by']}"),
                most=thai.format_number(most["value"]),
                share=thai.format_percent(most["value"] / visits, lang=view.lang),
            ),
            PATH,
            {"section": "visits"},
        )
    events, people = view.figure("events").value, view.figure("event_participants").value
    if not isnan(events) and events and told_apart(view, "events"):
        yield Finding(
            view.words("network.finding_events", years=years, n=thai.format_number(events), people=thai.format_number(people)),
            PATH,
            {"section": "events"},
        )
