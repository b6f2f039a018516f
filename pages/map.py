"""แผนที่: a measure by province, of one year or of all of them."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from la21data import places, thai
from la21data.blocks.funnel import shares
from la21data.blocks.maps import BORDERS, ORDERS, first_measure, mapped_measures, measured_years, parts
from la21data.classes import METHODS
from la21data.domain import DIMENSIONS
from la21data.findings import Finding
from la21data.findings.map import findings
from la21data.findings.map_over_time import between_two, over_years
from la21data.measures import measure
from la21data.view import View
from pages.shared import reads
from pages.shared.blocks import show
from pages.shared.chips import kept
from pages.shared.crumbs import crumbs
from pages.shared.findings import show_findings
from pages.shared.page_frame import begin, end
from pages.shared.pick import pick, section
from pages.shared.player import PLAYING, player

NAMES = ("hidden", "shown")
WAYS = ("one", "play", "years", "two", "difference", "funnel")


def choices(view: View) -> tuple[str, dict[str, str]]:
    """The way of looking, and the options of the blocks."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="map_choices"):
        see = pick("see", view.words("map.see"), WAYS, WAYS[0], lambda way: view.words(f"map.see_{way}"), width=165)
        code = pick(
            "measure",
            view.words("map.measure"),
            shares() if see == "funnel" else mapped_measures(view.lang),
            shares()[0] if see == "funnel" else first_measure(view),
            lambda c: measure(c).words(view.lang).title,
            width=250,
        )
        options = {"measure": code}
        names = parts(view, measure(code))
        if names:
            label = " / ".join(DIMENSIONS[name].label(view.lang) for name in measure(code).always_by)
            options["part"] = pick("part", label, list(names), next(iter(names)), names.__getitem__, width=240, told=False)
        if see == "funnel" or (len(view.scope.provinces) == 1 and see == "one"):
            return see, options
        options["classes"] = pick("classes", view.words("map.classes"), METHODS, METHODS[0], lambda m: view.words(f"map.{m}"), width=190)
        if see == "one":
            options["borders"] = pick(
                "borders", view.words("map.borders"), BORDERS, BORDERS[0], lambda b: view.words(f"map.borders_{b}"), width=130
            )
            options["order"] = pick("order", view.words("map.order"), ORDERS, ORDERS[0], lambda o: view.words(f"map.order_{o}"), width=105)
            options["names"] = pick("names", view.words("map.names"), NAMES, NAMES[0], lambda n: view.words(f"map.names_{n}"), width=100)
    return see, options


def second(view: View, options: dict[str, str]) -> dict[str, str]:
    """What the second map shows: another measure, another year, or both."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="second_choices"):
        label = view.words("map.measure2")
        code = pick("measure2", label, mapped_measures(), options["measure"], lambda c: measure(c).words(view.lang).title, width=330)
        years = [str(year) for year in reversed(view.snapshot.fiscal_years)]
        last = view.scope.years[-1] if view.scope.years else 0
        before = str(last - 1) if code == options["measure"] else str(last)
        others = [one for one in years if one != str(last)] or years
        if not years:
            return {"measure2": code}
        year = pick(
            "fy2",
            view.words("map.year2"),
            years,
            before if before in years else others[-1],  # Of the first year the one after it.
            lambda one: thai.year_label(int(one), view.lang),
            width=190,
        )
    return {"measure2": code, "fy2": year} | ({"over": "years"} if code == options["measure"] else {})


def sentences() -> Sequence[Finding]:
    """What the maps that are shown say: of a year, over the years, between two, of two measures side by side."""
    if see in ("play", "years"):
        return reads.findings(view, over_years, *about)
    if see == "difference" and options["measure2"] == options["measure"]:
        return reads.findings(view, between_two, *about, int(options["fy2"]))
    first = reads.findings(view, findings, *about)
    if see == "one" and len(view.scope.provinces) == 1:  # And how it came there; why there is nothing is said once.
        over = [one for one in reads.findings(view, over_years, *about)[:1] if one.text not in {told.text for told in first}]
        return [*first, *(replace(one, options={"beside": "province-trend"}) for one in over)]
    if see == "funnel":
        return [replace(one, options={"tables": "funnel"}) for one in first]
    if see == "one" or options["measure2"] == options["measure"]:
        return first
    then = view.with_scope(view.scope.with_years(int(options["fy2"]))) if options.get("fy2") else view
    other_told = reads.findings(then, findings, options["measure2"], "")
    other = "map-second" if see == "two" else "map-difference"
    # There is no ranking beside these maps: the rows are those of the map itself.
    return [
        *(replace(one, options={"tables": "map"}) for one in first[:2]),
        *(replace(one, options={"tables": other}) for one in other_told[:1]),
    ]


def open_province(code: str) -> None:
    st.query_params["province"] = code


def open_lao(code: str) -> None:
    st.switch_page("pages/place.py", query_params={**kept(view.scope), "lao": code})


@st.fragment
def one_province(view: View, options: dict[str, str]) -> None:
    """A province: its LAOs on the left, and beside them its ladder, its trend or its neighbours."""
    left, right = st.columns([5, 7])
    with left:
        show(view, "province-laos", on_pick=open_lao)
    with right:
        blocks = {"ladder-now": "steps.now_name", "province-trend": "map.trend_tab", "neighbours": "map.neighbours_tab"}
        first = "ladder-now" if "participation" in view.snapshot.recorded else "province-trend"  # Not what nobody has recorded.
        names = {block_id: view.words(key) for block_id, key in blocks.items()}
        beside = section(view.words("map.beside"), list(names), names.__getitem__, key="beside", default=first)
        show(view, beside, options)


view = begin(
    "nav.map", "map.lead", own_keys=("measure", "classes", "part", "see", "borders", "names", "measure2", "fy2", "beside", "order")
)
if view.scope.lao:  # A map is of provinces: of one LAO it shows the province that it lies in.
    st.caption(view.words("map.of_its_province"))
    around = places.around(view.snapshot, places.place_of(view.snapshot, view.scope), view.lang)
    code = next(place.code for place in around if place.kind == "province")
    view = view.with_scope(replace(view.scope.whole_country(), provinces=(code,)))
top = st.container()  # What is found comes before what can be chosen: a phone shows nothing else at first.
see, options = choices(view)
if see != "play":
    st.session_state.pop(PLAYING, None)  # Who comes back to the years finds them standing.
place = places.place_of(view.snapshot, view.scope)
if place.kind != "country":
    crumbs(view, place)
about = (options["measure"], options.get("part", ""))
if see in ("two", "difference"):
    options |= second(view, options)
with top:
    show_findings(view, sentences(), view.words("map.findings"), "/map", options)
if see == "play":
    whole = view.with_scope(view.scope.with_years(*view.snapshot.fiscal_years))
    player(view, options, measured_years(whole, measure(options["measure"])))
elif see == "funnel":
    show(view, "funnel", options)
elif see == "two":
    left, right = st.columns(2)
    with left:
        show(view, "map", options)
    with right:
        show(view, "map-second", options)
elif see == "difference":
    left, right = st.columns(2)
    with left:
        show(view, "map-difference", options)
    with right:
        show(view, "map", options)
elif see == "years":
    left, right = st.columns([8, 5])  # A wider box with small countries in it would part the maps too far.
    with left:
        show(view, "map-years", options)
    with right:
        show(view, "map-regions", options)
elif place.kind == "province":
    one_province(view, options)
else:
    left, right = st.columns([5, 7])
    with left:
        show(view, "map", options, on_pick=open_province)
    with right:
        show(view, "ranking", options)
st.caption(view.words("block.definition", definition=measure(options["measure"]).words(view.lang).definition))
end(view)
