"""What the activities say: what was done most, who came, and who paid."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from la21data import thai
from la21data.domain import CATEGORIES
from la21data.findings.finding import Finding
from la21data.measures import measure
from la21data.view import View

PATH = "/activities"


def findings(view: View) -> Iterator[Finding]:
    """Three sentences; one where there are no activities in scope."""
    activities = view.figure("activities")
    years = thai.fiscal_years_label(view.scope.years, view.lang)
    if isnan(activities.value) or not activities.value:
        yield Finding(view.why_empty(measure("activities")), PATH)
        return
    categories, most = _highest(view, "activities")
    numbers = {"years": years, "n": thai.format_number(activities.value), "most": thai.format_number(most)}
    if len(view.scope.categories) == 1:
        text = view.words("activities.finding_n", **numbers)
    elif len(categories) == 1:
        share = thai.format_percent(most / activities.value, lang=view.lang)
        text = view.words("activities.finding_most", category=categories[0], share=share, **numbers)
    else:
        text = view.words("activities.finding_most_tied", categories=len(categories), **numbers)
    yield Finding(text, PATH, {"section": "kinds"})
    people, (categories, _) = view.figure("participants").value, _highest(view, "participants")
    text = view.words("activities.finding_people", people=thai.format_number(people), each=thai.format_number(people / activities.value))
    if len(categories) == 1 and len(view.scope.categories) != 1:
        text += view.words("activities.finding_people_most", category=categories[0])
    yield Finding(text, PATH, {"section": "kinds", "measure": "participants"})
    total = view.figure("budget_total").value
    yield Finding(
        view.words(
            "activities.finding_budget",
            total=thai.format_baht(total, view.lang),
            share=thai.format_percent(view.figure("budget_deqp_share").value, lang=view.lang),
            each=thai.format_baht(total / activities.value, view.lang),
        ),
        PATH,
        {"section": "budget"},
    )


def _highest(view: View, code: str) -> tuple[list[str], float]:
    """The categories with the highest figure, by name, and the figure."""
    frame = view.frame(code, "category")
    most = frame["value"].max()
    first = set(frame.loc[frame["value"] == most, "category"])
    return [term.label(view.lang) for term in CATEGORIES if term.code in first], float(most)
