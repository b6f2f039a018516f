"""The real registries and awards, from beside the repository: figures that are known from elsewhere. Skipped where they are absent."""

import csv
import datetime as dt
import time
from collections import Counter
from pathlib import Path

import pytest

from la21data.ingest import import_files
from la21data.store import Store
from tests.ingest.files import counts, only, warned

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real"
FILES = ["lao_registry_25601201.csv", "lao_registry_25661109.csv", "green-city1.csv"]
TODAY = dt.date(2024, 11, 15)
TYPES = {"pao": "อบจ.", "city": "ทน.", "town": "ทม.", "subdistrict": "ทต.", "sao": "อบต.", "special": "พิเศษ"}

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not REAL.is_dir(), reason="the real records are not beside the repository"),
]


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """A store after the two registries and the awards, one after the other, and what each import said."""
    store = Store(tmp_path_factory.mktemp("real") / "store")
    return store, [import_files(store, [REAL / name], today=TODAY) for name in FILES]


def test_the_registries_are_read_whole(imported):
    _, (first, second, _) = imported
    assert counts(only(first)) == (7852, 0, 0, 0)
    assert only(second).read == 7850 and counts(only(second))[0] == 41 and counts(only(second))[3] == 0
    assert [file.files[0].dropped_columns for file in (first, second)] == [[], []]
    assert [notice.code for notice in second.notices] == ["full_list"]


@pytest.mark.parametrize("day", [dt.date(2017, 12, 1), dt.date(2023, 11, 9)])
def test_laos_by_province_and_type_are_those_that_the_department_counted(imported, day):
    store, _ = imported
    own: dict[str, Counter[str]] = {}
    for province, lao_type, laos in store.open().rows(
        "select province, lao_type, count(*) from lao where (valid_from is null or valid_from <= $1) "
        "and (valid_to is null or valid_to > $1) "
        "group by all",
        [day],
    ):
        own.setdefault(province, Counter())[lao_type] = laos
    with (REAL / "lao_counts_by_province.csv").open(encoding="utf-8-sig", newline="") as file:
        told = [row for row in csv.DictReader(file) if row["as_of"] == f"{day.year + 543}-{day:%m-%d}"]
    assert len(told) == 77
    for row in told:
        assert {th: own[row["province_code"]][code] for code, th in TYPES.items()} == {th: int(row[th]) for th in TYPES.values()}, row[
            "province_th"
        ]


def test_awards_are_judged_as_the_rules_say(imported):
    store, (_, _, awards) = imported
    file = only(awards)
    assert (file.kind, file.read, counts(file)) == ("award", 541, (533, 0, 1, 7))
    assert Counter(remark["reason_code"] for remark in file.rejections) == {"unknown_lao": 5, "ambiguous_lao": 2}
    assert warned(file)["type_changed"] == 9
    assert all(remark["candidates"] for remark in file.rejections)
    snapshot = store.open()
    assert snapshot.rows("select (select count(*) from award), (select count(*) from rejected_row)") == [(533, 7)]
    assert store.faults(snapshot) == []


def test_the_same_files_again_change_nothing(imported):
    store, _ = imported
    before = store.current_id()
    results = [import_files(store, [REAL / name], today=TODAY) for name in FILES]
    assert [(result.published, only(result).accepted) for result in results] == [(False, 0)] * 3
    together = import_files(store, [REAL / name for name in reversed(FILES)], today=TODAY)
    assert [counts(file) for file in together.files] == [(0, 0, 534, 7), (0, 0, 7850, 0), (0, 0, 7852, 0)]
    assert store.current_id() == before


def test_a_registry_is_imported_in_good_time(tmp_path):
    started = time.process_time()
    import_files(Store(tmp_path), [REAL / FILES[1]], today=TODAY)
    assert time.process_time() - started < 10, "a registry of 7,850 LAOs takes five seconds or less on an idle machine"
