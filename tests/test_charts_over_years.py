"""la21data.charts over fiscal years and of the ladder: lines, bars, stacks."""

import itertools

import pandas as pd
import pytest

from la21data import reference
from la21data.charts.years import LINE_HEIGHT, year_axis
from la21data.domain import COMPONENTS
from la21data.look import colours
from la21data.measures import measure
from tests.chart_frames import COUNT, NAN, PILOTS, RATE, by_step, by_year, charts, row, written


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
    assert (
        len(shown) == 4
        and all(any(name in (term.label(lang), term.brief(lang)) for name in shown) for term in COMPONENTS)
        and "…" not in "".join(shown)
    )


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


def test_steps_with_nobody_stand_in_their_order_and_point_at_nothing():
    frame = by_step([2567])
    drawn = charts.ladder_stack(frame.assign(value=frame["value"].where(frame["step"] == 1, 0.0)), "ladder")
    notes = drawn.layout.annotations
    height = drawn.layout.yaxis.range[1]
    places = [(1 - note.y / height) * 400 + note.ay for note in notes]
    assert places == sorted(places, reverse=True), "step 4 above step 3, as in the bars"
    assert len({note.arrowcolor for note in notes[1:]}) == 1 and notes[0].arrowcolor == colours.LADDER[0]


def test_an_empty_ladder_is_still_a_figure():
    assert charts.ladder_now(by_step([2567]).head(0)).layout.height > 0
    assert charts.ladder_stack(by_step([2567]).head(0), "ladder").layout.height > 0
