"""จังหวัดต้นแบบ: the six pilot provinces against each other, their regions, provinces like them, and the country."""

import streamlit as st

from la21data import thai
from la21data.blocks.funnel import shares
from la21data.blocks.pilots import COMPARED, first_compared
from la21data.blocks.pilots_over_time import base_years, slope_years, told_years
from la21data.findings.pilots import findings
from la21data.measures import measure
from la21data.view import View
from pages.shared import reads
from pages.shared.blocks import show
from pages.shared.findings import show_findings
from pages.shared.lists import show_rows
from pages.shared.page_frame import begin, end
from pages.shared.pick import pick, pick_years, section

SECTIONS = ("now", "table", "slopes", "trends", "funnel", "peers")


def between_two_years(view: View, code: str) -> None:
    years = slope_years(view, measure(code), st.query_params.to_dict())
    options = {"measure": code}
    if years is not None:
        options |= pick_years(view, told_years(view, measure(code)), years)
    show(view, "pilots-slopes", options)


def trends(view: View, code: str) -> None:
    options, bases = {"measure": code}, base_years(view, measure(code))
    if bases is not None:
        told, default = [str(year) for year in reversed(bases[0])], str(bases[1])
        label = view.words("pilots.base")
        options["base"] = pick("base", label, told, default, lambda year: thai.fiscal_year_label(int(year), view.lang), width=260)
    left, right = st.columns(2)
    with left:
        show(view, "pilots-trend", {"measure": code})
    with right:
        show(view, "pilots-index", options)


asked = begin("nav.pilots", "pilots.lead", own_keys=("section", "measure", "from", "to", "base"))
view = asked.with_scope(asked.scope.whole_country())  # Links keep the scope that a person asked for.
st.caption(view.words("pilots.caution") + " · " + view.words("pilots.filters_note"))
shown = st.query_params.get("section", SECTIONS[0])
offered, default = (shares(), shares()[0]) if shown == "funnel" else (COMPARED, first_compared(view))
code = pick(
    "measure",
    view.words("pilots.measure"),
    offered,
    default,
    lambda one: measure(one).words(view.lang).title,
    width=420,
    told=shown != "funnel",
)
opens = {"section": SECTIONS[0], "measure": code}
show_findings(asked, reads.findings(view, findings, code), view.words("pilots.findings"), "/pilots", opens)
shown = section(view.words("pilots.section"), SECTIONS, lambda one: view.words(f"pilots.section_{one}"))
if shown == "now":
    show(view, "pilots-now", {"measure": code})
elif shown == "table":
    show_rows(view, "pilots-ranks", {"measure": code})
elif shown == "slopes":
    between_two_years(view, code)
elif shown == "trends":
    trends(view, code)
elif shown == "funnel":
    if st.query_params.get("measure", code) != code:
        st.caption(view.words("pilots.shares_alone", measure=measure(code).words(view.lang).title))
    show(view, "funnel", {"measure": code})
else:
    show(view, "pilot-peers")
    show_rows(view, "pilot-peers", title=view.words("pilots.peers_title"), beside_its_drawing=True)  # Six columns: as wide as the page.
end(asked)
