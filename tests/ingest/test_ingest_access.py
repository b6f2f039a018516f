"""An import by somebody with a role: refused without one, bound to an area with one, and signed in the journal."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from la21data.access import NOBODY, Actor, parse_role
from la21data.ingest import aliases
from la21data.ingest.kept_report import kept_workbook
from la21data.ingest.report import kept_rejections
from la21data.problems import CannotUse
from tests.ingest.files import (
    ACTIVITY_HEADER,
    CITY,
    PARTICIPATION_HEADER,
    REGISTRY_HEADER,
    TOWN,
    counts,
    csv_file,
    judge,
    load,
    only,
    rejected,
)

# CITY is in Krabi (81: office 15), TOWN in Pathum Thani (13: office 6).
STEWARD = Actor("5f0e", parse_role("steward:15"))
ROWS = [["2567", CITY, "บันได", "1"], ["2567", TOWN, "บันได", "1"]]


@pytest.fixture
def two_places(tmp_path):
    return csv_file(tmp_path / "two.csv", PARTICIPATION_HEADER, ROWS)


@pytest.mark.parametrize("role", ["viewer", "office:15", "province:81"])
def test_nobody_publishes_without_the_role_for_it(store, two_places, role):
    before = store.current_id()
    with pytest.raises(CannotUse) as error:
        load(store, two_places, actor=Actor("x", parse_role(role)))
    assert error.value.problem.code == "not_allowed" and store.current_id() == before


def test_a_viewer_may_not_even_try_and_an_office_may_for_its_own_rows(store, two_places):
    with pytest.raises(CannotUse):
        judge(store, two_places, actor=NOBODY)
    assert rejected(only(judge(store, two_places, actor=Actor("x", parse_role("office:15"))))) == [(3, "จังหวัด", "not_your_area")]
    assert rejected(only(judge(store, two_places, actor=Actor("x", parse_role("province:13"))))) == [(2, "จังหวัด", "not_your_area")]


def test_an_offices_steward_publishes_only_its_own_rows_and_the_journal_says_who(store, two_places):
    result = load(store, two_places, actor=STEWARD)
    assert rejected(only(result)) == [(3, "จังหวัด", "not_your_area")]
    assert store.open().rows("select lao_code from participation") == [(CITY,)]
    line = list(store.journal)[-1]
    assert (line["by"], line["role"], line["snapshot"]) == ("5f0e", "steward:15", result.snapshot)
    assert line["files"][0]["sha256"] and line["at"]


def test_another_offices_activity_is_not_taken_over_by_its_id(store, tmp_path):
    theirs = csv_file(tmp_path / "theirs.csv", ACTIVITY_HEADER, [["A-1", "2567", TOWN, "ปลูกป่า", "อนุรักษ์ป่า"]])
    load(store, theirs)
    assert store.open().rows("select lao_code from activity") == [(TOWN,)]
    ours = csv_file(tmp_path / "ours.csv", ACTIVITY_HEADER, [["A-1", "2567", CITY, "ปลูกป่า", "อนุรักษ์ป่า"]])
    assert rejected(only(judge(store, ours, actor=STEWARD)))[0][1:] == ("รหัสกิจกรรม", "not_your_area")


def test_an_offices_registry_ends_no_lao_and_moves_none_of_anothers(store, tmp_path):
    rows = [[CITY, "ตัวอย่างงามยิ่ง", "ทต.", "กระบี่", "เมืองกระบี่"], [TOWN, "ตัวอย่างใหม่", "ทม.", "กระบี่", "เมืองกระบี่"]]
    file = csv_file(tmp_path / "registry_25670401.csv", REGISTRY_HEADER, rows)
    result = load(store, file, actor=STEWARD)
    assert rejected(only(result)) == [(3, "รหัส อปท.", "not_your_area")]
    assert store.open().rows("select mode from registry_list order by as_of")[-1] == ("amendment",)
    assert store.open().rows("select count(*) from lao where valid_to is not null and lao_code <> ?", [CITY]) == [(0,)]
    with pytest.raises(CannotUse) as error:
        judge(store, file, actor=STEWARD, mode="full")
    assert error.value.problem.code == "full_list_of_an_area"


def test_an_alias_for_the_whole_country_needs_a_steward_of_it(store):
    with pytest.raises(CannotUse):
        aliases.add_alias(store, "lao", "ตย.งาม", CITY, "", actor=STEWARD)
    with pytest.raises(CannotUse):
        aliases.add_alias(store, "lao", "ตย.ใหม่", TOWN, "ปทุมธานี", actor=STEWARD)
    aliases.add_alias(store, "lao", "ตย.งาม", CITY, "กระบี่", actor=STEWARD)
    assert list(store.journal)[-1]["role"] == "steward:15"
    with pytest.raises(CannotUse):
        aliases.remove_alias(store, "lao", "ตย.งาม", "กระบี่", actor=NOBODY)


def test_rejected_rows_never_leave_without_a_role_and_only_to_their_area(store, tmp_path):
    bad = csv_file(tmp_path / "bad.csv", PARTICIPATION_HEADER, [["2567", CITY, "บันได", "9"], ["2567", TOWN, "บันได", "9"]])
    load(store, bad)
    with pytest.raises(CannotUse):
        kept_rejections(store.open(), NOBODY)
    assert list(kept_rejections(store.open(), Actor("x", parse_role("office:15")))["province"]) == ["81"]
    assert list(kept_rejections(store.open(), Actor("x", parse_role("steward")))["province"]) == ["81", "13"]


def test_the_workbook_of_rejected_rows_holds_those_of_the_role_as_text_and_can_be_imported_again(store, tmp_path):
    rows = [["2567", CITY, "บันได", "=cmd|' /C calc'!A0"], ["2567", TOWN, "บันได", "9"]]
    load(store, csv_file(tmp_path / "bad.csv", PARTICIPATION_HEADER, rows))
    with pytest.raises(CannotUse):
        kept_workbook(store.open(), NOBODY)
    own = kept_workbook(store.open(), Actor("x", parse_role("office:15")))
    (tmp_path / "own.xlsx").write_bytes(own)
    book = load_workbook(tmp_path / "own.xlsx")
    (sheet,) = book.worksheets
    assert [cell.value for cell in sheet[2]][:4] == rows[0] and sheet.max_row == 2 and sheet["D2"].data_type == "s"
    sheet["D2"] = "2"
    book.save(tmp_path / "mended.xlsx")
    assert counts(only(load(store, tmp_path / "mended.xlsx", actor=STEWARD))) == (1, 0, 0, 0)
    assert store.open().rows("select province, resolved_in is null from rejected_row order by all") == [("13", True), ("81", False)]
    assert load_workbook(BytesIO(kept_workbook(store.open(), Actor("x", parse_role("province:18"))))).worksheets[0].max_row == 1
