"""What a call does to the store: one snapshot, or nothing; never on top of a demo; never two at once."""

import datetime as dt
import json
import shutil

import pytest

from la21data.ingest import import_files
from la21data.problems import CannotUse
from la21data.store import Store
from tests.ingest.files import (
    CITY,
    PARTICIPATION_HEADER,
    REGISTRY_HEADER,
    SAO,
    TODAY,
    counts,
    csv_file,
    judge,
    load,
    registry_rows,
)

GOOD = ["2567", CITY, "บันได", "1"]
BAD = ["2567", SAO, "บันได", "7"]


@pytest.fixture
def mixed(tmp_path):
    return csv_file(tmp_path / "mixed.csv", PARTICIPATION_HEADER, [GOOD, BAD])


def test_a_published_import_has_exit_status_report_and_journal(store, mixed):
    parent = store.current_id()
    result = load(store, mixed)
    assert (result.exit_status, result.parent, result.snapshot) == (1, parent, store.current_id())
    report = result.to_json()
    assert list(report) == ["import_id", "snapshot", "parent", "published", "files"]
    assert list(report["files"][0]) == [
        "file",
        "sha256",
        "kind",
        "read",
        "accepted",
        "new",
        "updated",
        "unchanged",
        "rejected",
        "skipped",
        "dropped_columns",
        "ignored_columns",
        "rejections",
        "warnings",
    ]
    assert list(report["files"][0]["rejections"][0]) == [
        "sheet",
        "row",
        "column",
        "reason_code",
        "reason_th",
        "reason_en",
        "candidates",
    ]
    folder = store.imports_dir / result.files[0].sha256
    assert sorted(file.name for file in folder.iterdir()) == ["report.json", "rows.parquet"]
    assert json.loads((folder / "report.json").read_text(encoding="utf-8")) == json.loads(json.dumps(report))
    entry = list(store.journal)[-1]
    assert (entry["what"], entry["import_id"], entry["snapshot"], entry["parent"]) == (
        "import",
        result.import_id,
        result.snapshot,
        parent,
    )
    assert entry["files"] == [{"file": "mixed.csv", "sha256": result.files[0].sha256, "kind": "participation"}]
    assert entry["options"]["today"] == TODAY.isoformat()


def test_a_dry_run_judges_and_leaves_the_store_as_it_is(store, mixed):
    before = sorted(file.relative_to(store.path) for file in store.path.rglob("*"))
    result = import_files(store, [mixed], dry_run=True, today=TODAY)
    assert (counts(result.files[0]), result.exit_status, result.snapshot) == ((1, 0, 0, 1), 1, None)
    assert sorted(file.relative_to(store.path) for file in store.path.rglob("*")) == before


def test_strict_publishes_nothing_where_a_row_is_rejected(store, mixed, tmp_path):
    before = store.current_id()
    assert (load(store, mixed, strict=True).exit_status, store.current_id()) == (1, before)
    clean = load(store, csv_file(tmp_path / "clean.csv", PARTICIPATION_HEADER, [GOOD]), strict=True)
    assert (clean.exit_status, clean.published) == (0, True)


def test_one_bad_file_stops_the_call_unless_it_is_told_to_keep_going(store, mixed, tmp_path):
    before = store.current_id()
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 40)
    with pytest.raises(CannotUse) as error:
        load(store, mixed, picture)
    assert (error.value.problem.code, store.current_id()) == ("no_table", before)
    assert "picture.csv" in error.value.problem.th
    result = load(store, picture, mixed, keep_going=True)
    assert ([file.file for file in result.files], result.published, result.exit_status) == (["mixed.csv"], True, 1)
    assert [notice.code for notice in result.notices] == ["left_out"]
    with pytest.raises(CannotUse):
        load(store, picture, keep_going=True)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_table"),
        (b"a,b\n1,2\n", "no_header"),
        ("ปีงบประมาณ,รหัส อปท.,เส้นทาง\n2567,5810101,บันได\n".encode(), "missing_headers"),
        ("ปีงบประมาณ,รหัส อปท.,เส้นทาง,ขั้น\n\n,,,\n".encode(), "no_rows"),
        (b"PK\x03\x04 not an archive", "unreadable_file"),
        (b"<html><table>", "no_header"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "unreadable_file"),
        (b"\xff\xfe\x00\xd8", "no_table"),
    ],
)
def test_a_file_that_cannot_be_used_says_so_in_one_line(store, tmp_path, content, code):
    file = tmp_path / "file.xlsx"
    file.write_bytes(content)
    with pytest.raises(CannotUse) as error:
        judge(store, file)
    assert error.value.problem.code == code
    for words in (error.value.problem.th, error.value.problem.en):
        assert words.startswith("file.xlsx") and "\n" not in words


def test_a_missing_file_and_no_file_say_so(store, tmp_path):
    with pytest.raises(CannotUse, match=r"nowhere\.csv"):
        judge(store, tmp_path / "nowhere.csv")
    with pytest.raises(CannotUse, match="no file"):
        judge(store)
    with pytest.raises(CannotUse):
        judge(store, tmp_path)


def test_the_first_real_import_into_a_demo_starts_empty_and_says_so(demo_store, tmp_path):
    shutil.copytree(demo_store, tmp_path / "store")
    store = Store(tmp_path / "store")
    result = load(store, csv_file(tmp_path / "registry.csv", REGISTRY_HEADER, registry_rows()))
    assert (result.parent, [notice.code for notice in result.notices]) == (None, ["starts_empty", "no_list_date", "first_list"])
    snapshot = store.open()
    assert (snapshot.meta.is_demo, snapshot.meta.parent) == (False, None)
    assert snapshot.rows("select count(*) from lao") == [(len(registry_rows()),)]
    assert snapshot.rows("select count(*) from participation") == [(0,)]


def test_records_before_any_registry_are_rejected_with_a_hint(tmp_path, mixed):
    store = Store(tmp_path / "empty")
    result = load(store, mixed)
    assert counts(result.files[0]) == (0, 0, 0, 2)
    assert "no_registry" in [notice.code for notice in result.notices]


def test_a_registry_and_records_of_one_call_fit_together(tmp_path, mixed):
    store = Store(tmp_path / "empty")
    result = load(store, mixed, csv_file(tmp_path / "registry.csv", REGISTRY_HEADER, registry_rows()))
    assert [file.kind for file in result.files] == ["participation", "registry"]
    assert counts(result.files[0]) == (1, 0, 0, 1)
    assert len(store.ids()) == 1


def test_a_second_import_while_one_runs_is_refused(store, mixed):
    with store.writing(), pytest.raises(CannotUse) as error:
        load(Store(store.path), mixed)
    assert error.value.problem.code == "locked"


def test_an_import_on_top_of_a_damaged_store_is_refused(store, mixed):
    load(store, mixed)
    (store.snapshots_dir / f"{store.current_id()}.duckdb").write_bytes(b"damaged")
    with pytest.raises(CannotUse) as error:
        load(Store(store.path), mixed)
    assert error.value.problem.code == "store_damaged" and "rebuild" in error.value.problem.en


def test_whoever_looks_after_an_area_writes_to_no_other(store, tmp_path):
    file = csv_file(tmp_path / "a.csv", PARTICIPATION_HEADER, [GOOD, ["2567", "4130101", "บันได", "1"]])
    result = judge(store, file, areas={"81"})
    assert [(remark["row"], remark["reason_code"]) for remark in result.files[0].rejections] == [(3, "not_your_area")]


def test_progress_is_told_and_ends_at_one(store, mixed):
    told = []
    import_files(store, [mixed], today=TODAY, progress=lambda what, share: told.append(share))
    assert told == sorted(told) and told[-1] == 1.0


def test_today_decides_which_years_can_be(store, tmp_path):
    file = csv_file(tmp_path / "a.csv", PARTICIPATION_HEADER, [["2571", CITY, "บันได", "1"]])
    assert import_files(store, [file], dry_run=True, today=TODAY).files[0].rejected == 1
    assert import_files(store, [file], dry_run=True, today=dt.date(2027, 10, 1)).files[0].accepted == 1
