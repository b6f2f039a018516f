"""What is in deploy/: the install script run into a folder of its own, and the files that say the same as each other."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from la21data.settings import BODY_MB, DRAIN_SECONDS

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"


def install(into: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(DEPLOY / "install.sh"), "--into", str(into), *more], capture_output=True, text=True, cwd="/")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("with a space") / "la21"
    done = install(into, "--venv", str(Path(sys.prefix)))
    assert done.returncode == 0, done.stderr
    return into


def test_the_installed_program_runs_from_anywhere_and_serves_no_tests(installed: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    done = subprocess.run([installed / "bin" / "la21", "demo", "--store", store], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (installed / "app" / "static" / "manifest.json").exists()
    assert not list((installed / "app").glob("tests")) and not (installed / "app" / "data" / "store").exists()
    assert sorted(path.name for path in installed.iterdir()) == ["app", "bin"]


def test_installing_again_replaces_the_program_whole(installed: Path) -> None:
    (installed / "app" / "left_over.py").write_text("", encoding="ascii")
    assert install(installed, "--venv", str(Path(sys.prefix))).returncode == 0
    assert not (installed / "app" / "left_over.py").exists()


@pytest.mark.parametrize("call", [[], ["--nonsense"], ["--into"]])
def test_a_wrong_call_changes_nothing(call: list[str]) -> None:
    done = subprocess.run([str(DEPLOY / "install.sh"), *call], capture_output=True, text=True)
    assert done.returncode != 0 and done.stderr


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("runuser") is None, reason="needs to become another user")
def test_an_ordinary_user_can_install(tmp_path: Path) -> None:
    home = Path("/tmp") / f"la21-install-{os.getpid()}"
    source = home / "source"
    try:
        wanted = ["la21data", "pages", "serving", "data", "deploy", "server.py", "dashboard.py", "requirements.txt", ".streamlit"]
        for name in wanted:
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, _parent(source) / name)
        subprocess.run(["chown", "-R", "nobody", str(home)], check=True)
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(home)}
        script = [str(source / "deploy" / "install.sh"), "--into", str(home / "la21"), "--venv", sys.prefix]
        command = ["runuser", "-u", "nobody", "--", *script]
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        if "Permission denied" in done.stderr and str(sys.prefix) in done.stderr:
            pytest.skip("another user may not read this environment")
        assert done.returncode == 0, done.stderr
        assert (home / "la21" / "bin" / "la21").stat().st_uid != 0
    finally:
        shutil.rmtree(home, ignore_errors=True)


def test_the_files_agree_with_the_settings() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert f"client_max_body_size {BODY_MB.default}m" in nginx
    grace = int(re.search(r"TimeoutStopSec=(\d+)", (DEPLOY / "la21.service").read_text(encoding="utf-8"))[1])
    assert grace > float(DRAIN_SECONDS.default)
    docker = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert "install.sh --system --into /opt/la21" in docker and "\nUSER la21" in docker and "HEALTHCHECK" in docker
    compose = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    assert "read_only: true" in compose and "upstream-compose.conf" in compose


def _parent(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
