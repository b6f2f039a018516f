"""The uploader's own words, for which Streamlit has no setting."""

import streamlit as st


def words_of_uploader(button: str, limit: str) -> None:
    """Put words in the place of the uploader's own, which are English and have no setting. What is read aloud follows: hidden text is
    not read, generated text is. The words are ours, never a file's."""
    own = '[data-testid="stFileUploaderDropzone"]'
    st.html(f"""
<style>
  {own} [data-testid="stBaseButton-secondary"] p, [data-testid="stFileUploaderDropzoneInstructions"] span {{ display: none; }}
  {own} [data-testid="stBaseButton-secondary"] [data-testid="stMarkdownContainer"]::after {{ content: "{button}"; }}
  [data-testid="stFileUploaderDropzoneInstructions"]::after {{ content: "{limit}"; color: #56635C; font-size: .875rem; }}
</style>""")
