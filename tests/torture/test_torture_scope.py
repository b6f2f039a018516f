"""Ten thousand addresses: no traceback, no other snapshot, no file."""

from pathlib import Path
from typing import Any

from la21data import metrics
from la21data.store import Store
from tests.scope_fuzz import addresses, judge


def test_ten_thousand_addresses(demo_store: Path, figures: dict[str, Any]) -> None:
    snapshot = Store(demo_store).open()
    named = 0
    for number, query in enumerate(addresses(seed=2547, count=10_000)):
        scope, problems = judge(snapshot, query)
        named += len(problems)
        if number % 50 == 0:
            metrics.figure(snapshot, "participants", metrics.default_scope(snapshot, scope))
    figures |= {"addresses": 10_000, "values_named_and_dropped": named}
