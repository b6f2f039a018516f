"""Open data read back by the tools that others use: Frictionless, pandas, DuckDB; nothing private in it."""

import json

import duckdb
import frictionless
import pandas as pd
import pytest

from la21data.export import open_data


@pytest.fixture(scope="module")
def folder(snapshot, tmp_path_factory):
    path = tmp_path_factory.mktemp("open")
    open_data.publish(snapshot, path)
    return path


def test_frictionless_finds_nothing_wrong(folder, monkeypatch):
    monkeypatch.chdir(folder)
    report = frictionless.validate("datapackage.json")
    assert report.valid, report.flatten(["type", "message"])


def test_csv_and_parquet_hold_the_same_rows(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        csv = pd.read_csv(folder / resource["path"], dtype=str, keep_default_na=False)
        parquet = duckdb.sql(f"select * from '{folder / resource['parquet']}'").df()
        assert len(csv) == len(parquet) == resource["rows"]
        assert list(csv.columns) == list(parquet.columns) == [field["name"] for field in resource["schema"]["fields"]]


def test_figures_are_those_of_the_snapshot(folder, snapshot):
    (money,) = snapshot.rows("select sum(budget_lao), sum(participants), count(*) from activity")
    assert duckdb.sql(f"select sum(budget_lao), sum(participants), count(*) from '{folder / 'activity.parquet'}'").fetchall() == [money]


def test_nothing_private_leaves(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    names = {resource["name"] for resource in package["resources"]}
    columns = {field["name"] for resource in package["resources"] for field in resource["schema"]["fields"]}
    assert not names & {"rejected_row", "alias", "registry_list", "meta"} and not columns & {"finding", "import_id", "cells"}
    assert package["licenses"] and package["sources"] and "สาธิต" in package["title"]
