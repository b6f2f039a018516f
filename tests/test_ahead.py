"""pages/shared/ahead.py: what a page showed is ready for the years around it, and nothing is made that a page would wait for."""

import threading
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from la21data import metrics
from la21data.problems import CannotUse
from la21data.scope import Scope
from la21data.store import Store
from la21data.view import View
from pages.shared import ahead, reads

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30


@pytest.fixture
def view(demo_store):
    snapshot = Store(demo_store).open()
    return View(snapshot, metrics.default_scope(snapshot, Scope(years=(2567,))), "th", reads)


@pytest.fixture(autouse=True)
def nothing_waits():
    ahead._waiting.clear()
    yield
    ahead._waiting.clear()


def until(reached):
    for _ in range(PATIENCE * 100):
        if reached():
            return
        time.sleep(0.01)
    raise AssertionError("not within patience")


def show(view, *makers):
    ahead.begin()
    for maker in makers:
        ahead.note(maker)
    ahead.end(view)


def test_the_nearest_years_are_made_and_nothing_without_a_worker(view):
    made = []
    show(view, lambda there: made.append(there.scope.years))
    assert not made
    with ahead.working():
        until(lambda: len(made) == ahead.NEAREST)
    assert made == [(2568,), (2566,), (2569,), (2565,)]


@pytest.mark.parametrize("page", ["overview", "map", "changes"])
def test_a_page_that_somebody_looks_at_next_finds_its_blocks_ready(demo_store, monkeypatch, page):
    monkeypatch.setenv("LA21_STORE", str(demo_store))
    made, make = [], reads.make

    def counted(block_id, view, options):
        made.append(view.scope.years)
        return make(block_id, view, options)

    def stands_still():
        before = len(made)
        time.sleep(2 * ahead.QUIET)
        return len(made) == before and (2552,) in made

    monkeypatch.setattr(reads, "make", counted)
    with ahead.working():
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=PATIENCE)
        app.query_params["fy"] = "2551"
        app.run()
        if page != "overview":
            app.switch_page(f"pages/{page}.py")
            app.query_params["fy"] = "2551"
            app.run()
        until(stands_still)
        done = len(made)
        app.query_params["fy"] = "2552"
        app.run()
        assert (2552,) not in made[done:] and not app.exception


def test_several_years_a_fault_and_a_withdrawn_snapshot_end_nothing(view):
    made = []
    show(view.with_scope(view.scope.with_years(2566, 2567)), made.append)
    assert not ahead._waiting, "years around several years are nobody's next question"

    def withdrawn(there):
        raise CannotUse("snapshot_withdrawn", "ถูกเพิกถอน", "withdrawn")

    with ahead.working():
        for ends in (withdrawn, lambda there: 1 / 0):
            tried = []
            show(view, tried.append, ends)
            until(lambda tried=tried: tried)
        show(view, made.append)
        until(lambda: len(made) == ahead.NEAREST)


def test_it_waits_while_pages_run_and_takes_the_newest_first(view, monkeypatch):
    order, gate = [], threading.Event()
    monkeypatch.setattr(ahead, "QUIET", 0.3)
    with ahead.working():
        show(view, lambda there: order.append("old"), lambda there: gate.wait(PATIENCE))
        for _ in range(5):
            ahead.begin()
            time.sleep(0.1)
            assert not order, "a page began less than QUIET ago"
        until(lambda: order)
        show(view, lambda there: order.append("new"))
        gate.set()
        until(lambda: order.count("new") == order.count("old") - 1 == ahead.NEAREST)
    assert order[:6] == ["old", *["new"] * ahead.NEAREST, "old"]
