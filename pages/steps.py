"""บันได 4 ขั้น: where LAOs stand on both tracks, year by year, never added up."""

import streamlit as st

from la21data.domain import STEP_TITLES, TRACKS
from la21data.view import View
from pages.shared.blocks import show
from pages.shared.page_frame import begin, end
from pages.shared.pick import pick


def meanings(view: View) -> None:
    with st.expander(view.words("steps.what_steps_mean")):
        for column, track in zip(st.columns(2), TRACKS, strict=True):
            column.markdown(
                f"**{track.label(view.lang)}**\n\n" + "\n".join(f"{t.code}. {t.label(view.lang)}" for t in STEP_TITLES[track.code])
            )


view = begin("nav.steps", "steps.lead", own_keys=("show",))
show(view, "ladder-now")
meanings(view)
shown_as = pick("show", view.words("steps.show_as"), ("count", "share"), "count", lambda code: view.words(f"steps.{code}"), width=260)
left, right = st.columns(2)
with left:
    show(view, "ladder-years", {"show": shown_as})
with right:
    show(view, "fast-track-years", {"show": shown_as})
end(view)
