"""la21data.thai. Names of LAOs, provinces, offices and regions."""

import pytest
from hypothesis import given

from la21data import thai
from tests.thai.texts import REGISTRIES, any_text, real_rows

TYPE_CODES = {"อบจ.": "pao", "ทน.": "city", "ทม.": "town", "ทต.": "subdistrict", "อบต.": "sao", "พิเศษ": "special"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ทต.เวียงเทิง", ("subdistrict", "เวียงเทิง")),
        ("ทต เวียงเทิง", ("subdistrict", "เวียงเทิง")),
        ("ท.ต. เวียงเทิง", ("subdistrict", "เวียงเทิง")),
        ("เทศบาลตำบบลปริก", ("subdistrict", "ปริก")),
        ("เทศบาล ตำบลปริก", ("subdistrict", "ปริก")),
        ("สำนักงานเทศบาลตำบลปริก", ("subdistrict", "ปริก")),
        ("เวียงเทิง (ทต.)", ("subdistrict", "เวียงเทิง")),
        ("(ทต.) เวียงเทิง", ("subdistrict", "เวียงเทิง")),
        ("ทม.ลำพูน", ("town", "ลำพูน")),
        ("ทม.เมืองพล", ("town", "เมืองพล")),
        ("เทศบาลเมืองเมืองพล", ("town", "เมืองพล")),
        ("เทศบาลเมืองนครปฐม", ("town", "นครปฐม")),
        ("เทศบาลนครนครปฐม", ("city", "นครปฐม")),
        ("ทน.เชียงราย", ("city", "เชียงราย")),
        ("องค์การบริหารส่วนตำบลบ้านค่าย", ("sao", "บ้านค่าย")),
        ("องค์การบริหารส่วนตำบล (อบต.) บ้านค่าย", ("sao", "บ้านค่าย")),
        ("อบต.ทมนางาม", ("sao", "ทมนางาม")),
        ("อบต บ้านค่าย", ("sao", "บ้านค่าย")),
        ("อบตบ้านค่าย", ("sao", "บ้านค่าย")),
        ("อบจ.ระยอง", ("pao", "ระยอง")),
        ("องค์การบริหารส่วนจังหวัดระยอง", ("pao", "ระยอง")),
        ("เทศบาลเวียงเทิง", (thai.MUNICIPALITY, "เวียงเทิง")),
        ("เทศบาล นครสวรรค์", (thai.MUNICIPALITY, "นครสวรรค์")),
        ("(ทต./อบต.) เหล่าโพนค้อ", (None, "เหล่าโพนค้อ")),
        ("ทต./อบต. เหล่าโพนค้อ", (None, "เหล่าโพนค้อ")),
        ("ทมอ", (None, "ทมอ")),
        ("เมืองพล", (None, "เมืองพล")),
        ("นครปฐม", (None, "นครปฐม")),
        ("กรุงเทพมหานคร", ("special", "กรุงเทพมหานคร")),
        ("กทม.", ("special", "กรุงเทพมหานคร")),
        ("กรุงเทพฯ", ("special", "กรุงเทพมหานคร")),
        ("เมืองพัทยา", ("special", "เมืองพัทยา")),
        ("พัทยา", ("special", "เมืองพัทยา")),
        ("ทต.", ("subdistrict", "")),
        ("", (None, "")),
    ],
)
def test_lao_name_parts(text: str, parts: tuple[str | None, str]) -> None:
    assert thai.lao_name_parts(text) == parts


@pytest.mark.real
@pytest.mark.parametrize("name", REGISTRIES)
def test_every_registered_name_there_and_back(name: str) -> None:
    rows = real_rows(name)
    assert len(rows) > 7_000
    for row in rows:
        code, bare, special = TYPE_CODES[row["lao_type"]], row["lao_name"], row["lao_type"] == "พิเศษ"
        assert thai.lao_name_parts(row["lao_fullname"]) == (code, bare)
        assert thai.lao_name_parts(bare) == ("special" if special else None, bare)
        assert thai.parse_lao_type(row["lao_type"]) == code
        if not special:
            assert thai.lao_name_parts(row["lao_type"] + bare) == (code, bare)
            assert thai.lao_name_parts(f"{row['lao_type']} {bare}") == (code, bare)


@pytest.mark.real
def test_every_awarded_name_has_its_type() -> None:
    for row in real_rows("green-city1.csv"):
        code, bare = thai.lao_name_parts(row["municipality"])
        assert code == TYPE_CODES[row["Type"]]
        assert bare and not bare.startswith("ท.")
        office = row["Environmental Office Region"]
        assert thai.office_number(office) == int(office.removeprefix("สสภ.")[:2])
        assert thai.region_code(row["region"]) is not None
        assert thai.parse_fiscal_year(row["fiscal year"]) == (int(row["fiscal year"]), False)


@given(any_text)
def test_names_never_raise(text: str) -> None:
    thai.lao_name_parts(text)
    thai.parse_lao_type(text)
    thai.region_code(text)
    thai.province_text(text)
    number = thai.office_number(text)
    assert number is None or 1 <= number <= 16


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("อบจ.", "pao"), ("องค์การบริหารส่วนจังหวัด", "pao"), ("PAO", "pao"),
        ("ทน.", "city"), ("เทศบาลนคร", "city"), ("City Municipality", "city"),
        ("ทม", "town"), ("เทศบาลเมือง", "town"), ("เทศบาล เมือง", "town"),
        ("ทต.", "subdistrict"), ("เทศบาลตำบล", "subdistrict"), ("เทศบาลตำบบล", "subdistrict"),
        ("อบต", "sao"), ("องค์การบริหารส่วนตำบล (อบต.)", "sao"), ("TAO", "sao"), ("sao", "sao"),
        ("พิเศษ", "special"), ("รูปแบบพิเศษ", "special"), ("เมืองพัทยา", "special"),
        ("เทศบาล", None), ("ตำบล", None), ("", None), ("อำเภอ", None),
    ],
)  # fmt: skip
def test_parse_lao_type(text: str, code: str | None) -> None:
    assert thai.parse_lao_type(text) == code


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("จ.ปทุมธานี", "ปทุมธานี"),
        ("จ. ปทุมธานี", "ปทุมธานี"),
        ("จังหวัดขอนแก่น", "ขอนแก่น"),
        ("จังหวัด : กระบี่", "กระบี่"),
        ("จันทบุรี", "จันทบุรี"),
        ("จ.จันทบุรี", "จันทบุรี"),
        ("กทม.", "กรุงเทพมหานคร"),
        ("กรุงเทพฯ", "กรุงเทพมหานคร"),
        ("กรุงเทพ", "กรุงเทพมหานคร"),
        ("จังหวัดกรุงเทพมหานคร", "กรุงเทพมหานคร"),
        ("พัทยา", "พัทยา"),
        ("ล\u0e4d\u0e32ปาง", "ลำปาง"),
        ("", ""),
    ],
)
def test_province_text(text: str, name: str) -> None:
    assert thai.province_text(text) == name


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("สสภ.01 (เขียงใหม่)", 1),
        ("สสภ.16 (สงขลา)", 16),
        ("สสภ. 1 เชียงใหม่", 1),
        ("สำนักงานสิ่งแวดล้อมภาคที่ 1", 1),
        ("สำนักงานสิ่งแวดล้อมภาคที่ ๑", 1),
        ("สำนักงานสิ่งแวดล้อมและควบคุมมลพิษที่ 1", 1),
        ("สคพ.1", 1),
        ("สคพ.ที่ 12", 12),
        ("สนง.สิ่งแวดล้อม 9", 9),
        ("สนง. สิ่งแวดล้อมภาคที่ 9", 9),
        ("สำนักงานสิ่งแวดล้อม 9 (อุดรธานี)", 9),
        ("สิ่งแวดล้อม", None),
        ("1", 1),
        ("1.0", 1),
        ("0", None),
        ("17", None),
        ("สสภ.", None),
        ("3 แห่ง", None),
        ("", None),
    ],
)
def test_office_number(text: str, number: int | None) -> None:
    assert thai.office_number(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ภาคเหนือ", "north"),
        ("กลาง", "central"),
        ("ภาคกลางและภาคตะวันออก", "central"),
        ("ตะวันออกเฉียงเหนือ", "northeast"),
        ("อีสาน", "northeast"),
        ("ใต้", "south"),
        ("south", "south"),
        ("ภาคพื้น", None),
        ("", None),
    ],
)
def test_region_code(text: str, code: str | None) -> None:
    assert thai.region_code(text) == code
