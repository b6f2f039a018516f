"""Bars on slides: running years hatched as on the screen, years without a record, figures and names that have room."""

import datetime as dt
import re

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from la21data import metrics
from la21data.blocks import NativeChart, Series
from la21data.blocks.catalogue import recipes
from la21data.blocks.native import native_years
from la21data.demo import publish_demo
from la21data.export import carry
from la21data.export.native_chart import MOST_BARS, add_chart
from la21data.scope import Scope
from la21data.store import Store
from la21data.view import View
from tests.export.conftest import DAY
from tests.export.test_slides import opened, words_of


def hatched_on_screen(block):
    """The years of bars with a pattern, of all traces."""
    found = set()
    for trace in block.draw().spec()["data"]:
        shapes = trace.get("marker", {}).get("pattern", {}).get("shape", "") if trace["type"] == "bar" else ""
        found |= {str(year) for year, shape in zip(trace["x"], shapes, strict=True) if shape} if isinstance(shapes, list) else set()
    return found


def hatched_on_slide(chart):
    """The categories of bars with a pattern; every series of a chart has it, white over its own colour."""
    found = []
    for plotted in chart.plots[0].series:
        names = list(chart.plots[0].categories)
        points = [one for one in plotted._element.findall(qn("c:dPt")) if one.find(".//" + qn("a:pattFill")) is not None]
        for one in points:
            fore, back = (one.find(f".//{qn(tag)}/{qn('a:srgbClr')}").get("val") for tag in ("a:fgClr", "a:bgClr"))
            assert fore == "FFFFFF" and back == str(plotted.format.fill.fore_color.rgb)
        found.append({names[int(one.find(qn("c:idx")).get("val"))] for one in points})
    assert all(one == found[0] for one in found)
    return found[0]


def test_bars_of_a_running_year_are_hatched_as_on_the_screen(tmp_path, monkeypatch):
    monkeypatch.setattr("la21data.demo.publish.AS_OF", dt.date(2026, 6, 1))  # Four months before 2569 is over.
    publish_demo(Store(tmp_path / "store"))
    snapshot, hatched = Store(tmp_path / "store").open(), set()
    for chart in recipes():
        for scope in (Scope(years=(2569,)), Scope(years=(2569,), provinces=("57",))):
            out = carry(View(snapshot, metrics.default_scope(snapshot, scope), "th"), chart, {}, exported=DAY)
            if out.block.empty or not (on_screen := hatched_on_screen(out.block)):
                continue
            slide = opened(out).slides[0]
            charts = [shape.chart for shape in slide.shapes if shape.has_chart]
            assert "2569 ยังไม่สิ้นสุด" in words_of(slide)
            assert charts and set().union(*map(hatched_on_slide, charts)) == on_screen == {"2569"}, chart
            hatched.add(chart)
    assert hatched >= {"ladder-years", "fast-track-years", "awards-years", "activities-budget", "activities-outputs", "plans-years"}
    assert hatched >= {"network-visits-years", "standard-results", "change-agents-years", "activities-people-years", "place-awards"}


def columns(kind="stacked", rows=((100.0, 40.0), (2.0, 30.0)), years=(2550, 2553), running=()):
    series = [Series(f"ส่วนที่ {at}", values, "#1B6B4A") for at, values in enumerate(rows)]
    return native_years(kind, years, series, running)


def drawn(native, place=(0, 0, 9_000_000, 4_000_000)):
    slide = Presentation().slides.add_slide(Presentation().slide_layouts[6])
    return add_chart(slide, native, place, "th", "แผนภูมิ").chart


def test_years_without_a_record_keep_their_place():
    chart = drawn(columns())
    assert list(chart.plots[0].categories) == ["2550", "2551", "2552", "2553"]
    assert tuple(chart.plots[0].series[0].values) == (100.0, None, None, 40.0)


def test_a_part_too_low_for_its_figure_has_none():
    """4,000,000 EMU are 315 points, of which three quarters are columns: of 102 LAOs one part of 2 is 5 points high."""
    number_format = drawn(columns()).plots[0].series[1].data_labels.number_format
    least = float(re.fullmatch(r"\[<([\d.]+)\]\"\";#,##0", number_format)[1])
    assert 2 < least < 30


def test_a_figure_on_a_hatched_bar_stands_on_plain_ground():
    series = drawn(columns(running=(2553,))).plots[0].series[0]
    (own,) = series.data_labels._element.findall(qn("c:dLbl"))
    assert own.find(qn("c:idx")).get("val") == "3"
    assert own.find(qn("c:spPr")).find(f"{qn('a:solidFill')}/{qn('a:srgbClr')}").get("val") == "1B6B4A"


@pytest.mark.parametrize("bars", [1, 2, 20])
def test_no_bar_is_a_wall_and_each_has_its_name(bars):
    native = NativeChart("bars", tuple(map(str, range(bars))), (Series("แห่ง", (1.0,) * bars, "#1B6B4A"),))
    chart = drawn(native)
    slot = 4_000_000 / 12_700 / bars
    assert slot / (1 + chart.plots[0].gap_width / 100) < 60 and 40 <= chart.plots[0].gap_width <= 500
    assert chart.category_axis._element.find(qn("c:tickLblSkip")).get("val") == "1"


def test_bars_of_few_are_hollow_as_on_the_screen(snapshot):
    few = {}
    for chart, options in (("standard-ranking", {}), ("standard-scores", {}), ("ranking", {"measure": "standard_score"})):
        view = View(snapshot, metrics.default_scope(snapshot, Scope(years=(2569,))), "th")
        out = carry(view, chart, options, exported=DAY)
        slide = opened(out).slides[0]
        plotted = next(shape.chart for shape in slide.shapes if shape.has_chart).plots[0].series[0]
        hollow = [
            bar.find(".//" + qn("c:spPr") + "/" + qn("a:solidFill") + "/" + qn("a:srgbClr"))
            for bar in plotted._element.findall(qn("c:dPt"))
        ]
        few[chart] = sum(fill is not None and fill.get("val") == "FFFFFF" for fill in hollow)
        marker = next(trace["marker"] for trace in out.block.draw().spec()["data"] if trace["type"] == "bar")
        assert few[chart] == sum(colour == "#FFFFFF" for colour in marker["color"][:MOST_BARS]), chart
        assert ("แท่งโปร่ง" in words_of(slide)) == bool(few[chart])
    assert few["standard-ranking"] and few["ranking"]
