"""Slides read back: native charts with their data, a native map of named shapes, every word, Thai faces, nothing outside the slide."""

import io
from dataclasses import replace

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.oxml.ns import qn

from la21data import reference, thai
from la21data.blocks.catalogue import recipes
from la21data.export import Carried
from la21data.export.slides import to_pptx
from la21data.scope import Scope
from tests.export.conftest import ADDRESS

LONGEST = "องค์การบริหารส่วนตำบลต้นตาล-พระยาทด อำเภอเสาไห้ จังหวัดสระบุรี และองค์การบริหารส่วนตำบลบ้านใหม่คลองเคียน"


def opened(carried):
    return Presentation(io.BytesIO(to_pptx(carried)))


def words_of(slide):
    parts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    return "\n".join([*parts, slide.notes_slide.notes_text_frame.text])


def shape_by_type(slide, kind):
    return [shape for shape in slide.shapes if shape.shape_type == kind]


@pytest.mark.parametrize("chart", recipes())
@pytest.mark.parametrize(
    "scope", [Scope(), Scope(provinces=("57",), years=tuple(range(2547, 2570)))], ids=["country", "province, 23 years"]
)
def test_every_block_makes_one_slide_within_its_borders(carried, chart, scope):
    deck = opened(carried(chart, scope))
    assert len(deck.slides) == 1
    for shape in deck.slides[0].shapes:
        assert shape.left >= 0 and shape.top >= 0
        assert shape.left + shape.width <= deck.slide_width and shape.top + shape.height <= deck.slide_height, shape.name


def test_the_slide_carries_every_word(carried):
    out = carried("map", Scope(regions=("south",)), measure="participation_rate")
    told, text = out.imprint, words_of(opened(out).slides[0])
    for words in (told.title, told.subtitle, told.source, told.dates, told.way_back, told.demo, *told.notes):
        assert words and words in text
    assert ADDRESS in text and "อปท. ที่เข้าร่วมต่อ อปท. ทั้งหมด" in text
    assert shape_by_type(opened(out).slides[0], MSO_SHAPE_TYPE.PICTURE)  # The QR code.


def test_the_chart_is_native_and_holds_the_figures_of_the_block(carried):
    out = carried("ladder-years")
    (frame,) = [shape for shape in opened(out).slides[0].shapes if shape.has_chart]
    plot = frame.chart.plots[0]
    assert tuple(plot.categories) == out.block.native.categories
    assert [tuple(series.values) for series in plot.series] == [series.values for series in out.block.native.series]
    assert frame.chart.part.chart_workbook.xlsx_part is not None


def test_the_map_is_77_named_shapes_in_the_colours_of_their_classes(carried):
    out = carried("map")
    groups = shape_by_type(opened(out).slides[0], MSO_SHAPE_TYPE.GROUP)
    provinces = {shape.name: shape for shape in groups[0].shapes}
    names = {province.name_th: code for code, province in reference.provinces().items()}
    assert set(provinces) == set(names) and len(provinces) == 77
    native = out.block.native
    for name, shape in provinces.items():
        at = native.provinces[names[name]]
        assert shape._element.find(qn("p:spPr")).find(qn("a:custGeom")) is not None
        if at is not None and not native.flags.get(names[name]):
            assert (
                shape.fill.fore_color.rgb == native.classes.colours[at][1:].upper()
                or str(shape.fill.fore_color.rgb) == native.classes.colours[at][1:]
            )
    assert any("คำอธิบายสี" in group.name for group in groups)


def test_every_run_names_the_face_and_language_of_thai(carried):
    slide = opened(carried("map")).slides[0]
    runs = [run for element in (slide._element, slide.notes_slide._element) for run in element.iter(qn("a:r"))]
    assert len(runs) > 20
    for run in runs:
        properties = run.find(qn("a:rPr"))
        assert properties.get("lang") == "th-TH" and properties.find(qn("a:cs")).get("typeface") == "Sarabun"
    (frame,) = [shape for shape in opened(carried("ladder-years")).slides[0].shapes if shape.has_chart]
    assert frame.chart._chartSpace.find(qn("c:txPr")).find(".//" + qn("a:cs")).get("typeface") == "Sarabun"


def test_an_agencys_template_keeps_its_master(carried, tmp_path):
    from la21data.export.slides import Deck

    template = tmp_path / "agency.pptx"
    theirs = Presentation()
    theirs.slide_masters[0].name = "ของหน่วยงาน"
    theirs.slides.add_slide(theirs.slide_layouts[0])
    theirs.save(template)
    deck = Deck("th", template)
    deck.block(carried("map"))
    deck.block(carried("ladder-years"))
    made = Presentation(io.BytesIO(deck.content()))
    foot = next(s for s in made.slides[0].placeholders if s.placeholder_format.type == PP_PLACEHOLDER.FOOTER)
    assert foot.width > made.slide_width * 0.6  # Theirs is a third of the slide: the source would be cut.
    assert len(made.slides) == 2 and made.slide_width == theirs.slide_width
    for slide in made.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= made.slide_width and shape.top + shape.height <= made.slide_height


def test_names_of_any_length_and_any_letters_stay_text(carried):
    out = carried("ladder-now")
    hostile = [LONGEST, "<script>&\"'", "=1+1", "a\x00b\x0bc", "\u202eกลับ"]
    native = replace(out.block.native, categories=tuple((hostile * 2)[: len(out.block.native.categories)]))
    about = replace(out.imprint, title=LONGEST * 2, notes=tuple(hostile))
    slide = opened(Carried(replace(out.block, native=native), about, out.measures)).slides[0]
    assert LONGEST in slide.shapes.title.text_frame.text and "<script>" in words_of(slide)


def test_a_scope_without_data_says_so(carried):
    out = carried("ladder-now", Scope(regions=("south",), types=("special",)))
    assert out.block.empty in words_of(opened(out).slides[0])


def sheet_of(chart):
    return openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).worksheets[0]


def chart_of(slide):
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    return frame.chart


def test_every_block_has_a_native_form(carried):
    for chart in recipes():
        for scope in (Scope(), Scope(provinces=("57",))):
            out = carried(chart, scope)
            assert out.block.empty or out.block.native is not None, chart


def test_the_data_sheet_holds_every_bar_that_the_slide_has_no_room_for(carried):
    out = carried("ranking")
    slide = opened(out).slides[0]
    names = [row[0].value for row in sheet_of(chart_of(slide)).iter_rows(min_row=2)]
    assert len(chart_of(slide).plots[0].categories) == 20 < len(names) == len(out.block.table.rows)
    assert names == list(out.block.native.categories) and f"20 รายการแรกจาก {len(names)}" in words_of(slide)


@pytest.mark.parametrize("chart", ["ladder-now", "flow-changes"])
def test_each_bar_has_the_colour_of_the_screen(carried, chart):
    out = carried(chart)
    plotted = chart_of(opened(out).slides[0]).plots[0].series[0]
    shown = [str(plotted.points[at].format.fill.fore_color.rgb) for at in range(len(out.block.native.categories))]
    on_screen = [trace["marker"]["color"] for trace in out.block.draw().spec()["data"] if trace["type"] == "bar"]
    flat = [colour for one in on_screen for colour in (one if isinstance(one, list) else [one])]
    assert len(set(shown)) == len(shown) and {f"#{colour}" for colour in shown} <= set(flat)


def test_the_funnel_is_a_scatter_of_every_province_between_the_limits(carried):
    out = carried("funnel")
    plot = chart_of(opened(out).slides[0]).plots[0]
    sizes = [len(list(series.values)) for series in plot.series]
    assert sizes == sorted(sizes, reverse=True)  # LibreOffice loses a series before a longer one.
    points = {one.name: one.points for one in (*out.block.native.clouds, *out.block.native.limits)}
    for series in plot.series:
        assert tuple(series.values) == tuple(y for _, y in points[series.name])
    known = [verdict for verdict in out.block.table.rows.iloc[:, -1] if verdict]
    assert sum(len(cloud.points) for cloud in out.block.native.clouds) == len(known) > 50
    told = [name for cloud in out.block.native.clouds for name in cloud.names if name]
    text = "".join(node.text or "" for node in chart_of(opened(out).slides[0])._chartSpace.iter(qn("a:t")))
    assert told and all(name in text for name in told)


def test_the_flow_is_named_bands_whose_widths_are_the_laos(carried):
    out = carried("step-flow")
    slide = opened(out).slides[0]
    group = next(shape for shape in shape_by_type(slide, MSO_SHAPE_TYPE.GROUP) if "→" in next(iter(shape.shapes)).name)
    bands = [shape for shape in group.shapes if "→" in shape.name]
    laos = [int(shape.name.rsplit(": ", 1)[1].replace(",", "")) for shape in bands]
    assert len(bands) == len(out.block.table.rows) and sum(laos) == out.block.table.rows.iloc[:, 3].sum()
    assert all(shape._element.find(qn("p:spPr")).find(qn("a:custGeom")) is not None for shape in bands)
    legend = "".join(one.text_frame.text for shape in shape_by_type(slide, MSO_SHAPE_TYPE.GROUP) for one in shape.shapes)
    assert all(name in legend for name, _, _ in out.block.native.changes)


@pytest.mark.parametrize("chart", ["activities-heat", "standard-groups", "standard-sizes", "network-visits", "data-completeness"])
def test_a_heat_map_is_a_table_in_the_colours_of_its_classes(carried, chart):
    out = carried(chart)
    native = out.block.native
    tables = [shape.table for shape in opened(out).slides[0].shapes if shape.has_table]
    rows = [row for table in tables for row in list(table.rows)[1:]]
    assert [row.cells[0].text_frame.text for row in rows] == list(native.down)
    for row, values in zip(rows, native.values, strict=True):
        for cell, value in zip(list(row.cells)[1:], values, strict=True):
            shown = thai.format_number(value * native.scale, native.decimals) if value is not None else ""
            assert cell.text_frame.text.strip().strip("()") == shown
            if value:
                assert f"#{cell.fill.fore_color.rgb}" == native.classes.colours[native.classes.index(value)]


def test_figures_of_few_are_in_brackets_on_slides_as_on_the_screen(carried):
    out = carried("standard-groups", group="province")
    tables = [shape.table for shape in opened(out).slides[0].shapes if shape.has_table]
    rows = [list(row.cells)[1:] for table in tables for row in list(table.rows)[1:]]
    bracketed = {(y, x) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell.text_frame.text.strip().startswith("(")}
    assert bracketed and bracketed == out.block.native.few


def test_a_long_heat_map_goes_on_beside_itself_and_leaves_nothing_out(carried):
    out = carried("standard-groups", group="province")
    tables = [shape.table for shape in opened(out).slides[0].shapes if shape.has_table]
    assert len(tables) > 1 and sum(len(table.rows) - 1 for table in tables) == len(out.block.table.rows)


def test_small_multiples_are_charts_and_maps_of_their_own(carried):
    out = carried("activities-outputs")
    charts = [shape.chart for shape in opened(out).slides[0].shapes if shape.has_chart]
    panels = out.block.native.panels
    assert [tuple(chart.plots[0].series[0].values) for chart in charts] == [panel.native.series[0].values for panel in panels]
    maps = carried("map-years")
    groups = {shape.name: shape for shape in shape_by_type(opened(maps).slides[0], MSO_SHAPE_TYPE.GROUP)}
    for panel in maps.block.native.panels:
        assert len(groups[panel.name].shapes) == 77


def test_laos_are_named_circles_on_their_province(carried):
    out = carried("province-laos", Scope(provinces=("57",)))
    groups = shape_by_type(opened(out).slides[0], MSO_SHAPE_TYPE.GROUP)
    names = sorted(shape.name for shape in groups[0].shapes)
    assert names == sorted(["เชียงราย", *(point.name for point in out.block.native.points)])
