"""What the tests of pages share."""

import pytest

from la21data.access import NOBODY, Actor, parse_role
from la21data.store import Store
from pages.shared import person


@pytest.fixture
def with_demo(demo_store, monkeypatch):
    monkeypatch.setenv("LA21_STORE", str(demo_store))
    return Store(demo_store).open()


@pytest.fixture
def signed_in(monkeypatch):
    """Sign somebody in, by role."""

    def sign_in(role):
        monkeypatch.setattr(person, "actor", lambda: NOBODY if role is None else Actor("aaaa", parse_role(role)))

    return sign_in


@pytest.fixture
def empty_store(tmp_path, monkeypatch):
    monkeypatch.setenv("LA21_STORE", str(tmp_path / "empty"))
    return Store(tmp_path / "empty")
