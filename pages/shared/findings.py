"""Findings on a page: sentences, each a link to the rows that its figures come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from la21data.findings import Finding
from la21data.view import View
from pages.shared.addresses import own
from pages.shared.chips import kept
from pages.shared.links import page_of
from pages.shared.plain import plain

NOTHING: Mapping[str, str] = {}


def show_findings(view: View, findings: Sequence[Finding], title: str, path: str = "", here: Mapping[str, str] = NOTHING) -> None:
    """A box of sentences. Nothing where there is nothing to say.

    `path`, `here`: the page, and what it shows where its address does not say; a link within it keeps that. A sentence about what is
    open already is no link: it would lead nowhere.
    """
    if not findings:
        return
    with st.container(border=True, key="block_findings"):
        st.markdown(f"#### {title}", anchors=False)
        shown = {**here, **st.query_params.to_dict()}
        for finding in findings:
            if finding.path == path and all(shown.get(key) == value for key, value in finding.options.items()):
                st.markdown(plain(finding.text))
                continue
            stays = own() if finding.path == path else {}
            st.page_link(page_of(finding.path), label=plain(finding.text), query_params={**stays, **kept(view.scope), **finding.options})
