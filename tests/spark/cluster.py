"""A Spark master and two worker processes on this machine's loopback, for as long as a test runs."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60  # Seconds until a port must answer.


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def master(folder: Path, workers: int = 2) -> Iterator[str]:
    """The master's address. `folder` gets the workers' files and everybody's log."""
    port, processes = free_port(), []
    address = f"spark://127.0.0.1:{port}"
    try:
        processes.append(_start(folder, "master.Master", "--port", str(port), "--webui-port", "0"))
        _await_port(port)
        for number in range(workers):
            own = folder / f"worker{number}"
            own.mkdir(parents=True)
            processes.append(
                _start(own, "worker.Worker", "--cores", "1", "--memory", "1G", "--work-dir", str(own), "--webui-port", "0", address)
            )
        yield address
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait(30)


def _start(folder: Path, role: str, *arguments: str) -> subprocess.Popen[bytes]:
    folder.mkdir(parents=True, exist_ok=True)
    home = Path(str(importlib.util.find_spec("pyspark").origin)).parent
    command = ["java", "-Xmx512m", "-cp", f"{home}/jars/*", f"org.apache.spark.deploy.{role}", "--host", "127.0.0.1", *arguments]
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(home), "SPARK_SCALA_VERSION": "2.13"}
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)


def _await_port(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
