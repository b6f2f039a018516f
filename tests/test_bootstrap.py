"""From a clean clone to a running page: the Makefile, with a stand-in for Python, and the lock files. Nothing is installed here."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STAND_IN = """#!/bin/sh
# Notes how it was called; makes a .venv with itself in it.
echo "$*" >> "$CALLS"
case "$*" in
  "-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
  *"pip install"*) exit "${PIP_STATUS:-0}" ;;
esac
"""

pytestmark = pytest.mark.skipif(shutil.which("make") is None or os.name == "nt", reason="needs make; on Windows the README has two lines")


class Clone:
    """A checkout below a folder with a space in its name, with nothing but what `make` reads."""

    def __init__(self, home: Path) -> None:
        self.path = home / "a clone"
        self.path.mkdir()
        self.calls_file = home / "calls"
        for name in ("Makefile", "requirements.txt", "requirements-dev.txt"):
            shutil.copy(ROOT / name, self.path)
        self.python = home / "python"
        self.python.write_text(STAND_IN, encoding="utf-8")
        self.python.chmod(0o755)

    def make(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        self.calls_file.write_text("", encoding="utf-8")
        ours = ("MAKE", "MFLAGS", "PORT", "HOST", "PYTHON")  # What the `make test` around this test, or a person, may have set.
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return subprocess.run(
            ["make", f"PYTHON={self.python}", *arguments],
            cwd=self.path,
            capture_output=True,
            text=True,
            timeout=60,
            env={**kept, "CALLS": str(self.calls_file), **environment},
        )

    def calls(self, word: str) -> list[str]:
        return [line for line in self.calls_file.read_text(encoding="utf-8").splitlines() if word in line]


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


def test_the_first_run_installs_by_hash_and_serves_and_the_second_only_serves(clone: Clone) -> None:
    first = clone.make("run")
    assert first.returncode == 0, first.stderr
    assert len(clone.calls("-m venv .venv")) == 1
    assert [("--require-hashes" in call, "-r requirements.txt" in call) for call in clone.calls("pip install")] == [(True, True)]
    assert clone.calls("server.py") == ["server.py --prepare --host 127.0.0.1 --port 8501"]
    assert clone.make("run", "PORT=8600").returncode == 0
    assert not clone.calls("venv .venv") and not clone.calls("pip install")
    assert clone.calls("server.py") == ["server.py --prepare --host 127.0.0.1 --port 8600"]


def test_changed_requirements_are_installed_and_a_failed_install_is_tried_again(clone: Clone) -> None:
    assert clone.make("env", PIP_STATUS="1").returncode != 0
    assert clone.make("env").returncode == 0
    assert len(clone.calls("pip install")) == 1
    (clone.path / "requirements.txt").write_text("other==1\n", encoding="utf-8")
    clone.make("env")
    assert len(clone.calls("pip install")) == 1
    os.utime(clone.path / "requirements.txt")  # A newer time alone is no change.
    clone.make("env")
    assert not clone.calls("pip install")


def test_make_test_runs_every_check_and_the_tests(clone: Clone) -> None:
    assert clone.make("test").returncode == 0
    assert [" ".join(call.split()[-2:]) for call in clone.calls("pip install")] == ["-r requirements.txt", "-r requirements-dev.txt"]
    for call in ("-m ruff check .", "-m mypy", "lint_imports", "-m la21data.static_files", "-m pytest"):
        assert clone.calls(call), call


def test_a_python_that_is_missing_or_too_old_is_said_in_one_line_a_language(clone: Clone) -> None:
    clone.python.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    refused = clone.make("run")
    assert refused.returncode == 2
    assert "ต้องใช้ Python 3.11 ขึ้นไป" in refused.stderr and "Python 3.11 or later is needed" in refused.stderr
    assert not (clone.path / ".venv").exists()


def test_a_python_without_venv_leaves_nothing_behind(clone: Clone) -> None:
    clone.python.write_text(STAND_IN.replace('cp "$0" .venv/bin/python', 'cp "$0" .venv/bin/python && exit 1'), encoding="utf-8")
    refused = clone.make("run")
    assert refused.returncode == 2 and "python3-venv" in refused.stderr
    assert not (clone.path / ".venv").exists()


def test_help_names_every_target_that_a_person_calls(clone: Clone) -> None:
    shown = clone.make().stdout
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"run", "test", "bench", "demo", "static", "lock"} <= set(targets)
    assert all(f"make {target} " in shown for target in targets)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_lock_files_are_pinned_hashed_and_name_no_index(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pinned = re.findall(r"^([a-z0-9][\w.\-]*)==\S+(?: ;.*)? \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    named = re.findall(r"^[a-zA-Z0-9].*$", text, re.MULTILINE)
    assert len(pinned) == len(named) > 20
    assert "index-url" not in text and "http" not in re.sub(r"httpx?2?\w*|httpcore2?|httptools", "", text)


def test_the_development_lock_holds_the_same_versions_as_what_is_served() -> None:
    def versions(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9][\w.\-]*)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    served, development = versions("requirements.txt"), versions("requirements-dev.txt")
    assert served.items() <= development.items()


def test_ci_runs_exactly_what_a_person_runs() -> None:
    script = ROOT / ".ci" / "run"
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "make test" and "set -euo pipefail" in lines
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
