"""The figures for whoever watches the server: what they count, and that no name, address or query is in them."""

import threading
from pathlib import Path

import pytest
from prometheus_client import generate_latest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from la21data.export import queue
from la21data.store import Store
from serving.watching import REGISTRY, Watching


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_answers_are_counted_by_what_was_asked_for_and_nothing_of_who_asked() -> None:
    app = Starlette(routes=[Route("/{path:path}", lambda _: PlainTextResponse("x"))], middleware=[Middleware(Watching)])
    asked = {"/map?lao=5570404": "page", "/health/live": "health", "/media/secret-name.xlsx": "media", "/a/b/c": "other"}
    before = {what: value("la21_requests_total", what=what, status="200") for what in asked.values()}
    with TestClient(app) as client:
        for address in asked:
            client.get(address, headers={"x-forwarded-for": "203.0.113.7"})
    assert all(value("la21_requests_total", what=what, status="200") == before[what] + 1 for what in asked.values())
    told = generate_latest(REGISTRY).decode()
    assert not any(word in told for word in ("5570404", "203.0.113.7", "secret-name", "/map"))


def test_the_shown_snapshot_and_its_age(demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert value("la21_ready") == 0
    monkeypatch.setenv("LA21_STORE", str(demo_store))
    assert value("la21_ready") == 1
    assert 0 <= value("la21_snapshot_age_seconds", snapshot=str(Store(demo_store).current_id())) < 86400


def test_exports_that_wait_run_and_have_ended() -> None:
    done, failed = (value("la21_exports_ended_total", how=how) for how in ("done", "failed"))
    may_end, running = threading.Event(), threading.Barrier(queue.AT_ONCE + 1)

    def export(held: bool) -> None:
        with queue.turn():
            if held:
                running.wait(10)
            may_end.wait(10)

    threads = [threading.Thread(target=export, args=(True,)) for _ in range(queue.AT_ONCE)]
    for thread in threads:
        thread.start()
    running.wait(10)
    threads.append(threading.Thread(target=export, args=(False,)))
    threads[-1].start()
    while value("la21_exports", state="waiting") == 0 and threads[-1].is_alive():
        pass
    assert (value("la21_exports", state="running"), value("la21_exports", state="waiting")) == (queue.AT_ONCE, 1)
    assert queue.ahead() == 2  # A new one waits for these: one that waits, and one of the two places.
    may_end.set()
    for thread in threads:
        thread.join(10)
    with pytest.raises(RuntimeError), queue.turn():
        raise RuntimeError("no room")
    assert (value("la21_exports", state="running"), value("la21_exports", state="waiting"), queue.ahead()) == (0, 0, 0)
    assert value("la21_exports_ended_total", how="done") == done + queue.AT_ONCE + 1
    assert value("la21_exports_ended_total", how="failed") == failed + 1
