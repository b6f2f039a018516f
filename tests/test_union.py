"""Properties that hold whatever the records are: a union has the sum of its parts, provinces add up to regions and the country."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

import facts
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lao_histories import lao

from la21data import metrics
from la21data.store import Snapshot

# Sums and counts of records: nothing in them depends on another record. A distinct count, a rate or a stock has no such property.
ADDITIVE = ("activities", "participants", "budget_total", "budget_lao", "budget_deqp", "budget_other", "outputs", "awards", "visits")
SPLIT = ("activity", "award", "visit")
DIMENSIONS: tuple[tuple[str, ...], ...] = (("province", "fiscal_year"), ("lao_type",))


def parts(records: facts.Records, pick: list[bool]) -> list[facts.Records]:
    """Two stores with the same registry and participation, each with its share of the other records."""

    def share(own: bool) -> facts.Records:
        kept = {
            name: [row for number, row in enumerate(records[name]) if pick[number % len(pick)] is own] if name in SPLIT else records[name]
            for name in records.tables
        }
        return replace(records, tables=kept)

    return [share(True), share(False)]


def totals(snapshot: Snapshot, code: str, by: tuple[str, ...]) -> dict[tuple[str, ...], float]:
    frame = metrics.frame(snapshot, code, by)
    keys = [name for name in (*by, "output_unit") if name in frame]
    found = {
        tuple(str(row[name]) for name in keys): float(row["value"]) for row in frame.to_dict("records") if row["value"] == row["value"]
    }
    return {key: value for key, value in found.items() if value}


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@example(seed=21, shape="mixed", pick=[True, False])
@given(seed=st.integers(0, 10_000), shape=st.sampled_from(facts.SHAPES), pick=st.lists(st.booleans(), min_size=1, max_size=12))
def test_a_union_has_the_sum_of_its_parts(seed: int, shape: str, pick: list[bool]) -> None:
    records = facts.generate(seed, shape, laos=8, activities=600)  # So many that a LAO has several of a kind in a year, some in each half.
    with tempfile.TemporaryDirectory() as name:
        whole = facts.publish(Path(name) / "whole", records)
        halves = [facts.publish(Path(name) / f"part{number}", part) for number, part in enumerate(parts(records, pick))]
        for code in ADDITIVE:
            for by in DIMENSIONS:
                added: dict[tuple[str, ...], float] = {}
                for half in halves:
                    for key, value in totals(half, code, by).items():
                        added[key] = round(added.get(key, 0) + value, 3)
                assert {key: round(value, 3) for key, value in totals(whole, code, by).items()} == added, (code, by)


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000), shape=st.sampled_from(facts.SHAPES))
def test_provinces_add_up_to_regions_and_the_country(seed: int, shape: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        snapshot = facts.publish(Path(name), facts.generate(seed, shape, laos=8, activities=40))
        for code in (*ADDITIVE[:-3], "awards", "visits", "participating_laos", "lao_total", "new_laos", "change_agents"):
            by_year = {split: totals(snapshot, code, (*split, "fiscal_year")) for split in ((), ("region",), ("province",), ("lao_type",))}
            summed = []
            for found in by_year.values():
                years: dict[str, float] = {}
                for key, value in found.items():
                    years[key[-1]] = round(years.get(key[-1], 0) + value, 2)
                summed.append(years)
            assert all(one == summed[0] for one in summed), (code, summed)


def test_a_lao_that_changed_province_and_type_counts_where_it_was(tmp_path: Path) -> None:
    """Each year at the place and of the type of that year; over all years once in the country."""
    day = dt.date(2021, 10, 1)
    before = lao("5500001", 1, lao_type="sao", province="40", valid_to=day)
    after = lao("5500001", 2, lao_type="subdistrict", province="80", valid_from=day)
    same = {"lao_code": "5500001", "track": "ladder", "step": 1, "import_id": "i"}
    rows = [{"fiscal_year": year, **same} for year in (2563, 2564, 2565, 2566)]
    records = facts.Records(dt.date(2023, 11, 1), {"lao": [before, after], "participation": rows})
    snapshot = facts.publish(tmp_path, records)
    assert totals(snapshot, "participating_laos", ("fiscal_year", "province", "lao_type")) == {
        ("2563", "40", "sao"): 1,
        ("2564", "40", "sao"): 1,
        ("2565", "80", "subdistrict"): 1,
        ("2566", "80", "subdistrict"): 1,
    }
    assert totals(snapshot, "participating_laos", ()) == {(): 1}
