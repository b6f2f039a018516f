"""New, updated, unchanged, contradicting: rows against each other, across the files of a call, and against the store."""

import pytest

from la21data.rebuild import rebuild
from tests.ingest.files import (
    ACTIVITY_HEADER,
    CITY,
    PARTICIPATION_HEADER,
    SAO,
    TOWN,
    counts,
    csv_file,
    judge,
    load,
    only,
    rejected,
    xlsx_file,
)

LADDER = "บันได 4 ขั้น"


def participation(path, *rows, more=()):
    return csv_file(path, [*PARTICIPATION_HEADER, *more], rows)


def test_the_second_of_two_identical_rows_is_unchanged_whatever_its_spelling(store, tmp_path):
    file = participation(tmp_path / "a.csv", ["2567", CITY, LADDER, "2"], ["๒๕๖๗", CITY, "ladder", "ขั้นที่ 2"])
    assert counts(only(judge(store, file))) == (1, 0, 1, 0)


def test_different_values_of_one_key_reject_every_row_and_each_names_the_others(store, tmp_path):
    file = participation(
        tmp_path / "a.csv",
        ["2567", CITY, LADDER, "2"],
        ["2567", CITY, LADDER, "3"],
        ["2567", CITY, LADDER, "2"],
        ["2567", SAO, LADDER, "1"],
    )
    result = only(judge(store, file))
    assert (counts(result), [row for row, _, _ in rejected(result)]) == ((1, 0, 0, 3), [2, 3, 4])
    assert {code for _, _, code in rejected(result)} == {"conflict"}
    assert "แถว 3, แถว 4" in result.rejections[0]["reason_th"] and "row 2, row 4" in result.rejections[1]["reason_en"]


def test_contradictions_are_found_across_files_and_sheets(store, tmp_path):
    one = participation(tmp_path / "one.csv", ["2567", CITY, LADDER, "2"], ["2567", TOWN, LADDER, "2"])
    two = xlsx_file(
        tmp_path / "two.xlsx",
        {
            "ก": [PARTICIPATION_HEADER, [2567, CITY, LADDER, 3]],
            "ข": [PARTICIPATION_HEADER, [2567, TOWN, LADDER, 2], [2567, SAO, LADDER, 1]],
        },
    )
    first, second = judge(store, one, two).files
    assert (counts(first), counts(second)) == ((1, 0, 0, 1), (1, 0, 1, 1))
    assert "two.xlsx ก แถว 2" in first.rejections[0]["reason_th"] and "one.csv แถว 2" in second.rejections[0]["reason_th"]


def test_files_that_tell_different_columns_of_one_record_do_not_contradict(store, tmp_path):
    one = participation(tmp_path / "one.csv", ["2567", CITY, LADDER, "2"])
    two = participation(tmp_path / "two.csv", ["2567", CITY, LADDER, "2", "12"], more=["จำนวนผู้นำการเปลี่ยนแปลง"])
    result = load(store, one, two)
    assert [counts(file) for file in result.files] == [(1, 0, 0, 0), (0, 1, 0, 0)]
    assert store.open().rows("select step, change_agents from participation") == [(2, 12)]


def test_a_known_key_is_unchanged_updated_or_keeps_what_the_file_does_not_tell(store, tmp_path):
    more = ["จำนวนผู้นำการเปลี่ยนแปลง", "ช่องทางสมัคร"]
    load(
        store,
        participation(
            tmp_path / "a.csv",
            ["2567", CITY, LADDER, "2", "12", "ทสจ."],
            ["2567", SAO, LADDER, "1", "5", ""],
            more=more,
        ),
    )
    before = store.current_id()
    again = load(store, participation(tmp_path / "b.csv", ["๒๕๖๗", CITY, LADDER, "๒"], ["2567", SAO, LADDER, "1"]))
    assert (counts(only(again)), again.published, store.current_id()) == ((0, 0, 2, 0), False, before)
    assert [notice.code for notice in again.notices] == ["nothing_changed"]
    changed = load(store, participation(tmp_path / "c.csv", ["2567", CITY, LADDER, "3"], ["2567", SAO, LADDER, "1"]))
    assert counts(only(changed)) == (0, 1, 1, 0)
    assert store.open().rows("select lao_code, step, change_agents, channels from participation order by 1") == [
        (CITY, 3, 12, ["paper"]),
        (SAO, 1, 5, None),
    ]
    cleared = load(store, participation(tmp_path / "d.csv", ["2567", CITY, LADDER, "3", ""], more=more[:1]))
    assert counts(only(cleared)) == (0, 1, 0, 0)
    snapshot = store.open()
    assert snapshot.rows(f"select step, change_agents, channels, import_id from participation where lao_code = '{CITY}'") == [
        (3, None, ["paper"], cleared.import_id)
    ]
    assert snapshot.rows(f"select import_id <> '{cleared.import_id}' from participation where lao_code = '{SAO}'") == [(True,)]


@pytest.mark.parametrize("places", [("", ""), ("กระบี่", "จ.กระบี่")])
def test_an_event_without_a_province_has_a_key_too(store, tmp_path, places):
    header = ["date", "event_name", "kind", "level", "province", "participants"]
    rows = [["1/10/2566", "เวที", "อบรม", "ภาค", place, "10"] for place in places]
    assert counts(only(judge(store, csv_file(tmp_path / "a.csv", header, rows)))) == (1, 0, 1, 0)
    assert counts(only(judge(store, csv_file(tmp_path / "b.csv", header, [*rows, [*rows[0][:5], "11"]])))) == (
        0,
        0,
        0,
        3,
    )


def test_a_lao_may_win_two_awards_in_a_year(store, tmp_path):
    rows = [
        ["2562", CITY, "ระดับประเทศ", "ชมเชย"],
        ["2562", CITY, "ระดับประเทศ", "ชนะเลิศ"],
        ["2562", CITY, "ระดับพื้นที่", "ชนะเลิศ"],
    ]
    assert counts(only(judge(store, csv_file(tmp_path / "a.csv", ["ปีงบประมาณ", "รหัส อปท.", "ระดับ", "รางวัล"], rows)))) == (1, 0, 0, 2)


def test_rejected_rows_are_kept_whole_and_marked_when_a_later_import_accepts_their_key(store, tmp_path):
    header = [*ACTIVITY_HEADER, "ผู้ประสานงาน", "หมายเหตุอื่น"]
    bad = ["A1", "2567", CITY, "ปลูกป่า", "ปลูกปะการัง", "นายสมชาย ใจดี", "เก็บไว้"]
    first = load(store, csv_file(tmp_path / "a.csv", header, [bad, ["A2", "2567", SAO, "ปลูกป่า", "อนุรักษ์ป่า", "", ""]]))
    assert counts(only(first)) == (1, 0, 0, 1)
    (row,) = store.open().rows("select * from rejected_row")
    assert row[:7] == (first.import_id, "a.csv", "", 2, "activity", "ประเภทกิจกรรม", "unknown_category")
    assert row[10] == (
        '{"รหัสกิจกรรม": "A1", "ปีงบประมาณ": "2567", "รหัส อปท.": "' + CITY + '", "ชื่อกิจกรรม": "ปลูกป่า", '
        '"ประเภทกิจกรรม": "ปลูกปะการัง", "ผู้ประสานงาน": "", "หมายเหตุอื่น": "เก็บไว้"}'
    )
    assert row[11:] == ("A1", "81", None)
    again = load(store, csv_file(tmp_path / "a.csv", header, [bad, ["A2", "2567", SAO, "ปลูกป่า", "อนุรักษ์ป่า", "", ""]]))
    assert (counts(only(again)), again.published) == ((0, 0, 1, 1), False)
    mended = load(store, csv_file(tmp_path / "b.csv", ACTIVITY_HEADER, [["A1", "2567", CITY, "ปลูกป่า", "อนุรักษ์ป่า"]]))
    assert store.open().rows("select row, resolved_in from rejected_row") == [(2, mended.import_id)]
    once_more = load(store, csv_file(tmp_path / "a.csv", header, [bad]))
    assert once_more.published
    assert store.open().rows("select resolved_in from rejected_row order by resolved_in nulls last") == [
        (mended.import_id,),
        (None,),
    ]


def settled(store):
    return store.open().rows("select file, row, resolved_in is not null from rejected_row order by all")


@pytest.mark.parametrize("name", ["a.csv", "a (1).csv"])
def test_a_mended_row_stays_settled_when_its_very_file_comes_again_under_any_name(store, tmp_path, name):
    bad = ["A1", "2567", CITY, "ปลูกป่า", "ปลูกปะการัง"]
    first = load(store, csv_file(tmp_path / "a.csv", ACTIVITY_HEADER, [bad]))
    mended = load(store, csv_file(tmp_path / "b.csv", ACTIVITY_HEADER, [["A1", "2567", CITY, "ปลูกป่า", "อนุรักษ์ป่า"]]))
    before = store.ids()
    again = load(store, csv_file(tmp_path / name, ACTIVITY_HEADER, [bad]))
    assert (counts(only(again)), again.published) == ((0, 0, 0, 1), False) and store.ids() == before
    new = [["A2", "2567", CITY, "ปลูกป่า", "อนุรักษ์ป่า"], ["A3", "2567", CITY, "ปลูกป่า", "ปลูกปะการัง"]]
    load(store, csv_file(tmp_path / "c.csv", ACTIVITY_HEADER, new), csv_file(tmp_path / name, ACTIVITY_HEADER, [bad]))
    kept = store.open().rows("select import_id, file, resolved_in from rejected_row order by file")
    assert kept[0] == (first.import_id, "a.csv", mended.import_id) and [row[1:] for row in kept[1:]] == [("c.csv", None)]
    rebuild(store)
    assert store.open().rows("select import_id, file, resolved_in from rejected_row order by file") == kept


def test_a_row_that_is_mended_beside_its_own_file_stays_settled_when_both_come_again(store, tmp_path):
    bad = csv_file(tmp_path / "a.csv", ACTIVITY_HEADER, [["A1", "2567", CITY, "ปลูกป่า", "ปลูกปะการัง"]])
    mended = csv_file(tmp_path / "b.csv", ACTIVITY_HEADER, [["A1", "2567", CITY, "ปลูกป่า", "อนุรักษ์ป่า"]])
    load(store, bad)
    assert load(store, bad, mended).published and settled(store) == [("a.csv", 2, True)]
    assert not load(store, bad, mended).published
    rebuild(store)
    assert settled(store) == [("a.csv", 2, True)]


def test_the_row_of_a_settled_file_is_open_where_it_is_rejected_for_another_reason(store, tmp_path):
    row = ["A1", "2567", CITY, "ปลูกป่า", "อนุรักษ์ป่า"]
    file = csv_file(tmp_path / "a.csv", ACTIVITY_HEADER, [row])
    load(store, file, areas=["30"])
    load(store, file)
    other = csv_file(tmp_path / "b.csv", ACTIVITY_HEADER, [[*row[:3], "ปลูกอย่างอื่น", row[4]]])
    load(store, file, other)
    assert store.open().rows("select file, reason_code, resolved_in is null from rejected_row order by all") == [
        ("a.csv", "conflict", True),
        ("a.csv", "not_your_area", False),
        ("b.csv", "conflict", True),
    ]
