"""Roll-ups on a real Spark cluster (a master and two workers on loopback): the figures of DuckDB; and what a failing engine says.

Skipped without pyspark (`requirements-spark.txt`) and Java; `make test-spark` installs the first and runs this folder.
"""

from __future__ import annotations

import importlib.util
import math
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import facts
import pytest
from cluster import free_port, master

from la21data.__main__ import main
from la21data.demo import publish_demo
from la21data.ingest import import_files
from la21data.problems import CannotUse
from la21data.rollup import roll_up_again
from la21data.rollup.steps import steps
from la21data.store import Snapshot, Store

spark = pytest.mark.skipif(
    not (importlib.util.find_spec("pyspark") and shutil.which("java")), reason="needs pyspark (requirements-spark.txt) and Java 17"
)
ROWS = int(os.environ.get("LA21_SPARK_ROWS", "1_000_000"))
TABLES = [step.name for part in steps() for step in part if not step.working]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with master(tmp_path_factory.mktemp("cluster")) as address:
        yield address


def rows(snapshot: Snapshot, table: str) -> list[tuple[object, ...]]:
    return snapshot.rows(f"select * from {table} order by all")


def compare(one: Snapshot, other: Snapshot) -> None:
    """Every roll-up table: counts, codes and money to the last digit, means to 1e-9."""
    for table in TABLES:
        left, right = rows(one, table), rows(other, table)
        assert len(left) == len(right), table
        for a, b in zip(left, right, strict=True):
            assert all(
                x == y or (isinstance(x, float) and isinstance(y, float) and math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-12))
                for x, y in zip(a, b, strict=True)
            ), (table, a, b)


@spark
def test_a_million_activities_have_the_figures_of_duckdb(cluster: str, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    before = publish_demo(store, activities=ROWS)
    after = roll_up_again(store, cluster)
    assert store.current_id() == after != before
    assert store.open(after).rows("select sum(activities) from lao_year") == [(ROWS,)]
    compare(store.open(before), store.open(after))
    assert store.faults(store.open(after)) == []
    assert not list(store.snapshots_dir.glob(".building-spark-*"))


@spark
@pytest.mark.parametrize("shape", ["mixed", "no_activities", "registry_only", "all_withdrawn"])
def test_odd_shapes_have_the_figures_of_duckdb(cluster: str, tmp_path: Path, shape: str) -> None:
    before = facts.publish(tmp_path / "store", facts.generate(7, shape))
    store = Store(tmp_path / "store")
    after = roll_up_again(store, cluster)
    compare(before, store.open(after))


@spark
def test_an_import_runs_on_the_engine(cluster: str, tmp_path: Path) -> None:
    registry = tmp_path / "registry.csv"
    registry.write_text("lao_code,lao_name,lao_type,province\n5500001,ก,อบต.,เชียงใหม่\n5500002,ข,อบต.,เชียงใหม่\n", encoding="utf-8")
    here = import_files(Store(tmp_path / "here"), [registry])
    there = import_files(Store(tmp_path / "there"), [registry], engine=cluster)
    compare(Store(tmp_path / "here").open(here.snapshot), Store(tmp_path / "there").open(there.snapshot))


@spark
def test_out_of_memory_says_so_and_publishes_nothing(
    cluster: str, demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "conf"
    settings.mkdir()
    (settings / "spark-defaults.conf").write_text(
        "spark.executor.memory 512m\nspark.executor.extraJavaOptions -XX:MaxMetaspaceSize=52m\nspark.deploy.maxExecutorRetries 1\n"
    )
    monkeypatch.setenv("SPARK_CONF_DIR", str(settings))
    refused(demo_store, tmp_path, cluster, "engine_memory")


@spark
def test_a_master_without_workers_says_so(tmp_path: Path, demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("la21data.rollup.spark.PATIENCE", 10)
    with master(tmp_path / "lonely", workers=0) as address:
        refused(demo_store, tmp_path, address, "engine_no_workers")


# ---------------------------------------------------------------- without Spark
def refused(demo_store: Path, tmp_path: Path, address: str, code: str) -> None:
    store = Store(tmp_path / "copy")
    shutil.copytree(demo_store, store.path)
    before = sorted(file.name for file in store.path.rglob("*"))
    with pytest.raises(CannotUse) as error:
        roll_up_again(store, address)
    assert error.value.problem.code == code
    assert "\n" not in error.value.problem.en
    assert {name for name in before if name != "LOCK"} == {file.name for file in store.path.rglob("*") if file.name != "LOCK"}


def test_no_pyspark_says_so(demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("la21data.rollup.spark.find_spec", lambda name: None)
    refused(demo_store, tmp_path, "spark://127.0.0.1:7077", "engine_missing")


def test_no_java_says_so(demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("la21data.rollup.spark.find_spec", lambda name: True)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    refused(demo_store, tmp_path, "spark://127.0.0.1:7077", "engine_missing")


def test_an_unreachable_master_says_so(demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("la21data.rollup.spark.find_spec", lambda name: True)
    monkeypatch.setattr("la21data.rollup.spark.shutil.which", lambda name: "/usr/bin/java")
    refused(demo_store, tmp_path, f"spark://127.0.0.1:{free_port()}", "engine_unreachable")


def test_an_unknown_engine_says_so(demo_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused(demo_store, tmp_path, "spurk://somewhere", "engine_unknown")
    assert main(["rollup", "--engine", "hadoop", "--store", str(tmp_path / "copy")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_duckdb_makes_the_roll_ups_again_and_a_rebuild_passes_over_it(tmp_path: Path) -> None:
    before = facts.publish(tmp_path / "store", facts.generate(5, "mixed"))
    store = Store(tmp_path / "store")
    after = roll_up_again(store)
    compare(before, store.open(after))
    assert store.told().made[after]["what"] == "rollup"
