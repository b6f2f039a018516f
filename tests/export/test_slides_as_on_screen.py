"""Charts of slides say no more and no less than those of the screen: chosen places, gaps, few who are left, names of parts."""

import io
from itertools import pairwise

import pytest
from pptx import Presentation
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn

from la21data.export.native_chart import add_chart
from la21data.export.slides import to_pptx
from la21data.look import colours
from la21data.look.words import text_width
from la21data.scope import Scope


def chart_of(carried):
    slide = Presentation(io.BytesIO(to_pptx(carried))).slides[0]
    return next(shape for shape in slide.shapes if shape.has_chart)


@pytest.fixture
def beside_nobody(snapshot, carried):
    """A province with a LAO, beside one without; the neighbours of the first."""
    for (code,) in snapshot.rows("select distinct province from lao_year where taking_part order by 1"):
        out = carried("neighbours", Scope(provinces=(code,)), measure="participation_rate")
        if not out.block.empty and any(out.block.native.series[0].said):
            return out
    raise AssertionError("every province has a LAO")


def test_the_chosen_place_is_the_dark_one(beside_nobody):
    out = beside_nobody
    plotted = chart_of(out).chart.plots[0].series[0]
    found = [str(plotted.points[at].format.fill.fore_color.rgb) for at in range(len(out.block.native.categories))]
    assert found.count(colours.ACCENT[1:]) == 1 and set(found) == {colours.ACCENT[1:], colours.QUIET[1:]}


def test_who_takes_no_part_has_words_and_the_others_their_figures(beside_nobody):
    out = beside_nobody
    labels = chart_of(out).chart.plots[0].series[0]._element.find(qn("c:dLbls"))
    said = out.block.native.series[0].said
    told = {int(label.find(qn("c:idx")).get("val")): "".join(t.text for t in label.iter(qn("a:t"))) for label in labels.iter(qn("c:dLbl"))}
    assert told == {at: text for at, text in enumerate(said) if text} and "ไม่ได้เข้าร่วมโครงการ" in told.values()
    assert labels.find(qn("c:showVal")).get("val") == "1" and labels.find(qn("c:numFmt")).get("formatCode") == "0.0%"


@pytest.mark.parametrize("chart", ["place-history", "standard-components"])
def test_years_without_a_record_keep_their_place_under_every_chart_of_years(snapshot, carried, chart):
    found = [
        carried(chart, Scope(lao=str(code))).block.native
        for (code,) in snapshot.rows("select lao from lao_year where taking_part group by lao order by count(*) desc, lao limit 12")
    ]
    assert any(None in one.series[0].values for one in found)
    for native in found:
        assert all(int(later) == int(year) + 1 for year, later in pairwise(native.categories))


def test_the_history_of_a_lao_has_the_colours_of_its_steps(snapshot, carried):
    ((code,),) = snapshot.rows("select lao from lao_year where taking_part group by lao order by count(distinct step) desc, lao limit 1")
    out = carried("place-history", Scope(lao=str(code)))
    (series,) = out.block.native.series
    assert {hue for hue, step in zip(series.points, series.values, strict=True) if step} > {colours.STEP_COLOURS["ladder"][0]}
    plotted = chart_of(out).chart.plots[0].series[0]
    assert [str(plotted.points[at].format.fill.fore_color.rgb) for at in range(len(series.points))] == [hue[1:] for hue in series.points]


def test_curves_end_where_the_screen_ends_and_are_dotted_where_few_are_left(carried):
    out = carried("waiting")
    chart = chart_of(out).chart
    assert chart.plots[0].categories[-1] == "15" and chart.value_axis.maximum_scale == 1
    dotted = {series.name for series in chart.plots[0].series if series.format.line.dash_style == MSO_LINE.ROUND_DOT}
    assert dotted and all("เหลือผู้รอไม่ถึง 10 แห่ง" in name for name in dotted)
    for sure, rest in pairwise(out.block.native.series):
        if rest.dotted:  # The dotted part begins where the other ends.
            joint = [at for at, (a, b) in enumerate(zip(sure.values, rest.values, strict=True)) if a is not None and b is not None]
            assert len(joint) == 1 and sure.values[joint[0]] == rest.values[joint[0]]


def test_a_year_without_part_is_a_gap_of_the_line_as_on_the_screen(carried):
    out = carried("pilots-trend", measure="step3plus_rate")
    drawn = {trace["name"]: trace for trace in out.block.draw().data if trace.get("name")}
    assert len(out.block.native.series) == 7 and any(None in series.values for series in out.block.native.series)
    for series in out.block.native.series:
        values = zip(drawn[series.name]["x"], drawn[series.name]["y"], strict=True)
        shown = {int(year) for year, value in zip(out.block.native.categories, series.values, strict=True) if value is not None}
        assert {year for year, value in values if value is not None and value == value} == shown, series.name


def test_no_province_of_those_that_have_nothing_is_picked_by_chance(carried):
    out = carried("ranking", measure="awards")
    values = out.block.native.series[0].values
    assert 0 < len(values) < 20 < len(out.block.table.rows) and min(values) > 0


def test_a_single_part_of_a_stack_is_named(carried):
    out = carried("standing-still", Scope(provinces=("40",)))
    assert len(out.block.native.series) == 1 and chart_of(out).chart.has_legend


def test_names_of_all_offices_stand_beside_their_bars(carried):
    out = carried("ready-to-rise")
    frame = chart_of(out)
    offices = len(out.block.native.categories)
    row = frame.height / 12_700 * 0.75 / offices
    assert (offices > 12 and frame.chart.font.size.pt * 1.35 <= row) or frame.chart.font.size.pt == 8  # A line of Sarabun is that high.


def test_names_of_a_funnel_stand_beside_their_points_and_lines_differ_without_colour(carried):
    out = carried("funnel", measure="participation_rate")
    native = out.block.native
    frame = chart_of(out)
    plotted = {series.name: series for series in frame.chart.plots[0].series}
    dashes = {limit.name: plotted[limit.name].format.line.dash_style for limit in native.limits}
    assert dashes["ทั้งประเทศ"] == MSO_LINE.ROUND_DOT and list(dashes.values()).count(MSO_LINE.DASH) == 2
    for cloud in native.clouds:
        sides = {
            "".join(text.text for text in label.iter(qn("a:t"))): label.find(qn("c:dLblPos")).get("val")
            for label in plotted[cloud.name]._element.iter(qn("c:dLbl"))
        }
        assert sides == {name: cloud.sides[name][0].replace("a", "t") for name in cloud.names if name}


def test_the_demo_mark_of_a_slide_is_seen(carried):
    out = carried("ladder-now")
    slide = Presentation(io.BytesIO(to_pptx(out))).slides[0]
    marked = [run for shape in slide.placeholders for paragraph in shape.text_frame.paragraphs for run in paragraph.runs if run.font.bold]
    (mark,) = [run for run in marked if run.text == "ข้อมูลสาธิต"]
    assert str(mark.font.color.rgb) == colours.CAUTION[1:]
    whole = next(shape.text_frame.text for shape in slide.placeholders if "ข้อมูลสาธิต" in shape.text_frame.text)
    assert whole.startswith(f"ข้อมูลสาธิต · {out.imprint.source} · {out.imprint.dates}")


@pytest.mark.parametrize("wide", [12.4, 9.0], ids=["16:9", "4:3"])
@pytest.mark.parametrize("chart", ["standard-components", "pilots-trend"])
def test_years_under_lines_have_room_beside_the_legend(carried, chart, wide):
    native = carried(chart).block.native
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    drawn = add_chart(slide, native, (0, 0, int(wide * 914_400), 3_000_000), "th", chart).chart
    size = drawn.font.size.pt
    legend = max(text_width(series.name, size) for series in native.series)
    step = drawn.category_axis._element.find(qn("c:tickLblSkip"))
    names = len(native.categories) / (int(step.get("val")) if step is not None else 1)
    assert 9 <= size <= 13 and names * text_width("2569", size) < wide * 72 - legend - 60


def test_shares_of_groups_are_parted_by_step_beside_their_share_of_all(carried):
    out = carried("step-by-type")
    native, table = out.block.native, out.block.table.rows
    *steps, whole = native.series
    assert [series.colour for series in steps] == list(colours.STEP_COLOURS["ladder"])
    shares = [round(100 * sum(values), 1) for values in zip(*(series.values[::2] for series in steps), strict=True)]
    assert shares == pytest.approx(list(table["ร้อยละบนเส้นทางนี้ (%)"]), abs=0.11)
    assert [round(100 * value, 1) for value in whole.values[1::2]] == pytest.approx(list(table["ร้อยละของ อปท. ทั้งหมด (%)"]))
    assert all("เท่า" in name for name in native.categories[::2]) and all("ของ อปท. ทั้งหมด" in name for name in native.categories[1::2])
    labels = chart_of(out).chart.plots[0].series[0].data_labels.number_format
    least = float(labels.partition("<")[2].partition("]")[0])
    assert 0.01 < least < 0.1  # A figure of 5 letters has no room in a hundredth of the plot.


@pytest.mark.parametrize(("lang", "unit"), [("th", "ล้าน"), ("en", "million")])
def test_an_axis_of_millions_is_written_in_millions(carried, lang, unit):
    out = carried("activities-budget", Scope(years=tuple(range(2560, 2570))), lang)
    heights = [sum(value or 0 for value in at) for at in zip(*(one.values for one in out.block.native.series), strict=True)]
    written = chart_of(out).chart.value_axis.tick_labels.number_format
    assert max(heights) >= 1_000_000 and written.startswith("[=0]0;#,##0") and written.endswith(f',,"\u00a0{unit}"')
    few = carried("activities-categories", Scope(), lang)
    assert unit not in chart_of(few).chart.value_axis.tick_labels.number_format
