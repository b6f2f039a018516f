"""แผนที่: a measure by province, of one year or of all of them."""

import streamlit as st

from la21data.blocks.maps import BORDERS, first_measure, mapped_measures, parts
from la21data.classes import METHODS
from la21data.domain import DIMENSIONS
from la21data.measures import measure
from la21data.view import View
from pages.shared.blocks import show
from pages.shared.page_frame import begin, end
from pages.shared.pick import pick

WAYS = ("one", "years")


def choices(view: View) -> tuple[str, dict[str, str]]:
    """The way of looking, and the options of the blocks."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="map_choices"):
        see = pick("see", view.words("map.see"), WAYS, WAYS[0], lambda way: view.words(f"map.see_{way}"), width=200)
        code = pick(
            "measure",
            view.words("map.measure"),
            mapped_measures(),
            first_measure(view),
            lambda c: measure(c).words(view.lang).title,
            width=330,
        )
        options = {"measure": code}
        names = parts(view, measure(code))
        if names:
            label = " / ".join(DIMENSIONS[name].label(view.lang) for name in measure(code).always_by)
            options["part"] = pick("part", label, list(names), next(iter(names)), names.__getitem__, width=240)
        options["classes"] = pick("classes", view.words("map.classes"), METHODS, METHODS[0], lambda m: view.words(f"map.{m}"), width=240)
        if see == "one":
            options["borders"] = pick(
                "borders", view.words("map.borders"), BORDERS, BORDERS[0], lambda b: view.words(f"map.borders_{b}"), width=200
            )
    return see, options


view = begin("nav.map", "map.lead", own_keys=("measure", "classes", "part", "see", "borders"))
see, options = choices(view)
if see == "years":
    left, _ = st.columns([8, 4])  # A wide box with small countries in it would part the maps too far.
    with left:
        show(view, "map-years", options)
else:
    left, right = st.columns([5, 7])
    with left:
        show(view, "map", options)
    with right:
        show(view, "ranking", options)
st.caption(view.words("block.definition", definition=measure(options["measure"]).words(view.lang).definition))
end(view)
