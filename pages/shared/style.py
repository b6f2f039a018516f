"""The few rules of style that Streamlit's theme has no setting for. Constants of ours only: nothing from a file or an address."""

import streamlit as st

CSS = """
<style>
  .stApp { font-variant-numeric: tabular-nums; }
  .stApp h1 { font-size: 1.9rem; line-height: 1.5; padding: 0 0 .1rem; }
  .stApp h2 { font-size: 1.4rem; line-height: 1.5; }
  .stApp h3, .stApp h4 { font-size: 1.12rem; line-height: 1.55; padding: .4rem 0 0; }
  .stApp p, .stApp li { line-height: 1.6; }
  .stMainBlockContainer { padding-top: 2.6rem; padding-bottom: 2rem; max-width: 1500px; }
  [data-testid="stMetricLabel"] p { white-space: normal; }
  [data-testid="stMetricValue"] { font-weight: 600; }
  .stApp [data-testid="stMetric"] * { white-space: normal; text-overflow: clip; overflow: visible; }
  .stApp .st-key-key_figures > [data-testid="stElementContainer"] { flex: 1 1 30%; width: 30%; }
  .st-key-block_findings [data-testid="stPageLink"] * { white-space: normal; text-overflow: clip; overflow: visible; }
  .st-key-block_findings [data-testid="stPageLink"] p {
    line-height: 1.6; text-decoration: underline; text-decoration-color: #BCC7C0; text-underline-offset: 4px;
  }
  @media (max-width: 640px) {
    .stMainBlockContainer { padding: 3.8rem .8rem 2rem; }
    .stApp .st-key-key_figures > [data-testid="stElementContainer"] { flex: 1 1 45%; width: 45%; min-width: 0; }
    .st-key-key_figures [data-testid="stMetricValue"] { font-size: 1.3rem; }
    .stApp h1 { font-size: 1.5rem; }
  }
  @media print { [data-testid="stSidebar"], [data-testid="stHeader"], .st-key-scope_row { display: none; } }
</style>
"""


def style() -> None:
    """Send the rules once a page."""
    st.html(CSS)
