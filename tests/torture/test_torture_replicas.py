"""Twenty viewers, two replicas, one proxy: publish, kill and restart, take the source away, leave half a snapshot in it."""

import asyncio
import time

import pytest

from tests import replicas

pytestmark = pytest.mark.skipif(replicas.NGINX is None, reason="needs nginx (Debian: apt install nginx-light)")


def test_replicas(tmp_path, figures):
    with replicas.replicas(tmp_path) as (base, source, running):
        took, away = {}, source.path.with_name("away")

        def publish():
            took["publish"] = replicas.await_all(running, replicas.publish(source, 22))

        def kill_and_restart():
            running[0].kill()
            time.sleep(5)
            running[0].start()
            running[0].await_ready()
            assert replicas.Store(running[0].store).current_id() == source.current_id()

        def source_away():
            source.path.rename(away)
            time.sleep(6)
            away.rename(source.path)
            took["after_away"] = replicas.await_all(running, replicas.publish(source, 23))

        def half_copied():
            before = source.current_id()
            made = replicas.publish(source, 24)
            file = source.snapshots_dir / f"{made}.duckdb"
            whole = file.read_bytes()
            file.write_bytes(whole[: len(whole) // 2])  # A replica may have been quicker than this: then it has the whole one.
            time.sleep(6)
            assert all(replicas.Store(one.store).current_id() in (before, made) for one in running)
            file.write_bytes(whole)
            took["after_half"] = replicas.await_all(running, made)

        seen = asyncio.run(replicas.look_on(base, viewers=20, pause=5, plot=[publish, kill_and_restart, source_away, half_copied]))
    assert not any(view.failed for _, view in seen.views)
    assert seen.mixed() == 0
    assert len(seen.snapshots()) >= 3
    figures |= {
        "viewers": 20,
        "views": len(seen.views),
        "failed_views": 0,
        "mixed_views": 0,
        "connections_lost_by_the_kill": seen.lost,
        "longest_wait_after_a_loss_s": round(seen.waited, 1),
        "seconds_until_all_replicas_show_it": {name: round(seconds, 1) for name, seconds in took.items()},
    }
