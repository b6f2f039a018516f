"""The whole of `deploy/install.sh`, libraries from their index included, as an ordinary user; then the server that it installed answers."""

import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.browser.visiting import free_port
from tests.faults.patient import answers
from tests.test_deploy import home, ordinary  # noqa: F401  # `home` is a fixture.

PYTHON = next(filter(None, map(shutil.which, ("/usr/bin/python3.13", "/usr/bin/python3.12", "/usr/bin/python3.11", "python3"))))


def test_install(home: Path, tmp_path: Path, figures: dict[str, Any]) -> None:  # noqa: F811
    environment = {**os.environ, "HOME": str(home)}
    script = [str(home / "source" / "deploy" / "install.sh"), "--into", str(home / "la21"), "--python", PYTHON]
    began = time.perf_counter()
    done = subprocess.run(ordinary(script), capture_output=True, text=True, env=environment, cwd="/")
    if "No matching distribution" in done.stderr or "Failed to establish a new connection" in done.stderr:
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, done.stderr
    figures["install_seconds"] = round(time.perf_counter() - began, 1)
    figures["megabytes"] = round(sum(f.lstat().st_size for f in (home / "la21").rglob("*") if f.is_file()) / 1e6)
    environment |= {"LA21_STORE": str(home / "store")}
    commands, port = home / "la21" / "bin", free_port()
    assert subprocess.run(ordinary([str(commands / "la21"), "demo"]), env=environment, cwd="/").returncode == 0
    server = subprocess.Popen(ordinary([str(commands / "la21-server"), "--port", str(port)]), env=environment, cwd="/")
    try:
        assert answers(port, "/health/ready", seconds=60)
    finally:
        server.terminate()
        server.wait(20)
