"""Names that try to be something else, through every export: nothing becomes a formula, markup, a link or a command."""

import csv
import io
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import openpyxl
import pypdf
import pytest

from la21data import metrics
from la21data.__main__ import main
from la21data.export import brief, browser, carry, open_data, pack
from la21data.export.definition import Definition, Piece
from la21data.export.formats import FORMATS
from la21data.scope import Scope
from la21data.store import Store
from la21data.view import View
from tests.hostile import HOSTILE, MARK
from tests.ingest.files import ACTIVITY_HEADER, PARTICIPATION_HEADER, REGISTRY_HEADER, csv_file, registry_rows
from tests.needing import NO_BROWSER, REASON

KRABI = Scope(years=(2567,), provinces=("81",))
BLOCKS = ("province-laos", "standing-still")
BAD = ("javascript:", "evil.example", "window.hacked")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """LAOs and activities with such names, standing still in Krabi."""
    folder = tmp_path_factory.mktemp("hostile-exports")
    codes = [f"58101{number:02d}" for number in range(10, 10 + len(HOSTILE))]
    names = [[code, text, "อบต.", "กระบี่", text] for code, text in zip(codes, HOSTILE, strict=True)]
    years = [[str(year), code, "บันได", "1"] for code in codes for year in range(2560, 2568)]
    activities = [[f"A{code}", "2567", code, text, "อนุรักษ์ป่า"] for code, text in zip(codes, HOSTILE, strict=True)]
    for name, header, rows in (
        ("registry_25601201", REGISTRY_HEADER, [*registry_rows(), *names]),
        ("participation", PARTICIPATION_HEADER, years),
        ("activities", ACTIVITY_HEADER, activities),
    ):
        assert main(["import", "--store", str(folder / "store"), str(csv_file(folder / f"{name}.csv", header, rows))]) in (0, 1)
    return Store(folder / "store").open()


@pytest.fixture
def view(hostile):
    return View(hostile, metrics.default_scope(hostile, KRABI))


class Tags(HTMLParser):
    """The tags of a page, and whether one carries what a name brought."""

    def __init__(self):
        super().__init__()
        self.bad = []

    def handle_starttag(self, tag, attributes):
        told = str(attributes)
        if (
            any(name.startswith("on") for name, _ in attributes)
            or "javascript:" in told
            or "evil.example" in told
            or "window.hacked" in told
        ):
            self.bad.append((tag, attributes))


def in_a_page(content):
    page = content.decode()
    tags = Tags()
    tags.feed(page)
    assert tags.bad == []
    for script in re.findall(r"<script\b[^>]*>(.*?)</script>", page, re.DOTALL | re.IGNORECASE):
        assert not script.startswith("window.hacked") and "</script" not in script.lower()
    assert MARK in page


def in_a_workbook(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"} and not any(cell.hyperlink for cell in cells if MARK in str(cell.value))
    assert any(str(cell.value).startswith("=cmd") or "=cmd" in str(cell.value) for cell in cells)


def in_csv(content):
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    assert any(MARK in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(FORMULA) and not re.fullmatch(r"-?[\d.,]+", cell)] == []


def in_slides(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)  # Well-formed, whatever was in a name.
        if name.endswith(".rels"):  # Where links are.
            assert b"javascript:" not in part and b"evil.example" not in part
        if name.endswith(".xlsx"):  # What a chart can be edited from.
            book = openpyxl.load_workbook(io.BytesIO(part))
            assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    return b"".join(part for name, part in parts.items() if name.startswith(("ppt/slides/", "ppt/charts/")))


def in_svg(content):
    for element in ElementTree.fromstring(content).iter():
        assert element.tag.rsplit("}", 1)[-1] not in ("script", "img", "foreignObject", "iframe")
        assert not any(name.startswith("on") or "javascript:" in value for name, value in element.attrib.items())


def in_pdf(content):
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        for note in page.get("/Annots") or ():
            action = note.get_object().get("/A", {})
            assert action.get("/S") in (None, "/URI") and "evil" not in str(action.get("/URI", ""))


CHECKS = {
    "html": in_a_page,
    "xlsx": in_a_workbook,
    "csv": in_csv,
    "pptx": in_slides,
    "svg": in_svg,
    "pdf": in_pdf,
    "png": lambda content: None,
}


@pytest.mark.parametrize("code", FORMATS)
@pytest.mark.parametrize("block", BLOCKS)
def test_a_name_stays_text_in_a_format(view, block, code):
    if FORMATS[code].browser and NO_BROWSER:
        pytest.skip(REASON)
    content = FORMATS[code].make(carry(view, block, {}))
    assert content
    CHECKS[code](content)


@pytest.fixture
def made(view):
    pieces = tuple(Piece(block, view.scope.to_url(), {}) for block in BLOCKS)
    return pack.gather(view, Definition(name=HOSTILE[7], gathered=pieces))


def test_a_name_stays_text_in_a_brief(made, monkeypatch):
    monkeypatch.setattr(browser, "available", lambda: False)
    content = brief.to_pdf(made)
    in_pdf(content)
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert "root:" not in printed and MARK in printed and "#let" in printed.replace(" ", "")


def test_a_name_stays_text_in_a_pack(made):
    assert MARK.encode() in in_slides(pack.slides(made))
    in_a_workbook(pack.workbook(made))
    in_a_page(pack.page(made))


def test_a_name_stays_text_in_open_data(hostile, tmp_path):
    open_data.publish(hostile, tmp_path)
    for file in tmp_path.rglob("*.csv"):
        text = file.read_bytes().decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert [cell for cell in cells if cell.startswith(FORMULA) and MARK in cell] == [], file.name
