"""The meeting pack: one figure is the same in slides, brief, workbook, page and on the screen; whoever it is for."""

import html
import io
import re
import unicodedata
from dataclasses import replace

import openpyxl
import pypdf
import pypdfium2
import pytest
from pptx import Presentation

from la21data import metrics
from la21data.export import brief, browser, definition, files, pack
from la21data.export.definition import Definition, Piece
from la21data.key_figures import key_figures
from la21data.problems import CannotUse
from la21data.scope import Scope
from la21data.view import View
from tests.export.conftest import ADDRESS, DAY
from tests.needing import needs_browser

AUDIENCES = {
    "country": Scope(),
    "region": Scope(regions=("south",)),
    "office": Scope(offices=("5",)),
    "province": Scope(provinces=("40",)),
    "pilots": Scope(pilot=True),
    "nobody": Scope(regions=("south",), types=("special",)),
    "lao": Scope(lao="2730151"),
    "country, 23 years": Scope(years=tuple(range(2547, 2570))),
}
HOSTILE = (
    '#let x = 1 #panic() #image("/etc/passwd")',
    "$ sum_(i=0)^n $",
    "*bold* _it_ `raw` = head",
    "@nobody <label> ~ -- \\u{41} \\",
    "]]> </script><script>alert(1)</script>",
    "{{ 7*7 }} ${7*7} {% raw %}",
    "\u202eกลับหัว\u202c \u200fRTL",
    '=HYPERLINK("http://x") +1 -1 @SUM(1)',
    "a\x00b\x0bc\ufffe",
    "น้ำที่ฟื้นฟู" * 840,
)


@pytest.fixture(scope="module", autouse=True)
def one_browser():
    yield
    browser.stop()


@pytest.fixture
def view(snapshot, monkeypatch):
    monkeypatch.setenv("LA21_PUBLIC_URL", ADDRESS)
    return lambda scope=AUDIENCES["country"], lang="th": View(snapshot, metrics.default_scope(snapshot, scope), lang)


@pytest.fixture
def without_browser(monkeypatch):
    monkeypatch.setattr(browser, "available", lambda: False)


def words_of_slides(content):
    parts = []
    for slide in Presentation(io.BytesIO(content)).slides:
        parts += [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    return "\n".join(parts)


def words_of_sheet(sheet):
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def without_marks(text):
    """Latin letters, digits and base letters: what a PDF gives back of Thai in every reader."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Mn" and not letter.isspace() and letter != "ำ")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_same_figure_stands_in_all_four_and_on_the_screen(view, without_browser, audience):
    seen = view(AUDIENCES[audience])
    made = pack.gather(seen, Definition(), exported=DAY)
    on_screen = [(one.title, one.text, one.change) for one in key_figures(seen)]
    assert [(one.title, one.text, one.change) for one in made.figures] == on_screen
    slides = words_of_slides(pack.slides(made))
    book = openpyxl.load_workbook(io.BytesIO(pack.workbook(made)))
    sheet = words_of_sheet(book.worksheets[0])
    page = html.unescape(pack.page(made).decode())
    document = pypdf.PdfReader(io.BytesIO(brief.to_pdf(made)))
    printed = "".join(page.extract_text() for page in document.pages)
    differences = []
    for title, value, change in on_screen:
        for told in (title, value, change):
            differences += [(name, told) for name, text in (("pptx", slides), ("xlsx", sheet), ("html", page)) if told not in text]
        for number in re.findall(r"[\d.,]+", f"{value} {change}"):
            differences += [("pdf", number)] if number not in printed else []
    assert differences == []


def test_blocks_tell_the_same_rows_in_slides_workbook_and_page(view):
    made = pack.gather(view(), Definition(), exported=DAY)
    deck = Presentation(io.BytesIO(pack.slides(made)))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    book = openpyxl.load_workbook(io.BytesIO(pack.workbook(made)))
    assert len(book.sheetnames) == len(made.blocks) + 2  # Key figures first, explanations last.
    for carried, name in zip(made.blocks, book.sheetnames[1:], strict=False):
        assert book[name].max_row == len(carried.block.table.rows) + 1
    native = [carried.block.native for carried in made.blocks if hasattr(carried.block.native, "series")]
    for chart, told in zip(charts, native, strict=True):
        for plotted, series in zip(chart.plots[0].series, told.series, strict=True):
            assert tuple(plotted.values) == series.values[: len(plotted.values)]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_slides_and_pages_stay_within_their_numbers(view, without_browser, audience):
    made = pack.gather(view(AUDIENCES[audience]), Definition(), exported=DAY)
    assert 8 <= len(Presentation(io.BytesIO(pack.slides(made))).slides) <= 14
    document = pypdf.PdfReader(io.BytesIO(brief.to_pdf(made)))
    assert document.metadata.title and document.root_object["/Lang"] == "th" and document.root_object["/MarkInfo"]["/Marked"]
    assert len(document.outline) >= 2 and 2 <= len(document.pages) <= 4
    assert {page.mediabox.width for page in document.pages} == {document.pages[0].mediabox.width} and 595 <= document.pages[
        0
    ].mediabox.width <= 596


def test_a_pack_of_one_lao_shows_its_province_and_not_a_country_of_one(view):
    made = pack.gather(view(AUDIENCES["lao"]), Definition(parts=("map",)), exported=DAY)
    assert [carried.block.id for carried in made.blocks] == ["province-laos"] and "จังหวัด" in made.blocks[0].imprint.subtitle


def test_a_brief_of_tables_leaves_no_block_out_and_says_nothing_of_it(view, without_browser):
    charts = ("ladder-now", "ladder-years", "activities-categories", "awards-years", "ranking", "standing-still")

    def printed(pieces):
        made = pack.gather(view(), Definition("ชุด", gathered=tuple(map(Piece, pieces))), exported=DAY)
        text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(brief.to_pdf(made)))
        return re.findall(r"แสดง ?(\d+) ?จาก ?(\d+) ?รายการของชุดประชุม", text.replace("\r\n", " "))

    assert printed(charts[:1]) == [] == printed(charts)  # Without pictures every block is a table.


@needs_browser
def test_a_brief_with_charts_says_what_it_has_no_room_for(view):
    pieces = ("ladder-now", "ladder-years", "activities-categories", "awards-years", "ranking", "fast-track-years")
    made = pack.gather(view(), Definition("ชุด", gathered=tuple(map(Piece, pieces))), exported=DAY)
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(brief.to_pdf(made)))
    ((shown, of),) = re.findall(r"แสดง\s*(\d+)\s*จาก\s*(\d+)\s*รายการของชุดประชุม", text)
    assert int(shown) < int(of) == 6


def test_without_a_browser_the_brief_has_tables_and_says_so(view, without_browser):
    made = pack.gather(view(), Definition(), exported=DAY)
    printed = without_marks("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(brief.to_pdf(made))).pages))
    assert "Chromium" in printed


@needs_browser
@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_brief_with_its_charts_has_two_to_four_pages(view, audience):
    made = pack.gather(view(AUDIENCES[audience]), Definition(), exported=DAY)
    assert 2 <= len(pypdf.PdfReader(io.BytesIO(brief.to_pdf(made))).pages) <= 4


def hostile_pack(view):
    """A pack in which every name, sentence, heading and cell is hostile."""
    made = pack.gather(view(), Definition("ชุด", parts=("figures", "ladder", "waiting", "quality", "definitions")), exported=DAY)
    blocks = []
    for at, carried in enumerate(made.blocks):
        rows = carried.block.table.rows.copy().head(len(HOSTILE))
        text = next(name for name in rows.columns if carried.block.table.formats.get(name, "text") == "text")
        rows[text] = list(HOSTILE[: len(rows)])
        table = replace(carried.block.table, rows=rows.rename(columns={text: HOSTILE[at]}))
        block = replace(carried.block, title=HOSTILE[at], subtitle=HOSTILE[1], notes=HOSTILE, table=table, draw=None, alt=HOSTILE[4])
        about = replace(carried.imprint, title=HOSTILE[at], subtitle=HOSTILE[1], notes=HOSTILE, scope=HOSTILE[2])
        blocks.append(replace(carried, block=block, imprint=about))
    figures = tuple(replace(one, title=HOSTILE[at], text=HOSTILE[at + 1], change=HOSTILE[at + 2]) for at, one in enumerate(made.figures))
    about = replace(made.about, title=HOSTILE[0], scope=HOSTILE[3], source=HOSTILE[5])
    return replace(made, name=HOSTILE[4], about=about, figures=figures, findings=HOSTILE, quality=HOSTILE, blocks=tuple(blocks))


def test_hostile_names_are_plain_text_in_every_format(view, without_browser):
    made = hostile_pack(view)
    printed = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(brief.to_pdf(made)))
    flat = re.sub(r"\s", "", printed)
    for told in (
        "#letx=1#panic()#image",
        "$sum_(i=0)^n$",
        "*bold*_it_`raw`=head",
        "@nobody<label>~--",
        "{{7*7}}",
        "</script><script>alert(1)",
    ):
        assert told in flat, told
    page = pack.page(made).decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    book = openpyxl.load_workbook(io.BytesIO(pack.workbook(made)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert any(cell.value == HOSTILE[7] for cell in cells)
    slides = words_of_slides(pack.slides(made))
    for told in (*HOSTILE[:8], HOSTILE[9]):
        assert told in slides
    for name in files.of_pack(made):
        assert not set(name) & set('/\\:*?"<>|') and len(name.encode()) < 255


def test_a_pack_of_one_lao(view, snapshot, without_browser):
    code = snapshot.rows("select lao from lao_year where track is not null and fiscal_year = 2569 order by lao limit 1")[0][0]
    made = pack.gather(view(Scope(lao=code)), Definition(), exported=DAY)
    names = files.of_pack(made)
    assert {name.rsplit(".", 1)[1] for name in names} == {"pptx", "pdf", "xlsx", "html"}
    assert all(len(name.encode()) < 255 for name in names) and files.zipped(names).startswith(b"PK")


def test_a_definition_is_kept_and_run_again(view):
    kept = Definition("ประชุมไตรมาส 1", "region=south", ("figures", "map"), (Piece("ranking", "fy=2560", {"measure": "awards"}),))
    assert definition.parse(kept.to_json()) == kept
    made = pack.gather(view(), kept, exported=DAY)
    assert [carried.block.id for carried in made.blocks] == ["ranking"] and "2560" in made.blocks[0].imprint.scope


@pytest.mark.parametrize(
    "text", ["", "[]", "1", '{"parts": ["no-such"]}', '{"gathered": [{"chart": "no-such"}]}', '{"gathered": [1]}', '{"gathered": 5}']
)
def test_a_broken_definition_is_one_clear_line(text):
    with pytest.raises(CannotUse):
        definition.parse(text)
