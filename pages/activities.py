"""กิจกรรม: what LAOs do, who takes part and how, who pays, what comes of it, and the activities themselves."""

from dataclasses import replace

import streamlit as st

from la21data import activity_list, metrics, thai
from la21data.blocks.activities import MEASURES, heat_rows
from la21data.blocks.shapes import unit_of
from la21data.export import carry_table
from la21data.findings.activities import findings
from la21data.measures import measure
from la21data.view import View
from pages.shared import reads
from pages.shared.blocks import show, table
from pages.shared.carry import carry_rows
from pages.shared.findings import show_findings
from pages.shared.page_frame import begin, end
from pages.shared.pick import pick, section
from pages.shared.plain import plain

SECTIONS = ("kinds", "people", "budget", "results", "heat", "list")


def pick_measure(view: View) -> str:
    return pick("measure", view.words("activities.measure"), MEASURES, MEASURES[0], lambda code: measure(code).words(view.lang).title, 300)


def pair(view: View, left: str, right: str, options: dict[str, str] | None = None) -> None:
    """Two blocks beside each other."""
    for column, block_id in zip(st.columns(2), (left, right), strict=True):
        with column:
            show(view, block_id, options)


def heat(view: View) -> None:
    left, right, _ = st.columns([3, 3, 4])
    with left:
        code = pick_measure(view)
    with right:
        label = view.words("activities.heat_rows")
        possible = heat_rows(view)
        rows = pick("rows", label, possible, possible[0], lambda name: view.words(f"activities.heat_{name}"))
    show(view, "activities-heat", {"measure": code, "rows": rows})


def listed(view: View) -> None:
    """Facts are read here and nowhere else, fifty at a time; framed as a block is."""
    with st.container(border=True, key="block_activity_list"):
        st.markdown(f"#### {view.words('activities.list_question')}", anchors=False)
        st.caption(plain(view.subtitle(unit_of(view, measure("activities")))))
        _rows(view)
        st.caption("\n\n".join((plain(view.words("activities.list_note")), view.source())))


def _rows(view: View) -> None:
    search = st.text_input(
        view.words("activities.list_search"),
        value=st.query_params.get("q", ""),
        max_chars=activity_list.LONGEST_SEARCH,
        placeholder=view.words("activities.list_search_hint"),
        icon=":material/search:",
        width=420,
        key="activity_search",
        on_change=_search,
    )
    asked = st.query_params.get("page", "1")
    found = activity_list.find(view, search or "", int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1)
    if not found.found:
        none = view.words("activities.list_none", scope=view.in_words()) if search else view.why_empty(measure("activities"))
        st.info(plain(none), icon=":material/inbox:")
        return
    key = "activities.list_found_more" if found.more else "activities.list_found"
    st.caption(view.words(key, found=thai.format_number(found.found), page=found.page, pages=thai.format_number(found.pages)))
    table(view, found.table, key="activity_list")
    still, said = replace(view, reader=metrics), {"section": "list", **({"q": search} if search else {})}
    words = f"«{search}» · {still.in_words()}" if search else still.in_words()
    carry_rows(
        "activity_list",
        lambda: carry_table(still, activity_list.everything(still, search), words, path="/activities", options=said),
        "activities",
    )
    with st.container(horizontal=True):
        for name, page, off in (("before", found.page - 1, found.page == 1), ("next", found.page + 1, found.page == found.pages)):
            st.button(view.words(f"activities.list_{name}"), disabled=off, on_click=_turn, args=(page,), key=f"activity_{name}")


def _search() -> None:
    others = {key: value for key, value in st.query_params.to_dict().items() if key not in ("page", "q")}
    search = st.session_state["activity_search"]
    st.query_params.from_dict(others | ({"q": search} if search else {}))


def _turn(page: int) -> None:
    st.query_params["page"] = str(page)


view = begin("nav.activities", "activities.lead", own_keys=("section", "measure", "rows", "q", "page"))
opens = {"section": SECTIONS[0], "measure": MEASURES[0]}
show_findings(view, reads.findings(view, findings), view.words("activities.findings"), "/activities", opens)
shown = section(view.words("block.section"), SECTIONS, lambda name: view.words(f"activities.section_{name}"))
if shown == "kinds":
    pair(view, "activities-categories", "activities-steps", {"measure": pick_measure(view)})
elif shown == "people":
    pair(view, "activities-modes", "activities-people-years")
elif shown == "budget":
    pair(view, "activities-budget", "activities-budget-categories")
elif shown == "results":
    pair(view, "activities-partners", "activities-outputs")
elif shown == "heat":
    heat(view)
else:
    listed(view)
end(view)
