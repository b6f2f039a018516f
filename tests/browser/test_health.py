"""Health over the wire: with a store, without one, and with one that comes later."""

import json
import urllib.error
import urllib.request
from pathlib import Path

from visiting import free_port, serving

from la21data import __main__ as command_line
from la21data.demo import publish_demo
from la21data.store import Store
from tests.faults.patient import opened


def ask(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_ready_names_the_snapshot_that_is_served(base: str, demo_store: Path) -> None:
    status, text = ask(f"{base}/health/ready")
    assert status == 200
    told = json.loads(text)
    assert (told["status"], told["snapshot"], told["notice"]) == ("ready", Store(demo_store).current_id(), None)


def test_a_server_without_a_store_lives_is_not_ready_and_becomes_so(tmp_path: Path) -> None:
    with serving(tmp_path / "store", tmp_path / "log") as base:
        assert ask(f"{base}/health/live") == (200, '{"status":"live"}')
        assert ask(f"{base}/health/ready") == (503, "not ready: no_store\n")
        published = publish_demo(Store(tmp_path / "store"))
        status, text = ask(f"{base}/health/ready")
        assert (status, json.loads(text)["snapshot"]) == (200, published)
    said = (tmp_path / "log").read_text(encoding="utf-8")
    assert "python -m la21data demo" in said and base in said and "Traceback" not in said


def test_a_bad_import_is_gone_back_from_with_one_command_while_people_look(tmp_path: Path) -> None:
    store, port = Store(tmp_path / "store"), free_port()
    good, bad = publish_demo(store), publish_demo(store, seed=2)
    with serving(tmp_path / "store", tmp_path / "log", port=port) as base:
        assert json.loads(ask(f"{base}/health/ready")[1])["snapshot"] == bad
        assert "exception" not in opened(port)
        assert command_line.main(["rollback", "--store", str(tmp_path / "store"), good]) == 0
        assert json.loads(ask(f"{base}/health/ready")[1])["snapshot"] == good
        assert "exception" not in opened(port)
