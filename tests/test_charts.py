"""la21data.charts: what a figure says, read from the figure itself."""

import json
import re

import pandas as pd
import pytest

from la21data import charts as plain_charts
from la21data import reference
from la21data.look import PHONE, colours
from la21data.look.words import text_width
from la21data.measures import measure
from tests.chart_frames import COUNT, NAN, NASTY, PILOTS, RATE, by_province, by_year, charts, names_beside, row, said, written
from tests.validated import figure

FRAME = by_province(
    ("90", 2, 140, ""),
    ("40", 30, 225, ""),
    ("10", 0, 1, "not_applied"),
    ("21", 3, 6, "small_number"),
    ("47", 0, 0, "no_data"),
    ("30", 0, 334, "not_applied"),
)


def test_bars_are_sorted_with_labels_at_their_ends():
    drawn = charts.ranking_bars(FRAME, "province", RATE)
    assert names_beside(drawn) == ["ขอนแก่น", "สงขลา", "นครราชสีมา", "ระยอง", "กรุงเทพมหานคร", "สกลนคร"]
    assert written(drawn)[:6] == [
        "13.3\u00a0% (30 จาก 225)",
        "1.4\u00a0% (2 จาก 140)",
        "0.0\u00a0% (0 จาก 334)",
        "50.0\u00a0% (3 จาก 6)",
        "ไม่ได้เข้าร่วมโครงการ",
        "ไม่มีข้อมูล",
    ]
    assert list(drawn.data[0].x)[:3] == sorted(drawn.data[0].x[:3], reverse=True) and len(drawn.data[0].x) == 4
    assert drawn.layout.xaxis.range[0] == 0
    assert "อันดับ 2 จาก 3" in said(drawn.data[0], 1)
    assert "อันดับ 3 จาก 3" in said(drawn.data[0], 2), "nobody of 334 is the lowest"
    assert "อันดับ – จาก 3" in said(drawn.data[0], 3), "half of six is no merit"


def test_small_numbers_are_hollow_and_said():
    drawn = charts.ranking_bars(FRAME, "province", RATE)
    assert drawn.data[0].marker.color[3] == colours.WHITE and drawn.data[0].marker.line.width[3] > 0
    assert drawn.data[0].marker.color[1] == colours.QUIET
    assert written(drawn)[-1].startswith("แท่งโปร่ง: จำนวนน้อย")
    assert not any("แท่งโปร่ง" in text for text in written(charts.ranking_bars(FRAME[FRAME["flag"] == ""], "province", RATE)))


def test_nobody_is_ranked_where_all_are_of_few():
    drawn = charts.ranking_bars(FRAME.assign(flag="small_number"), "province", RATE)
    assert "อันดับ" not in said(drawn.data[0], 0) and "จำนวนน้อย" in said(drawn.data[0], 0)
    assert list(drawn.data[0].x) == sorted(drawn.data[0].x, reverse=True)


def test_intervals_are_thin_and_only_of_shares():
    error = charts.ranking_bars(FRAME, "province", RATE).data[0].error_x
    assert error.thickness == 1 and error.array[0] == round(0.1 * 30 / 225, 5)
    counts = FRAME.assign(low=NAN, high=NAN)
    assert charts.ranking_bars(counts, "province", COUNT).data[0].error_x.array is None


def test_limit_keeps_the_highlighted():
    drawn = charts.ranking_bars(FRAME, "province", RATE, limit=1, highlight=["90"], reference=0.05)
    assert names_beside(drawn) == ["ขอนแก่น", "สงขลา"]
    assert drawn.data[0].marker.color[1] == colours.ACCENT
    assert "อันดับ 2 จาก 3" in said(drawn.data[0], 1), "its rank among all, not among the bars"


def test_the_country_is_a_grey_line_with_its_words():
    drawn = charts.ranking_bars(FRAME, "province", RATE, reference=0.123)
    assert drawn.layout.shapes[0].x0 == 0.123 and drawn.layout.shapes[0].line.color == colours.REFERENCE
    assert "ทั้งประเทศ 12.3\u00a0%" in written(drawn)
    assert not charts.ranking_bars(FRAME, "province", RATE, reference=NAN).layout.shapes


def test_long_names_stand_above_their_bars():
    frame = pd.DataFrame([row(9.0, category="green_living", category_th="วิถีชีวิตที่เป็นมิตรกับสิ่งแวดล้อม")])
    drawn = charts.ranking_bars(frame, "category", measure("activities"))
    assert not names_beside(drawn) and "วิถีชีวิตที่เป็นมิตรกับสิ่งแวดล้อม" in written(drawn)


def test_names_stand_above_where_a_phone_would_have_no_bars_beside_them():
    frame = pd.DataFrame([row(0.013, 37, 2843, 0.009, 0.018, region="northeast", region_th="ภาคตะวันออกเฉียงเหนือ")])
    drawn = charts.ranking_bars(frame, "region", RATE)
    assert not names_beside(drawn) and PHONE - drawn.layout.margin.l - drawn.layout.margin.r > 100
    beside = charts.ranking_bars(frame.assign(region="north", region_th="ภาคเหนือ"), "region", RATE)
    assert names_beside(beside) == ["ภาคเหนือ"]


def test_the_longest_name_of_a_province_puts_no_names_above_their_bars():
    frame = by_province(*((code, 1, 20, "") for code in reference.provinces()))
    drawn = charts.ranking_bars(frame, "province", RATE, "en")
    assert len(names_beside(drawn)) == 77 and "Ayutthaya" in names_beside(drawn)
    assert not any(name.endswith("…") for name in names_beside(drawn))
    assert any("<b>Phra Nakhon Si Ayutthaya</b>" in said(drawn.data[0], at) for at in range(77)), "the pointer has the whole name"


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
    assert drawn.layout.height > 0 and len(names_beside(drawn)) == rows
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


def test_dots_have_most_of_a_phone_to_lie_apart_on():
    frame = by_province(*((code, 5, 100, "") for code in PILOTS))
    drawn = charts.pilot_dots(frame, RATE, against=[plain_charts.Against("ภาค", "line-ns-open", dict.fromkeys(PILOTS, 0.04))])
    assert PHONE - drawn.layout.margin.l - drawn.layout.margin.r > PHONE / 2, "their names stand above them"
    own, beside = drawn.data[0].y, drawn.data[-1].y
    assert list(own) == list(beside), "on one line"


def test_a_figure_stands_beside_its_name_where_other_marks_stand_in_its_row():
    """At the end of the row it would read as that of the mark next to it: «0» beside the peers' diamond."""
    frame = by_province(*((code, at, 100, "") for at, code in enumerate(PILOTS)))
    against = [charts.Against("คู่เทียบ", "diamond-open", dict.fromkeys(PILOTS, 0.035))]
    texts = [text for text in written(charts.pilot_dots(frame, RATE, against=against)) if "จาก 100" in text]
    assert len(texts) == len(PILOTS) and all("\u2002<b>" in text for text in texts)
    assert not any("\u2002" in text for text in written(charts.pilot_dots(frame, RATE)))


def test_means_of_counts_keep_a_decimal_and_are_called_means():
    frame = by_province(*((code, at, None, "") for at, code in enumerate(PILOTS)))
    against = (charts.Against("เฉลี่ยต่อจังหวัดในภาค", "line-ns-open", dict.fromkeys(PILOTS, 0.62)),)
    drawn = charts.pilot_dots(frame, COUNT, reference=0.71, against=against, mean="เฉลี่ยต่อจังหวัด")
    assert "เฉลี่ยต่อจังหวัด 0.7 แห่ง" in written(drawn) and "0.6 แห่ง" in drawn.data[-1].hovertext[0]


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
