"""The router: page config and navigation. What a page shows is in `pages/`."""

import streamlit as st

from la21data.text import words
from pages.shared import person
from pages.shared.links import PAGES
from pages.shared.page_frame import language

lang = language()
st.set_page_config(page_title=words("app.name", lang), page_icon="serving/icon.svg", layout="wide", initial_sidebar_state=270)
person.gate(lang)
st.navigation(
    {
        words(f"nav.{group}", lang): [
            st.Page(f"pages/{name}.py", title=words(f"nav.{name}", lang), icon=icon, url_path=path or None, default=not path)
            for name, (path, icon) in pages.items()
        ]
        for group, pages in PAGES.items()
    },
    position="hidden" if st.context.is_embedded else "sidebar",
    expanded=True,  # Else the menu hides its last pages behind an English «View 4 more» where the sign-in stands below it.
).run()
