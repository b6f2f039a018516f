"""Links to what is looked at: to send, to keep with its very numbers, and to set into a page of the intranet."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode, urlsplit

import streamlit as st

from la21data.scope import KEYS, MINE
from la21data.view import View

KEY = "share"
NOT_SHARED = (MINE, "embed", "embed_options", "only")  # Whoever opens a link has an office of their own.
FRAME = '<iframe src="{url}" width="100%" height="900" style="border:0" title="{title}"></iframe>'


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
        frame = FRAME.format(url=escape(link(view, embed="true")), title=escape(view.words("app.name")))
        st.code(frame, language=None, wrap_lines=True)


def link(view: View, **more: str) -> str:
    """The address of this page as it stands, with its year said: so that it shows the same next year, and no lens changes it."""
    asked = st.query_params.to_dict()
    own = {key: value for key, value in asked.items() if key not in (*KEYS.values(), *NOT_SHARED)}
    here = urlsplit(str(st.context.url or ""))
    query = view.scope.to_query() | own | more
    return f"{here.scheme}://{here.netloc}{here.path}?{urlencode(query, safe=',')}"
