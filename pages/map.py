"""แผนที่: a choropleth of any measure, its ranking beside it."""

import streamlit as st

from la21data.blocks.maps import first_measure, mapped_measures, parts
from la21data.classes import METHODS
from la21data.domain import DIMENSIONS
from la21data.measures import measure
from pages.shared.blocks import show
from pages.shared.page_frame import begin, end
from pages.shared.pick import pick

view = begin("nav.map", "map.lead", own_keys=("measure", "classes", "part"))
left, middle, right = st.columns([5, 4, 3])
with left:
    code = pick("measure", view.words("map.measure"), mapped_measures(), first_measure(view), lambda c: measure(c).words(view.lang).title)
with middle:
    method = pick("classes", view.words("map.classes"), METHODS, METHODS[0], lambda m: view.words(f"map.{m}"))
options = {"measure": code, "classes": method}
names = parts(view, measure(code))
if names:
    label = " / ".join(DIMENSIONS[name].label(view.lang) for name in measure(code).always_by)
    with right:
        options["part"] = pick("part", label, list(names), next(iter(names)), names.__getitem__)
left, right = st.columns([5, 7])
with left:
    show(view, "map", options)
with right:
    show(view, "ranking", options)
st.caption(view.words("block.definition", definition=measure(code).words(view.lang).definition))
end(view)
