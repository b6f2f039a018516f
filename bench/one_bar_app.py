"""The empty app with one Plotly chart of four bars: what any page with a chart costs at least."""

import plotly.graph_objects as go
import streamlit as st

year = st.selectbox("ปีงบประมาณ", [str(year) for year in range(2569, 2546, -1)], key="year")
st.plotly_chart(go.Figure(go.Bar(x=["ก", "ข", "ค", "ง"], y=[int(year) % 7 + 1, 2, 3, int(year) % 5])), key="chart")
