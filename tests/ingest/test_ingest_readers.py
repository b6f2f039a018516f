"""Files to sheets of text: encodings, delimiters, formats, limits."""

import csv
import gc
import io
import struct
import zipfile

import pytest

from la21data.ingest.readers import limits, read_file
from la21data.ingest.readers.sheet import CHUNK_ROWS
from la21data.problems import CannotUse
from tests.ingest.files import csv_file, ods_file, xlsx_file
from tests.ingest.xls import xls_file

HEADER = ["ปีงบประมาณ", "ชื่อ อปท.", "หมายเหตุ"]
ROWS = [["2567", "ทต.ตัวอย่าง", 'อ้าง "คำ", แล้ว\nขึ้นบรรทัดใหม่'], ["2566", "", "ไม่มี"]]


def cells(path):
    (sheet,) = read_file(path)
    return sheet.head(sheet.height)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874", "tis-620"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_text_in_any_encoding_and_delimiter(tmp_path, encoding, delimiter):
    path = csv_file(tmp_path / "a.csv", HEADER, ROWS, encoding, delimiter)
    assert cells(path) == [HEADER, *ROWS]


def test_a_delimiter_that_the_file_names(tmp_path):
    (tmp_path / "a.csv").write_text("sep=;\nก;ข,ค\n1;2,3\n", encoding="utf-8")
    assert cells(tmp_path / "a.csv") == [["sep=", ""], ["ก", "ข,ค"], ["1", "2,3"]]


def test_records_of_any_length_are_padded_and_blank_lines_count(tmp_path):
    (tmp_path / "a.csv").write_bytes("ก,ข,ค\r\n1\r\n\r\n1,2,3,4\r\n".encode())
    assert cells(tmp_path / "a.csv") == [["ก", "ข", "ค", ""], ["1", "", "", ""], ["", "", "", ""], ["1", "2", "3", "4"]]


def test_an_open_quote_or_a_zero_byte_does_not_stop_the_reader(tmp_path):
    (tmp_path / "a.csv").write_bytes(b'a,b\n1,"2\n3,4\n5,' + b"x" * 3_000_000)
    assert cells(tmp_path / "a.csv")[1][0] == "1"
    (tmp_path / "b.csv").write_bytes(b"a,b\n" + b"1,2\n" * 40_000 + b"3,\x004\n")
    assert cells(tmp_path / "b.csv")[-1] == ["3", "4"]


def test_more_rows_than_one_chunk(tmp_path):
    path = csv_file(tmp_path / "a.csv", ["ก", "ข"], [[str(n), "ซ้ำ"] for n in range(CHUNK_ROWS * 2)])
    (sheet,) = read_file(path)
    assert (sheet.height, len(sheet.columns[1].dictionary), sheet.columns[0][CHUNK_ROWS + 1].as_py()) == (
        CHUNK_ROWS * 2 + 1,
        2,
        str(CHUNK_ROWS),
    )


def test_every_workbook_format_gives_the_same_text(tmp_path):
    rows = [["ปีงบประมาณ", "ชื่อ"], [2567, "ทต.ตัวอย่าง"], [12.5, "00123"]]
    text = [["ปีงบประมาณ", "ชื่อ"], ["2567", "ทต.ตัวอย่าง"], ["12.5", "00123"]]
    for path in (
        xlsx_file(tmp_path / "a.xlsx", {"ก": rows}),
        xls_file(tmp_path / "a.xls", "ก", rows),
        ods_file(tmp_path / "a.ods", "ก", text),
    ):
        assert cells(path) == text, path.name
    renamed = (tmp_path / "a.xlsx").rename(tmp_path / "really.csv")
    assert cells(renamed) == text


@pytest.mark.parametrize(
    ("numbers", "texts"),
    [
        ([2567, 0, -3, 2567], ["2567", "0", "-3", "2567"]),
        ([1.5, 2567, 0.1], ["1.5", "2567", "0.1"]),
        ([999_999_999_999_999, -0.0], ["999999999999999", "0"]),
        ([1e15, 7], ["1000000000000000.0", "7"]),
        ([1e300, -1e20], ["1e+300", "-1e+20"]),
    ],
)
def test_a_column_of_numbers_alone_is_the_text_that_was_typed(tmp_path, numbers, texts):
    assert cells(xlsx_file(tmp_path / "n.xlsx", {"ก": [[number] for number in numbers]})) == [[text] for text in texts]


def test_garbage_is_collected_again_once_a_file_was_read_or_refused(tmp_path):
    assert gc.isenabled()
    cells(csv_file(tmp_path / "a.csv", HEADER, ROWS))
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(CannotUse):
        read_file(tmp_path / "b.xlsx")
    assert gc.isenabled()


def test_merged_cells_are_told_by_every_workbook_format(tmp_path):
    rows = [["", "จังหวัด", "ค่า"], ["", "กระบี่", "1"], ["", "", "2"]]
    files = [
        xlsx_file(tmp_path / "a.xlsx", {"ก": rows}, {"ก": [("B2:B3", "กระบี่")]}),
        xls_file(tmp_path / "a.xls", "ก", rows, [(1, 2, 1, 1)]),
        ods_file(tmp_path / "a.ods", "ก", rows, {(1, 1): 2}),
    ]
    for path in files:
        (sheet,) = read_file(path)
        province = [row[-2] for row in sheet.head(3)].index("จังหวัด") + len(sheet.columns) - 2
        assert sheet.columns[province].to_pylist() == ["จังหวัด", "กระบี่", ""], path.name
        assert sheet.filled_down(province).to_pylist() == ["จังหวัด", "กระบี่", "กระบี่"], path.name


def test_hidden_rows_are_read_and_hidden_sheets_are_not(tmp_path):
    path = xlsx_file(tmp_path / "a.xlsx", {"ข้อมูล": [["ก"], ["1"]], "_lists": [["ข"]]}, hidden=["_lists"])
    assert [sheet.name for sheet in read_file(path)] == ["ข้อมูล"]


def test_too_many_columns(tmp_path):
    path = csv_file(tmp_path / "a.csv", [str(n) for n in range(1_001)], [])
    with pytest.raises(CannotUse, match="1,001 columns"):
        read_file(path)
    with pytest.raises(CannotUse, match="1,001 columns"):
        read_file(xlsx_file(tmp_path / "a.xlsx", {"ก": [[str(n) for n in range(1_001)]]}))


def test_too_many_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "ROWS", 10)
    path = csv_file(tmp_path / "a.csv", ["ก"], [["1"]] * 10)
    with pytest.raises(CannotUse, match="rows"):
        read_file(path)
    with pytest.raises(CannotUse, match="rows"):
        read_file(xlsx_file(tmp_path / "a.xlsx", {"ก": [["1"]] * 6, "ข": [["1"]] * 6}))


def test_an_archive_that_unpacks_to_too_much_is_refused_also_where_it_lies_about_its_size(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "EXPANDED_BYTES", 2_000_000)
    good = xlsx_file(tmp_path / "good.xlsx", {"ก": [["1"]]})
    assert read_file(good)
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 1_000_000)
    with pytest.raises(CannotUse, match="unpacked"):
        read_file(bomb)
    told = bomb.read_bytes()
    (tmp_path / "liar.xlsx").write_bytes(told.replace(struct.pack("<I", 6_000_000), struct.pack("<I", 600)))
    with pytest.raises(CannotUse, match="unpacked"):
        read_file(tmp_path / "liar.xlsx")
    text = tmp_path / "large.csv"
    text.write_bytes(b"a,b\n" * 600_000)
    with pytest.raises(CannotUse, match="unpacked"):
        read_file(text)


def test_a_stray_cell_far_off_the_table_is_refused_before_memory_is_taken(tmp_path):
    path = xlsx_file(tmp_path / "a.xlsx", {"ก": [["1"]]}, {"ก": []})
    import xlsxwriter

    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet()
    sheet.write(0, 0, "ก")
    sheet.write(1_048_575, 700, "หลง")
    workbook.close()
    with pytest.raises(CannotUse, match="far off the table"):
        read_file(path)


def test_a_broken_archive_is_refused(tmp_path):
    path = xlsx_file(tmp_path / "a.xlsx", {"ก": [["1"] * 50] * 50})
    whole = path.read_bytes()
    for cut in (len(whole) // 2, len(whole) - 30):
        path.write_bytes(whole[:cut])
        with pytest.raises(CannotUse):
            read_file(path)


def test_text_equals_what_the_csv_module_reads(tmp_path):
    text = 'a,b\n"1,5","x ""y"" z"\n,"\n"\n'
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert cells(tmp_path / "a.csv") == [row for row in csv.reader(io.StringIO(text, newline=""))]


def test_a_cell_that_an_open_document_repeats_a_million_times_is_refused(tmp_path):
    path = ods_file(tmp_path / "a.ods", "ก", [["1", "2"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def saved(old: bytes, new: bytes) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            for name, part in parts.items():
                archive.writestr(name, part.replace(old, new))

    saved(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="30000000">')
    with pytest.raises(CannotUse, match="rows"):
        read_file(path)
    saved(b"<table:table-cell", b'<table:table-cell table:number-columns-repeated="16384"')
    with pytest.raises(CannotUse, match="columns"):
        read_file(path)
    saved(
        b"</table:table>",
        b'<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/>'
        b"</table:table-row></table:table>",
    )
    assert cells(path) == [["1", "2"]]


def test_a_damaged_old_workbook_that_would_end_the_process_is_refused(tmp_path):
    path = xls_file(tmp_path / "a.xls", "ก", [["ก", "ข"], ["1", "2"]])
    whole = path.read_bytes()
    assert cells(path) == [["ก", "ข"], ["1", "2"]]
    cell = whole.index(struct.pack("<HHHHB", 0x0204, 11, 1, 1, 0)[:8])
    outcomes = set()
    for row in (0xFFFF, 0x7FFF):
        path.write_bytes(whole[: cell + 4] + struct.pack("<HH", row, 0xFFFF) + whole[cell + 8 :])
        try:
            outcomes.add(len(cells(path)))
        except CannotUse as error:
            outcomes.add(error.problem.code)
    assert outcomes <= {"too_large", "unreadable_file"} and outcomes
