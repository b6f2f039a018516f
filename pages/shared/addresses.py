"""Addresses of what is looked at: to send, to keep with its very numbers, to set into another page. And the keys that pages share."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode, urlsplit

import streamlit as st

from la21data.scope import KEYS, MINE
from la21data.view import View

ONLY = "only"  # The one block that an embedded page shows.
TABLES = "tables"  # The blocks that are shown as tables.
NOT_SHARED = (MINE, "embed", "embed_options", ONLY)  # Whoever opens a link has an office of their own.
NOT_OPTIONS = (*NOT_SHARED, TABLES)  # Nothing to a block, and known on every page.
FRAME = '<iframe src="{url}" width="100%" height="900" style="border:0" title="{title}"></iframe>'


def own() -> dict[str, str]:
    """What the address says beside the scope: the page's own choices."""
    return {key: value for key, value in st.query_params.to_dict().items() if key not in KEYS.values()}


def options() -> dict[str, str]:
    """What the address says to a block."""
    return {key: value for key, value in own().items() if key not in NOT_OPTIONS}


def link(view: View, **more: str) -> str:
    """The address of this page as it stands, with its year said: so that it shows the same next year, and no lens changes it."""
    return _address(view, {**{key: value for key, value in own().items() if key not in NOT_SHARED}, **more})


def frame(view: View, title: str = "", block_id: str = "", chosen: Mapping[str, str] | None = None) -> str:
    """Markup that sets this page into another one; `block_id`, `chosen`: a single block of it, with its options."""
    alone = {**(chosen or {}), ONLY: block_id, "embed": "true"}
    url = _address(view, alone) if block_id else link(view, embed="true")
    return FRAME.format(url=escape(url), title=escape(title or view.words("app.name")))


def _address(view: View, query: Mapping[str, str]) -> str:
    here = urlsplit(str(st.context.url or ""))
    return f"{here.scheme}://{here.netloc}{here.path}?{urlencode({**view.scope.to_query(), **query}, safe=',')}"
