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
    if isnan(activities.value) or not activities.value:
        yield Finding(view.why_empty(measure("activities")), PATH)
        return
    yield Finding(_most(view, activities.value), PATH, {"section": "kinds"})
    yield _people(view, activities.value)
    yield _budget(view, activities.value)


def _most(view: View, activities: float) -> str:
    """How many there were, and of which category most; all of one are not called the most of it."""
    categories, most = _highest(view, "activities")
    numbers = {
        "years": thai.fiscal_years_label(view.scope.years, view.lang),
        "who": view.words("activities.who_one" if view.scope.lao else "activities.who_laos"),
        "n": thai.format_number(activities),
    }
    if len(view.scope.categories) == 1:
        return view.words("activities.finding_n", **numbers)
    if len(categories) > 1:
        return view.words("activities.finding_most_tied", categories=len(categories), most=thai.format_number(most), **numbers)
    if most == activities:
        return view.words("activities.finding_only" if activities == 1 else "activities.finding_all", category=categories[0], **numbers)
    share = thai.format_percent(most / activities, lang=view.lang)
    return view.words("activities.finding_most", category=categories[0], share=share, most=thai.format_number(most), **numbers)


def _people(view: View, activities: float) -> Finding:
    """Of one activity there is no average, and no category that has most of its people."""
    people, (categories, _) = view.figure("participants").value, _highest(view, "participants")
    told = thai.format_number(people)
    if activities == 1:
        text = view.words("activities.finding_people_only", people=told)
    else:
        text = view.words("activities.finding_people", people=told, each=thai.format_number(people / activities))
        if len(categories) == 1 and len(view.scope.categories) != 1:
            text += view.words("activities.finding_people_most", category=categories[0])
    return Finding(text, PATH, {"section": "kinds", "measure": "participants"})


def _budget(view: View, activities: float) -> Finding:
    total = view.figure("budget_total").value
    if not total > 0:
        return Finding(view.words("activities.finding_no_budget"), PATH, {"section": "budget"})
    told = {
        "total": thai.format_baht(total, view.lang),
        "share": thai.format_percent(view.figure("budget_deqp_share").value, lang=view.lang),
    }
    if activities == 1:
        text = view.words("activities.finding_budget_only", **told)
    else:
        text = view.words("activities.finding_budget", each=thai.format_baht(total / activities, view.lang), **told)
    return Finding(text, PATH, {"section": "budget"})


def _highest(view: View, code: str) -> tuple[list[str], float]:
    """The categories with the highest figure, by name, and the figure."""
    frame = view.frame(code, "category")
    most = frame["value"].max()
    first = set(frame.loc[frame["value"] == most, "category"])
    return [term.label(view.lang) for term in CATEGORIES if term.code in first], float(most)
