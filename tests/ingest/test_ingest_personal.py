"""No personal data reaches the store, the kept rows or a report."""

import pyarrow.parquet as pq
import pytest

from la21data.ingest.headers import header_key
from la21data.ingest.personal import holds_personal_values, is_personal_header, names_a_person
from tests.ingest.files import CITY, PARTICIPATION_HEADER, SAO, counts, csv_file, load, only, warned

SECRETS = ("สมชาย", "081-234", "somchai@", "1-1037", "1103700")


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


def test_nothing_of_a_person_is_kept_anywhere(store, tmp_path):
    header = [*PARTICIPATION_HEADER, "มีเจ้าหน้าที่ประสานงาน", "ผู้ประสานงาน", "โทรศัพท์", "อื่น", "หมายเหตุ"]
    rows = [
        ["2567", CITY, "บันได", "1", "มี", "นายสมชาย ใจดี", "081-234-5678", "somchai@example.go.th", "ดี"],
        [
            "2567",
            SAO,
            "บันได",
            "9",
            "นายสมชาย ใจดี 081-234-5678",
            "นายสมชาย ใจดี",
            "081-234-5678",
            "1-1037-00123-45-6",
            "",
        ],
        ["ติดต่อ นายสมชาย ใจดี โทร 081-234-5678"],
        ["หมายเหตุ: นายสมชาย ใจดี somchai@example.go.th"],
    ]
    file = csv_file(tmp_path / "a.csv", ["แบบตอบรับ ผู้ประสานงาน นายสมชาย ใจดี"], [header, *rows])
    result = load(store, file, report=tmp_path / "report.xlsx")
    assert only(result).dropped_columns == ["ผู้ประสานงาน", "โทรศัพท์", "อื่น"]
    assert (counts(only(result))[0], warned(only(result))["personal_data"]) == (1, 3)
    folder = store.imports_dir / only(result).sha256
    kept = str(pq.read_table(folder / "rows.parquet").to_pydict())
    stored = str(store.open().rows("select * from rejected_row"))
    for place in (kept, stored, (folder / "report.json").read_text(encoding="utf-8"), str(result.to_json())):
        assert not [secret for secret in SECRETS if secret in place]
    assert "หมายเหตุ" in kept and CITY in kept
    from la21data.ingest.readers import read_file

    workbook = str([sheet.head(50) for sheet in read_file(tmp_path / "report.xlsx")])
    assert SAO in workbook and not [secret for secret in SECRETS if secret in workbook]
