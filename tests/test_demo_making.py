"""Making demo records: as many as asked for, the same for a seed, never over real ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pytest

from la21data import reference
from la21data.demo import AS_OF, publish_demo
from la21data.demo.draws import day_of_year, share_out
from la21data.demo.publish import insert_facts
from la21data.problems import CannotUse
from la21data.store import Store
from la21data.store.directory import SCHEMA

FACTS = ("lao", "registry_list", "participation", "activity", "assessment", "award", "visit", "event")
TAKING_PART = "coalesce(status, 'active') in ('active', 'completed')"
LAST = 2569


@pytest.fixture
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    yield connection
    connection.close()


# ---------------------------------------------------------------- numbers asked for, seeds
def digest(connection: duckdb.DuckDBPyConnection) -> str:
    """Of every fact, in the order in which it is stored."""
    found = hashlib.sha256()
    for table in FACTS:
        found.update(connection.execute(f"from {table}").fetch_df().to_csv(index=False).encode())
    return found.hexdigest()


def facts_digest(seed: int, threads: int) -> str:
    with duckdb.connect(config={"threads": threads}) as connection:
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        insert_facts(connection, seed)
        return digest(connection)


def test_same_seed_same_facts_whatever_the_threads() -> None:
    first = facts_digest(21, threads=1)
    assert first == facts_digest(21, threads=4)
    assert first != facts_digest(22, threads=1)


@pytest.mark.parametrize("number", [0, 7, 20_000])
def test_activities_are_exactly_as_many_as_asked_for(empty: duckdb.DuckDBPyConnection, number: int) -> None:
    insert_facts(empty, 21, number)
    assert empty.execute("select count(*), count(distinct activity_id) from activity").fetchall() == [(number, number)]


def test_progress_is_told_and_chunks_change_no_value(empty: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    insert_facts(empty, 21, 20_000)
    whole = digest(empty)
    for table in FACTS:
        empty.execute(f"delete from {table}")
    monkeypatch.setattr("la21data.demo.activities.CHUNK", 3_000)
    insert_facts(empty, 21, 20_000, lines.append)
    assert digest(empty) == whole
    assert len(lines) >= 6
    assert "20,000" in lines[-1]


@pytest.mark.parametrize("seed", [1, 2])
def test_published_figures_hold_for_other_seeds(empty: duckdb.DuckDBPyConnection, seed: int) -> None:
    insert_facts(empty, seed)
    counts = empty.execute(f"""select (select count(*) from lao), count(distinct lao_code),
        count(distinct lao.province) filter (where lao.province in {reference.programme().pilot_provinces} and fiscal_year = {LAST})
        from participation join lao using (lao_code) where {TAKING_PART}""").fetchall()
    assert counts == [(7_852, 208, 6)]


# ---------------------------------------------------------------- real records are safe
def test_store_with_real_records_is_refused(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with store.writing():
        real = store.publish(lambda connection: None, is_demo=False, as_of=AS_OF, entry={"what": "import"})
    with pytest.raises(CannotUse) as refused:
        publish_demo(store)
    assert refused.value.problem.code == "holds_real_records"
    assert store.ids() == [real]
    assert store.current_id() == real


def test_real_records_are_safe_even_where_their_snapshot_is_gone_or_damaged(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with store.writing():
        real = store.publish(lambda connection: None, is_demo=False, as_of=AS_OF, entry={"what": "import"})
    file = store.snapshots_dir / f"{real}.duckdb"
    file.write_bytes(b"damaged")
    with pytest.raises(CannotUse, match="real records"):
        publish_demo(store)
    file.unlink()
    with pytest.raises(CannotUse, match="real records"):
        publish_demo(store)


def test_demo_may_follow_demo(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with store.writing():
        first = store.publish(lambda connection: None, is_demo=True, as_of=AS_OF, entry={"what": "demo"})
    second = publish_demo(store, seed=3, activities=50)
    assert store.current_id() == second > first
    assert store.open().rows("select count(*) from activity") == [(50,)]


# ---------------------------------------------------------------- drawing lots
def test_share_out_is_exact_and_proportional() -> None:
    assert share_out(10, [1, 1, 1]).tolist() == [4, 3, 3]
    assert share_out(10, [0, 3, 1], at_least=1).tolist() == [1, 6, 3]
    assert share_out(0, [1, 2]).tolist() == [0, 0]
    weights = np.arange(1, 1_000)
    assert share_out(123_457, weights).sum() == 123_457


def test_day_of_year_is_a_working_day() -> None:
    days = day_of_year(np.array([2567, 2567, 2569]), np.array([0, 1, 395]))
    assert days.astype(str).tolist() == ["2023-09-29", "2023-10-02", "2026-10-30"]
