"""Two replicas behind nginx: a sample of `tests/torture/test_torture_replicas.py`."""

import asyncio
import time

import pytest
import replicas

pytestmark = pytest.mark.skipif(replicas.NGINX is None, reason="needs nginx (Debian: apt install nginx-light)")


def test_what_is_published_reaches_every_viewer_whole(tmp_path):
    with replicas.replicas(tmp_path) as (base, source, running):
        first, shown_at = source.current_id(), []

        def publish():
            replicas.await_all(running, replicas.publish(source, 22))
            shown_at.append(time.monotonic())

        seen = asyncio.run(replicas.look_on(base, viewers=4, pause=1, plot=[publish]))
    assert not any(view.failed for _, view in seen.views) and seen.lost == 0
    assert seen.mixed() == 0
    assert seen.snapshots() == {first, source.current_id()}
    assert seen.snapshots(since=shown_at[0]) == {source.current_id()}
