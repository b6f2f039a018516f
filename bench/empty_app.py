"""An empty Streamlit app: what pages are measured beside."""

import streamlit as st

st.selectbox("ปีงบประมาณ", [str(year) for year in range(2569, 2546, -1)], key="year")
