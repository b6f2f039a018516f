"""The snapshot store: what is promised to readers and writers."""

import datetime as dt
import json
import multiprocessing

import duckdb
import pytest

from la21data.problems import CannotUse
from la21data.store import SCHEMA_VERSION, Store
from la21data.store.schema import columns

AS_OF = dt.date(2026, 10, 31)


def one_lao(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("insert into lao values ('6570404', 1, 'ตัวอย่าง 1', 'sao', '57', null, null, null, null, null, null, null)")


def publish(store: Store, build=one_lao, **options) -> str:
    with store.writing():
        return store.publish(build, **{"is_demo": False, "as_of": AS_OF, **options})


def test_publish_makes_a_snapshot_current_and_journals_it(tmp_path):
    store = Store(tmp_path / "store")
    published = publish(store, entry={"what": "import"})
    assert store.current_id() == published
    snapshot = store.open()
    assert (snapshot.id, snapshot.meta.parent, snapshot.meta.is_demo, snapshot.meta.schema_version) == (
        published,
        None,
        False,
        SCHEMA_VERSION,
    )
    assert snapshot.rows("select lao_code from lao") == [("6570404",)]
    assert [(entry["what"], entry["snapshot"]) for entry in store.journal] == [("import", published)]
    assert store.faults(snapshot) == []


def test_a_child_has_its_parents_records_and_leaves_the_parent_alone(tmp_path):
    store = Store(tmp_path)
    parent = publish(store)
    child = publish(store, lambda c: c.execute("update lao set name = 'ใหม่'"), parent=parent)
    assert store.open(child).rows("select name from lao") == [("ใหม่",)]
    assert store.open(parent).rows("select name from lao") == [("ตัวอย่าง 1",)]
    assert store.ids() == [child, parent]


def test_an_error_while_building_publishes_nothing_and_leaves_nothing(tmp_path):
    store = Store(tmp_path)
    first = publish(store)

    def fails(connection):
        connection.execute("insert into lao values ('1', 1, 'x', 'sao', '57', null, null, null, null, null, null, null)")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        publish(store, fails)
    assert store.current_id() == first
    assert [file.name for file in store.snapshots_dir.iterdir()] == [f"{first}.duckdb"]


def test_a_snapshot_that_breaks_a_promise_is_not_published(tmp_path):
    store = Store(tmp_path)
    with pytest.raises(AssertionError, match="awards"):
        publish(
            store,
            lambda c: (one_lao(c), c.execute("insert into award values (2560, '6570404', 'รางวัล', 'national', 'other', null, null, 'x')")),
        )
    assert store.ids() == []


def test_readers_cannot_write_or_leave_the_file(tmp_path):
    store = Store(tmp_path)
    publish(store)
    (tmp_path / "secret.csv").write_text("a\n1\n")
    snapshot = store.open()
    with pytest.raises(duckdb.Error):
        snapshot.rows("insert into alias values ('lao', 'x', 'y', 'z')")
    with pytest.raises(duckdb.Error):
        snapshot.rows("select * from read_csv(?)", [str(tmp_path / "secret.csv")])
    with pytest.raises(duckdb.Error):
        snapshot.rows("set enable_external_access = true")


def test_no_store_is_one_clear_line_with_the_way_out(tmp_path):
    with pytest.raises(CannotUse) as caught:
        Store(tmp_path / "nothing").open()
    assert caught.value.problem.code == "no_store"
    assert "python -m la21data demo" in caught.value.problem.th and "python -m la21data import" in caught.value.problem.en
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(b"no database" * 900),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:5000]),
    ],
)
def test_a_missing_or_damaged_current_falls_back_to_the_newest_good_and_says_so(tmp_path, damage):
    store = Store(tmp_path)
    good, bad = publish(store), publish(store)
    damage(store.snapshots_dir / f"{bad}.duckdb")
    snapshot = store.open()
    assert snapshot.id == good
    assert snapshot.notice is not None and snapshot.notice.code == "fallback" and bad in snapshot.notice.th


def test_current_with_nonsense_falls_back(tmp_path):
    store = Store(tmp_path)
    good = publish(store)
    (tmp_path / "CURRENT").write_bytes(b"\xff../../etc/passwd\n")
    assert store.open().id == good
    assert store.open().notice is not None


def test_every_snapshot_damaged_names_rebuild(tmp_path):
    store = Store(tmp_path)
    (store.snapshots_dir / f"{publish(store)}.duckdb").write_bytes(b"x")
    with pytest.raises(CannotUse) as caught:
        store.open()
    assert "rebuild" in caught.value.problem.en and "rebuild" in caught.value.problem.th


def test_an_older_schema_is_refused_with_the_command_that_mends_it(tmp_path):
    store = Store(tmp_path)
    published = publish(store)
    with duckdb.connect(str(store.snapshots_dir / f"{published}.duckdb")) as connection:
        connection.execute("update meta set schema_version = 0")
    with pytest.raises(CannotUse) as caught:
        store.open()
    assert caught.value.problem.code == "schema_version" and f"rebuild --store {tmp_path}" in caught.value.problem.en


@pytest.mark.parametrize("name", ["../../etc/passwd", "00001-deadbee", "00001-DEADBEEF", "", "00001-deadbeef\x00", "x" * 10_000])
def test_a_snapshot_id_cannot_leave_the_store(tmp_path, name):
    store = Store(tmp_path)
    publish(store)
    with pytest.raises(CannotUse) as caught:
        store.open(name)
    assert caught.value.problem.code == "snapshot_missing"


def hold_the_lock(path, held, done):
    with Store(path).writing():
        held.set()
        done.wait(20)


def test_a_second_writer_is_told_at_once_and_a_killed_one_leaves_no_lock(tmp_path):
    context = multiprocessing.get_context("spawn")
    held, done = context.Event(), context.Event()
    writer = context.Process(target=hold_the_lock, args=(tmp_path, held, done))
    writer.start()
    assert held.wait(20)
    with pytest.raises(CannotUse) as caught, Store(tmp_path).writing():
        pass
    assert caught.value.problem.code == "locked"
    writer.kill()
    writer.join()
    publish(Store(tmp_path))


def test_what_a_killed_writer_left_is_put_right(tmp_path):
    store = Store(tmp_path)
    first, second = publish(store), publish(store)
    (tmp_path / "CURRENT").write_text(first + "\n")  # Killed after the journal line, before CURRENT.
    orphan = store.snapshots_dir / "00009-deadbeef.duckdb"
    orphan.write_bytes((store.snapshots_dir / f"{first}.duckdb").read_bytes())  # Killed before its journal line.
    (store.snapshots_dir / ".building-00010-aaaaaaaa.duckdb").write_bytes(b"half")
    (store.snapshots_dir / ".building-tmp").mkdir()
    with store.writing():
        assert store.current_id() == second
    assert store.ids() == [second, first]
    assert not list(store.snapshots_dir.glob(".building-*"))


def test_check_finds_a_changed_file_and_a_broken_total(tmp_path):
    store = Store(tmp_path)
    published = publish(store)
    with duckdb.connect(str(store.snapshots_dir / f"{published}.duckdb")) as connection:
        connection.execute(
            "insert into activity (activity_id, fiscal_year, lao_code, name, category, import_id) "
            "values ('a', 2560, '6570404', 'x', 'forest', 'i')"
        )
    faults = store.faults(store.open())
    assert any("SHA-256" in line for line in faults)
    assert any(line.startswith("activities:") for line in faults)


def test_a_cut_last_line_of_the_journal_is_passed_over(tmp_path):
    store = Store(tmp_path)
    published = publish(store)
    with store.journal.path.open("a", encoding="utf-8") as file:
        file.write('{"what": "imp')
    assert [entry["snapshot"] for entry in store.journal] == [published]
    later = publish(store)
    assert [entry["snapshot"] for entry in store.journal] == [published, later]
    assert all(json.loads(line) for line in store.journal.path.read_text(encoding="utf-8").splitlines() if line.endswith("}"))


def test_years_that_are_over_and_the_one_that_pages_open_on(tmp_path):
    store = Store(tmp_path)

    def build(connection):
        one_lao(connection)
        connection.execute(
            "insert into recorded values ('award', 2563, 1), ('award', 2570, 1), ('participation', 2569, 4), ('participation', 2570, 1)"
        )
        empty = {"varchar": "", "boolean": False, "date": None}
        row = {name: empty.get(kind, 0) for name, kind in columns()["lao_year"].items()}
        for year in (2563, 2569, 2570):
            connection.execute(f"insert into lao_year values ({', '.join('?' * len(row))})", [*{**row, "fiscal_year": year}.values()])

    publish(store, build)
    snapshot = store.open()
    assert snapshot.fiscal_years == (2563, 2569, 2570)
    assert [snapshot.is_running(year) for year in snapshot.fiscal_years] == [False, False, True]
    assert snapshot.default_year == 2569
    assert snapshot.last_complete_year("award") == 2563
