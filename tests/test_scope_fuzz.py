"""A sample of the addresses of `scope_fuzz`; all 10,000 in tests/torture. What an address names is never a path."""

from pathlib import Path

import pytest

from la21data import metrics
from la21data.problems import CannotUse
from la21data.store import Store
from tests.hostile import HOSTILE
from tests.scope_fuzz import WORDS, addresses, judge


def test_a_sample_of_addresses(demo_store: Path) -> None:
    snapshot = Store(demo_store).open()
    for query in addresses(seed=6, count=400):
        judge(snapshot, query)


def test_a_few_of_them_as_figures(demo_store: Path) -> None:
    snapshot = Store(demo_store).open()
    for query in addresses(seed=7, count=25):
        metrics.figure(snapshot, "participants", metrics.default_scope(snapshot, judge(snapshot, query)[0]))


@pytest.mark.parametrize("name", [*WORDS, *HOSTILE])
def test_no_snapshot_id_leaves_the_store(demo_store: Path, name: str) -> None:
    with pytest.raises(CannotUse) as error:
        Store(demo_store).open(name)
    assert error.value.problem.code == "snapshot_missing" and len(error.value.problem.en) < 200
