"""Pictures read back: size, every word, Thai drawn right, a browser that crashes, and none at all."""

import ctypes
import io
import itertools
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pypdfium2
import pytest
import typst
from PIL import Image, ImageChops, ImageStat

from la21data.export import Carried, browser, fonts
from la21data.export.chart_pdf import to_pdf
from la21data.export.image import composed, to_png, to_svg, wrap
from la21data.export.page import to_html
from la21data.export.pdf_text import mended
from la21data.look import colours
from la21data.problems import CannotUse
from la21data.scope import Scope
from tests.export.conftest import ADDRESS
from tests.needing import needs_browser

DATA = Path(__file__).parents[1] / "data"
PHRASE = "น้ำ ที่ ฟื้นฟู ญี่ปุ่น กำลัง สำนักงานสิ่งแวดล้อม"
LONGEST = "องค์การบริหารส่วนตำบลต้นตาล-พระยาทด อำเภอเสาไห้ จังหวัดสระบุรี และองค์การบริหารส่วนตำบลบ้านใหม่คลองเคียน "
HOSTILE = ["<script>alert(1)</script>", '<a href="http://x">x</a>', "a&b<c>", "\"'`]]>", "\u202eกลับ"]
NEAR = 9.0  # Mean difference of grey (0 to 255) that another version of the drawing program may make.


@pytest.fixture(scope="module", autouse=True)
def one_browser():
    yield
    browser.stop()


def of_phrase():
    note = {
        "text": PHRASE,
        "x": 0.5,
        "y": 0.5,
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "font": {"size": 30, "family": "Sarabun"},
    }
    layout = {
        "annotations": [note],
        "xaxis": {"visible": False},
        "yaxis": {"visible": False},
        "paper_bgcolor": "white",
        "plot_bgcolor": "white",
    }
    return {"data": [], "layout": layout | {"margin": {"l": 0, "r": 0, "t": 0, "b": 0}}}


def difference(made, name):
    """Mean difference from the picture that a person looked at."""
    reference = Image.open(DATA / name).convert("L")
    assert made.size == reference.size
    return ImageStat.Stat(ImageChops.difference(made.convert("L"), reference)).mean[0]


@needs_browser
def test_thai_in_pictures_looks_as_it_did_when_a_person_looked():
    made = browser.render(of_phrase(), {"format": "png", "width": 760, "height": 90})
    assert difference(Image.open(io.BytesIO(made)), "thai-in-pictures.png") < NEAR


def test_thai_in_the_brief_looks_as_it_did_when_a_person_looked():
    source = f'#set page(width: 16cm, height: 2cm, margin: 4mm)\n#text(font: "Sarabun", lang: "th", size: 18pt)[{PHRASE}]'
    pdf = mended(typst.compile(source.encode(), font_paths=[str(fonts.folder())], ignore_system_fonts=True))
    page = pypdfium2.PdfDocument(pdf)[0]
    assert difference(page.render(scale=2).to_pil(), "thai-in-the-brief.png") < NEAR
    read = page.get_textpage().get_text_range()
    assert all(word in read for word in PHRASE.split())


@needs_browser
def test_png_is_a_full_screen_at_twice_its_density_for_every_shape_of_chart(carried):
    for chart, scope in (("map", Scope()), ("ladder-years", Scope(years=tuple(range(2547, 2570)))), ("pilots-now", Scope(lao="1100000"))):
        picture = Image.open(io.BytesIO(to_png(carried(chart, scope))))
        assert abs(picture.width - 3840) <= 8 and abs(picture.height - 2160) <= 2
        assert len(set(picture.convert("L").resize((96, 54)).tobytes())) > 8  # Not blank.


@needs_browser
def test_svg_and_pdf_carry_every_word(carried):
    out = carried("map", Scope(regions=("south",)), measure="participation_rate")
    told = out.imprint
    svg = to_svg(out)
    text = " ".join("".join(element.itertext()) for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("}text"))
    flat = text.replace(" ", "")
    for words in (told.title, told.subtitle, told.source, told.dates, told.way_back, told.demo, *told.notes):
        assert words.replace(" ", "") in flat, words
    assert ADDRESS in flat and b"font/ttf;base64" in svg and b"image/png;base64" in svg
    document = pypdf.PdfReader(io.BytesIO(to_pdf(out)))
    assert document.metadata.title == told.title and document.root_object["/Lang"] == "th"
    assert len(document.pages) == 1 and "Sarabun" in str([font for page in document.pages for font in fonts_of(page)])


MISPLACED = 3.8  # As above: words that stand 4 pixels aside make 4.4 to 7.4, in their places 1.1 to 2.9.
CHARTS = ("map", "ranking", "map-years", "ladder-now", "step-flow", "funnel", "activities-heat", "network-coverage", "pilots-slopes")


@needs_browser
@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_word_of_a_pdf_is_copied_as_it_was_written_and_stands_where_the_browser_had_it(carried, chart, lang):
    out = carried(chart, lang=lang)
    page = pypdfium2.PdfDocument(to_pdf(out))[0]
    copied = "".join(page.get_textpage().get_text_range().split())
    texts = [element for element in ElementTree.fromstring(to_svg(out)).iter() if element.tag.endswith("}text")]
    lines = [line for text in texts for line in ([one for one in text if one.get("class") == "line"] or [text])]
    written = ["".join("".join(line.itertext()).split()) for line in lines]
    assert len(written) > 5 and [one for one in written if one not in copied] == []
    picture = Image.open(io.BytesIO(to_png(out))).convert("L").resize((960, 540))
    drawn = page.render(scale=960 / page.get_size()[0]).to_pil().convert("L").resize((960, 540))
    assert ImageStat.Stat(ImageChops.difference(picture, drawn)).mean[0] < MISPLACED


@needs_browser
def test_a_figure_on_a_dark_cell_is_white_in_a_pdf_too(carried):
    page = pypdfium2.PdfDocument(to_pdf(carried("activities-steps")))[0]
    found = {fill_of(thing) for thing in page.get_objects() if thing.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT}
    assert {"#FFFFFF", colours.INK} <= found and "#444444" not in found  # Plotly's own grey is too light on middle greens.


def fill_of(thing):
    parts = [ctypes.c_uint() for _ in "rgba"]
    pypdfium2.raw.FPDFPageObj_GetFillColor(thing, *parts)
    return "#{:02X}{:02X}{:02X}".format(*(part.value for part in parts[:3]))


def fonts_of(page):
    return [str(font.get_object()["/BaseFont"]) for font in page["/Resources"].get("/Font", {}).values()]


@needs_browser
def test_names_are_never_code_in_a_picture(carried):
    out = carried("ladder-now")
    svg = to_svg(Carried(out.block, replace(out.imprint, title=HOSTILE[0] + HOSTILE[1], notes=tuple(HOSTILE)), out.measures))
    root = ElementTree.fromstring(svg)
    assert not [element for element in root.iter() if element.tag.endswith("}script") or element.tag.endswith("}a")]
    assert "<script>alert(1)</script>" in "".join(root.itertext())


@needs_browser
def test_a_crashed_browser_is_started_again_without_a_person():
    first = browser.render(of_phrase(), {"format": "png", "width": 300, "height": 100})
    browser._warm._kaleido.subprocess.kill()
    assert browser.render(of_phrase(), {"format": "png", "width": 300, "height": 100})[:8] == first[:8]


def test_without_a_browser_it_says_what_to_install(carried, monkeypatch):
    monkeypatch.setattr(browser, "available", lambda: False)
    with pytest.raises(CannotUse) as error:
        to_png(carried("map"))
    assert "Chromium" in error.value.problem.th and "PPTX" in error.value.problem.th
    assert to_html(carried("map")).startswith(b"<!doctype html>")


@pytest.mark.parametrize("length", [1, 3, 8])
def test_words_around_a_picture_stay_inside_it_at_any_length(carried, length):
    out = carried("ladder-now")
    about = replace(out.imprint, title=(LONGEST * length).strip(), notes=((LONGEST * length).strip(),) * 3)
    spec, width, height = composed(Carried(out.block, about, out.measures))
    margin = spec["layout"]["margin"]
    assert height - margin["t"] - margin["b"] > 200 and width / height == pytest.approx(16 / 9, abs=0.01)
    written = [note for note in spec["layout"]["annotations"] if note.get("borderpad") == 0]
    assert min(note["yshift"] for note in written if note["y"] == 0) > -margin["b"]
    assert max(note["yshift"] for note in written if note["y"] == 1) <= margin["t"]


def test_lines_break_at_spaces_only():
    assert " ".join(wrap(LONGEST * 3, 14, 300)).split() == (LONGEST * 3).split()


def test_the_page_needs_no_network_and_escapes_every_text(carried):
    out = carried("map", Scope(regions=("south",)))
    page = to_html(Carried(out.block, replace(out.imprint, title=HOSTILE[0], notes=tuple(HOSTILE)), out.measures)).decode()
    body = page[page.index("<body>") : page.index("<script>")]
    assert "<script>alert" not in page.replace("&lt;script&gt;", "") and HOSTILE[1] not in body
    assert "connect-src data:" in page and out.imprint.link.replace("&", "&amp;") in body and 'lang="th"' in page
    for words in (out.imprint.subtitle, out.imprint.source, out.imprint.dates, out.imprint.demo):
        assert words in body


@needs_browser
def test_lines_under_a_picture_stand_evenly_whatever_marks_they_hold(carried):
    out = carried("ladder-now")
    told = ("abc 17 %", "ที่นี่", "ปีงบประมาณ 2569", "น้ำ ญี่ปุ่น", "ไม่มี")
    root = ElementTree.fromstring(to_svg(Carried(out.block, replace(out.imprint, notes=told, demo=""), out.measures)))
    foot = {}
    for group in (element for element in root.iter() if element.get("class") == "cursor-pointer"):
        text = next(element for element in group.iter() if element.tag.endswith("}text"))
        moved = float(group.get("transform").rsplit(",", 1)[1].rstrip(")"))
        foot["".join(text.itertext()).strip()] = moved + float(text.get("y") or 0)
    lines = [foot[line] for line in told]
    steps = [after - before for before, after in itertools.pairwise(lines)]
    assert max(steps) - min(steps) <= 2, steps
