"""CSV and XLSX read back: every row, typed numbers, the same words beside them, and no formula."""

import csv
import io

import openpyxl
import pandas as pd
import pytest

from la21data.blocks import Block, Table
from la21data.export import Carried
from la21data.export.carried import file_name
from la21data.export.table import sheet_name, to_csv, to_xlsx
from la21data.scope import Scope
from tests.export.conftest import ADDRESS, DAY

HOSTILE = ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "＝1", '=HYPERLINK("http://x")']


def read_csv(content):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheets(content):
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("chart", ["map", "ranking", "ladder-years"])
def test_every_row_of_the_block_is_in_both(carried, chart, lang):
    out = carried(chart, lang=lang)
    rows = out.block.table.rows
    lines = read_csv(to_csv(out))
    assert lines[0] == list(rows.columns)
    assert len(lines[1 : lines.index([])]) == len(rows)
    sheet = sheets(to_xlsx(out)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(rows.columns)
    assert sheet.max_row == len(rows) + 1 and sheet.freeze_panes == "A2"
    for name, form in out.block.table.formats.items():
        at = list(rows.columns).index(name)
        written = [row[at].value for row in sheet.iter_rows(min_row=2)]
        assert all(isinstance(value, int | float) for value in written)
        assert written == pytest.approx(list(rows[name]))
        assert {row[at].number_format for row in sheet.iter_rows(min_row=2)} == {
            {"whole": "#,##0", "one_decimal": "#,##0.0", "year": "0"}[form]
        }


def test_both_carry_all_the_words(carried):
    out = carried("map", Scope(regions=("south",)), measure="participation_rate")
    told = out.imprint
    book = sheets(to_xlsx(out))
    about = "\n".join(str(cell.value) for row in book.worksheets[1].iter_rows() for cell in row if cell.value)
    lines = "\n".join(" ".join(line) for line in read_csv(to_csv(out)))
    for text in (about, lines):
        for words in (told.title, told.subtitle, told.scope, told.source, told.demo, *told.notes):
            assert words and words in text
        assert "31 ตุลาคม 2569" in text and "24 พฤศจิกายน 2569" in text
        assert f"{ADDRESS}/map?fy=2569&region=south&snapshot={told.snapshot_id}&measure=participation_rate" in text
        assert "อปท. ที่เข้าร่วมต่อ อปท. ทั้งหมด" in text


def test_without_a_public_address_the_snapshot_and_scope_stand_instead(carried, monkeypatch):
    monkeypatch.delenv("LA21_PUBLIC_URL")
    out = carried("map", Scope(regions=("south",)))
    assert out.imprint.link == "" and out.imprint.snapshot_id in out.imprint.way_back and "region=south" in out.imprint.way_back


def test_names_from_files_stay_text(carried):
    out = carried("map")
    block = Block("map", "=1+1", "s", table=Table(pd.DataFrame({"=ชื่อ": HOSTILE, "n": range(len(HOSTILE))}), {"n": "whole"}))
    hostile = Carried(block, out.imprint, ())
    for line in read_csv(to_csv(hostile))[: len(HOSTILE) + 1]:
        assert line[0].startswith("'")
    book = sheets(to_xlsx(hostile))
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)] == HOSTILE


def test_a_scope_without_data_says_so(carried):
    out = carried("ladder-now", Scope(regions=("south",), types=("special",)))
    assert out.block.empty and out.block.empty in to_csv(out).decode("utf-8-sig")
    assert sheets(to_xlsx(out)).worksheets[0]["A1"].value == out.block.empty


def test_file_names_are_thai_dated_and_fit_a_file_system():
    name = file_name("องค์การบริหารส่วนตำบลต้นตาล-พระยาทด " * 5, 'ภาคใต้ · a/b\\c:"<x>|?*', DAY, "png")
    assert name.endswith(" 2569-11-24.png") and len(name.encode()) < 255
    assert not set('/\\:*?"<>|') & set(name)
    assert file_name("Map", "whole country", DAY, "csv", "en") == "Map whole country 2026-11-24.csv"


def test_sheet_names_fit_and_do_not_meet():
    taken = set()
    names = [sheet_name("อปท. [ก]/ข: " + "ย" * 40, taken) for _ in range(3)]
    assert len(set(names)) == 3 and all(len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in names)


def test_words_and_figures_of_a_row_stand_on_one_line_and_apart(carried):
    sheet = sheets(to_xlsx(carried("pilots-trend", measure="participation_rate"))).worksheets[0]
    heads, row = list(sheet[1]), list(sheet[2])
    assert {cell.alignment.vertical for cell in row} == {"center"}
    at = {cell.value: number for number, cell in enumerate(heads)}
    year, province, rate, note = (at[name] for name in ("ปีงบประมาณ", "จังหวัด", "อัตราการเข้าร่วม (%)", "หมายเหตุ"))
    assert row[year].alignment.horizontal == "left" and row[year].value == 2547  # A year is a name, and stays a number.
    assert heads[rate].alignment.horizontal == "right" and row[rate].alignment.horizontal != "left"
    assert row[province].alignment.indent == row[note].alignment.indent == 1


def test_every_sheet_prints_as_wide_as_a_page_and_says_it_is_a_demo(carried):
    made = sheets(to_xlsx(carried("standing-still")))
    assert len(made.worksheets) == 2
    for sheet in made.worksheets:
        assert sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage
        foot = sheet.oddFooter.left
        assert foot.text.startswith("ข้อมูลสาธิต · สแนปช็อต") and foot.text.endswith("2569") and foot.font == "Sarabun,Regular"


def test_rows_of_explanations_are_as_high_as_their_words(carried):
    sheet = sheets(to_xlsx(carried("ready-to-rise"))).worksheets[1]
    heights = {row: sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)}
    longest = max(heights, key=lambda row: len(sheet.cell(row, 2).value))
    assert min(heights.values()) >= 20 and heights[longest] == 39.75  # Points: two lines, in whole pixels.
