"""The router: page config and navigation. What a page shows is in `pages/`."""

import streamlit as st

from la21data.text import words
from pages.shared.page_frame import language
from pages.shared.style import style

PAGES = {
    "overview_group": {
        "overview": ("", ":material/space_dashboard:"),
        "map": ("map", ":material/map:"),
        "steps": ("steps", ":material/stairs:"),
        "pilots": ("pilots", ":material/flag:"),
    },
    "knowledge_group": {"about": ("about", ":material/info:")},
}

lang = language()
st.set_page_config(page_title=words("app.name", lang), page_icon="serving/icon.svg", layout="wide")
style()
st.navigation(
    {
        words(f"nav.{group}", lang): [
            st.Page(f"pages/{name}.py", title=words(f"nav.{name}", lang), icon=icon, url_path=path or None, default=not path)
            for name, (path, icon) in pages.items()
        ]
        for group, pages in PAGES.items()
    }
).run()
