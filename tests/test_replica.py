"""A store that follows another: what it takes, what it refuses, and what it does while the source is away."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import facts
import pytest

from la21data.problems import CannotUse
from la21data.store import Store, following, prune, replica, rollback, withdraw
from la21data.store.replica import Replica

ONE, OTHER = facts.generate(1, "one_lao"), facts.generate(2, "one_lao")


@pytest.fixture
def source(tmp_path: Path) -> Store:
    facts.publish(tmp_path / "source", ONE)
    return Store(tmp_path / "source")


@pytest.fixture
def local(tmp_path: Path) -> Store:
    return Store(tmp_path / "local")


def test_takes_what_is_current_and_what_becomes_so(source: Store, local: Store) -> None:
    follower = Replica(str(source.path), local)
    assert follower.look() and not follower.look()
    assert local.open().id == source.current_id()
    first = local.current_id()
    facts.publish(source.path, OTHER)
    assert follower.look()
    assert local.open().id == source.current_id() != first
    rollback(source, str(first))
    assert follower.look() and local.open().id == first


def test_half_a_file_is_refused_and_the_old_one_shown(source: Store, local: Store) -> None:
    follower = Replica(str(source.path), local)
    follower.look()
    before = local.current_id()
    facts.publish(source.path, OTHER)
    file = source.snapshots_dir / f"{source.current_id()}.duckdb"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CannotUse, match="not whole"):
        follower.look()
    assert local.open().id == before and not list(local.snapshots_dir.glob(".fetching*"))
    file.write_bytes(whole)
    assert follower.look() and local.open().id == source.current_id()


def test_a_withdrawal_is_obeyed_at_once(source: Store, local: Store) -> None:
    follower = Replica(str(source.path), local)
    follower.look()
    gone = str(local.current_id())
    withdraw(source, gone)
    follower.look()
    with pytest.raises(CannotUse) as error:
        local.open(gone)
    assert error.value.problem.code == "snapshot_withdrawn"
    assert local.current_id() is None and not (local.snapshots_dir / f"{gone}.duckdb").exists()


def test_only_two_snapshots_stay_here(source: Store, local: Store) -> None:
    follower = Replica(str(source.path), local)
    for seed in range(3):
        facts.publish(source.path, facts.generate(seed, "one_lao"))
        follower.look()
    prune(source, 1)
    assert len(local.ids()) == 2 and local.open().id == source.current_id()


def test_a_source_that_is_away_is_said_once_and_followed_again(
    source: Store, local: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(replica, "EVERY", 0.05)
    caplog.set_level(logging.WARNING)
    with following(str(source.path), local):
        first = local.open().id
        away = source.path.rename(source.path.with_name("away"))
        time.sleep(0.5)
        assert local.open().id == first
        away.rename(source.path)
        facts.publish(source.path, OTHER)
        until = time.monotonic() + 10
        while local.current_id() != source.current_id():
            assert time.monotonic() < until
            time.sleep(0.02)
    assert sum("FileNotFoundError" in line for line in caplog.messages) == 1
    assert any("can be read again" in line for line in caplog.messages)


def test_without_a_source_nothing_is_followed(local: Store) -> None:
    with following("", local):
        assert not local.path.exists()


# ---------------------------------------------------------------- object storage
@pytest.fixture
def bucket(source: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An S3-compatible server on loopback with the source store in a bucket; yields its address."""
    moto_server = pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    import fsspec

    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=port)
    server.start()
    for name, value in (("ACCESS_KEY_ID", "x"), ("SECRET_ACCESS_KEY", "x"), ("DEFAULT_REGION", "us-east-1")):
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setitem(fsspec.config.conf, "s3", {"endpoint_url": f"http://127.0.0.1:{port}"})
    files = fsspec.filesystem("s3")
    files.mkdir("la21")
    yield "s3://la21/store"
    server.stop()


def upload(source: Store, address: str) -> None:
    import fsspec

    files = fsspec.filesystem("s3")
    for file in sorted(source.path.rglob("*"), key=lambda one: one.name == "CURRENT"):
        if file.is_file() and file.name != "LOCK":
            files.put_file(str(file), f"{address}/{file.relative_to(source.path).as_posix()}")


def test_object_storage(bucket: str, source: Store, local: Store) -> None:
    upload(source, bucket)
    follower = Replica(bucket, local)
    assert follower.look() and local.open().id == source.current_id()
    facts.publish(source.path, OTHER)
    upload(source, bucket)
    assert follower.look() and local.open().id == source.current_id()
