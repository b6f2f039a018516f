"""เครือข่ายและการติดตาม: how far the programme reaches, what the networks hold, who visits the LAOs."""

import streamlit as st

from la21data.blocks.lists import UNSEEN, YEARS_TO_CHOOSE
from la21data.blocks.network import MEASURES, PLACES, compared
from la21data.findings.network import findings
from la21data.measures import measure
from la21data.view import View
from pages.shared import reads
from pages.shared.blocks import show
from pages.shared.findings import show_findings
from pages.shared.lists import show_list, show_provinces
from pages.shared.page_frame import begin, end
from pages.shared.pick import pick, section

COUNTS = ("events", "event_participants")


def coverage(view: View) -> None:
    left, right = st.columns([5, 7])
    with left:
        show(view, "map", {"measure": "participating_laos"}, title=view.words("network.map_title"))
    with right:
        show(view, "network-coverage")


def uncovered(view: View) -> None:
    show_provinces(view, "provinces-without-lao", view.words("network.without_rows"))


def events(view: View) -> None:
    left, right = st.columns(2)
    with left:
        show(view, "network-events")
    with right:
        count = pick("count", view.words("network.count"), COUNTS, COUNTS[0], lambda code: measure(code).words(view.lang).title, 300)
        show(view, "network-events-years", {"count": count})


def visits(view: View) -> None:
    left, right = st.columns([5, 7])
    with left:
        show(view, "network-visits")
    with right:
        show(view, "network-visits-years")


def unseen(view: View) -> None:
    label = view.words("lists.years")
    years = pick("n", label, YEARS_TO_CHOOSE, str(UNSEEN), lambda n: view.words("lists.n_years", n=n), width=200)
    show_list(view, "not-visited", {"n": years})


def centres(view: View) -> None:
    show_list(view, "learning-centres")


def places(view: View) -> None:
    left, right, _ = st.columns([4, 3, 3])
    with left:
        code = pick("measure", view.words("network.measure"), MEASURES, MEASURES[0], lambda code: measure(code).words(view.lang).title)
    with right:
        possible = compared(view) or PLACES
        by = pick("by", view.words("network.by"), possible, possible[0], lambda code: view.words(f"network.by_{code}"))
    show(view, "network-places", {"measure": code, "by": by})


SECTIONS = {
    "coverage": coverage,
    "uncovered": uncovered,
    "events": events,
    "visits": visits,
    "unseen": unseen,
    "centres": centres,
    "places": places,
}

view = begin("nav.network", "network.lead", own_keys=("section", "count", "measure", "by", "n"))
show_findings(view, reads.findings(view, findings), view.words("network.findings"), "/network", {"section": "coverage"})
shown = section(view.words("block.section"), list(SECTIONS), lambda code: view.words(f"network.section_{code}"))
SECTIONS[shown](view)
end(view)
