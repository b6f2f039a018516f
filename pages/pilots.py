"""จังหวัดต้นแบบ: the six pilot provinces over the years, against the country."""

import streamlit as st

from la21data.blocks.pilots import COMPARED
from la21data.measures import measures
from pages.shared.blocks import show
from pages.shared.page_frame import begin, end
from pages.shared.pick import pick

view = begin("nav.pilots", "pilots.lead", own_keys=("measure",))
if any((view.scope.regions, view.scope.offices, view.scope.provinces, view.scope.pilot is not None, view.scope.lao)):
    st.caption(view.words("pilots.filters_note"))
code = pick("measure", view.words("pilots.measure"), COMPARED, COMPARED[0], lambda code: measures()[code].words(view.lang).title, width=420)
show(view, "pilots-trend", {"measure": code})
show(view, "pilots-now", {"measure": code})
end(view)
