"""No personal data reaches the store, the kept rows or a report."""

import pyarrow.parquet as pq
import pytest

from la21data.ingest.headers import header_key
from la21data.ingest.personal import holds_personal_values, is_personal_header, names_a_person, without_persons
from la21data.rebuild import rebuild
from tests.ingest.files import CITY, PARTICIPATION_HEADER, PERSONAL, SAO, counts, load, only, personal_file, warned, xlsx_file


@pytest.mark.parametrize(
    "header",
    [
        "โทรศัพท์",
        "เบอร์โทร",
        "เบอร์มือถือ",
        "E-mail",
        "อีเมล",
        "ชื่อผู้ประสานงาน",
        "ผู้รับผิดชอบ",
        "ชื่อ-สกุล",
        "ชื่อ - นามสกุล",
        "เลขบัตรประชาชน",
        "เลขประจำตัวประชาชน (13 หลัก)",
        "นายก อบต.",
        "Contact person",
        "Phone",
        "Line ID",
        "ผู้กรอกข้อมูล",
    ],
)
def test_headers_that_announce_a_person(header):
    assert is_personal_header(header_key(header))


@pytest.mark.parametrize(
    "header",
    ["จำนวนผู้ประสานงาน", "ชื่อ อปท.", "ชื่อกิจกรรม", "หมายเหตุ", "ออนไลน์", "lao_fullname", "ตำบล", "source", "ลำดับ", "โทรทัศน์"],
)
def test_headers_that_do_not(header):
    assert not is_personal_header(header_key(header))


def test_values_betray_a_person_where_the_header_does_not():
    assert holds_personal_values(["081-234-5678", "", "02 123 4567", "-"])
    assert (
        holds_personal_values(["a@b.go.th"])
        and holds_personal_values(["1-1037-00123-45-6"])
        and holds_personal_values(["นายสมชาย ใจดี", "นางสาวสมหญิง รักดี"])
    )
    assert not holds_personal_values(["ตำบล", "เมือง"]) and not holds_personal_values(["2567", "081"]) and not holds_personal_values([])
    assert names_a_person("ผู้ประสานงาน นายสมชาย ใจดี โทร. ๐๘๑-๒๓๔๕๖๗๘") and not names_a_person("ข้อมูล ณ วันที่ 30 กันยายน 2567")


@pytest.mark.parametrize("unit", ["ย", "นาย", "a@", "@", "a.", "0-"])
def test_a_text_of_a_million_letters_is_searched_in_one_pass(unit):
    """A pattern that began again at every letter would take hours."""
    assert not names_a_person(unit * (1_000_000 // len(unit)))
    assert names_a_person(unit * 100_000 + " somchai.jaidee@example.go.th")
    assert names_a_person(unit * 100_000 + " นายสมชาย ใจดี")


def test_nothing_of_a_person_is_kept_anywhere(store, tmp_path):
    file = personal_file(tmp_path / "a.csv")
    result = load(store, file, report=tmp_path / "report.xlsx")
    assert only(result).dropped_columns == ["ผู้ประสานงาน", "โทรศัพท์", "อื่น"]
    assert (counts(only(result))[0], warned(only(result))["personal_data"]) == (1, 3)
    folder = store.imports_dir / only(result).sha256
    kept = str(pq.read_table(folder / "rows.parquet").to_pydict())
    stored = str(store.open().rows("select * from rejected_row"))
    for place in (kept, stored, (folder / "report.json").read_text(encoding="utf-8"), str(result.to_json())):
        assert not [secret for secret in PERSONAL if secret in place]
    assert "หมายเหตุ" in kept and CITY in kept
    from la21data.ingest.readers import read_file

    workbook = str([sheet.head(50) for sheet in read_file(tmp_path / "report.xlsx")])
    assert SAO in workbook and not [secret for secret in PERSONAL if secret in workbook]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("แบบรายงาน นายสมชาย ใจดี 25660930", "แบบรายงาน … 25660930"),
        ("นางสาวสมหญิง_รักดี_โทร_๐๘๑-๒๓๔-๕๖๗๘", "…_โทร_…"),
        ("a@b.go.th", "…"),
        ("lao_registry_25601201", "lao_registry_25601201"),
        ("ข้อมูล_LA21_2567 (1)", "ข้อมูล_LA21_2567 (1)"),
        ("re01_9112566tambon", "re01_9112566tambon"),
        ("สสภ05_๒๕๖๖๐๓๓๑", "สสภ05_๒๕๖๖๐๓๓๑"),
        ("โทร 02-1234567 0812345678", "โทร … …"),
    ],
)
def test_a_person_in_the_name_of_a_file_or_sheet_is_left_out(name, kept):
    assert without_persons(name) == kept


def test_no_person_is_kept_from_the_names_of_file_and_sheets(store, tmp_path):
    rows = [[["2567", CITY, "บันได", "1"]], [["2567", SAO, "บันได", "9"]]]
    names = ("นายสมชาย ใจดี", "นายสมชาย ใจดี 2")
    file = xlsx_file(
        tmp_path / "นายสมชาย ใจดี 081-234-5678.xlsx",
        {name: [PARTICIPATION_HEADER, *more] for name, more in zip(names, rows, strict=True)},
    )
    result = load(store, file, report=tmp_path / "report.xlsx")
    assert counts(only(result)) == (1, 0, 0, 1) and only(result).file == "… ….xlsx"
    folder = store.imports_dir / only(result).sha256
    assert set(pq.read_table(folder / "rows.parquet")["sheet"].to_pylist()) == {"… 1", "… 2 2"}
    stored = str(store.open().rows("select * from rejected_row"))
    for place in (stored, (folder / "report.json").read_text(encoding="utf-8"), str(list(store.journal)), str(result.to_json())):
        assert not [secret for secret in PERSONAL if secret in place]
    before = store.open().rows("select * from participation")
    rebuild(store)
    assert store.open().rows("select * from participation") == before
