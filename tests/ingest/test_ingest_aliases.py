"""Names that a person has settled."""

import pytest

from la21data.ingest.aliases import Alias, add_alias, list_aliases, remove_alias
from la21data.problems import CannotUse
from la21data.rebuild import rebuild
from la21data.store import Store
from tests.ingest.files import AWARD_HEADER, CITY, counts, csv_file, judge, load, only


def test_a_settled_name_is_matched_until_it_is_removed(store, tmp_path):
    file = csv_file(
        tmp_path / "a.csv",
        AWARD_HEADER,
        [["2562", "ทต. ตัวอย่างงอม", "กระบี่", "ระดับประเทศ", "ชมเชย"], ["2562", "ทต.ตัวอย่างงาม", "กะบี่", "ระดับพื้นที่", "ดี"]],
    )
    assert counts(only(judge(store, file))) == (0, 0, 0, 2)
    add_alias(store, "lao", "ทต.ตัวอย่างงอม", CITY, "กระบี่")
    add_alias(store, "province", "กะบี่", "81")
    assert list_aliases(store) == [Alias("lao", "ทตตัวอย่างงอม", "81", CITY), Alias("province", "กะบี่", "", "81")]
    assert counts(only(judge(store, file))) == (2, 0, 0, 0)
    remove_alias(store, "lao", "ทต.ตัวอย่างงอม", "กระบี่")
    assert counts(only(judge(store, file))) == (1, 0, 0, 1)
    assert [entry["what"] for entry in store.journal] == ["import", "alias", "alias", "alias"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("lao", "x", "9999999"), "alias_code"),
        (("province", "x", "99"), "alias_code"),
        (("lao", " ", CITY), "alias_empty"),
        (("lao", "x", CITY, "กะบี่"), "unknown_province"),
    ],
)
def test_a_name_that_cannot_be_settled(store, arguments, code):
    before = store.current_id()
    with pytest.raises(CannotUse) as error:
        add_alias(store, *arguments)
    assert (error.value.problem.code, store.current_id()) == (code, before)


def test_what_is_not_settled_cannot_be_removed_and_a_store_without_records_has_none(store, tmp_path):
    with pytest.raises(CannotUse) as error:
        remove_alias(store, "lao", "x")
    assert error.value.problem.code == "alias_unknown"
    with pytest.raises(CannotUse) as error:
        add_alias(Store(tmp_path / "empty"), "lao", "x", CITY)
    assert error.value.problem.code == "no_records"


def test_a_row_that_a_settled_name_mends_is_resolved_when_its_file_is_read_again(store, tmp_path):
    rows = [["2562", "ทต. ตัวอย่างงอม", "กระบี่", "ระดับประเทศ", "ชมเชย"], ["2562", "ทต.ไม่มีที่ใด", "กระบี่", "ระดับพื้นที่", "ดี"]]
    file = csv_file(tmp_path / "a.csv", AWARD_HEADER, rows)
    load(store, file)
    add_alias(store, "lao", "ทต.ตัวอย่างงอม", CITY, "กระบี่")
    again = load(store, file)
    kept = store.open().rows("select row, resolved_in from rejected_row order by row")
    assert kept == [(2, again.import_id), (3, None)]
    rebuild(store)
    assert store.open().rows("select row, resolved_in from rejected_row order by row") == kept
