"""A store built again from its journal and the rows it kept."""

import datetime as dt
import json
import shutil

import duckdb
import pytest

from la21data.ingest import aliases
from la21data.problems import CannotUse
from la21data.rebuild import history, rebuild
from la21data.store import Store, prune, rollback, withdraw
from tests import previous_schema
from tests.ingest.files import (
    AWARD_HEADER,
    CITY,
    PARTICIPATION_HEADER,
    REGISTRY_HEADER,
    SAO,
    counts,
    csv_file,
    load,
    only,
    registry_rows,
    xlsx_file,
)

TABLES = ("lao", "registry_list", "participation", "award", "alias", "rejected_row", "lao_year", "recorded")


def contents(store):
    snapshot = store.open()
    return {table: snapshot.rows(f"select * from {table} order by all") for table in TABLES}


@pytest.fixture(scope="module")
def lived_in_once(registry_store, tmp_path_factory):
    """A store with a second registry, records from a messy workbook, a settled name, and rejected rows."""
    tmp_path = tmp_path_factory.mktemp("lived-in")
    shutil.copytree(registry_store, tmp_path / "store")
    store = Store(tmp_path / "store")
    load(store, csv_file(tmp_path / "registry_25661109.csv", REGISTRY_HEADER, registry_rows()[1:]))
    rows = [
        ["แบบรายงาน"],
        [*PARTICIPATION_HEADER, "โทรศัพท์"],
        [2567, CITY, "บันได", 1, "0812345678"],
        ["", SAO, "บันได", 2, "0812345678"],
        [2566, SAO, "บันได", 9, ""],
    ]
    load(store, xlsx_file(tmp_path / "a.xlsx", {"ก": rows}, {"ก": [("A3:A4", 2567)]}))
    aliases.add_alias(store, "lao", "ทต.ตัวอย่างงอม", CITY, "กระบี่", today=dt.date(2024, 11, 15))
    load(store, csv_file(tmp_path / "b.csv", AWARD_HEADER, [["2562", "ทต.ตัวอย่างงอม", "กระบี่", "ระดับประเทศ", "ชมเชย"]]))
    return store.path


@pytest.fixture
def lived_in(lived_in_once, tmp_path):
    """A copy of that store, to write to."""
    shutil.copytree(lived_in_once, tmp_path / "store")
    return Store(tmp_path / "store")


def test_a_rebuilt_store_holds_the_same_records_and_roll_ups(lived_in):
    before, ids = contents(lived_in), lived_in.ids()
    assert before["participation"] and before["award"] and before["rejected_row"] and before["alias"]
    rebuilt = rebuild(lived_in)
    assert contents(lived_in) == before
    assert (lived_in.current_id(), rebuilt not in ids, len(lived_in.ids())) == (rebuilt, True, 2 * len(ids))
    assert lived_in.faults(lived_in.open()) == []
    again = rebuild(lived_in)
    assert contents(lived_in) == before and len(lived_in.ids()) == 3 * len(ids) and again == lived_in.current_id()


def test_a_damaged_or_older_store_can_be_rebuilt_and_then_imported_into(lived_in, tmp_path):
    before = contents(lived_in)
    for snapshot_id in lived_in.ids()[1:]:
        (lived_in.snapshots_dir / f"{snapshot_id}.duckdb").write_bytes(b"damaged")
    current = lived_in.snapshots_dir / f"{lived_in.current_id()}.duckdb"
    older = tmp_path / "older.duckdb"
    shutil.copy(current, older)
    with duckdb.connect(str(older)) as connection:
        connection.execute("update meta set schema_version = 0")
    shutil.copy(older, current)
    store = Store(tmp_path / "moved")
    shutil.copytree(lived_in.path, store.path)  # Another path: this process has the old one open.
    with pytest.raises(CannotUse):
        store.open()
    rebuild(store)
    assert contents(store) == before
    assert counts(only(load(store, csv_file(tmp_path / "c.csv", PARTICIPATION_HEADER, [["2566", CITY, "บันได", "1"]])))) == (1, 0, 0, 0)


def test_a_store_of_the_schema_before_is_upgraded_with_every_record(tmp_path):
    store = Store(previous_schema.unpack(tmp_path))
    with pytest.raises(CannotUse, match="schema version 2"):
        store.open()
    before = previous_schema.records(store.path)
    assert all(before.values())
    rebuild(store)
    assert {table: store.open().rows(f"select * from {table} order by all") for table in before} == before
    assert store.faults(store.open()) == []
    assert counts(only(load(store, csv_file(tmp_path / "c.csv", PARTICIPATION_HEADER, [["2565", CITY, "บันได", "1"]])))) == (1, 0, 0, 0)


def test_rollbacks_withdrawals_and_prunings_are_replayed(lived_in, tmp_path):
    newest, alias, messy, registry, first = lived_in.ids()
    rollback(lived_in, alias)  # The awards came after it: they are no part of the way any more.
    load(lived_in, csv_file(tmp_path / "c.csv", PARTICIPATION_HEADER, [["2565", CITY, "บันได", "1"]]))
    withdraw(lived_in, messy)
    prune(lived_in, 3)
    before = contents(lived_in)
    assert before["participation"] and before["alias"] and not before["award"]
    old = lived_in.ids()
    rebuild(lived_in)
    assert contents(lived_in) == before
    new = [snapshot_id for snapshot_id in lived_in.ids() if snapshot_id not in old]
    # Of five steps, the messy workbook's snapshot is withdrawn again and the two oldest are pruned again.
    assert [entry["what"] for entry in history(lived_in.journal)] == ["import", "import", "import", "alias", "import"]
    assert len(new) == 2 and newest in old and registry not in old and first not in old
    assert len(lived_in.told().withdrawn) == 2 and all(lived_in.is_withdrawn(gone) for gone in lived_in.told().withdrawn)


def test_readers_see_nothing_of_a_rebuild_that_fails(lived_in, monkeypatch):
    before = contents(lived_in)
    current, ids = lived_in.current_id(), lived_in.ids()

    def fails(*_):
        assert lived_in.current_id() == current
        raise RuntimeError("power cut")

    monkeypatch.setattr(aliases, "replay", fails)
    with pytest.raises(RuntimeError):
        rebuild(lived_in)
    assert (lived_in.current_id(), lived_in.ids()) == (current, ids)
    assert contents(lived_in) == before


def test_a_file_whose_rows_are_gone_is_named(lived_in):
    entry = next(entry for entry in lived_in.journal if entry["files"][0]["file"] == "a.xlsx")
    shutil.rmtree(lived_in.imports_dir / entry["files"][0]["sha256"])
    current = lived_in.current_id()
    with pytest.raises(CannotUse, match=r"a\.xlsx"):
        rebuild(lived_in)
    assert lived_in.current_id() == current


def test_a_demo_is_made_again_with_its_seed(demo_store, tmp_path):
    shutil.copytree(demo_store, tmp_path / "store")
    store = Store(tmp_path / "store")
    before = store.open().rows("select * from participation order by all")
    assert rebuild(store) == store.current_id()
    assert store.open().rows("select * from participation order by all") == before


def test_the_way_to_the_current_snapshot_goes_over_parents_and_rollbacks():
    def entry(what, snapshot, parent=None):
        return {"what": what, "snapshot": snapshot, "parent": parent}

    a, b, c, d = entry("import", "1"), entry("import", "2", "1"), entry("rollback", "1"), entry("import", "3", "1")
    assert history([a, b]) == [a, b] and history([a, b, c]) == [a] and history([a, b, c, d]) == [a, d]
    assert history([entry("demo", "0"), a, {"what": "note"}]) == [a] and history([]) == []
    with pytest.raises(CannotUse, match="journal"):
        history([b])


def test_an_empty_store_and_unknown_steps_say_so(lived_in, tmp_path):
    with pytest.raises(CannotUse, match="no history"):
        rebuild(Store(tmp_path / "nothing"))
    with lived_in.journal.path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"what": "spell", "snapshot": "99999-00000000", "parent": lived_in.current_id()}) + "\n")
    with pytest.raises(CannotUse, match="spell"):
        rebuild(lived_in)
