"""พื้นที่: everything about one place: a LAO, a province, an office, a region, or the country."""

from dataclasses import replace

import streamlit as st

from la21data import activity_list, places, thai
from la21data.blocks import place as about
from la21data.domain import DIMENSIONS
from la21data.findings.place import findings
from la21data.key_figures import key_figures
from la21data.places import search
from la21data.view import View
from pages.shared import reads
from pages.shared.blocks import show, table
from pages.shared.chips import kept
from pages.shared.crumbs import crumbs
from pages.shared.figures import show_figures
from pages.shared.findings import show_findings
from pages.shared.lists import show_list
from pages.shared.page_frame import begin, end, plain
from pages.shared.pick import section

SECTIONS = ("history", "activities", "standard", "awards", "visits", "peers", "quality")
KEYS = {"lao": "lao", "province": "province", "office": "office", "region": "region"}


def open_place(kind: str, code: str) -> None:
    """Put one place into the address, in place of all others."""
    others = {key: value for key, value in st.query_params.to_dict().items() if key not in (*KEYS.values(), "pilot")}
    st.query_params.from_dict(others | ({KEYS[kind]: code} if kind in KEYS else {}))  # At once: each change of its own is an address.
    st.session_state["place_search"] = ""


def find(view: View) -> None:
    """The search box, and what is most like its text."""
    text = st.text_input(
        view.words("place.search"),
        placeholder=view.words("place.search_hint"),
        icon=":material/search:",
        max_chars=search.LONGEST,
        key="place_search",
        width=520,
    )
    if not text:
        return
    found = search.find(reads.names(view.snapshot, view.lang), text)
    if not found:
        st.info(plain(view.words("place.search_none", text=text)), icon=":material/search_off:")
        return
    told = {"shown": len(found[: search.MOST]), "of": thai.format_number(len(found))}
    st.caption(view.words("place.search_more", **told) if len(found) > search.MOST else view.words("place.search_found"))
    for named in found[: search.MOST]:
        label = f"**{plain(named.name)}**" + (f"  {plain(named.where)}" if named.where else "")
        st.button(
            label,
            key=f"found_{named.kind}_{named.code}",
            type="tertiary",
            icon=":material/place:",
            on_click=open_place,
            args=(named.kind, named.code),
        )


def figures(view: View) -> None:
    show_figures(reads.told(view, key_figures))


def history(view: View, place: places.Place) -> None:
    if place.kind == "lao":
        show(view, "place-history")
        st.markdown(f"**{view.words('place.registry')}**")
        table(view, about.registry_table(view, place.code), key="place_registry")
        return
    left, right = st.columns(2)
    with left:
        show(view, "ladder-years")
    with right:
        show(view, "fast-track-years")


def activities(view: View, place: places.Place) -> None:
    found = activity_list.find(view)
    if not found.found:
        st.info(view.words("place.none", what=view.words("place.records_activities")), icon=":material/inbox:")
        return
    rows = found.table.rows
    if place.kind == "lao":  # Whose they are is the page's heading; a phone has no room to say it in every row.
        rows = rows.drop(columns=[DIMENSIONS[name].label(view.lang) for name in ("lao", "province")])
    table(view, replace(found.table, rows=rows), key="place_activities")
    query = {**kept(view.scope), "section": "list"}
    st.page_link("pages/activities.py", label=view.words("place.all_activities"), icon=":material/arrow_forward:", query_params=query)


def peers(view: View, place: places.Place) -> None:
    if place.kind == "province":
        show(view, "neighbours")
    else:
        show_list(view, "place-peers", drawn_key="place.compared")


def quality(view: View, place: places.Place) -> None:
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in about.quality_sentences(view, place)))
    show_list(view, "place-quality", drawn_key="place.by_year")


view = begin("nav.place", "place.lead", own_keys=("section", "measure"))
find(view)
place = places.place_of(view.snapshot, view.scope)
if place.kind != "country":
    crumbs(view, place, named=False)
st.subheader(plain(place.name), anchor=False)
st.caption(plain(about.told(view, place)))
figures(view)
show_findings(view, reads.findings(view, findings), view.words("place.findings"), "/place")
told = view.snapshot.recorded
default = "awards" if place.kind != "lao" and "award" in told and "participation" not in told else ""  # Not what nobody has recorded.
shown = section(view.words("block.section"), SECTIONS, lambda name: view.words(f"place.section_{name}"), default=default)
if shown == "history":
    history(view, place)
elif shown == "activities":
    activities(view, place)
elif shown in ("standard", "awards", "visits"):
    show_list(view, f"place-{shown}", drawn_key="place.by_year")
elif shown == "peers":
    peers(view, place)
else:
    quality(view, place)
end(view)
