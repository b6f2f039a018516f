"""บันได 4 ขั้น: where LAOs stand on both tracks, how they move, how long it takes, who they are, and whom to help first."""

import streamlit as st

from la21data import places
from la21data.blocks.flows import chosen_years
from la21data.blocks.lists import STILL, YEARS_TO_CHOOSE
from la21data.domain import STEP_TITLES, TRACKS
from la21data.findings.steps import findings
from la21data.metrics.flows import years_told
from la21data.view import View
from pages.shared import reads
from pages.shared.blocks import show
from pages.shared.findings import show_findings
from pages.shared.lists import show_list
from pages.shared.page_frame import begin, end
from pages.shared.pick import pick, pick_years, section


def now(view: View) -> None:
    show(view, "ladder-now")
    with st.expander(view.words("steps.what_steps_mean")):
        for column, track in zip(st.columns(2), TRACKS, strict=True):
            column.markdown(
                f"**{track.label(view.lang)}**\n\n" + "\n".join(f"{t.code}. {t.label(view.lang)}" for t in STEP_TITLES[track.code])
            )


def by_year(view: View) -> None:
    shown_as = pick("show", view.words("steps.show_as"), ("count", "share"), "count", lambda code: view.words(f"steps.{code}"), width=260)
    left, right = st.columns(2)
    with left:
        show(view, "ladder-years", {"show": shown_as})
    with right:
        show(view, "fast-track-years", {"show": shown_as})


def moves(view: View) -> None:
    years = chosen_years(view, st.query_params.to_dict())
    if years is None:
        show(view, "step-flow")
        return
    options = pick_years(view, years_told(view.snapshot), years)
    left, right = st.columns([7, 5])
    with left:
        show(view, "step-flow", options)
    with right:
        show(view, "flow-changes", options)


def pick_track(view: View) -> dict[str, str]:
    names = {track.code: track.label(view.lang) for track in TRACKS}
    first = view.scope.tracks[0] if len(view.scope.tracks) == 1 else "ladder"
    return {"on": pick("on", view.words("steps.track"), list(names), first, names.__getitem__, width=300)}


def years_taken(view: View) -> None:
    show(view, "waiting", pick_track(view))


def who(view: View) -> None:
    options = pick_track(view)
    if places.place_of(view.snapshot, view.scope).kind != "country":
        show(view, "step-by-type", options)  # A place lies in one region, which has all of it.
        return
    left, right = st.columns(2)
    with left:
        show(view, "step-by-type", options)
    with right:
        show(view, "step-by-region", options)


def lists_to_work_from(view: View) -> None:
    left, right, _ = st.columns([4, 2, 6])
    with left:
        which = pick("list", view.words("lists.which"), ("still", "ready"), "still", lambda code: view.words(f"lists.{code}_name"))
    if which == "ready":
        show_list(view, "ready-to-rise")
        return
    with right:
        years = pick("n", view.words("lists.years"), YEARS_TO_CHOOSE[1:], str(STILL), lambda n: view.words("lists.n_years", n=n))
    show_list(view, "standing-still", {"n": years})


SECTIONS = {"now": now, "by_year": by_year, "moves": moves, "years": years_taken, "who": who, "lists": lists_to_work_from}

view = begin("nav.steps", "steps.lead", own_keys=("section", "show", "from", "to", "on", "list", "n"))
show_findings(view, reads.findings(view, findings), view.words("steps.findings"), "/steps", {"section": "now", "list": "still"})
shown = section(view.words("block.section"), tuple(SECTIONS), lambda code: view.words(f"steps.section_{code}"))
SECTIONS[shown](view)
end(view)
