"""Slides read back: native charts with their data, a native map of named shapes, every word, Thai faces, nothing outside the slide."""

import io
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from la21data import reference
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
