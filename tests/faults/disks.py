"""Faults of the disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from la21data.store import Store
from tests.browser.visiting import free_port
from tests.faults.patient import ROOT, Patient, answers, fault, opened, running


@fault
def disk_full_at_once(p: Patient) -> str:
    said = p.refused("import", str(p.file), limit=0)
    p.imports()
    return said


@fault
def disk_full_while_building(p: Patient) -> str:
    said = p.refused("import", str(p.file), limit=300_000)
    assert "prune" in said
    p.imports()
    return said


@fault
def disk_full_while_backing_up(p: Patient) -> str:
    said = p.refused("backup", str(p.folder / "b.tar"), limit=100_000)
    assert not list(p.folder.glob("*b.tar*"))
    assert p.run("backup", str(p.folder / "b.tar")).returncode == 0
    return said


@fault
def disk_full_while_reporting(p: Patient) -> str:
    return p.refused("query", "participants", "--out", "/dev/full") if Path("/dev/full").exists() else "/"


@fault
def store_is_a_file(p: Patient) -> str:
    """A directory that cannot be made, as on a read-only disk."""
    (p.folder / "file").write_text("", encoding="ascii")
    done = subprocess.run(
        [sys.executable, "-m", "la21data", "import", "--store", str(p.folder / "file" / "store"), str(p.file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2 and "Traceback" not in done.stderr
    return done.stderr


@fault
def read_only_medium(p: Patient) -> str:
    """The store's disk is mounted read-only, as the kernel itself does it, in a mount namespace of this test's own."""
    alone = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    mount = [*alone, "sh", "-c", 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && ! touch "$0/x" 2>/dev/null && exec "$@"']
    if shutil.which("unshare") is None or subprocess.run([*mount, str(p.store), "true"], capture_output=True).returncode:
        pytest.skip("this system does not let a test mount anything")
    done = p.run("import", str(p.file), before=[*mount, str(p.store)])
    assert done.returncode == 2 and "Traceback" not in done.stderr and "cannot write to the store" in done.stderr, done.stderr
    port = free_port()
    with running(p, port, before=[*mount, str(p.store)]):
        assert answers(port, "/health/ready", seconds=60)
        assert "withdrawn" not in opened(port)
    p.imports()
    return done.stderr


@fault
def slow_disk(p: Patient) -> str:
    """Each promise of the disk takes four seconds: an import waits for them while people look, a second one is told to wait."""
    slow = p.folder / "slow"
    slow.mkdir()
    (slow / "sitecustomize.py").write_text(
        "import os, time\ndef slow(real):\n    return lambda *given: (time.sleep(4), real(*given))[1]\n"
        "os.fsync, os.replace = slow(os.fsync), slow(os.replace)\n",
        encoding="ascii",
    )
    environment = {**os.environ, "PYTHONPATH": str(slow)}
    command = [sys.executable, "-m", "la21data", "import", "--store", str(p.store), str(p.file)]
    began, before = time.monotonic(), Store(p.store).current_id()
    first = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    port = free_port()
    with running(p, port):
        assert answers(port, "/health/ready", seconds=60)
        while first.poll() is None and not list((p.store / "snapshots").glob(".building-*")):
            time.sleep(0.01)
        said = p.refused("import", str(p.file))
        assert first.poll() is None and Store(p.store).current_id() == before and "exception" not in opened(port)
        assert first.wait(120) == 0 and time.monotonic() - began > 20
        assert Store(p.store).current_id() != before and answers(port, "/health/ready", seconds=5)
    p.imports_or_nothing_new()
    return said


@fault
def full_log_disk(p: Patient) -> str:
    """The server's own output goes nowhere: it serves on."""
    port, full = free_port(), Path("/dev/full")
    with running(p, port, log=full if full.exists() else p.folder / "log", LA21_LOG="json"):
        assert answers(port, "/health/ready", seconds=60)
    return ""
