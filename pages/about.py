"""เกี่ยวกับ: the programme, its published figures, the measures, the sources."""

import pandas as pd
import streamlit as st

from la21data import reference, thai
from la21data.domain import RECORD_KINDS, STEP_TITLES, TRACKS
from la21data.findings.knowledge import has_records, of_records
from la21data.glossary import combining
from la21data.measures import measures
from pages.shared import reads
from pages.shared.findings import show_findings
from pages.shared.page_frame import View, begin, end


def programme(view: View) -> None:
    st.subheader(view.words("about.programme"), anchor=False)
    st.markdown(view.words("about.programme_text"))
    facts = reference.programme()
    pilots = [p.name_th if view.lang == "th" else p.name_en for p in reference.provinces().values() if p.is_pilot]
    st.markdown(
        f"**{view.words('about.facts')}**\n\n"
        + "\n".join(
            "- " + sentence
            for sentence in (
                view.words(
                    "about.fact_laos",
                    laos=thai.format_number(facts.lao_total),
                    municipalities=thai.format_number(facts.municipalities),
                    pao=facts.lao_counts["pao"],
                    sao=thai.format_number(facts.lao_counts["sao"]),
                ),
                view.words("about.fact_areas", areas=facts.areas),
                view.words("about.fact_pilots", n=len(pilots), names=" ".join(pilots) if view.lang == "th" else ", ".join(pilots)),
                view.words("about.fact_cover", n=facts.provinces_to_cover),
            )
        )
    )


def ladder(view: View) -> None:
    st.subheader(view.words("about.ladder"), anchor=False)
    for column, track in zip(st.columns(2), TRACKS, strict=True):
        column.markdown(f"**{track.label(view.lang)}**\n\n" + "\n".join(f"{t.code}. {t.label(view.lang)}" for t in STEP_TITLES[track.code]))


def measure_list(view: View) -> None:
    st.subheader(view.words("about.measures"), anchor=False)
    in_order = sorted(measures().values(), key=lambda one: thai.collation_key(one.words(view.lang).title))
    st.caption(view.words("about.finding_measures", n=sum(has_records(view, one) for one in in_order), of=len(in_order)))
    for found in in_order:  # A list, not a table: five columns of sentences do not fit a phone.
        told = found.words(view.lang)
        combine = f"{view.words('about.combine')}: {view.words(f'about.{combining(found)}')}"
        lacking = "" if has_records(view, found) else f" · *{view.words('about.no_records')}*"
        st.markdown(f"**{told.title}** ({told.unit}, {combine}){lacking}  \n{told.definition}  \n{view.words('about.why')}: {told.why}")


def sources(view: View) -> None:
    st.subheader(view.words("about.sources"), anchor=False)
    st.markdown(
        "\n".join(
            "- " + view.words(f"about.{key}") for key in ("source_records", "source_shapes", "source_codes", "source_offices", "privacy")
        )
    )


def records(view: View) -> None:
    st.subheader(view.words("about.this_snapshot"), anchor=False)
    counts = dict(view.snapshot.rows("select kind, sum(records) from recorded group by kind"))
    rows = [
        {
            view.words("about.kind"): kind.label(view.lang),
            view.words("about.count"): thai.format_number(counts[kind.code]),
            view.words("about.years"): "–".join(map(str, sorted({min(years), max(years)}))),
        }
        for kind in RECORD_KINDS
        if (years := view.snapshot.recorded.get(kind.code))
    ]
    if rows:
        st.table(pd.DataFrame(rows).set_index(view.words("about.kind")))


view = begin("nav.about", "about.lead", with_scope=False)
show_findings(view, reads.findings(view, of_records), view.words("about.findings"), "/about")
programme(view)
ladder(view)
records(view)
measure_list(view)
sources(view)
end(view)
