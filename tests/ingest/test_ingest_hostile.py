"""Hostile files, each imported by a process whose memory and time are measured: one clear line, and nothing is published."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ingest.hostile import JUDGED, REFUSED, SECRET, make_hostile_files

ROOT = Path(__file__).resolve().parents[2]
MOST_MIB = 1024
MOST_SECONDS = 10  # On an idle machine; where others work on it, up to four times.

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows tells no peak of memory, and forbids the odd names")


@pytest.fixture(scope="module")
def told(tmp_path_factory, registry_store):
    """What the import said of each file, and what it took, in the order in which they were imported by one process."""
    folder = tmp_path_factory.mktemp("hostile")
    make_hostile_files(folder)
    before = sorted((path, path.stat().st_mtime_ns) for path in registry_store.rglob("*"))
    done = subprocess.run(
        [sys.executable, "-m", "tests.ingest.hostile", str(registry_store), str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    assert sorted((path, path.stat().st_mtime_ns) for path in registry_store.rglob("*")) == before
    assert not (ROOT / "x").exists()
    return {one["name"]: one for one in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_one_line(told, name):
    assert told[name].get("refused") == REFUSED[name], told[name]
    for line in told[name]["says"]:
        assert line.isprintable() and SECRET not in line and len(line) < 400


@pytest.mark.parametrize("name", JUDGED)
def test_what_only_looks_hostile_is_judged_like_any_file(told, name):
    assert tuple(told[name].get("judged", ())) == JUDGED[name], told[name]
    assert all(line.isprintable() and len(line) < 400 for line in told[name]["says"])


@pytest.mark.parametrize("name", [*REFUSED, *JUDGED])
def test_it_takes_little_memory_and_time(told, name):
    assert told[name]["peak_mib"] < MOST_MIB
    assert told[name]["seconds"] < 4 * MOST_SECONDS
