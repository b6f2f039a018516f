"""What a first page must hold and no more, in bare Streamlit, with nothing to work out: the least that a page with this content takes.

A year to choose, six key figures, a choropleth, a chart of four bars, two downloads, three sentences.
"""

import plotly.graph_objects as go
import streamlit as st

from la21data.reference import provinces
from la21data.static_files import static_url

year = int(st.selectbox("ปีงบประมาณ", [str(year) for year in range(2569, 2546, -1)], key="year"))
with st.container(horizontal=True):
    for number in range(6):
        st.metric(f"ตัวเลข {number}", year + number, delta=year % 7, border=True)
left, right = st.columns(2)
with left, st.container(border=True):
    st.markdown(f"#### แผนที่ ปี {year}")
    codes = list(provinces())
    values = [int(code) * year % 41 for code in codes]
    chart = go.Figure(go.Choropleth(geojson=static_url("provinces"), featureidkey="id", locations=codes, z=values, showscale=False))
    chart.update_layout(geo={"visible": False, "fitbounds": "locations"})
    st.plotly_chart(chart, key="map", config={"topojsonURL": static_url("topostub")})
    st.caption(f"แหล่งข้อมูล ปี {year}")
    st.download_button("ดาวน์โหลด", str(year), key="map_file", on_click="ignore")
with right, st.container(border=True):
    st.markdown(f"#### บันได ปี {year}")
    st.plotly_chart(go.Figure(go.Bar(x=["ก", "ข", "ค", "ง"], y=[year % 7 + 1, 2, 3, year % 5])), key="bars")
    st.caption(f"แหล่งข้อมูล ปี {year}")
    st.download_button("ดาวน์โหลด", str(year), key="bars_file", on_click="ignore")
for number in range(3):
    st.markdown(f"ข้อค้นพบ {number} ปี {year}")
