"""ภาพรวม: six key figures with the change on last year, the finding, the map, the ladder, and what to look at."""

from dataclasses import replace

import streamlit as st

from la21data.domain import REGIONS
from la21data.findings.overview import state, things_to_look_at
from la21data.key_figures import has_participation, key_figures
from la21data.view import View
from pages.shared import reads
from pages.shared.blocks import show
from pages.shared.chips import kept
from pages.shared.figures import show_figures
from pages.shared.findings import show_findings
from pages.shared.page_frame import begin, end

MAP_HEIGHT = "620"


def figures(view: View) -> None:
    show_figures(reads.told(view, key_figures))


def overview_map(view: View, participation: bool) -> None:
    """Who takes part; in a store without participation, where the awards are."""
    if not participation and view.figure("awards").value > 0:
        show(view, "map", {"measure": "awards", "height": MAP_HEIGHT})
    else:
        show(view, "map", {"measure": "participating_laos", "height": MAP_HEIGHT}, title=view.words("overview.map_title"))


def regions(view: View, participation: bool) -> None:
    """Each region's coverage in one press: its map says which province is lowest, and whether that is more than chance."""
    shown = "participation_rate" if participation else "awards"
    with st.container(horizontal=True, key="regions"):
        st.caption(view.words("overview.coverage_of" if participation else "overview.awards_of"), width="content")
        for region in REGIONS:
            scope = replace(view.scope.whole_country(), regions=(region.code,))
            query = {**kept(scope), "measure": shown}
            st.page_link("pages/map.py", label=region.label(view.lang), query_params=query, width="content")


view = begin("nav.overview", "overview.lead")
participation = has_participation(view)
figures(view)
st.markdown("**" + reads.told(view, state) + "**")
left, right = st.columns([5, 7])
with left:
    overview_map(view, participation)
    st.page_link("pages/map.py", label=view.words("overview.open_map"), icon=":material/map:", query_params=kept(view.scope))
    if not view.scope.offices and not view.scope.provinces:  # Other regions are not what an office or a province looks for.
        regions(view, participation)
with right:
    if not participation:
        show(view, "awards-years")  # Else the one thing there is to see would stand below an empty column.
    show(view, "ladder-now", title=view.words("overview.ladder_title"))
    st.page_link("pages/steps.py", label=view.words("overview.open_steps"), icon=":material/stairs:", query_params=kept(view.scope))
    show_findings(view, reads.findings(view, things_to_look_at), view.words("overview.look_at"))
if participation:
    show(view, "awards-years")
end(view)
