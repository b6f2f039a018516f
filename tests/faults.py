"""Every fault of docs/faults.md as a function: it breaks something, says what the one clear thing was, and mends it as the table says.

A function gets a `Patient` and returns the text that somebody was told ('' = nobody needs to be told). The caller checks before, in
between and after that looking is possible. `BLIND` lists the few where nothing can be looked at until it is mended.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from la21data.access import Actor, parse_role
from la21data.export import browser
from la21data.problems import CannotUse
from la21data.roles import actor_of, set_role
from la21data.store import Store, history
from la21data.store.backup import backup, restore
from tests import previous_schema
from tests.browser.visiting import free_port, serving

ROOT = Path(__file__).resolve().parents[1]
FAULTS: dict[str, Callable[[Patient], str]] = {}
BLIND = {"every_snapshot_damaged", "old_schema", "no_store"}  # Looking waits until it is mended; the page says with which command.


@dataclass
class Patient:
    """A store with two snapshots of a small registry, and a file that would make a third."""

    store: Path
    file: Path
    folder: Path

    def run(self, *arguments: str, limit: int | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        """One command; `limit`: bytes after which the disk is full, as far as this process can tell."""
        return subprocess.run(
            [sys.executable, "-m", "la21data", arguments[0], "--store", str(self.store), *arguments[1:]],
            cwd=ROOT,
            capture_output=True,
            text=True,
            env={**os.environ, **environment},
            preexec_fn=None if limit is None else lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )

    def refused(self, *arguments: str, limit: int | None = None, **environment: str) -> str:
        """The one line of a command that cannot be done: status 2, no traceback, nothing published."""
        before = Store(self.store).ids()
        done = self.run(*arguments, limit=limit, **environment)
        assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr
        assert Store(self.store).ids() == before
        return done.stderr

    def imports(self) -> None:
        """The next import works: whatever was left behind is put right by it."""
        done = self.run("import", str(self.file))
        assert done.returncode == 0, done.stderr
        assert Store(self.store).open().notice is None

    def imports_or_nothing_new(self) -> None:
        """The next import works, whether or not the one before had been in time."""
        assert self.run("import", str(self.file)).returncode == 0
        assert Store(self.store).open().notice is None

    @property
    def current(self) -> Path:
        return self.store / "snapshots" / f"{Store(self.store).current_id()}.duckdb"

    def damage_current(self, content: bytes) -> None:
        """Under a new inode: a published file is never written to, and a process that has it open keeps what it has."""
        file = self.current
        file.unlink()
        file.write_bytes(content)


def fault(function: Callable[[Patient], str]) -> Callable[[Patient], str]:
    FAULTS[function.__name__] = function
    return function


def told(call: Callable[[], object]) -> str:
    """What a call that cannot be done says."""
    try:
        call()
    except CannotUse as error:
        return f"{error.problem.th} / {error.problem.en}"
    raise AssertionError("it was done")


# ------------------------------------------------------------ the disk
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
def full_log_disk(p: Patient) -> str:
    """The server's own output goes nowhere: it serves on."""
    port, full = free_port(), Path("/dev/full")
    with (full if full.exists() else p.folder / "log").open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "server.py", "--port", str(port)],
            cwd=ROOT,
            stdout=out,
            stderr=out,
            env={**os.environ, "LA21_STORE": str(p.store), "LA21_LOG": "json"},
        )
    try:
        assert _answers(port, "/health/ready", seconds=60)
    finally:
        server.terminate()
        server.wait(20)
    return ""


# ------------------------------------------------------------ snapshots and the journal
@fault
def current_damaged(p: Patient) -> str:
    p.damage_current(b"damaged")
    said = Store(p.store).open().notice
    assert said is not None and p.run("rebuild").returncode == 0
    return f"{said.th} / {said.en}"


@fault
def current_cut_short(p: Patient) -> str:
    p.damage_current(p.current.read_bytes()[:50_000])
    said = Store(p.store).open().notice
    assert said is not None and p.run("rebuild").returncode == 0
    return f"{said.th} / {said.en}"


@fault
def current_file_gone(p: Patient) -> str:
    p.current.unlink()
    said = Store(p.store).open().notice
    assert said is not None and p.run("rebuild").returncode == 0
    return f"{said.th} / {said.en}"


@fault
def import_onto_a_damaged_snapshot(p: Patient) -> str:
    p.damage_current(b"damaged")
    said = p.refused("import", str(p.file))
    assert "rebuild" in said and p.run("rebuild").returncode == 0
    return said


@fault
def every_snapshot_damaged(p: Patient) -> str:
    for file in (p.store / "snapshots").glob("*.duckdb"):
        file.unlink()
        file.write_bytes(b"damaged")
    said = p.refused("check")
    assert "rebuild" in said and p.run("rebuild").returncode == 0
    return said


@fault
def pointer_lost(p: Patient) -> str:
    (p.store / "CURRENT").unlink()
    said = Store(p.store).open().notice
    p.imports()
    return f"{said.th} / {said.en}" if said else ""


@fault
def pointer_nonsense(p: Patient) -> str:
    (p.store / "CURRENT").write_bytes(b"\xff../../etc/passwd")
    said = Store(p.store).open().notice
    p.imports()
    return f"{said.th} / {said.en}" if said else ""


@fault
def journal_cut_short(p: Patient) -> str:
    with (p.store / "journal.jsonl").open("ab") as file:
        file.write(b'{"at": "2026-1')
    p.imports()
    return ""


@fault
def old_schema(p: Patient) -> str:
    """The kept store of the schema before this one."""
    shutil.rmtree(p.store)
    previous_schema.unpack(p.folder)
    said = p.refused("check")
    assert "rebuild" in said and p.run("rebuild").returncode == 0 and p.run("check").returncode == 0
    return said


@fault
def no_store(p: Patient) -> str:
    shutil.rmtree(p.store)
    said = p.refused("check")
    assert p.run("demo").returncode == 0
    return said


@fault
def snapshot_changed_by_hand(p: Patient) -> str:
    content = p.current.read_bytes()
    p.damage_current(content + b"\0" * 4096)
    done = p.run("check")
    assert done.returncode == 1 and p.run("rebuild").returncode == 0
    return f"/ {done.stderr}"


@fault
def old_link_to_a_withdrawn_snapshot(p: Patient) -> str:
    gone = Store(p.store).ids()[-1]
    history.withdraw(Store(p.store), gone)
    return told(lambda: Store(p.store).open(gone))


@fault
def link_to_a_snapshot_that_never_was(p: Patient) -> str:
    return told(lambda: Store(p.store).open("00099-00000000"))


# ------------------------------------------------------------ processes
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
    server = subprocess.Popen(
        [sys.executable, "server.py", "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "LA21_STORE": str(p.store)},
    )
    assert _answers(port, "/health/ready", seconds=60)
    server.send_signal(signal.SIGTERM)
    assert server.wait(15) in (0, -signal.SIGTERM)
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


# ------------------------------------------------------------ settings and sign-in
@fault
def bad_secrets(p: Patient) -> str:
    (p.folder / "secrets.toml").write_text("[auth\nbroken", encoding="utf-8")
    with serving(p.store, p.folder / "log", environment={"LA21_SECRETS": str(p.folder / "secrets.toml")}):
        pass
    return (p.folder / "log").read_text(encoding="utf-8")


@fault
def short_cookie_secret(p: Patient) -> str:
    (p.folder / "secrets.toml").write_text('[auth]\nredirect_uri = "http://x/oauth2callback"\ncookie_secret = "short"\n', encoding="utf-8")
    with serving(p.store, p.folder / "log", environment={"LA21_SECRETS": str(p.folder / "secrets.toml")}):
        pass
    return (p.folder / "log").read_text(encoding="utf-8")


@fault
def bad_setting(p: Patient) -> str:
    done = subprocess.run(
        [sys.executable, "server.py", "--port", str(free_port())],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "LA21_METRICS_PORT": "many"},
    )
    assert done.returncode == 2 and "LA21_METRICS_PORT" in done.stderr and "Traceback" not in done.stderr
    return done.stderr


@fault
def bad_roles_file(p: Patient) -> str:
    (p.folder / "roles.toml").write_text("[roles\n", encoding="utf-8")
    os.environ["LA21_ROLES"], os.environ["LA21_PERSON_KEY"] = str(p.folder / "roles.toml"), "k" * 20
    try:
        claims = {"sub": "x", "aud": "la21", "iat": time.time(), "is_logged_in": True, "provider": "default"}
        actor, problem = actor_of(claims, {"default": "la21"})
        assert actor.role == parse_role("viewer") and problem is not None
        (p.folder / "roles.toml").unlink()
        set_role(Actor("x", parse_role("admin")), "x", "steward")
        assert str(actor_of(claims, {"default": "la21"})[0].role) == "steward"
        return f"{problem.th} / {problem.en}"
    finally:
        del os.environ["LA21_ROLES"], os.environ["LA21_PERSON_KEY"]


# ------------------------------------------------------------ backups and pictures
@fault
def damaged_backup(p: Patient) -> str:
    backup(Store(p.store), p.folder / "b.tar")
    (p.folder / "b.tar").write_bytes((p.folder / "b.tar").read_bytes()[:-600_000])
    return told(lambda: restore(p.folder / "b.tar", p.folder / "new"))


@fault
def backup_that_is_something_else(p: Patient) -> str:
    with tarfile.open(p.folder / "b.tar", "w") as archive:
        archive.add(p.file, "photo.jpg")
    return told(lambda: restore(p.folder / "b.tar", p.folder / "new"))


@fault
def browser_missing(p: Patient) -> str:
    os.environ["BROWSER_PATH"] = str(p.folder / "none")
    try:
        return told(lambda: browser.render({"data": [], "layout": {}}, {"format": "png"}))
    finally:
        del os.environ["BROWSER_PATH"]


@fault
def file_that_is_no_table(p: Patient) -> str:
    (p.folder / "x.xlsx").write_bytes(b"PK\x03\x04 nothing")
    return p.refused("import", str(p.folder / "x.xlsx"))


@fault
def file_that_is_not_there(p: Patient) -> str:
    return p.refused("import", str(p.folder / "gone.xlsx"))


def _answers(port: int, path: str, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                return json.load(answer)["status"] == "ready"
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    return False
