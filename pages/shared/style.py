"""The few rules of style that Streamlit's theme has no setting for. Constants of ours only: nothing from a file or an address."""

import streamlit as st

CSS = """
<style>
  .stApp { font-variant-numeric: tabular-nums; }
  .stApp h1 { font-size: 1.9rem; line-height: 1.5; padding: 0 0 .1rem; }
  .stApp h2 { font-size: 1.4rem; line-height: 1.5; }
  .stApp h3, .stApp h4 { font-size: 1.12rem; line-height: 1.55; padding: .4rem 0 0; }
  .stApp p, .stApp li { line-height: 1.6; }
  .stApp [data-testid="stCaptionContainer"] { color: #56635C; opacity: 1; }
  .stApp [data-testid="stCaptionContainer"] p { color: inherit; }
  .stMainBlockContainer { padding: 2.2rem 2.5rem 2rem; max-width: 1500px; }
  [data-testid="stMetricLabel"] p { white-space: normal; }
  [data-testid="stMetricValue"] { font-weight: 600; }
  .stApp [data-testid="stMetric"] * { white-space: normal; text-overflow: clip; overflow: visible; }
  .stApp .st-key-key_figures > [data-testid="stElementContainer"] { flex: 1 1 30%; width: 30%; }
  .st-key-block_findings [data-testid="stPageLink"] * { white-space: normal; text-overflow: clip; overflow: visible; }
  .st-key-block_findings [data-testid="stPageLink"] p {
    line-height: 1.6; text-decoration: underline; text-decoration-color: #BCC7C0; text-underline-offset: 4px;
  }
  [data-testid="stSidebarHeader"]::before {
    content: "LA21 & Green City"; font-weight: 600; font-size: 1.05rem; white-space: nowrap; color: #1B6B4A;
  }
  @media (min-width: 1200px) {
    .stApp .st-key-key_figures > [data-testid="stElementContainer"] { flex: 1 1 15%; width: 15%; }
    .st-key-key_figures [data-testid="stMetricValue"] { font-size: 1.75rem; }
    .stApp .st-key-key_figures [data-testid="stMetricDelta"] * { font-size: .8rem; }
    .stApp .st-key-key_figures { align-items: stretch; }
    .stApp .st-key-key_figures [data-testid="stMetric"] > div { padding: .7rem .8rem; }
    .stApp .st-key-key_figures [data-testid="stElementContainer"] > *, .stApp .st-key-key_figures [data-testid="stMetric"] { height: 100%; }
  }
  [class*="st-key-block_"] [data-testid="stAlert"] { margin-top: .5rem; }
  .st-key-block_findings h4 { padding-bottom: .4rem; }
  .st-key-block_findings [data-testid="stPageLink"] a { background: transparent; padding-left: 0; }
  .st-key-block_findings [data-testid="stPageLink"] a * { font-weight: 400; }
  .stApp :is(button, a, summary, [role="tab"], [role="radio"]):focus-visible { outline: 2px solid #1B6B4A !important; outline-offset: 1px; }
  @media (max-width: 640px) {
    .stMainBlockContainer { padding: 3.8rem .8rem 2rem; }
    .stApp .st-key-key_figures > [data-testid="stElementContainer"] { flex: 1 1 45%; width: 45%; min-width: 0; }
    .st-key-key_figures [data-testid="stMetricValue"] { font-size: 1.3rem; }
    .stApp h1 { font-size: 1.5rem; }
  }
  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation-duration: .01ms !important; transition-duration: .01ms !important; }
  }
  /* A4's shape, as wide as the widest page: nobody draws the charts anew for paper, and on a narrower page they would be cut. */
  @page { size: 1600px 2263px; margin: 40px; }
  @media print {
    [data-testid="stSidebar"], [data-testid="stHeader"], .st-key-scope_row { display: none; }
    .stApp [role="tablist"], .stButton, .stButtonGroup { display: none; }
    .stApp [data-testid="stPopover"] { display: none; }
    .stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"] { position: static; height: auto; overflow: visible; }
    [class*="st-key-block_"] { break-inside: avoid; }
    .stMainBlockContainer { padding-top: 0; }
  }
</style>
"""


def style() -> None:
    """Send the rules once a page."""
    st.html(CSS)


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
