"""la21data.maps: what travels with a map, and what its legend and pointer say. (What is painted: tests/browser.)"""

import gzip
import json
import math
from itertools import combinations

import pandas as pd
import pytest

from la21data import geo, maps, reference
from la21data.classes import classify_frame
from la21data.look import colours
from la21data.maps import framing
from la21data.measures import measure
from tests.validated import figure

COUNT, RATE = measure("participating_laos"), measure("participation_rate")
URLS = {"geojson_url": "/app/static/geo/provinces.json", "hatch_url": "/app/static/geo/hatch.json"}
NAN = math.nan


def frame(flags: dict[str, str] | None = None) -> pd.DataFrame:
    """A rate for all 77 provinces: n of 200, n growing with the code; `flags` by province."""
    rows = []
    for at, (code, province) in enumerate(reference.provinces().items()):
        flag = (flags or {}).get(code, "")
        missing = flag in ("no_data", "not_eligible")
        value = NAN if missing else 0.0 if flag == "not_applied" else (at + 1) / 200
        rows.append(
            {
                "province": code,
                "province_th": province.name_th,
                "value": value,
                "numerator": NAN if missing else value * 200,
                "denominator": NAN if missing else 200.0,
                "low": value * 0.9,
                "high": value * 1.1,
                "flag": flag,
            }
        )
    return pd.DataFrame(rows)


def draw(data, of=RATE, lang="th", **more):
    return figure(maps.choropleth(data, of, lang, classify_frame(data, of, lang=lang), **URLS, **more))


def layers(drawn, subplot="geo"):
    return [trace for trace in drawn.data if trace.type == "choropleth" and (trace.geo or "geo") == subplot]


def legend(drawn):
    return next(trace for trace in drawn.data if trace.type == "pie")


FLAGS = {"10": "no_data", "21": "not_applied", "22": "not_applied", "40": "small_number", "41": "small_number"}


def test_a_wide_place_has_a_low_map_and_a_tall_one_no_higher_than_asked():
    wide = draw(frame()[lambda rows: rows["province"].isin(["38", "41", "42", "43", "47", "48"])])
    tall = draw(frame()[lambda rows: rows["province"].isin(["50", "90"])])
    assert 330 <= wide.layout.height < 500 and tall.layout.height == draw(frame()).layout.height == 760


def test_every_province_is_in_one_coloured_layer():
    coloured = [trace for trace in layers(draw(frame(FLAGS))) if trace.hovertemplate != ""]
    codes = [code for trace in coloured for code in trace.locations]
    assert sorted(codes) == sorted(reference.provinces())


def test_shapes_come_by_url_and_never_travel():
    drawn = draw(frame(FLAGS))
    assert {trace.geojson for trace in layers(drawn)} == {URLS["geojson_url"], URLS["hatch_url"]}
    assert {trace.featureidkey for trace in layers(drawn)} == {"id"}
    assert "coordinates" not in drawn.to_json()


@pytest.mark.parametrize("of,data", [(RATE, frame(FLAGS)), (RATE, frame()), (COUNT, frame(FLAGS))])
def test_a_changed_map_is_small(of, data):
    """Under 10 kB as sent by a server that compresses; the names of the provinces are most of the rest."""
    sent = draw(data, of).to_json()
    assert len(gzip.compress(sent.encode())) < 4_500
    assert len(sent) < 15_500


def test_the_colour_range_is_said_outright():
    """Plotly else stretches the classes over each layer's own values."""
    drawn = draw(frame())
    assert {(trace.zmin, trace.zmax) for trace in layers(drawn)} == {(-0.5, 4.5)}
    assert [colour for _, colour in layers(drawn)[0].colorscale][::2] == list(colours.sequential(5))


def test_thailand_stands_in_a_tall_whole_box():
    drawn = draw(frame())
    assert drawn.layout.geo.domain.y == (0, 1), "plotly gives each of two maps half the height"
    assert drawn.layout.geo.projection.type == "mercator" and drawn.layout.geo.visible is False
    assert drawn.layout.geo.lonaxis.range == (97.2, 105.8) and drawn.layout.geo.lataxis.range == (5.5, 20.6)


def test_the_inset_shares_classes():
    drawn = draw(frame())
    whole, inset = layers(drawn)[0], layers(drawn, "geo2")[0]
    assert list(inset.locations) == [code for code in whole.locations if code in geo.inset_codes]
    index = dict(zip(whole.locations, whole.z, strict=True))
    assert list(inset.z) == [index[code] for code in inset.locations]
    assert any("ปริมณฑล" in annotation.text for annotation in drawn.layout.annotations)


def test_an_inset_without_provinces_is_left_out():
    south = frame()[lambda rows: rows["province"].isin(["90", "91"])]
    drawn = draw(south)
    assert not layers(drawn, "geo2") and not drawn.layout.annotations
    assert "นอกขอบเขตที่เลือก (75 จังหวัด)" in legend(drawn).labels


def test_the_legend_counts_each_class():
    data = frame(FLAGS)
    classes = classify_frame(data, RATE)
    drawn = draw(data)
    entries = list(legend(drawn).labels)
    assert [entry.split(" (")[0] for entry in entries[:5]] == list(classes.labels)
    counts = [int(entry.rsplit("(", 1)[1].split()[0]) for entry in entries[:5]]
    assert sum(counts) == 74
    assert entries[5:] == [
        "จำนวนน้อย ควรระวัง (2 จังหวัด)",
        "ไม่มีข้อมูล (1 จังหวัด)",
        "ไม่ได้เข้าร่วมโครงการ (2 จังหวัด)",
        "จังหวัดต้นแบบ",
    ]
    assert drawn.layout.legend.itemclick is False
    assert drawn.layout.legend.y > 0, "its box covers the pie that stands for it"


def test_three_states_differ_without_colour():
    drawn = draw(frame(FLAGS))
    patterns = dict(zip(legend(drawn).labels, legend(drawn).marker.pattern.shape, strict=True))
    assert len({patterns[name] for name in patterns if name.startswith(("จำนวนน้อย", "ไม่"))}) == 3
    hatch = next(trace for trace in layers(drawn) if trace.geojson == URLS["hatch_url"])
    assert set(hatch.locations) == {"40", "41"} and hatch.hoverinfo == "skip"
    dots = [trace for trace in drawn.data if trace.type == "scattergeo"]
    assert [code for trace in dots for code in trace.locations] == ["10"]
    bare = next(trace for trace in layers(drawn) if set(trace.locations) == {"21", "22"})
    assert {colour for _, colour in bare.colorscale} == {colours.WHITE}


def test_the_pointer_says_value_counts_interval_and_rank():
    drawn = draw(frame(FLAGS))
    template = layers(drawn)[0].hovertemplate
    assert template == (
        "<b>%{properties.th}</b><br>อัตราการเข้าร่วม: %{customdata[0]:,.1f} % (%{customdata[1]:,.0f} จาก %{customdata[2]:,.0f})"
        "<br>ช่วงเชื่อมั่น 95 %: %{customdata[3]:,.1f}–%{customdata[4]:,.1f} %<br>อันดับ %{customdata[5]} จาก 74 (มากไปน้อย)<extra></extra>"
    )
    trace = layers(drawn)[0]
    assert list(trace.customdata[trace.locations.index("95")]) == [38, 76, 200, 34.2, 41.8, 2]
    small = next(trace for trace in layers(drawn) if trace.locations == ("40", "41") and trace.geojson == URLS["geojson_url"])
    assert small.hovertemplate.endswith("จำนวนน้อย ควรระวังในการตีความ<extra></extra>")
    nobody = next(trace for trace in layers(drawn) if trace.locations == ("21", "22"))
    assert (
        list(nobody.customdata[0])[:3] == [0, 0, 200] and "จาก 74" in nobody.hovertemplate and "ไม่ได้เข้าร่วมโครงการ" in nobody.hovertemplate
    )
    assert nobody.customdata[0][-1] == 73, "nobody is the lowest, not without a rank"
    said = {trace.hovertemplate for trace in layers(drawn) if trace.hovertemplate}
    assert any("ไม่มีข้อมูล" in text for text in said) and any("ไม่ได้เข้าร่วมโครงการ" in text for text in said)


def test_values_are_rounded_as_they_are_written():
    data = frame()
    data["value"] = 0.12345
    assert {row[0] for row in layers(draw(data))[0].customdata} == {12.3}
    money = data.assign(value=1_234_567.891, numerator=NAN, denominator=NAN, low=NAN, high=NAN)
    assert {row[0] for row in layers(draw(money, measure("budget_total")))[0].customdata} == {1_234_568}


def test_names_do_not_travel_with_a_figure():
    """They stand in the file of the shapes; a name that came with the frame is never shown, so it cannot become a tag or a link."""
    data = frame(FLAGS)
    data.loc[5, "province_th"] = '<a href="x">อ่างทอง</a> %{z}'
    sent = json.dumps(maps.choropleth(data, RATE, "th", classify_frame(data, RATE), **URLS).spec(), ensure_ascii=False)
    assert "<a href" not in sent and "อ่างทอง" not in sent and "ขอนแก่น" not in sent


def test_english():
    drawn = draw(frame(FLAGS), lang="en")
    template = layers(drawn)[0].hovertemplate
    assert template.startswith("<b>%{properties.en}</b><br>Participation rate")
    assert "Pilot province" in legend(drawn).labels


def test_pilots_the_chosen_and_other_borders():
    drawn = draw(frame(), selected="58", outlines=[("/regions.json", ["north", "south"])])
    regions, pilots, chosen = layers(drawn)[-3:]
    assert regions.geojson == "/regions.json" and list(regions.locations) == ["north", "south"]
    assert list(pilots.locations) == ["21", "40", "47", "52", "90", "91"]
    assert list(chosen.locations) == ["58"] and chosen.marker.line.color == colours.CHOSEN
    plain = draw(frame(), pilots_outline=False, selected="no such province")
    assert "จังหวัดต้นแบบ" not in legend(plain).labels and len(layers(plain)) == 1


def test_outlines_and_clear_fills_do_not_catch_the_pointer():
    drawn = draw(frame(FLAGS), selected="58")
    assert all(trace.hoverinfo == "skip" for trace in layers(drawn) if trace.hovertemplate == "")


def test_a_map_shows_as_much_of_the_earth_as_its_scope_covers():
    every = draw(frame())
    assert every.layout.geo.lonaxis.range == (97.2, 105.8)
    for codes in (["90"], ["90", "91"], ["83"], [code for code, p in reference.provinces().items() if p.region == "south"]):
        drawn = draw(frame()[lambda rows, codes=codes: rows["province"].isin(codes)])
        (west, east), (south, north) = drawn.layout.geo.lonaxis.range, drawn.layout.geo.lataxis.range
        bounds = [geo.province_bounds()[code] for code in codes]
        assert west < min(b[0] for b in bounds) and east > max(b[2] for b in bounds)
        assert south < min(b[1] for b in bounds) and north > max(b[3] for b in bounds)
        assert north - south < 1.2 * max(max(b[3] for b in bounds) - min(b[1] for b in bounds), 0.5)


def test_provinces_far_from_one_another_stand_on_the_map_of_the_country():
    assert framing.ranges({"57", "91"}) == framing.COUNTRY, "เชียงราย and สตูล: else a strip cut out of what lies between"
    for region in ("north", "northeast", "central", "south"):
        near = {code for code, province in reference.provinces().items() if province.region == region}
        (south, north), (low, high) = framing.ranges(near)["lataxis"]["range"], framing.COUNTRY["lataxis"]["range"]
        assert north - south < high - low, "a region fills its map"


def test_the_inset_goes_where_the_map_is_large_enough_without_it():
    central = frame()[lambda rows: rows["province"].map(lambda code: reference.provinces()[code].region == "central")]
    assert layers(draw(frame()), "geo2") and not layers(draw(central), "geo2")


def test_small_multiples_share_classes_and_scale():
    frames = {
        year: frame({} if year > 2560 else FLAGS).assign(value=lambda rows, year=year: rows["value"] * (year - 2550) / 20)
        for year in range(2547, 2570)
    }
    classes = classify_frame(pd.concat(frames.values()), RATE)
    sent = maps.small_multiples(frames, RATE, "th", classes, **URLS)
    drawn = figure(sent)
    subplots = [f"geo{at}" if at > 1 else "geo" for at in range(1, 24)]
    assert {drawn.layout[name].lonaxis.range for name in subplots} == {(97.2, 105.8)}
    for name, (year, rows) in zip(subplots, frames.items(), strict=True):
        coloured = [trace for trace in layers(drawn, name) if trace.customdata is not None]
        shown = {code: z for trace in coloured for code, z in zip(trace.locations, trace.z, strict=True)}
        wanted = {row["province"]: classes.index(row["value"]) for _, row in rows.iterrows() if row["flag"] in ("", "small_number")}
        assert shown == wanted, year
        assert len({trace.colorscale for trace in coloured}) == 1, "one colour scale for all of them"
    assert [annotation.text for annotation in drawn.layout.annotations] == [f"<b>{year}</b>" for year in frames]
    cells = [(drawn.layout[name].domain.x, drawn.layout[name].domain.y) for name in subplots]
    for (x1, y1), (x2, y2) in combinations(cells, 2):
        assert x1[1] <= x2[0] or x2[1] <= x1[0] or y1[1] <= y2[0] or y2[1] <= y1[0]
    assert len(gzip.compress(json.dumps(sent.spec()).encode())) < 10_000


@pytest.mark.parametrize(
    "data",
    [
        frame().assign(value=0.05),
        frame().head(1),
        frame().head(0),
        frame(dict.fromkeys(reference.provinces(), "no_data")),
        frame(dict.fromkeys(reference.provinces(), "not_applied")),
        frame().assign(value=0.0),
    ],
)
def test_still_a_map(data):
    """All equal, one province, none, no data anywhere, nobody taking part, all zero."""
    drawn = draw(data)
    assert sorted(
        code
        for trace in layers(drawn)
        if trace.marker.line.color in (colours.BORDER, colours.FAINT)
        for code in trace.locations
        if trace.geojson == URLS["geojson_url"]
    ) == sorted(reference.provinces())


def test_two_rows_a_province_are_refused():
    with pytest.raises(ValueError, match="one value a province"):
        draw(pd.concat([frame(), frame().head(1)]))


def test_the_configuration_keeps_plotly_at_home():
    config = maps.plotly_config("/app/static/topostub", "th")
    assert config["topojsonURL"] == "/app/static/topostub/" == maps.plotly_config("/app/static/topostub/")["topojsonURL"]
    assert config["displaylogo"] is False and config["scrollZoom"] is False and config["modeBarButtons"] == [["toImage"]]
    assert (
        config["locale"] == "th"
        and config["locales"]["th"]["dictionary"]["Download plot as a PNG"] == "ดาวน์โหลดภาพ PNG (กด Shift ค้างไว้: SVG)"
    )
    json.dumps(config)
