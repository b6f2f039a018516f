"""Thai in a PDF of Typst: what is copied and searched is what was written, in the readers that people use; nothing is drawn otherwise."""

import io
import json
import re
import shutil
import subprocess

import pypdf
import pypdfium2
import pytest
import typst
from PIL import ImageChops

from la21data import reference
from la21data.export import fonts
from la21data.export.pdf_text import AA, AM, NIKHAHIT, mended

WORDS = [
    *("น้ำ", "ที่", "ญี่ปุ่น", "กำลัง", "สำนักงานสิ่งแวดล้อม", "ก๋วยเตี๋ยว", "เชื่อมโยง", "ขั้นที่", "ผู้เข้าร่วม", "จังหวัด"),
    *("ฏิฐุฎู", "กตัญญู", "ปรัชญา", "ป่าชายเลน", "ฟ้า", "ป้า", "ปี่", "ฐานันดร", "อำเภอ", "เทศบาลตำบลต้นตาล-พระยาทด", "ร้อยละ"),
    *("ทั้งหมด", "ค่ำ", "จำนวน", "ถ้ำ", "ซ้ำ", "สิ้นสุด", "กลุ่ม", "เครื่อง", "ผึ้ง", "ตื้นตัน", "๑๒๓", "ฯลฯ", "ก้าวขึ้นขั้นสูงกว่า", "ที่ที่ดี"),
    "ต่างๆ",
]
# Over a letter with a tail marks stand to the left of it: poppler reads a space behind such a mark, the other readers do not.
PARTED = ["ปั๊มน้ำ", "ฝั่งทะเล", "ฟื้นฟู", "ปื้น", "ฟื้นฟูสิ่งแวดล้อม", "เพิ่มขึ้น"]
SOURCE = """#let data = json(bytes(sys.inputs.data))
#set page(width: 18cm, height: 28cm)
#set text(font: "Sarabun", lang: "th", size: 11pt)
#for word in data [#box(word) #parbreak()]
#text(9pt, weight: "semibold")[#for word in data [#box(word) ]]"""


def compiled(words):
    return typst.compile(
        SOURCE.encode(), font_paths=[str(fonts.folder())], ignore_system_fonts=True, sys_inputs={"data": json.dumps(words)}
    )


def by_pdfium(pdf):
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def by_poppler(pdf):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def by_its_map_alone(pdf):
    """As readers do that know only the font's map: sara am comes as the two letters that it is drawn from."""
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def drawn(word):
    tones = "\u0e48\u0e49\u0e4a\u0e4b"
    for tone in tones:
        word = word.replace(tone + AM, tone + NIKHAHIT + AA)
    return word.replace(AM, NIKHAHIT + AA)


# Twice each, alone and in a line of others; a word alone in its line poppler may part where a mark is raised, so once is enough there.
@pytest.mark.parametrize(("read", "words", "times"), [(by_pdfium, WORDS + PARTED, 2), (by_poppler, WORDS, 1)])
def test_every_word_is_copied_as_it_was_written(read, words, times):
    found = read(mended(compiled(words)))
    assert [word for word in words if found.count(word) < times] == []


def test_names_of_all_provinces_can_be_searched():
    names = sorted({province.name_th for province in reference.provinces().values()})
    found = by_pdfium(mended(compiled(names)))
    assert [name for name in names if found.count(name) < 2] == []


def test_a_reader_of_the_map_alone_finds_each_word_with_sara_am_in_two_letters():
    found = by_its_map_alone(mended(compiled(WORDS + PARTED)))
    assert [word for word in WORDS + PARTED if found.count(drawn(word)) < 2] == []


def test_poppler_reads_words_with_a_mark_beside_a_tail_whole_but_for_a_space():
    found = by_poppler(mended(compiled(PARTED)))
    assert [word for word in PARTED if re.sub(r"\s", "", found).count(word) < 2] == []


def test_no_letter_is_drawn_otherwise():
    plain = compiled(WORDS + PARTED)
    before, after = (pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil() for pdf in (plain, mended(plain)))
    assert ImageChops.difference(before, after).getbbox() is None
    assert len(pypdf.PdfReader(io.BytesIO(mended(plain)), strict=True).pages) == len(pypdfium2.PdfDocument(plain))


def test_what_typst_did_not_make_is_refused():
    with pytest.raises(ValueError):
        mended(b"%PDF-1.7\nnothing\n")
