"""มาตรฐาน: the four components, the results of assessments and the awards, by year, kind and place."""

import streamlit as st

from la21data.blocks.standard import SPLITS, groups
from la21data.blocks.standard_map import choices, first_choice
from la21data.findings.standard import findings
from la21data.view import View
from pages.shared import reads
from pages.shared.blocks import show
from pages.shared.findings import show_findings
from pages.shared.page_frame import begin, end
from pages.shared.pick import pick, section

SECTIONS = ("components", "results", "awards", "map")
LEVELS = ("all", "national", "area")


def components(view: View) -> None:
    possible = groups(view)
    group = pick("group", view.words("standard.group"), possible, possible[0], lambda name: view.words(f"standard.group_{name}"), width=260)
    left, right = st.columns(2)
    with left:
        show(view, "standard-components")
    with right:
        show(view, "standard-groups", {"group": group})


def results(view: View) -> None:
    left, right = st.columns(2)
    with left:
        show(view, "standard-results")
    with right:
        show(view, "standard-scores")


def awards(view: View) -> None:
    with st.container(horizontal=True):
        split = pick("split", view.words("standard.split"), SPLITS, SPLITS[0], lambda name: view.words(f"standard.split_{name}"), width=220)
        level = pick("level", view.words("standard.level"), LEVELS, LEVELS[0], lambda name: view.words(f"standard.level_{name}"), width=220)
    left, right = st.columns(2)
    with left:
        show(view, "standard-awards")
    with right:
        show(view, "standard-sizes", {"split": split, "level": level})


def standard_map(view: View) -> None:
    names = choices(view)
    shown = pick("shown", view.words("standard.shown"), list(names), first_choice(view), names.__getitem__, width=380)
    left, right = st.columns([5, 7])
    with left:
        show(view, "standard-map", {"shown": shown})
    with right:
        show(view, "standard-ranking", {"shown": shown})


view = begin("nav.standard", "standard.lead", own_keys=("section", "group", "split", "level", "shown"))
told = view.snapshot.recorded
opens = "awards" if "award" in told and "assessment" not in told else SECTIONS[0]  # Else it would open on what nobody has recorded.
show_findings(view, reads.findings(view, findings), view.words("activities.findings"), "/standard", {"section": opens})
drawn = {"components": components, "results": results, "awards": awards, "map": standard_map}
drawn[section(view.words("block.section"), SECTIONS, lambda name: view.words(f"standard.section_{name}"), default=opens)](view)
end(view)
