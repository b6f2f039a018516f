"""Findings on a page: sentences, each a link to the rows that its figures come from."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from la21data.findings import Finding
from la21data.view import View
from pages.shared.chips import kept
from pages.shared.links import page_of
from pages.shared.plain import plain


def show_findings(view: View, findings: Sequence[Finding], title: str) -> None:
    """A box of sentences. Nothing where there is nothing to say."""
    if not findings:
        return
    with st.container(border=True, key="block_findings"):
        st.markdown(f"#### {title}", anchors=False)
        for finding in findings:
            st.page_link(page_of(finding.path), label=plain(finding.text), query_params={**kept(view.scope), **finding.options})
