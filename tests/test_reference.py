"""Reference data: complete, consistent, and equal to the table of offices that it was made from."""

import csv
import datetime as dt
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from la21data import domain, reference, thai

ROOT = Path(__file__).parent.parent
TABLE = ROOT.parent / "shared" / "reference" / "offices.csv"
PILOTS = {"สกลนคร", "สตูล", "ลำปาง", "ขอนแก่น", "สงขลา", "ระยอง"}
CHAIYAPHUM, SAMUT_PRAKAN = "36", "11"


@pytest.fixture(scope="module")
def table() -> list[dict[str, str]]:
    if not TABLE.exists():
        pytest.skip("the table of offices is not beside the repository (../shared/reference/offices.csv)")
    with TABLE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_77_provinces_in_four_regions():
    assert len(reference.provinces()) == 77
    assert list(reference.provinces()) == sorted(reference.provinces())
    regions = Counter(province.region for province in reference.provinces().values())
    assert regions == {"north": 17, "central": 26, "northeast": 20, "south": 14}


def test_regions_are_those_of_the_programme():
    assert list(reference.REGIONS) == [term.code for term in domain.REGIONS]
    assert reference.REGIONS["south"] == ("ภาคใต้", "South")


def test_exactly_six_pilots_the_same_in_both_files():
    pilots = {code: province for code, province in reference.provinces().items() if province.is_pilot}
    assert {province.name_th for province in pilots.values()} == PILOTS
    assert set(reference.programme().pilot_provinces) == set(pilots)


def test_16_offices_each_at_a_seat_that_it_mentors():
    offices = reference.offices()
    assert list(offices) == list(range(1, 17))
    for number, office in offices.items():
        seat = reference.provinces()[office.seat_province_code]
        assert (seat.name_th, seat.name_en) == (office.seat_th, office.seat_en)
        assert reference.office_of(seat.code) == number
    assert offices[1].name_old == "สำนักงานสิ่งแวดล้อมภาคที่ 1"
    assert offices[1].name_new == "สำนักงานสิ่งแวดล้อมและควบคุมมลพิษที่ 1"
    assert (offices[16].name_old_short, offices[16].name_new_short) == ("สสภ.16", "สคพ.16")
    assert offices[9].name_en == "Environment and Pollution Control Office 9 (Udon Thani)"


def test_every_name_of_an_office_is_read_back_as_its_number():
    for number, office in reference.offices().items():
        for name in (office.name_old, office.name_old_short, office.name_new, office.name_new_short):
            assert thai.office_number(name) == number


def test_76_provinces_have_an_office_and_bangkok_has_none():
    without = [code for code in reference.provinces() if reference.office_of(code) is None]
    assert without == [domain.BANGKOK]
    assert reference.office_of(domain.BANGKOK, dt.date(2024, 1, 1)) is None


def test_office_of_an_unknown_province_is_an_error():
    with pytest.raises(KeyError):
        reference.office_of("99")


@pytest.mark.parametrize(("on", "office"), [(dt.date(2012, 3, 1), 10), (dt.date(2017, 9, 30), 10), (dt.date(2017, 10, 1), 11), (None, 11)])
def test_chaiyaphum_moved(on, office):
    assert reference.office_of(CHAIYAPHUM, on) == office


def test_a_conflict_between_sources_is_a_note_and_no_date():
    rows = [row for row in reference.province_offices() if row.province_code == SAMUT_PRAKAN]
    assert [(row.office, row.valid_from, row.valid_to) for row in rows] == [(13, None, None)]
    assert "CONFLICT" in rows[0].note


def test_on_every_day_each_province_but_bangkok_has_exactly_one_office():
    rows = reference.province_offices()
    days = [dt.date(1900, 1, 1), dt.date(2100, 1, 1)]
    days += [day + dt.timedelta(days=n) for row in rows for day in (row.valid_from, row.valid_to) if day for n in (-1, 0)]
    for day in days:
        assert Counter(row.province_code for row in rows if row.holds(day)) == {code: 1 for code in reference.provinces() if code != "10"}


def test_every_row_has_a_source_and_an_office_that_exists():
    for row in reference.province_offices():
        assert row.source
        assert row.office in reference.offices()
        assert row.confidence in ("high", "medium-high", "medium", "low")


def test_names_regions_and_offices_are_those_of_the_table(table):
    regions = {th.removeprefix("ภาค"): code for code, (th, _) in reference.REGIONS.items()}
    assert len(table) == 77
    for row in table:
        province = reference.provinces()[row["province_code"]]
        assert (province.name_th, province.name_en, province.region) == (
            row["province_th"],
            row["province_en"],
            regions[row["region4"]],
        )
        office = reference.office_of(province.code)
        assert (str(office) if office else "") == row["office_no"]
        assert (reference.offices()[office].seat_th if office else "") == row["office_seat"]


def test_nothing_of_the_table_was_lost(table):
    kept = {row.province_code: row for row in reference.province_offices() if row.valid_to is None}
    for row in (row for row in table if row["office_no"] and row["province_code"] != CHAIYAPHUM):
        ours = kept[row["province_code"]]
        assert (ours.confidence, ours.source, ours.note) == (row["confidence"], row["source"], row["note"])


def test_districts_belong_to_provinces_and_have_subdistricts():
    districts = reference.districts()
    assert len(districts) == 928
    assert {district.province_code for district in districts.values()} == set(reference.provinces())
    assert all(code[:2] == district.province_code and district.subdistricts >= 1 for code, district in districts.items())
    assert sum(district.subdistricts for district in districts.values()) == 7_436
    assert len({(d.province_code, d.name_th) for d in districts.values()}) == 928


def test_codes_and_names_are_those_of_geothai():
    geothai = pytest.importorskip("geothai")
    assert {p.code: (p.name_th, p.name_en) for p in geothai.provinces()} == {
        p.code: (p.name_th, p.name_en) for p in reference.provinces().values()
    }


@pytest.mark.parametrize(("text", "code"), [
    ("ขอนแก่น", "40"), ("จ.ขอนแก่น", "40"), ("จังหวัดเชียงใหม่", "50"), ("กทม.", "10"), ("กรุงเทพฯ", "10"),
    ("Bangkok Metropolis", "10"), ("Phangnga", "82"), ("Phang-nga", "82"), ("lopburi", "16"),
    ("Khon Kaen Province", "40"), ("Changwat Nan", "55"),
    ("เชียงไหม่", None), ("", None), ("67", "67"), ("๖๗", "67"), ("99", None), ("จ.", None),
])  # fmt: skip
def test_province_code(text, code):
    assert reference.province_code(text) == code


def test_every_province_is_found_by_each_of_its_names():
    for code, province in reference.provinces().items():
        assert {reference.province_code(name) for name in (province.name_th, f"จ.{province.name_th}", province.name_en)} == {code}


def test_published_figures():
    facts = reference.programme()
    assert (facts.first_fiscal_year, facts.areas, facts.provinces_to_cover) == (domain.FIRST_FISCAL_YEAR, 208, 76)
    assert facts.lao_counts == {"pao": 76, "city": 30, "town": 178, "subdistrict": 2_233, "sao": 5_333, "special": 2}
    assert (facts.lao_total, facts.municipalities, facts.lao_counts_as_of) == (7_852, 2_441, dt.date(2017, 12, 1))
    assert facts.deadline(2567) == dt.date(2024, 9, 30) == thai.fiscal_year_end(2567)


def test_every_published_fact_names_a_source():
    told = {fact for source in reference.programme().sources.values() for fact in source.facts}
    assert told == {"first_fiscal_year", "areas", "pilot_provinces", "provinces_to_cover", "deadline", "lao_counts"}


def test_importing_reference_is_cheap():
    heavy = "('pandas', 'numpy', 'geopandas', 'duckdb')"
    code = f"import sys, la21data.reference; sys.exit(any(name in sys.modules for name in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_every_file_of_data_is_in_its_readme():
    readme = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    files = [path.name for path in (ROOT / "data").iterdir() if path.is_file() and path.name != "README.md"]
    assert [name for name in files if f"`{name}`" not in readme] == []
