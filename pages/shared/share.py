"""Links to what is looked at: to send, to keep with its very numbers, and to set into a page of the intranet."""

from __future__ import annotations

import streamlit as st

from la21data.view import View
from pages.shared.addresses import frame, link

KEY = "share"


def draw(view: View) -> None:
    """A button that opens the links. They are made when it is open; Streamlit's own button copies them, without another host."""
    popover = st.popover(
        view.words("scope.copy_link"), icon=":material/link:", width="content", key=KEY, on_change="rerun", type="tertiary"
    )
    if not popover.open:
        return
    with popover:
        st.markdown(view.words("scope.link_now"))
        st.code(link(view), language=None, wrap_lines=True)
        st.markdown(view.words("scope.link_kept"))
        st.code(link(view, snapshot=view.snapshot.id), language=None, wrap_lines=True)
        st.markdown(view.words("scope.link_frame"))
        st.code(frame(view), language=None, wrap_lines=True)
