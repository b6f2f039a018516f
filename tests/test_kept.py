"""What a process keeps with an open snapshot: the same answers, asked once, gone with the snapshot, changed by nobody."""

from __future__ import annotations

import gc
import os
import shutil
import weakref
from pathlib import Path

import pandas as pd
import pytest

from la21data import metrics
from la21data.scope import Scope
from la21data.store import Snapshot, Store
from la21data.store import snapshot as kept_open
from la21data.view import View
from pages.shared import reads


@pytest.fixture
def snapshot(demo_store: Path) -> Snapshot:
    return Store(demo_store).open()


def test_a_file_is_opened_once_and_asked_once(snapshot: Snapshot, demo_store: Path) -> None:
    asked: list[str] = []

    def answer() -> str:
        asked.append("once")
        return "told"

    assert Store(demo_store).open() is snapshot
    assert [snapshot.kept(("test", "a question"), answer) for _ in range(3)] == ["told"] * 3
    assert asked == ["once"]


def test_what_fails_is_not_kept(snapshot: Snapshot) -> None:
    def fail() -> None:
        raise ValueError("this time")

    with pytest.raises(ValueError, match="this time"):
        snapshot.kept(("test", "fails"), fail)
    assert snapshot.kept(("test", "fails"), lambda: 2) == 2


def test_only_so_many_answers_are_kept_and_the_last_used_stay(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(kept_open, "KEPT_ANSWERS", 2)
    fresh = kept_open.opened(Path(shutil.copy(snapshot.path, tmp_path)))
    for question in ("first", "second", "first", "third"):
        fresh.kept(question, lambda: "old")
    assert fresh.kept("first", lambda: "new") == "old"
    assert fresh.kept("second", lambda: "new") == "new"


def test_a_reader_who_changes_a_frame_changes_it_for_nobody_else(snapshot: Snapshot) -> None:
    scope = Scope(years=(2566,))
    mine = reads.frame(snapshot, "participating_laos", ("region",), scope)
    mine["value"] = -1.0
    mine.loc[0, "region"] = "nowhere"
    theirs = reads.frame(snapshot, "participating_laos", ("region",), scope)
    pd.testing.assert_frame_equal(theirs, metrics.frame(snapshot, "participating_laos", ("region",), scope))


def test_a_block_is_kept_by_scope_language_and_options_and_marked_once(snapshot: Snapshot) -> None:
    view = View(snapshot, Scope(years=(2566,)), "th", reads)
    first = reads.block(view, "map", {"measure": "participating_laos"})
    assert reads.block(view, "map", {"measure": "participating_laos"}) is first
    others = [
        reads.block(view, "map", {"measure": "awards"}),
        reads.block(view.with_scope(Scope(years=(2565,))), "map", {"measure": "participating_laos"}),
        reads.block(View(snapshot, view.scope, "en", reads), "map", {"measure": "participating_laos"}),
    ]
    assert len({id(one) for one in (first, *others)}) == 4
    assert first.drawing is not None
    assert first.drawing is first.drawing
    assert first.drawing.layout["title"]["text"] == view.words("app.demo_mark")


def test_a_snapshot_put_aside_takes_its_answers_and_its_file_along_although_a_page_still_holds_it(demo_store: Path, tmp_path: Path) -> None:
    file = next((demo_store / "snapshots").glob("*.duckdb"))
    copies = [tmp_path / f"0000{number}-0000000{number}.duckdb" for number in range(kept_open.KEPT_OPEN + 1)]
    for copy in copies:
        copy.write_bytes(file.read_bytes())
    oldest = kept_open.opened(copies[0])
    gone = weakref.ref(reads.block(View(oldest, Scope(years=(2566,)), "th", reads), "map"))
    held = next(reversed(kept_open._open.values()))
    assert held.snapshot is oldest and (str(copies[0]) in open_files() or not open_files())
    for copy in copies[1:]:
        kept_open.opened(copy)
    assert held not in kept_open._open.values()
    del held
    gc.collect()
    assert gone() is None
    assert str(copies[0]) not in open_files()
    assert oldest.rows("select count(*) from lao")  # Asked again, it opens its file again.
    assert kept_open.opened(copies[0]).rows("select count(*) from lao") == oldest.rows("select count(*) from lao")


def open_files() -> list[str]:
    """The files that this process has open; none where the system does not tell."""
    return [os.path.realpath(link) for link in Path("/proc/self/fd").glob("*")]
