"""The empty app with one choropleth of 77 values, its shapes by address: what any page with a map costs at least."""

import plotly.graph_objects as go
import streamlit as st

from la21data.reference import provinces
from la21data.static_files import static_url

year = st.selectbox("ปีงบประมาณ", [str(year) for year in range(2569, 2546, -1)], key="year")
codes = list(provinces())
values = [int(code) * int(year) % 41 for code in codes]
chart = go.Figure(go.Choropleth(geojson=static_url("provinces"), featureidkey="id", locations=codes, z=values, showscale=False))
chart.update_layout(geo={"visible": False, "fitbounds": "locations"})
st.plotly_chart(chart, key="chart", config={"topojsonURL": static_url("topostub")})
