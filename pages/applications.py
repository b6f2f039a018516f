"""การสมัคร: who applied, through what, in time or late and how ready, where nobody did, and the list that an office works from."""

import streamlit as st

from la21data import thai
from la21data.blocks.applications_list import WHICH
from la21data.findings.applications import findings
from la21data.key_figures import has_participation, key_figure
from la21data.measures import measure
from la21data.view import View
from pages.shared import reads
from pages.shared.blocks import show
from pages.shared.figures import show_figures
from pages.shared.findings import show_findings
from pages.shared.lists import show_list, show_provinces
from pages.shared.page_frame import begin, end
from pages.shared.pick import pick, section

FIGURES = ("applicants", "late_application_rate", "readiness_rate", "new_laos", "plan_rate", "change_agents")


def figures(view: View) -> None:
    """Of the last year in scope, as the lists and charts below."""
    if len(view.scope.years) > 1:
        last = view.scope.years[-1:]
        st.caption(view.words("applications.of_last_year", year=thai.fiscal_years_label(last, view.lang)))
        view = view.with_scope(view.scope.with_years(*last))
    show_figures(key_figure(view, measure(code)) for code in FIGURES)


def pair(view: View, left_id: str, right_id: str) -> None:
    for column, block_id in zip(st.columns(2), (left_id, right_id), strict=True):
        with column:
            show(view, block_id)


def provinces(view: View) -> None:
    show_provinces(view, "provinces-without-application", view.words("applications.without_rows"))


def listed(view: View) -> None:
    which = pick("list", view.words("lists.which"), WHICH, WHICH[0], lambda code: view.words(f"applications.list_{code}"), width=420)
    show_list(view, "applications-list", {"list": which})


SECTIONS = {
    "how": lambda view: pair(view, "applications-channels", "applications-time"),
    "ready": lambda view: pair(view, "applications-readiness", "applications-origins"),
    "provinces": provinces,
    "plans": lambda view: pair(view, "plans-years", "change-agents-years"),
    "list": listed,
}

view = begin("nav.applications", "applications.lead", own_keys=("section", "list"))
if has_participation(view):
    figures(view)
if view.scope.tracks:
    st.caption(view.words("applications.of_tracks"))
show_findings(view, reads.findings(view, findings), view.words("applications.findings"), "/applications", {"section": "how", "list": "all"})
SECTIONS[section(view.words("block.section"), list(SECTIONS), lambda code: view.words(f"applications.section_{code}"))](view)
end(view)
