"""Thai in slides, workbooks and pages looks as it did when a person looked, drawn by the programs that people open them with."""

import io
import os
import shutil
import subprocess
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

from la21data.blocks import Table
from la21data.export import Carried, browser, fonts
from la21data.export.page import to_html
from la21data.export.slides import to_pptx
from la21data.export.table import to_xlsx
from tests.export.test_image import DATA, PHRASE

office = shutil.which("soffice")
needs_office = pytest.mark.skipif(office is None, reason="LibreOffice (soffice) is not installed: nothing draws slides and workbooks")
chromium = os.environ.get("BROWSER_PATH") or next(filter(None, map(shutil.which, browser.NAMES)), None)
needs_chromium = pytest.mark.skipif(chromium is None, reason="no Chromium on this machine (BROWSER_PATH or one of the usual names)")


NEAR = 5.0  # Mean difference of grey (0 to 255) over the ink, softened: another version of a program smooths edges otherwise.
SIZES = 4  # Pixels by which its ink may be wider or higher.


def ink(picture):
    """Only what is written, without the white around it."""
    grey = picture.convert("L")
    return grey.crop(ImageOps.invert(grey).point(lambda value: 255 if value > 60 else 0).getbbox())


def alike(made, reference):
    made, reference = ink(made), ink(reference)
    if abs(made.width - reference.width) > SIZES or abs(made.height - reference.height) > SIZES:
        return False
    soft = [one.resize(reference.size).filter(ImageFilter.GaussianBlur(1)) for one in (made, reference)]
    return ImageStat.Stat(ImageChops.difference(*soft)).mean[0] < NEAR


@pytest.mark.parametrize("name", ["thai-in-slides.png", "thai-in-book.png", "thai-in-page.png"])
def test_the_comparison_sees_lost_marks_and_a_moved_line(name):
    reference = Image.open(DATA / name)
    written = ink(reference)
    without = written.copy()
    without.paste(255, (0, 0, written.width, written.height // 6))
    moved = ImageChops.offset(written, 3, 0)
    assert alike(reference, reference) and not alike(without, reference) and not alike(moved, reference)


@pytest.fixture
def phrase(carried):
    """A block that says nothing but the phrase."""
    out = carried("ladder-now")
    rows = out.block.table.rows.head(1).iloc[:, :1].copy()
    rows.columns, rows.iloc[0, 0] = [PHRASE], PHRASE
    block = replace(out.block, title=PHRASE, subtitle=PHRASE, native=None, draw=None, table=Table(rows.astype(str)), alt="")
    return Carried(block, replace(out.imprint, title=PHRASE, subtitle=PHRASE, notes=()), ())


def drawn_by_office(content, name, folder):
    """The first page, and its text."""
    (folder / name).write_bytes(content)
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts.fontconfig_file())}
    profile = f"-env:UserInstallation=file://{folder}/profile"
    call = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / name)]
    subprocess.run(call, env=environment, capture_output=True, check=True, timeout=180)
    page = pypdfium2.PdfDocument((folder / name).with_suffix(".pdf"))[0]
    return page.render(scale=1).to_pil(), page.get_textpage().get_text_range()


@needs_office
@pytest.mark.parametrize(
    ("make", "name", "box"), [(to_pptx, "slides.pptx", (20, 15, 620, 110)), (to_xlsx, "book.xlsx", (40, 40, 480, 120))]
)
def test_thai_in_office_files_looks_as_it_did_when_a_person_looked(phrase, tmp_path, make, name, box):
    picture, text = drawn_by_office(make(phrase), name, tmp_path)
    assert alike(picture.crop(box), Image.open(DATA / f"thai-in-{name.split('.')[0]}.png"))
    assert all(word[:2] in text for word in PHRASE.split())


@needs_chromium
def test_thai_in_the_page_looks_as_it_did_when_a_person_looked(phrase, tmp_path):
    (tmp_path / "page.html").write_bytes(to_html(phrase))
    call = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={tmp_path}/profile"]
    call += ["--window-size=800,600", f"--screenshot={tmp_path}/page.png", (tmp_path / "page.html").as_uri()]
    subprocess.run(call, capture_output=True, check=True, timeout=120)
    picture = Image.open(io.BytesIO((tmp_path / "page.png").read_bytes()))
    assert alike(picture.crop((20, 95, 620, 140)), Image.open(DATA / "thai-in-page.png"))
    assert PHRASE in to_html(phrase).decode()
