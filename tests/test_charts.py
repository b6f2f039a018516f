"""la21data.charts: what a figure says, read from the figure itself."""

import itertools
import json
import math
import re

import pandas as pd
import pytest

from la21data import charts as plain_charts
from la21data import reference
from la21data.charts.years import LINE_HEIGHT, year_axis
from la21data.domain import COMPONENTS, TRACKS
from la21data.look import PHONE, colours
from la21data.look.words import text_width
from la21data.measures import measure
from tests.validated import Validated, figure

charts = Validated(plain_charts)
COUNT, RATE, MONEY = measure("participating_laos"), measure("participation_rate"), measure("budget_total")
NASTY = '<a href="javascript:alert(1)">เทศบาล</a> & <b>%{x}</b>'
PILOTS = [code for code, province in reference.provinces().items() if province.is_pilot]
NAN = math.nan


def row(value, numerator=NAN, denominator=NAN, low=NAN, high=NAN, flag="", **dimensions):
    numbers = {"value": value, "numerator": numerator, "denominator": denominator, "low": low, "high": high}
    return {**dimensions, **numbers, "flag": flag}


def by_province(*rows):
    """Rows of (code, numerator, denominator, flag) as the tidy frame of a rate."""
    return pd.DataFrame(
        [
            row(
                n / of if of else NAN,
                n,
                of,
                0.9 * n / of if of else NAN,
                1.1 * n / of if of else NAN,
                flag,
                province=code,
                province_th=reference.provinces()[code].name_th,
            )
            for code, n, of, flag in rows
        ]
    )


def by_year(years, codes=PILOTS, running=()):
    return pd.DataFrame(
        [
            row(
                0.01 * (at + 1),
                at + 1,
                100,
                0.005,
                0.2,
                "partial_year" if year in running else "",
                fiscal_year=year,
                fiscal_year_th=str(year),
                province=code,
                province_th=reference.provinces()[code].name_th,
            )
            for at, code in enumerate(codes)
            for year in years
        ]
    )


def by_step(years, running=()):
    names = {track.code: track.th for track in TRACKS}
    frame = pd.DataFrame(
        [
            row(
                float(10 * step + year % 10),
                fiscal_year=year,
                fiscal_year_th=str(year),
                track=track,
                track_th=names[track],
                step=step,
                step_th=f"ขั้นที่ {step}",
                flag="partial_year" if year in running else "",
            )
            for year in years
            for track, top in (("ladder", 4), ("fast_track", 3))
            for step in range(1, top + 1)
        ]
    )
    return frame.astype({"step": "Int64"})


def written(drawn):
    """Every annotation's text, top to bottom as added."""
    return [annotation.text for annotation in drawn.layout.annotations]


# ------------------------------------------------------------ rankings
FRAME = by_province(
    ("90", 2, 140, ""),
    ("40", 30, 225, ""),
    ("10", 0, 1, "not_applied"),
    ("21", 3, 6, "small_number"),
    ("47", 0, 0, "no_data"),
)


def test_bars_are_sorted_with_labels_at_their_ends():
    drawn = charts.ranking_bars(FRAME, "province", RATE)
    assert list(drawn.layout.yaxis.ticktext) == ["ระยอง", "ขอนแก่น", "สงขลา", "กรุงเทพมหานคร", "สกลนคร"]
    assert written(drawn)[:5] == [
        "50.0\u00a0% (3 จาก 6)",
        "13.3\u00a0% (30 จาก 225)",
        "1.4\u00a0% (2 จาก 140)",
        "ไม่ได้เข้าร่วมโครงการ",
        "ไม่มีข้อมูล",
    ]
    assert list(drawn.data[0].x) == sorted(drawn.data[0].x, reverse=True) and len(drawn.data[0].x) == 3
    assert drawn.layout.xaxis.range[0] == 0
    assert "อันดับ 2 จาก 3" in drawn.data[0].hovertext[1]


def test_small_numbers_are_hollow_and_said():
    drawn = charts.ranking_bars(FRAME, "province", RATE)
    assert drawn.data[0].marker.color[0] == colours.WHITE and drawn.data[0].marker.line.width[0] > 0
    assert drawn.data[0].marker.color[1] == colours.QUIET
    assert written(drawn)[-1].startswith("แท่งโปร่ง: จำนวนน้อย")
    assert not any("แท่งโปร่ง" in text for text in written(charts.ranking_bars(FRAME[FRAME["flag"] == ""], "province", RATE)))


def test_intervals_are_thin_and_only_of_shares():
    error = charts.ranking_bars(FRAME, "province", RATE).data[0].error_x
    assert error.thickness == 1 and error.array[1] == pytest.approx(0.1 * 30 / 225, abs=1e-6)
    counts = FRAME.assign(low=NAN, high=NAN)
    assert charts.ranking_bars(counts, "province", COUNT).data[0].error_x.array is None


def test_limit_keeps_the_highlighted():
    drawn = charts.ranking_bars(FRAME, "province", RATE, limit=1, highlight=["90"], reference=0.05)
    assert list(drawn.layout.yaxis.ticktext) == ["ระยอง", "สงขลา"]
    assert drawn.data[0].marker.color[1] == colours.ACCENT
    assert "อันดับ 3 จาก 3" in drawn.data[0].hovertext[1], "its rank among all, not among the bars"


def test_the_country_is_a_grey_line_with_its_words():
    drawn = charts.ranking_bars(FRAME, "province", RATE, reference=0.123)
    assert drawn.layout.shapes[0].x0 == 0.123 and drawn.layout.shapes[0].line.color == colours.REFERENCE
    assert "ทั้งประเทศ 12.3\u00a0%" in written(drawn)
    assert not charts.ranking_bars(FRAME, "province", RATE, reference=NAN).layout.shapes


def test_long_names_stand_above_their_bars():
    frame = pd.DataFrame([row(9.0, category="green_living", category_th="วิถีชีวิตที่เป็นมิตรกับสิ่งแวดล้อม")])
    drawn = charts.ranking_bars(frame, "category", measure("activities"))
    assert not drawn.layout.yaxis.ticktext and "วิถีชีวิตที่เป็นมิตรกับสิ่งแวดล้อม" in written(drawn)


def test_names_stand_above_where_a_phone_would_have_no_bars_beside_them():
    frame = pd.DataFrame([row(0.013, 37, 2843, 0.009, 0.018, region="northeast", region_th="ภาคตะวันออกเฉียงเหนือ")])
    drawn = charts.ranking_bars(frame, "region", RATE)
    assert not drawn.layout.yaxis.ticktext and PHONE - drawn.layout.margin.l - drawn.layout.margin.r > 100
    beside = charts.ranking_bars(frame.assign(region="north", region_th="ภาคเหนือ"), "region", RATE)
    assert list(beside.layout.yaxis.ticktext) == ["ภาคเหนือ"]


def test_the_longest_name_of_a_province_puts_no_names_above_their_bars():
    frame = by_province(*((code, 1, 20, "") for code in reference.provinces()))
    drawn = charts.ranking_bars(frame, "province", RATE, "en")
    assert len(drawn.layout.yaxis.ticktext) == 77 and "Ayutthaya" in drawn.layout.yaxis.ticktext
    assert not any(name.endswith("…") for name in drawn.layout.yaxis.ticktext)
    assert any("<b>Phra Nakhon Si Ayutthaya</b>" in told for told in drawn.data[0].hovertext), "the pointer has the whole name"


def test_the_pointer_counts_one_thing_as_one():
    rows = [plain_charts.StackRow("สคพ.1", {"a": 1.0}, "1")]
    bars = charts.stacked_rows(rows, [plain_charts.Segment("a", "Stage 1", "#000000")], "LAOs")
    assert bars.data[0].customdata[0][1] == "Stage 1: 1 LAO"
    templates = [charts.year_bars(by_year([2567], ["10"]), COUNT, lang).data[0].hovertemplate for lang in ("th", "en")]
    assert "f} แห่ง" in templates[0] and "LAOs taking part: %{customdata[0]:,.0f}" in templates[1] and "f} LAOs" not in templates[1]


def test_words_of_a_line_that_no_side_has_room_for_begin_at_the_edge():
    rows = [row(value, category=code, category_th="ป่า") for code, value in (("a", 2.1), ("b", 1.8))]
    drawn = charts.ranking_bars(pd.DataFrame(rows), "category", measure("partners_per_activity"), "en", reference=2.0)
    words = next(words for words in drawn.layout.annotations if words.text.startswith("Country"))
    assert words.xref == "paper" and words.xanchor == "left"


def test_margins_hold_the_words():
    drawn = charts.ranking_bars(FRAME, "province", RATE)
    assert drawn.layout.margin.l >= text_width("กรุงเทพมหานคร", 14)
    assert drawn.layout.margin.r >= text_width("50.0 % (3 จาก 6)", 14)


@pytest.mark.parametrize("rows", [0, 1])
def test_empty_and_single_rankings(rows):
    drawn = charts.ranking_bars(FRAME.head(rows), "province", RATE)
    assert drawn.layout.height > 0 and len(drawn.layout.yaxis.ticktext) == rows
    assert charts.ranking_bars(FRAME.assign(value=0.0, low=0.0, high=0.0), "province", RATE).layout.xaxis.range == (
        0,
        1,
    )


def test_pilots_as_dots():
    frame = by_province(*((code, at + 1, 50, "") for at, code in enumerate(PILOTS)))
    drawn = charts.pilot_dots(frame, RATE, reference=0.06)
    assert drawn.data[0].mode == "markers"
    assert list(drawn.data[0].marker.color) == list(reversed(colours.SERIES))
    assert len(set(drawn.data[0].marker.symbol)) == 6, "the hue is not the only difference"
    assert drawn.data[0].error_x.array is not None and len(drawn.layout.shapes) == 1


def test_means_of_counts_keep_a_decimal_and_are_called_means():
    frame = by_province(*((code, at, None, "") for at, code in enumerate(PILOTS)))
    against = (charts.Against("เฉลี่ยต่อจังหวัดในภาค", "line-ns-open", dict.fromkeys(PILOTS, 0.62)),)
    drawn = charts.pilot_dots(frame, COUNT, reference=0.71, against=against, mean="เฉลี่ยต่อจังหวัด")
    assert "เฉลี่ยต่อจังหวัด 0.7 แห่ง" in written(drawn) and "0.6 แห่ง" in drawn.data[1].hovertext[0]


# ------------------------------------------------------------ years
def test_trends_have_direct_labels_and_a_grey_country():
    years = range(2560, 2568)
    country = by_year(years, ["10"]).drop(columns=["province", "province_th"])
    drawn = charts.trend_lines(by_year(years), "province", RATE, reference_frame=country)
    assert sorted(written(drawn)) == sorted(["ทั้งประเทศ", *(reference.provinces()[code].name_th for code in PILOTS)])
    assert drawn.layout.showlegend is False
    lines = [trace for trace in drawn.data if trace.mode == "lines"]
    assert lines[0].line.color == colours.REFERENCE and [line.line.color for line in lines[1:]] == list(colours.SERIES)
    assert drawn.layout.yaxis.range[0] == 0


def test_labels_at_line_ends_do_not_overlap():
    frame = by_year([2566, 2567]).assign(value=0.05)
    places = sorted(annotation.ay for annotation in charts.trend_lines(frame, "province", RATE).layout.annotations)
    assert all(after - before >= LINE_HEIGHT - 0.1 for before, after in itertools.pairwise(places))


@pytest.mark.parametrize("lang", ["th", "en"])
def test_names_of_components_at_line_ends_are_whole(lang):
    names = {term.code: term.th for term in COMPONENTS}
    frame = pd.concat([by_year([2566, 2567], ["40"]).assign(component=code, component_th=name) for code, name in names.items()])
    shown = written(charts.trend_lines(frame, "component", RATE, lang=lang))
    assert sorted(shown) == sorted(term.brief(lang) for term in COMPONENTS) and "…" not in "".join(shown)


def test_a_running_year_is_dashed_and_hollow():
    drawn = charts.trend_lines(by_year(range(2564, 2569), ["40"], running=[2568]), "province", RATE)
    solid, dashed, points = drawn.data
    assert solid.y[-1] is None and solid.y[-2] is not None
    assert dashed.line.dash == "dot" and [value is not None for value in dashed.y] == [False, False, False, True, True]
    assert points.marker.color[-1] == colours.WHITE and points.marker.color[-2] != colours.WHITE
    assert "ยังไม่สิ้นสุด" in points.customdata[-1][-1] and points.customdata[0][-1] == ""


def test_the_running_year_is_known_from_any_row():
    """A small number is the weightier flag: then the country's row tells that the year is running."""
    frame = by_year([2567, 2568], ["40"]).assign(flag="small_number")
    country = by_year([2567, 2568], ["10"], running=[2568])
    points = [trace for trace in charts.trend_lines(frame, "province", RATE, reference_frame=country).data if trace.mode == "markers"]
    assert all(trace.marker.color[-1] == colours.WHITE for trace in points)
    assert "จำนวนน้อย" in points[1].customdata[-1][-1] and "ยังไม่สิ้นสุด" in points[1].customdata[-1][-1]
    assert [t.marker.color[-1] for t in charts.trend_lines(frame, "province", RATE, running_year=2568).data if t.mode == "markers"] == [
        colours.WHITE
    ]


def test_a_missing_year_is_a_gap():
    frame = by_year(range(2565, 2568), ["40"])
    frame.loc[1, ["value", "flag"]] = [NAN, "no_data"]
    drawn = charts.trend_lines(frame, "province", RATE)
    assert [value is None for value in drawn.data[0].y] == [False, True, False]
    assert drawn.data[0].connectgaps is False


def test_only_the_highlighted_have_hue_and_name():
    drawn = charts.trend_lines(by_year([2566, 2567], list(reference.provinces())), "province", RATE, highlight=["40"])
    assert written(drawn) == ["ขอนแก่น"]
    assert drawn.data[-1].name == "ขอนแก่น" and drawn.data[0].line.color == colours.BORDER


def test_a_high_scale_need_not_begin_at_zero():
    frame = by_year([2566, 2567]).assign(value=[80.0, 82, 85, 81, 88, 90, 84, 83, 86, 80, 82, 87])
    assert charts.trend_lines(frame, "province", measure("standard_score")).layout.yaxis.range[0] == 80


def test_years_are_buddhist_and_plain():
    few, many = year_axis([2565, 2566, 2567]), year_axis(list(range(2547, 2569)))
    assert few["tickvals"] == [2565, 2566, 2567]
    assert "tickvals" not in many and many["tickformat"] == "d" and many["autotickangles"] == [0, 90]
    assert year_axis([])["visible"] is False


def test_years_of_two_lines_are_fewer_where_a_phone_has_little_room():
    years = list(range(2547, 2570))
    assert "dtick" not in year_axis(years, "en") and "dtick" not in year_axis(years, "th", beside=200)
    assert year_axis(years, "en", beside=200)["dtick"] == 10


def test_bars_of_years():
    frame = by_year(range(2563, 2569), ["10"], running=[2568]).assign(value=[1.0, 2, 3, 4, 5, 6])
    drawn = charts.year_bars(frame, COUNT)
    assert list(drawn.data[0].text) == ["1", "2", "3", "4", "5", "6"]
    assert list(drawn.data[0].marker.pattern.shape) == ["", "", "", "", "", "/"]
    assert drawn.data[0].marker.pattern.fillmode == "overlay", "else the bar itself turns white"
    many = charts.year_bars(by_year(range(2547, 2569), ["10"]), RATE)
    assert many.data[0].text is None and many.layout.yaxis.ticktext
    assert not charts.year_bars(frame.head(0), COUNT).data[0].x


def test_small_trend():
    drawn = charts.small_trend([1, None, NAN, 4], running=True)
    assert list(drawn.data[0].y) == [1, None, None, 4] and list(drawn.data[1].x) == [3]
    assert drawn.data[1].marker.color == colours.WHITE
    assert len(charts.small_trend([]).data) == 1 and charts.small_trend([2]).data[1].marker.color == colours.ACCENT


# ------------------------------------------------------------ the ladder
def test_the_tracks_are_never_added_up():
    drawn = charts.ladder_now(by_step([2566, 2567]))
    names = written(drawn)
    assert "<b>บันได 4 ขั้น · 128 แห่ง</b>" in names and "<b>Fast Track (เส้นทางลัด) · 81 แห่ง</b>" in names
    assert not any("209" in name for name in names)
    assert list(drawn.data[0].marker.color) == [*colours.LADDER, *colours.FAST_TRACK]
    assert "47 แห่ง (36.7\u00a0%)" in names, "of the track, and of the last year"
    assert "ขั้นที่ 2 ขับเคลื่อนกิจกรรมตามแผนปฏิบัติการท้องถิ่น" in names and "ระยะที่ 2 พัฒนาต้นแบบ" in names


def test_a_step_that_is_not_told_is_shown():
    frame = pd.concat([by_step([2567]), pd.DataFrame([row(4.0, fiscal_year=2567, track="ladder", track_th="บันได 4 ขั้น", step=pd.NA)])])
    names = written(charts.ladder_now(frame))
    assert "ไม่ระบุขั้น" in names and any("132 แห่ง" in name for name in names)
    assert charts.ladder_stack(frame, "ladder").data[-1].y == (4.0,)


@pytest.mark.parametrize("track,steps", [("ladder", 4), ("fast_track", 3)])
def test_the_stack_shows_one_track(track, steps):
    drawn = charts.ladder_stack(by_step(range(2560, 2568), running=[2567]), track)
    assert len(drawn.data) == steps and drawn.layout.barmode == "stack"
    assert [trace.marker.color for trace in drawn.data] == list(colours.STEP_COLOURS[track])
    assert drawn.data[0].marker.pattern.shape[-1] == "/" and drawn.data[0].marker.pattern.fillmode == "overlay"
    assert written(drawn)[0] == ("ขั้นที่ 1 · 17" if track == "ladder" else "ระยะที่ 1 · 17")


def test_shares_of_a_year_add_up():
    drawn = charts.ladder_stack(by_step(range(2560, 2568)), "ladder", share=True)
    for parts in zip(*(trace.y for trace in drawn.data), strict=True):
        assert sum(parts) == pytest.approx(1)
    assert drawn.layout.yaxis.ticktext[-1] == "100\u00a0%"


def test_an_empty_ladder_is_still_a_figure():
    assert charts.ladder_now(by_step([2567]).head(0)).layout.height > 0
    assert charts.ladder_stack(by_step([2567]).head(0), "ladder").layout.height > 0


# ------------------------------------------------------------ names, demo, size
def test_names_are_only_ever_text():
    years = [row(3.0, lao="5570404", lao_th=NASTY, fiscal_year=year, fiscal_year_th=str(year)) for year in (2566, 2567)]
    frame = pd.DataFrame(years)
    for drawn in (charts.ranking_bars(frame.head(1), "lao", COUNT), charts.trend_lines(frame, "lao", COUNT)):
        sent = drawn.to_json().replace("\\u003c", "<")
        assert "<a" not in sent and "&lt;a" in sent.replace("\\u0026", "&")
        assert not any("%{x}" in (trace.hovertemplate or "") for trace in drawn.data), "a name is no part of a template"


def test_the_demo_mark_is_in_the_figure():
    drawn = charts.year_bars(by_year([2567], ["10"]), RATE)
    marked = figure(plain_charts.mark_demo(plain_charts.year_bars(by_year([2567], ["10"]), RATE), "ข้อมูลสาธิต"))
    assert marked.layout.title.text == "ข้อมูลสาธิต"
    assert marked.layout.height - drawn.layout.height == marked.layout.margin.t - drawn.layout.margin.t > 0


def test_the_words_of_the_pointer_travel_once():
    """22 years of six pilots: numbers, and one template a line."""
    drawn = charts.trend_lines(by_year(range(2547, 2569)), "province", RATE)
    assert len(drawn.to_json()) < 32_000
    template = next(trace.hovertemplate for trace in drawn.data if trace.hovertemplate)
    assert len(re.findall(r"%\{customdata", template)) == len(json.loads(drawn.to_json())["data"][-1]["customdata"][0])
