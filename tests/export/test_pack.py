"""The meeting pack: one figure is the same in slides, brief, workbook, page and on the screen; whoever it is for."""

import html
import io
import re
import unicodedata

import openpyxl
import pypdf
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

AUDIENCES = {
    "country": Scope(),
    "region": Scope(regions=("south",)),
    "office": Scope(offices=("5",)),
    "province": Scope(provinces=("40",)),
    "pilots": Scope(pilot=True),
    "nobody": Scope(regions=("south",), types=("special",)),
}


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


@pytest.mark.parametrize("audience", ["country", "office", "nobody"])
def test_slides_and_pages_stay_within_their_numbers(view, without_browser, audience):
    made = pack.gather(view(AUDIENCES[audience]), Definition(), exported=DAY)
    assert 8 <= len(Presentation(io.BytesIO(pack.slides(made))).slides) <= 14
    document = pypdf.PdfReader(io.BytesIO(brief.to_pdf(made)))
    assert document.metadata.title and document.root_object["/Lang"] == "th" and document.root_object["/MarkInfo"]["/Marked"]
    assert len(document.outline) >= 2
    assert {page.mediabox.width for page in document.pages} == {document.pages[0].mediabox.width} and 595 <= document.pages[
        0
    ].mediabox.width <= 596


def test_without_a_browser_the_brief_has_tables_and_says_so(view, without_browser):
    made = pack.gather(view(), Definition(), exported=DAY)
    printed = without_marks("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(brief.to_pdf(made))).pages))
    assert "Chromium" in printed


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
