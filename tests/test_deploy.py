"""What is in deploy/: the install script run into a folder of its own, and the files that say the same as each other."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from la21data.settings import BODY_MB, DRAIN_SECONDS

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
SHIPPED = ["la21data", "pages", "serving", "data", "deploy", "server.py", "dashboard.py", "requirements.txt", ".streamlit"]


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


def ordinary(command: list[str]) -> list[str]:
    """The command as an ordinary user. One who can read what the tests run on, wherever root keeps it, but write nowhere but at home."""
    if os.geteuid() != 0:
        return command
    user = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
    reading = [word for set_ in ("--inh-caps", "--ambient-caps", "--bounding-set") for word in (set_, "-all,+dac_read_search")]
    if subprocess.run([*user, *reading, "--", sys.executable, "-c", ""], capture_output=True).returncode == 0:
        return [*user, *reading, "--", *command]
    if subprocess.run([*user, "--", sys.executable, "-c", ""], capture_output=True).returncode != 0:
        pytest.skip("root may not let another user read this environment here (no CAP_DAC_READ_SEARCH)")
    return [*user, "--", *command]


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder of an ordinary user with a copy of the program in `source`, outside of what only root may enter."""
    home = Path(tempfile.mkdtemp(prefix="la21-install-"))
    for name in SHIPPED:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, _parent(home / "source") / name)
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "65534:65534", str(home)], check=True)
    yield home
    shutil.rmtree(home, ignore_errors=True)


def test_an_ordinary_user_can_install(home: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(home)}
    script = [str(home / "source" / "deploy" / "install.sh"), "--into", str(home / "la21"), "--venv", sys.prefix]
    done = subprocess.run(ordinary(script), capture_output=True, text=True, env=environment, cwd="/")
    assert done.returncode == 0, done.stderr
    command = home / "la21" / "bin" / "la21"
    assert command.stat().st_uid != 0
    done = subprocess.run(ordinary([str(command), "measures"]), capture_output=True, text=True, env=environment, cwd="/")
    assert done.returncode == 0 and "participation_rate" in done.stdout, done.stderr
    elsewhere = ordinary([*script[:2], str(tmp_path / "of another"), *script[3:]])
    if os.geteuid() == 0:  # Else nobody else's folder is at hand.
        assert subprocess.run(elsewhere, capture_output=True, env=environment, cwd="/").returncode != 0


def test_both_commands_read_the_settings_file_and_run_nothing_in_it(installed: Path, tmp_path: Path) -> None:
    hostile = tmp_path / "made by a setting"
    (installed / "settings").write_text(
        f"# a comment\nLA21_STORE={tmp_path}/a store\nPATH=/nowhere\n"
        f"LA21_PUBLIC_URL=$(touch '{hostile}')`touch '{hostile}'`\nLA21_LOG=json",  # Without a line's end.
        encoding="utf-8",
    )
    environment = {name: value for name, value in os.environ.items() if name != "LA21_STORE"}
    shown = 'import os; print(os.environ["LA21_STORE"], os.environ["LA21_LOG"], os.environ["LA21_PUBLIC_URL"][:2])'
    for name in ("la21", "la21-server"):
        script = (installed / "bin" / name).read_text(encoding="utf-8")
        seen = installed / "bin" / f"{name}-seen"
        seen.write_text(re.sub(r'(exec "[^"]+") .*', rf"\1 -c '{shown}'", script), encoding="utf-8")
        done = subprocess.run(["sh", str(seen)], capture_output=True, text=True, env=environment)
        assert done.stdout == f"{tmp_path}/a store json $(\n", done.stderr
        done = subprocess.run(["sh", str(seen)], capture_output=True, text=True, env={**environment, "LA21_STORE": "mine"})
        assert done.stdout.startswith("mine json")
    assert not hostile.exists()


def test_the_files_agree_with_the_settings() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert f"client_max_body_size {BODY_MB.default}m" in nginx
    grace = int(re.search(r"TimeoutStopSec=(\d+)", (DEPLOY / "la21@.service").read_text(encoding="utf-8"))[1])
    assert grace > float(DRAIN_SECONDS.default)
    docker = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert "install.sh --system --into /opt/la21" in docker and "\nUSER la21" in docker and "HEALTHCHECK" in docker
    unit = (DEPLOY / "la21@.service").read_text(encoding="utf-8")
    ports = re.findall(r"server 127\.0\.0\.1:(\d+);", (DEPLOY / "upstream.conf").read_text(encoding="utf-8"))
    assert all(f"la21@{port}" in unit for port in ports) and "/opt/la21/bin/la21-server --port %i" in unit


def test_the_compose_file_is_what_it_says() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    named = re.findall(r"server (\w+):8501;", (DEPLOY / "upstream-compose.conf").read_text(encoding="utf-8"))
    assert sorted(named) == sorted(set(services) - {"proxy"}) == sorted(services["proxy"]["depends_on"])
    for name in named:
        server = services[name]
        assert server["read_only"] and server["cap_drop"] == ["ALL"] and "ports" not in server, name
        assert server["environment"]["FORWARDED_ALLOW_IPS"] == "*" and (DEPLOY / ".." / server["build"]["dockerfile"]).is_file()
    for volume in services["proxy"]["volumes"]:
        assert (DEPLOY / volume.split(":")[0]).is_file() and volume.endswith(":ro")
    assert all(port.startswith("127.0.0.1:") for port in services["proxy"]["ports"])


def _parent(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
