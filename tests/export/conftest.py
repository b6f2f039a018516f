"""What the tests of exports share: a carried block, with a public address set."""

import datetime as dt

import pytest

from la21data import metrics
from la21data.export import carry
from la21data.scope import Scope
from la21data.store import Store
from la21data.view import View

DAY = dt.date(2026, 11, 24)
ADDRESS = "https://la21.example.go.th"
WHOLE = Scope()


@pytest.fixture(scope="session")
def snapshot(demo_store):
    return Store(demo_store).open()


@pytest.fixture
def carried(snapshot, monkeypatch):
    """`carried(chart, scope, lang, **options)`: a block ready to leave, on a fixed day, with a link to come back."""
    monkeypatch.setenv("LA21_PUBLIC_URL", ADDRESS + "/")

    def make(chart, scope=WHOLE, lang="th", **options):
        return carry(View(snapshot, metrics.default_scope(snapshot, scope), lang), chart, options, exported=DAY)

    return make
