"""What the tests of pages share."""

import pytest

from la21data.store import Store


@pytest.fixture
def with_demo(demo_store, monkeypatch):
    monkeypatch.setenv("LA21_STORE", str(demo_store))
    return Store(demo_store).open()
