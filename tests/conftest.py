"""Fixtures that several rooms share. No test can reach a real store: LA21_STORE points to nothing unless a test sets it."""

from pathlib import Path

import pytest

from la21data.demo import publish_demo
from la21data.store import Store


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the demo in it, built once. Not to be written to."""
    path = tmp_path_factory.mktemp("demo") / "store"
    publish_demo(Store(path))
    return path


@pytest.fixture(autouse=True)
def no_real_store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LA21_STORE", str(tmp_path_factory.getbasetemp() / "no-store-was-named"))
