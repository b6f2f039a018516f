"""A rejected row that is mended in the report workbook is settled, whether it had a key or not; a reference that is wrong does nothing."""

import openpyxl
import pytest

from la21data import quality
from la21data.access import Actor, parse_role
from la21data.ingest.kept_rows import read_rows
from la21data.ingest.readers import read_file
from la21data.ingest.references import BESIDE, LABEL, reference_of
from la21data.rebuild import rebuild
from tests.ingest.files import ACTIVITY_HEADER, CITY, TWIN_A, counts, csv_file, judge, load, only, rejected, xlsx_file

NAMED = ["ปีงบประมาณ", "ชื่อ อปท.", "จังหวัด", "เส้นทาง", "ขั้น"]
LADDER = "บันได 4 ขั้น"
UNKNOWN = ["2567", "ทต.ไม่มีที่นี่", "กระบี่", LADDER, "1"]  # Without its LAO a participation has no key.
WRONG_STEP = ["2567", "อบต.ตัวอย่างงาม", "กระบี่", LADDER, "9"]
NO_KEY, HAS_KEY = 2, 3  # Their rows in the report.


@pytest.fixture
def report(store, tmp_path):
    """The report of an import that was published, with one row that has no key and one that has."""
    path = tmp_path / "report.xlsx"
    assert counts(only(load(store, csv_file(tmp_path / "a.csv", NAMED, [UNKNOWN, WRONG_STEP]), report=path))) == (0, 0, 0, 2)
    return path


def change(path, cells, sheet=1):
    """Write cells, (row, header) -> value, into a sheet of a workbook, as a person does who opens and saves it."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[sheet]
    headers = [cell.value for cell in page[1]]
    for (row, header), value in cells.items():
        page.cell(row, headers.index(header) + 1).value = value
    book.save(path)
    return path


def standing(store):
    """(open, resolved) rejected rows, as page «ข้อมูล» counts them."""
    found = quality.rejected(store.open())
    return int(found["open"].sum()), int(found["resolved"].sum())


def test_a_mended_row_is_settled_with_a_key_and_without(store, report):
    assert standing(store) == (2, 0)
    told = {key for (key,) in store.open().rows("select record_key from rejected_row")}
    assert None in told and len(told) == 2
    result = load(store, change(report, {(NO_KEY, "ชื่อ อปท."): "ทต.ตัวอย่างงาม", (HAS_KEY, "ขั้น"): "2"}))
    assert counts(only(result)) == (2, 0, 0, 0)
    assert store.open().rows("select distinct resolved_in from rejected_row") == [(result.import_id,)]
    assert standing(store) == (0, 2)
    assert [notice.en for notice in result.notices] == ["from a report workbook: 2 rows rejected before are mended, 0 are rejected again"]


def test_the_reports_own_columns_are_neither_data_nor_ignored_nor_printed_again(store, report, tmp_path):
    again = tmp_path / "again.xlsx"
    file = only(judge(store, change(report, {(NO_KEY, "ชื่อ อปท."): "ทต.ไม่มีที่ไหน"}), report=again))
    assert file.ignored_columns == [] and file.dropped_columns == []
    assert read_file(again)[1].head(1)[0] == [*NAMED, *BESIDE, LABEL]


def test_a_dry_runs_report_settles_what_is_rejected_when_the_file_is_published(store, tmp_path):
    report, file = tmp_path / "report.xlsx", csv_file(tmp_path / "a.csv", NAMED, [UNKNOWN])
    judge(store, file, report=report)
    load(store, file)
    judged = judge(store, change(report, {(2, "ชื่อ อปท."): "ทต.ตัวอย่างงาม"}))
    assert judged.changes_something and [notice.code for notice in judged.notices] == ["settled"] and standing(store) == (1, 0)
    load(store, report)
    assert standing(store) == (0, 1)


def test_a_row_that_is_rejected_again_is_one_open_row_and_the_next_report_settles_it(store, report, tmp_path):
    second, third = tmp_path / "second.xlsx", tmp_path / "third.xlsx"
    load(store, change(report, {(NO_KEY, "ชื่อ อปท."): "ทต.ไม่มีที่ไหน", (HAS_KEY, "ขั้น"): "2"}), report=second)
    assert standing(store) == (1, 1)
    assert store.open().rows("select file, cells->>'ชื่อ อปท.' from rejected_row where resolved_in is null") == [
        ("report.xlsx", "ทต.ไม่มีที่ไหน")
    ]
    before = store.ids()
    assert not load(store, report).published and store.ids() == before  # The same file again changes nothing.
    load(store, change(second, {(2, "ชื่อ อปท."): "ทต.ตัวอย่างงาม"}), report=third)
    assert standing(store) == (0, 2)


def test_a_row_that_stands_already_is_settled_too(store, report, tmp_path):
    load(store, csv_file(tmp_path / "b.csv", NAMED, [["2567", "ทต.ตัวอย่างงาม", "กระบี่", LADDER, "1"]]))
    assert standing(store) == (2, 0)
    book = change(report, {(NO_KEY, "ชื่อ อปท."): "ทต.ตัวอย่างงาม"})
    file = only(load(store, book))
    assert counts(file) == (0, 0, 1, 1) and standing(store) == (1, 1)


def test_a_cleared_row_is_no_row(store, report):
    cleared = change(report, {(NO_KEY, name): None for name in NAMED} | {(HAS_KEY, "ขั้น"): "2"})
    file = only(load(store, cleared))
    assert counts(file) == (1, 0, 0, 0) and file.skipped["empty"] == 1 and standing(store) == (1, 1)


def test_a_line_that_was_copied_settles_its_row_only_where_every_copy_is_accepted(store, report, tmp_path):
    rows = read_file(report)[1].head(10)
    mended, copied = list(rows[1]), list(rows[1])
    mended[1], copied[1], copied[0] = "ทต.ตัวอย่างงาม", "ทต.ตัวอย่างงาม", "3000"
    load(store, xlsx_file(tmp_path / "copied.xlsx", {"ก": [rows[0], mended, copied]}))
    assert standing(store) == (2, 0)  # The row with the year 3000 stands in the place of the one that both name.
    assert store.open().rows("select count(*) from rejected_row where file = 'copied.xlsx'") == [(1,)]


def test_the_sheets_may_be_moved_sorted_and_saved_in_another_format(store, report, tmp_path):
    rows = read_file(report)[1].head(10)
    rows[1][1], rows[2][4] = "ทต.ตัวอย่างงาม", "2"
    order = [10, 8, 3, 2, 1, 0, 4, 7]
    header, *data = [[row[i] for i in order] for row in (rows[0], rows[2], rows[1])]
    saved = csv_file(tmp_path / "saved.csv", header, data)
    saved.write_bytes(saved.read_text(encoding="utf-8").encode("cp874", "replace"))  # A spreadsheet writes «?» for what cp874 has not.
    file = only(load(store, saved))
    assert file.ignored_columns == [] and standing(store) == (0, 2)


MADE_UP = "r" + "0" * 23
HOSTILE = ["", MADE_UP, "=1+1", "r", "' or true --", "<script>", "x" * 40_000, "นายสมชาย ใจดี 0812345678"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_reference_that_is_no_rows_does_nothing_and_is_not_kept(store, report, tmp_path, text):
    rows = read_file(report)[1].head(10)
    rows[1][1], rows[1][-1] = "ทต.ตัวอย่างงาม", text
    file = only(load(store, csv_file(tmp_path / "hostile.csv", rows[0], [rows[1]])))
    assert counts(file) == (1, 0, 0, 0) and standing(store) == (2, 0)
    (kept,) = read_rows(store.imports_dir / file.sha256)
    assert kept.head(2)[0][-1] == LABEL and kept.head(2)[1][-1] == (text if text == MADE_UP else "")


def test_a_reference_to_another_kind_of_record_does_nothing(store, report, tmp_path):
    reference = read_file(report)[1].head(2)[1][-1]
    load(store, csv_file(tmp_path / "b.csv", [*ACTIVITY_HEADER, LABEL], [["A1", "2567", CITY, "ปลูกป่า", "อนุรักษ์ป่า", reference]]))
    assert standing(store) == (2, 0)


def test_a_reference_to_a_row_that_was_rolled_back_or_settled_does_nothing(store, report):
    load(store, change(report, {(NO_KEY, "ชื่อ อปท."): "ทต.ตัวอย่างงาม", (HAS_KEY, "ขั้น"): "2"}))
    before = standing(store)
    result = load(store, change(report, {(NO_KEY, "ขั้น"): "3"}))
    assert counts(only(result)) == (0, 1, 1, 0) and standing(store) == before and result.notices == []


def test_who_may_write_to_one_province_settles_no_row_of_another(store, report):
    steward = Actor("x", parse_role("steward:11"))
    krabi, korat = "81", "30"
    assert store.open().rows("select distinct province from rejected_row") == [(krabi,)] and steward.areas
    assert krabi not in steward.areas and korat in steward.areas
    book = change(report, {(NO_KEY, "ชื่อ อปท."): "อบต.ตัวอย่างที่ 1", (NO_KEY, "จังหวัด"): "นครราชสีมา", (HAS_KEY, "ขั้น"): "2"})
    file = only(load(store, book, actor=steward))
    assert counts(file) == (1, 0, 0, 1) and rejected(file) == [(HAS_KEY, "จังหวัด", "not_your_area")]
    assert store.open().rows("select row from rejected_row where file = 'a.csv' and resolved_in is null order by row") == [(2,), (3,)]


def test_a_store_that_is_built_again_has_the_same_rows_settled(store, report):
    load(store, change(report, {(NO_KEY, "ชื่อ อปท."): "ทต.ตัวอย่างงาม", (HAS_KEY, "ขั้น"): "8"}))
    asked = "select import_id, file, row, reason_code, resolved_in from rejected_row order by all"
    before = store.open().rows(asked)
    rebuild(store)
    assert standing(store) == (1, 1) and store.open().rows(asked) == before


def test_years_as_columns_give_each_year_a_row_and_a_reference_of_its_own(store, tmp_path):
    rows = [["ชื่อ อปท.", "จังหวัด", "เส้นทาง", "ขั้น", ""], ["", "", "", 2566, 2567], ["ทต.ไม่มีที่นี่", "กระบี่", LADDER, 1, 2]]
    report = tmp_path / "report.xlsx"
    load(store, xlsx_file(tmp_path / "a.xlsx", {"ก": rows}, {"ก": [("D1:E1", "ขั้น")]}), report=report)
    assert standing(store) == (2, 0)
    assert len({row[-1] for row in read_file(report)[1].head(10)[1:]}) == 2
    load(store, change(report, {(2, "ชื่อ อปท."): "ทต.ตัวอย่างงาม"}))
    assert standing(store) == (1, 1)


def test_a_mended_registry_row_is_settled(store, tmp_path):
    report = tmp_path / "report.xlsx"
    header = ["รหัส อปท.", "ชื่อ อปท.", "ประเภท อปท.", "จังหวัด", "อำเภอ"]
    row = ["6810199", "ตัวอย่างเพิ่ม", "อบต.", "กระบวย", "เมืองกระบี่"]
    file = csv_file(tmp_path / "r.csv", header, [row])
    assert counts(only(load(store, file, mode="amend", report=report))) == (0, 0, 0, 1)
    load(store, change(report, {(2, "จังหวัด"): "กระบี่"}), mode="amend")
    assert standing(store) == (0, 1)


def test_a_reference_is_the_digest_that_the_store_computes(store, report):
    ((sheet, row, cells),) = store.open().rows("select sheet, row, cells from rejected_row where record_key is null")
    (sha256,) = [file["sha256"] for entry in store.journal for file in entry["files"] if file["file"] == "a.csv"]
    assert read_file(report)[1].head(2)[1][-1] == reference_of(sha256, sheet, row, cells)


# ---------------------------------------------------------------- what the red cell takes
@pytest.mark.parametrize("part", ["whole", "code", "name and district"])
def test_the_red_cell_takes_a_candidate_also_where_a_name_stands_for_two_laos(store, tmp_path, part):
    report = tmp_path / "report.xlsx"
    row = ["2567", "ทต.ตัวอย่างไทร", "อุบลราชธานี", LADDER, "1"]
    load(store, csv_file(tmp_path / "a.csv", NAMED, [row]), report=report)
    (candidate, _) = read_file(report)[1].head(2)[1][9].split("\n")
    assert candidate == f"{TWIN_A} ทต.ตัวอย่างไทร อ.โพธิ์ไทร จ.อุบลราชธานี"
    written = {"whole": candidate, "code": TWIN_A, "name and district": "ทต.ตัวอย่างไทร อ.โพธิ์ไทร"}[part]
    assert counts(only(load(store, change(report, {(2, "ชื่อ อปท."): written})))) == (1, 0, 0, 0)
    assert store.open().rows("select lao_code from participation") == [(TWIN_A,)] and standing(store) == (0, 1)


def test_a_code_in_the_name_cell_that_contradicts_the_row_is_rejected_there(store, tmp_path):
    rows = [["2567", f"{TWIN_A} ทต.ตัวอย่างไทร", "กระบี่", LADDER, "1"], ["2567", f"{TWIN_A} ทต.ตัวอย่างงาม", "กระบี่", LADDER, "1"]]
    rows += [["2567", "9999999 ทต.ตัวอย่างงาม", "กระบี่", LADDER, "1"]]
    file = only(judge(store, csv_file(tmp_path / "a.csv", NAMED, rows)))
    assert rejected(file) == [
        (2, "ชื่อ อปท.", "code_name_conflict"),
        (3, "ชื่อ อปท.", "code_name_conflict"),
        (4, "ชื่อ อปท.", "unknown_lao"),
    ]


def test_the_red_cell_of_a_code_takes_a_whole_candidate(store, tmp_path):
    report = tmp_path / "report.xlsx"
    header = ["ปีงบประมาณ", "รหัส อปท.", "ชื่อ อปท.", "จังหวัด", "เส้นทาง", "ขั้น"]
    load(store, csv_file(tmp_path / "a.csv", header, [["2567", "9810101", "ทต.ตัวอย่างงาม", "กระบี่", LADDER, "1"]]), report=report)
    candidate = read_file(report)[1].head(2)[1][10]
    assert candidate.startswith(CITY)
    assert counts(only(load(store, change(report, {(2, "รหัส อปท."): candidate})))) == (1, 0, 0, 0)
