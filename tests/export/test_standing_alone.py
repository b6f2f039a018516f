"""What leaves the page stands alone: no words that point at a page, a legend where the page has a second chart, names left as they are."""

import io
import re

import pypdf
import pytest
from pptx import Presentation

from la21data import metrics
from la21data.export import brief, browser, pack, page
from la21data.export.definition import Definition
from la21data.export.image import composed, natural_height
from la21data.export.slides import to_pptx
from la21data.scope import Scope
from la21data.view import View
from tests.export.conftest import DAY


@pytest.mark.parametrize(
    ("chart", "scope"),
    [("ranking", Scope()), ("province-laos", Scope(provinces=("40",))), ("step-flow", Scope())],
    ids=["ranking", "laos", "flow"],
)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_no_export_says_what_to_press_or_what_stands_beside_it(carried, chart, scope, lang):
    out = carried(chart, scope, lang)
    assert out.block.hints and all(hint in out.block.page_notes[-1] for hint in out.block.hints)  # Which the page says.
    slide = Presentation(io.BytesIO(to_pptx(out))).slides[0]
    told = "\n".join([*(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame), slide.notes_slide.notes_text_frame.text])
    document = page.to_html(out).decode().split("<script>")[0]
    for hint in out.block.hints:
        assert hint not in told and hint not in document and hint not in out.imprint.foot
    assert not re.search("กดจุด|เมื่อกด|คู่กัน|[Pp]ress|«Table»|beside it", told)


def test_the_colours_of_a_flow_are_named_in_its_picture(carried):
    out = carried("step-flow")
    spec, _, _ = composed(out)
    changes = {(f"{name} {laos}", colour) for name, laos, colour in out.block.native.changes}
    assert {(trace["name"], trace["marker"]["color"]) for trace in spec["data"] if trace["type"] == "scatter"} == changes
    assert spec["layout"]["showlegend"] and len(changes) > 3
    on_page = out.block.draw()
    assert [trace["type"] for trace in on_page.data] == ["sankey"]  # Beside it stands the chart of the changes.
    assert natural_height(out) > on_page.layout["height"]
    for name, _ in changes:
        assert name in page.to_html(out).decode()


@pytest.mark.parametrize("scope", [Scope(), Scope(offices=("9",))], ids=["country", "office"])
def test_the_dot_that_a_maps_legend_is_made_of_lies_under_it(carried, scope):
    spec, _, _ = composed(carried("map", scope))
    (dot,) = [trace for trace in spec["data"] if trace["type"] == "pie"]
    legend = spec["layout"]["legend"]
    assert legend["x"] < dot["domain"]["x"][0] < legend["x"] + 0.05 and legend["y"] - 0.05 < dot["domain"]["y"][0] < legend["y"]
    assert legend["title"]["font"]["size"] > 0.8 * legend["font"]["size"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ชุดประชุม LA21 & Green City ปี 2569", "ชุดประชุม LA21 & Green City ปี ๒๕๖๙"),
        ("สแนปช็อต 00001-b414503c · ข้อมูล ณ วันที่ 31", "สแนปช็อต 00001-b414503c · ข้อมูล ณ วันที่ ๓๑"),
        ("สแนปช็อต 00001-12345678", "สแนปช็อต 00001-12345678"),
        ("1,786 คน · 75.0 % · 2547–2569 · Fast Track 3", "๑,๗๘๖ คน · ๗๕.๐ % · ๒๕๔๗–๒๕๖๙ · Fast Track ๓"),
    ],
)
def test_thai_digits_leave_names_and_numbers_of_snapshots_alone(text, written):
    assert brief._with_thai_digits({"foot": text, "link": text}) == {"foot": written, "link": text}


def test_the_longest_region_is_whole_over_its_column(carried):
    slide = Presentation(io.BytesIO(to_pptx(carried("standard-groups")))).slides[0]
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    heads = [cell.text_frame.text for cell in table.rows[0].cells]
    assert "ภาคตะวันออก\nเฉียงเหนือ" in heads and not any("…" in head for head in heads)


def test_words_over_a_column_of_figures_stand_apart(snapshot, monkeypatch):
    monkeypatch.setattr(browser, "available", lambda: False)  # Then every block is a table.
    scope = metrics.default_scope(snapshot, Scope(regions=("south",)))
    made = pack.gather(View(snapshot, scope, "en"), Definition(parts=("peers",)), exported=DAY)
    found = []
    for sheet in pypdf.PdfReader(io.BytesIO(brief.to_pdf(made))).pages:
        sheet.extract_text(visitor_text=lambda text, cm, tm, font, size: found.append((text.strip(), cm[4] + tm[4])))
    places = dict(reversed(found))  # Of each word the first.
    assert places["low"] - places["interval,"] > 33  # Points; the word is 31.7 wide in type of 8.5.


def test_a_page_shows_the_key_figures_at_once(snapshot):
    made = pack.gather(
        View(snapshot, metrics.default_scope(snapshot, Scope()), "th"), Definition(parts=("figures", "ladder")), exported=DAY
    )
    sections = pack.page(made).decode().split("<section>")[1:]
    assert [section.count("<details open>") for section in sections] == [1, 0]  # What is drawn keeps its table shut.


def test_a_map_of_the_brief_is_as_high_as_what_it_shows(carried):
    sizes = [brief._size(carried("map", scope)) for scope in (Scope(offices=("9",)), Scope(regions=("central",)), Scope())]
    assert [wide for wide, _ in sizes] == [560] * 3 and sizes[0][1] < sizes[1][1] < sizes[2][1] == 440
