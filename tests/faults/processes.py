"""Faults of processes: killed, stopped, two at once, a wrong clock."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import streamlit

from la21data.store import Store
from tests.browser.visiting import free_port, serving
from tests.faults.patient import ROOT, Patient, accepts, answers, fault, running, slow_line


@fault
def import_killed(p: Patient) -> str:
    process = subprocess.Popen(
        [sys.executable, "-m", "la21data", "import", "--store", str(p.store), str(p.file)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None and not list((p.store / "snapshots").glob(".building-*")):
        time.sleep(0.005)
    process.kill()
    process.wait()
    p.imports_or_nothing_new()
    return ""


@fault
def lock_left_behind(p: Patient) -> str:
    (p.store / "LOCK").write_text("left", encoding="ascii")
    p.imports()
    return ""


@fault
def half_left_behind(p: Patient) -> str:
    (p.store / "snapshots" / ".building-00009-00000000.duckdb").write_bytes(b"half")
    p.imports()
    assert not list((p.store / "snapshots").glob(".building-*"))
    return ""


@fault
def two_imports_at_once(p: Patient) -> str:
    with Store(p.store).writing():
        said = p.refused("import", str(p.file))
    p.imports()
    return said


@fault
def server_told_to_stop(p: Patient) -> str:
    """SIGTERM: it ends by itself, well before a supervisor loses patience."""
    port = free_port()
    with running(p, port) as server:
        assert answers(port, "/health/ready", seconds=60)
        server.send_signal(signal.SIGTERM)
        assert server.wait(15) in (0, -signal.SIGTERM)
    return ""


@fault
def server_told_to_stop_while_it_answers(p: Patient) -> str:
    """SIGTERM while two slow readers fetch a large file: one gets the whole of it, the other never reads and is not waited for."""
    port, files = free_port(), Path(streamlit.__file__).parent / "static"
    large = max(files.rglob("*.js"), key=lambda file: file.stat().st_size)
    path = large.relative_to(files).as_posix()
    with running(p, port, LA21_DRAIN_SECONDS="6") as server, ExitStack() as lines:
        assert answers(port, "/health/ready", seconds=60)
        reader, never = (lines.enter_context(slow_line(port)) for _ in range(2))
        for line in (reader, never):
            line.sendall(f"GET /{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        time.sleep(1)
        began = time.monotonic()
        server.send_signal(signal.SIGTERM)
        time.sleep(1.5)
        assert server.poll() is None and not accepts(port)
        answer = b"".join(iter(lambda: reader.recv(1 << 20), b""))
        assert answer.startswith(b"HTTP/1.1 200") and len(answer) > large.stat().st_size
        assert server.wait(15) in (0, -signal.SIGTERM) and 5 < time.monotonic() - began < 12
    return ""


@fault
def port_taken(p: Patient) -> str:
    port = free_port()
    with serving(p.store, p.folder / "log", port=port):
        done = subprocess.run([sys.executable, "server.py", "--port", str(port)], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    return done.stderr


@fault
def clock_set_back(p: Patient) -> str:
    """Ids count up, so that a snapshot published «last year» is still the newest."""
    before = Store(p.store).ids()[0]
    lines = (p.store / "journal.jsonl").read_text(encoding="utf-8").replace('"at": "20', '"at": "29')
    (p.store / "journal.jsonl").write_text(lines, encoding="utf-8")
    p.imports()
    assert Store(p.store).ids()[0] > before and Store(p.store).current_id() == Store(p.store).ids()[0]
    return ""
