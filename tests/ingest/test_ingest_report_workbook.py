"""The report workbook: rows whole, the cell coloured, text never a formula; mended, it is imported as it stands."""

import re
import zipfile

import openpyxl
import pytest

from la21data.access import OPERATOR
from la21data.ingest.kept_report import kept_workbook
from la21data.ingest.readers import read_file
from la21data.problems import CannotUse
from tests.ingest.files import ACTIVITY_HEADER, CITY, SAO, counts, csv_file, judge, load, only, xlsx_file


@pytest.fixture
def rejected_file(tmp_path):
    rows = [
        ["A1", "2567", CITY, '=HYPERLINK("http://example.org")', "ไม่รู้จัก", "@x"],
        ["A2", "2567", SAO, "ปลูกป่า", "อนุรักษ์ป่า", ""],
        ["A3", "2567", "", "+1+1", "อนุรักษ์ป่า", "-2"],
    ]
    return csv_file(tmp_path / "a.csv", [*ACTIVITY_HEADER, "อื่น"], rows)


def test_rejected_rows_stand_under_their_own_headers_with_the_reason_beside(store, rejected_file, tmp_path):
    report = tmp_path / "report.xlsx"
    result = judge(store, rejected_file, report=report)
    summary, rows, warnings = read_file(report)
    assert [summary.name, rows.name, warnings.name] == ["สรุป", "1 กิจกรรม", "คำเตือน"]
    table = rows.head(10)
    assert table[0][:6] == [*ACTIVITY_HEADER, "อื่น"]
    assert table[1][:6] == ["A1", "2567", CITY, '=HYPERLINK("http://example.org")', "ไม่รู้จัก", "@x"]
    assert table[1][6:10] == [
        "a.csv แถว 2",
        "ประเภทกิจกรรม",
        only(result).rejections[0]["reason_th"],
        only(result).rejections[0]["reason_en"],
    ]
    assert "ไม่รับ · rejected" in summary.head(1)[0]


def test_no_cell_is_a_formula_or_a_link_and_the_wrong_ones_are_coloured(store, rejected_file, tmp_path):
    report = tmp_path / "report.xlsx"
    judge(store, rejected_file, report=report)
    with zipfile.ZipFile(report) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        styles = archive.read("xl/styles.xml").decode()
    assert not any("<f>" in sheet or "hyperlink" in sheet.split("<sheetData>")[0] for sheet in sheets)
    assert "FFFFC7CE" in styles
    wrong = [re.search(rf'<c r="{cell}" s="([0-9]+)"', sheets[1]) for cell in ("E2", "C3")]
    assert all(wrong) and wrong[0][1] == wrong[1][1]
    assert not re.search(r'<c r="A2" s="', sheets[1])


def test_a_mended_report_is_imported_as_it_stands(store, rejected_file, tmp_path):
    report = tmp_path / "report.xlsx"
    load(store, rejected_file, report=report)
    _, rows, _ = read_file(report)
    table = rows.head(10)
    table[1][4], table[2][2] = "อนุรักษ์ป่า", SAO
    result = load(store, xlsx_file(tmp_path / "mended.xlsx", {"กิจกรรม": table}))
    assert counts(only(result)) == (2, 0, 0, 0)
    assert store.open().rows("select count(*) from rejected_row where resolved_in is null") == [(0,)]


def mend(report, mended):
    """Write into the red cells of a report as a person does in a spreadsheet, and save it; how many cells that were."""
    book = openpyxl.load_workbook(report)
    written = 0
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if cell.fill.fgColor.rgb == "FFFFC7CE":
                    cell.value = mended[sheet.cell(1, cell.column).value]
                    written += 1
    book.save(report)
    return written


@pytest.mark.parametrize("how", ["sheet name", "group rows", "two-row header", "merged cells", "years as columns"])
def test_only_the_red_cells_need_mending_whatever_the_sheet_looked_like(store, tmp_path, how):
    ladder, merges = "บันได 4 ขั้น", {}
    name, rows = "ก", []
    if how == "sheet name":
        name, rows = "กระบี่ 2567", [["ชื่อ อปท.", "เส้นทาง", "ขั้น"], ["ทต.ตัวอย่างงาม", ladder, 1], ["อบต.ตัวอย่างงาม", ladder, 9]]
    elif how == "group rows":
        header = ["ชื่อ อปท.", "ปีงบประมาณ", "เส้นทาง", "ขั้น"]
        rows = [["1 จังหวัด : กระบี่"], header, ["ทต.ตัวอย่างงาม", 2567, ladder, 1], ["อบต.ตัวอย่างงาม", 2567, ladder, 9]]
        rows += [["2 จังหวัด : ปทุมธานี"], header, ["ทม.ตัวอย่างใหม่", 2567, ladder, 0]]
    elif how == "two-row header":
        rows = [["ข้อมูลทั่วไป", "", "", "ผลงาน", ""], ["ปีงบประมาณ", "ชื่อ อปท.", "จังหวัด", "เส้นทาง", "ขั้น"]]
        rows += [[2567, "ทต.ตัวอย่างงาม", "กระบี่", ladder, 9]]
        merges = {name: [("A1:C1", "ข้อมูลทั่วไป"), ("D1:E1", "ผลงาน")]}
    elif how == "merged cells":
        rows = [["จังหวัด", "ชื่อ อปท.", "ปีงบประมาณ", "เส้นทาง", "ขั้น"], ["กระบี่", "ทต.ตัวอย่างงาม", 2567, ladder, 1]]
        rows += [["", "อบต.ตัวอย่างงาม", 2567, ladder, "สิบ"]]
        merges = {name: [("A2:A3", "กระบี่")]}
    else:
        rows = [["ชื่อ อปท.", "จังหวัด", "เส้นทาง", "ขั้น", ""], ["", "", "", 2566, 2567], ["ทต.ตัวอย่างงาม", "กระบี่", ladder, 1, 9]]
        merges = {name: [("D1:E1", "ขั้น")]}
    report = tmp_path / "report.xlsx"
    first = only(judge(store, xlsx_file(tmp_path / "a.xlsx", {name: rows}, merges), report=report))
    assert first.rejected and mend(report, {"ขั้น": 2}) == first.rejected
    again = only(judge(store, report))
    assert counts(again) == (first.rejected, 0, 0, 0)


def test_the_red_cell_of_an_unknown_lao_takes_a_candidates_name(store, tmp_path):
    report = tmp_path / "report.xlsx"
    row = ["2567", "ทต.ตัวอย่างงอม", "กระบี่", "บันได 4 ขั้น", "1"]
    judge(store, csv_file(tmp_path / "a.csv", ["ปีงบประมาณ", "ชื่อ อปท.", "จังหวัด", "เส้นทาง", "ขั้น"], [row]), report=report)
    assert mend(report, {"ชื่อ อปท.": "ทต.ตัวอย่างงาม"}) == 1
    assert counts(only(judge(store, report))) == (1, 0, 0, 0)


def test_a_report_that_cannot_be_written_says_so(store, rejected_file, tmp_path):
    before = store.current_id()
    with pytest.raises(CannotUse, match="cannot be written"):
        load(store, rejected_file, report=tmp_path / "no-such-folder" / "report.xlsx")
    assert store.current_id() == before


def test_long_texts_are_wrapped_in_rows_that_have_room_for_them(store, tmp_path):
    names = ("รณรงค์ลดขยะในชุมชน " * 6, "ปลูกป่า", "ก" * 9_000)
    rows = [[f"A{number}", "3000", CITY, name, "อนุรักษ์ป่า"] for number, name in enumerate(names)]
    path = tmp_path / "report.xlsx"
    load(store, csv_file(tmp_path / "a.csv", ACTIVITY_HEADER, rows), report=path)
    kept = tmp_path / "kept.xlsx"
    kept.write_bytes(kept_workbook(store.open(), OPERATOR))
    for sheet in (openpyxl.load_workbook(path).worksheets[1], openpyxl.load_workbook(kept).worksheets[0]):
        heights = [sheet.row_dimensions[row].height for row in (2, 3, 4)]
        assert heights[0] > 1.5 * heights[1] and heights[2] <= 409  # No spreadsheet makes a row higher.
        assert all(cell.alignment.wrap_text for cell in sheet[2][:9]) and sheet.freeze_panes == "A2"
