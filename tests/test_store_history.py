"""Rollback, withdrawal, pruning: what can be opened afterwards, and what a crash in between leaves."""

import datetime as dt
import json
import multiprocessing

import pytest

from la21data.access import NOBODY, OPERATOR, Actor, parse_role
from la21data.problems import CannotUse
from la21data.store import Store, prune, rollback, withdraw
from la21data.store.history import read_journal
from tests.test_store import one_lao, publish


@pytest.fixture
def store(tmp_path):
    """Three snapshots, each built from the one before."""
    store = Store(tmp_path / "store")
    parent = None
    for _ in range(3):
        parent = publish(store, one_lao if parent is None else (lambda connection: None), parent=parent, entry={"what": "import"})
    return store


def why(call, *arguments):
    with pytest.raises(CannotUse) as caught:
        call(*arguments)
    return caught.value.problem.code


def test_rollback_makes_an_older_one_current_and_the_next_import_builds_on_it(store):
    third, second, first = store.ids()
    assert rollback(store, first) and store.open().id == first
    assert not rollback(store, first)  # Nothing to do, and nothing in the journal.
    assert [entry["what"] for entry in store.journal] == ["import"] * 3 + ["rollback"]
    assert store.faults(store.open()) == []
    child = publish(store, parent=store.current_id(), build=lambda connection: None)
    assert store.told().ancestors(child) == [first] and child > third
    assert rollback(store, second) and store.open().id == second


@pytest.mark.parametrize("wrong", ["00099-deadbeef", "../../etc/passwd", "", "x" * 10_000, "00001-deadbeef\x00"])
def test_wrong_ids_are_one_clear_line_and_change_nothing(store, wrong):
    before = store.journal.path.read_bytes()
    for call in (rollback, withdraw):
        assert why(call, store, wrong) == "snapshot_missing"
    assert store.journal.path.read_bytes() == before and len(store.ids()) == 3


def test_a_withdrawn_snapshot_is_never_opened_again(store):
    third, second, first = store.ids()
    opened = store.open(second)
    assert withdraw(store, second) == third
    assert why(store.open, second) == "snapshot_withdrawn" and why(rollback, store, second) == "snapshot_withdrawn"
    assert why(withdraw, store, second) == "snapshot_withdrawn"
    assert not opened.path.exists() and store.ids() == [third, first] and store.open().id == third
    assert store.told().descendants(second) == [third]
    (store.snapshots_dir / f"{second}.duckdb").write_bytes((store.snapshots_dir / f"{first}.duckdb").read_bytes())  # Copied back by hand.
    assert why(Store(store.path).open, second) == "snapshot_withdrawn" and second not in store.ids()


def test_withdrawing_the_current_one_falls_back_to_what_it_was_built_from(store):
    third, second, first = store.ids()
    rollback(store, first)
    other = publish(store, parent=first, build=lambda connection: None)
    assert withdraw(store, other) == first
    assert withdraw(store, first) == third  # Nothing it was built from is left: the newest that is.
    assert withdraw(store, third) == second
    assert withdraw(store, second) is None
    assert why(store.open) == "no_store"
    following = publish(store)
    assert store.open().id == following and following > other


def test_who_may_not_does_nothing_and_who_may_is_named_in_the_journal(store):
    _, second, first = store.ids()
    steward, admin = Actor("aaaa", parse_role("steward")), Actor("bbbb", parse_role("admin"))
    for call, wanted in ((rollback, first), (withdraw, first), (prune, 1)):
        with pytest.raises(CannotUse, match="may not"):
            call(store, wanted, NOBODY)
    for call, wanted in ((withdraw, first), (prune, 1)):
        with pytest.raises(CannotUse, match="may not"):
            call(store, wanted, steward)
    rollback(store, second, steward)
    withdraw(store, first, admin)
    assert [(entry["what"], entry["by"], entry["role"]) for entry in store.journal][3:] == [
        ("rollback", "aaaa", "steward"),
        ("withdraw", "bbbb", "admin"),
    ]


def opens(path, snapshot_id, asked, answer):
    """Another replica: it has the snapshot open, and goes on being asked for it."""
    kept = Store(path).open(snapshot_id)
    answer.put(kept.id)
    asked.get()
    answer.put(why(Store(path).open, snapshot_id))


def test_the_journal_tells_to_which_snapshot_it_was_done(store):
    third, second, first = store.ids()
    rollback(store, second)
    withdraw(store, third)
    prune(store, 1)
    told = [(line["what"], line["snapshot"]) for line in read_journal(store, OPERATOR)][-3:]
    assert told == [("rollback", second), ("withdraw", third), ("prune", first)]


def test_another_process_obeys_at_once(store):
    context = multiprocessing.get_context("spawn")
    asked, answer = context.Queue(), context.Queue()
    newest = store.ids()[0]
    replica = context.Process(target=opens, args=(store.path, newest, asked, answer))
    replica.start()
    assert answer.get(timeout=60) == newest
    withdraw(store, newest)
    asked.put("again")
    assert answer.get(timeout=60) == "snapshot_withdrawn"
    replica.join()


def test_prune_keeps_the_newest_and_the_current(store):
    third, second, first = store.ids()
    rollback(store, first)
    assert prune(store, 1) == [second]
    assert store.ids() == [third, first] and store.open().id == first
    assert prune(store, 1) == [] and prune(store, 9) == []
    assert why(store.open, second) == "snapshot_missing" and why(prune, store, 0) == "keep_too_few"
    with pytest.raises(CannotUse, match="removed to save space"):  # An old link is told why, unlike one that is mistyped.
        store.open(second)
    with pytest.raises(CannotUse, match="is not in the store"):
        store.open("00009-deadbeef")
    assert publish(store, parent=first, build=lambda connection: None) > third


@pytest.mark.parametrize("entry", [{"what": "rollback"}, {"what": "withdraw"}, {"what": "prune"}])
def test_what_a_crash_left_undone_is_done_by_the_next_writer(store, entry):
    """The line is in the journal, the directory does not follow it yet."""
    third, second, first = store.ids()
    more = {"rollback": {"snapshot": first}, "withdraw": {"withdrawn": third, "snapshot": second}, "prune": {"pruned": [first, second]}}
    store.journal.add({**entry, **more[entry["what"]]})
    with store.writing():
        pass
    expected = {"rollback": (first, [third, second, first]), "withdraw": (second, [second, first]), "prune": (third, [third])}
    assert (store.open().id, store.ids()) == expected[entry["what"]]


def test_entries_added_together_are_one_line_so_a_crash_leaves_all_or_none(tmp_path):
    store = Store(tmp_path)
    with store.writing(), store.announcing_at_end() as announce:
        first = store.publish(one_lao, is_demo=False, as_of=dt.date(2026, 10, 31), entry={"what": "import"})
        announce({"what": "withdraw", "withdrawn": first})
        second = store.publish(lambda connection: None, is_demo=False, as_of=dt.date(2026, 10, 31), parent=first)
        assert store.current_id() is None
    line = json.loads(store.journal.path.read_text(encoding="utf-8"))
    assert len(line["together"]) == 3 and [entry["at"] for entry in store.journal] == [line["at"]] * 3
    assert store.open().id == second and store.ids() == [second] and why(store.open, first) == "snapshot_withdrawn"
