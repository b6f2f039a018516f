"""The same steps on Apache Spark: records go out as Parquet, roll-ups come back as Parquet, both through shared storage.

Needs `requirements-spark.txt` and Java 17. Spark's own settings (memory, cores) are read from `SPARK_CONF_DIR/spark-defaults.conf`.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
from ibis.config import Config

from la21data.problems import CannotUse
from la21data.rollup.steps import Step

if TYPE_CHECKING:
    import duckdb

    from la21data.rollup.engines import Runner

PATIENCE = 60  # Seconds until a worker must have answered.
KNOCK = 5  # Seconds until the master's port must have answered.
OUT_OF_MEMORY = ("OutOfMemoryError", "out of memory", "exit code 137", "exited with code 52", "Cannot allocate memory")
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.ansi.enabled": "true",  # A sum that overflows is an error, never a wrong figure.
}


class CompilerOptions(Config):
    """What Ibis's compiler for Spark asks for. Its own record comes with its Spark client, which is not used here."""

    treat_nan_as_null: bool = False


@contextmanager
def on_spark(connection: duckdb.DuckDBPyConnection, address: str, shared: Path) -> Iterator[Runner]:
    """A runner on the Spark master at `address`. What it wrote to `shared` is removed afterwards.

    Raises CannotUse: pyspark or Java is missing, nobody answers, no worker is free, memory does not suffice, the work failed.
    """
    session = _session(address)
    ibis.options.pyspark = CompilerOptions()
    try:
        shared.mkdir(parents=True)
        yield _OnSpark(connection, session, shared)
    except CannotUse:
        raise
    except Exception as error:
        if not type(error).__module__.startswith(("py4j", "pyspark")):
            raise
        raise _gave_up(address, str(error)) from error
    finally:
        shutil.rmtree(shared, ignore_errors=True)
        _stop(session)


class _OnSpark:
    """Tables are views on Parquet files; each step writes its rows to files of its own."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, session: Any, shared: Path) -> None:
        self.connection = connection
        self.session = session
        self.shared = shared

    def take(self, *tables: str) -> None:
        for table in tables:
            folder = self._folder(table)
            folder.mkdir()
            self.connection.execute(f"copy {table} to '{_quoted(folder)}/part.parquet' (format parquet, compression zstd)")
            self._show(table)

    def run(self, step: Step) -> None:
        self.session.sql(ibis.to_sql(step.rows, dialect="pyspark")).write.parquet(self._folder(step.name).as_uri())
        self._show(step.name)
        if not step.working:  # Spark leaves any number of files, in any order of rows: a snapshot keeps one order.
            rows = f"read_parquet('{_quoted(self._folder(step.name))}/*.parquet')"
            self.connection.execute(f"insert into {step.name} by name select * from {rows} order by all")

    def _show(self, table: str) -> None:
        self.session.read.parquet(self._folder(table).as_uri()).createOrReplaceTempView(table)

    def _folder(self, table: str) -> Path:
        return self.shared / table


def _session(address: str) -> Any:
    if find_spec("pyspark") is None:
        raise CannotUse(
            "engine_missing",
            "ยังไม่ได้ติดตั้ง Apache Spark ติดตั้งด้วย pip install -r requirements-spark.txt (ต้องมี Java 17)",
            "Apache Spark is not installed: pip install -r requirements-spark.txt (Java 17 is needed too)",
        )
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise CannotUse("engine_missing", "ไม่พบ Java ติดตั้ง Java 17 ก่อน", "Java was not found, and Spark needs it: install Java 17")
    _knock(address)
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(address).appName("la21data roll-ups")
    for name, value in {**SETTINGS, **_own_address(address)}.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, Py4JError, RuntimeError) as error:
        raise _gave_up(address, str(error)) from error
    session.sparkContext.setLogLevel("OFF")
    _await_workers(session, address)
    return session


def _own_address(address: str) -> dict[str, str]:
    """On a master of this machine nothing listens to the outside; otherwise Spark finds the address that workers can reach."""
    if address.startswith("local") or address.startswith("spark://127.0.0.1:"):
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        return {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return {}


def _knock(address: str) -> None:
    """Spark itself would try a silent master for a minute."""
    if not address.startswith("spark://"):
        return
    host, _, port = address.removeprefix("spark://").rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=KNOCK).close()
    except OSError as error:
        raise CannotUse(
            "engine_unreachable",
            f"ติดต่อเครื่องประมวลผล {address} ไม่ได้ ตรวจว่า Spark master ทำงานอยู่ ไม่มีการเผยแพร่ข้อมูล",
            f"the engine at {address} cannot be reached: see whether the Spark master runs. Nothing was published",
        ) from error


def _await_workers(session: Any, address: str) -> None:
    """A master without free workers would have the first job wait for ever."""
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(session.range(1).count)
        try:
            answer.result(PATIENCE)
        except TooLong as error:
            _stop(session)
            raise CannotUse(
                "engine_no_workers",
                f"เครื่องประมวลผล {address} ไม่มี worker ว่างภายใน {PATIENCE} วินาที ไม่มีการเผยแพร่ข้อมูล",
                f"the engine at {address} had no free worker within {PATIENCE} seconds. Nothing was published",
            ) from error
        except Exception as error:  # Whatever its client raises, the work cannot be done there.
            _stop(session)
            raise _gave_up(address, str(error)) from error


def _stop(session: Any) -> None:
    """Let go of the workers and end the Java process, also where it has died already."""
    from py4j.protocol import Py4JError
    from pyspark import SparkContext

    with suppress(Py4JError, OSError):
        session.stop()
    if SparkContext._gateway is not None:
        SparkContext._gateway.shutdown()
        SparkContext._gateway = SparkContext._jvm = None


def _gave_up(address: str, why: str) -> CannotUse:
    if any(sign in why for sign in OUT_OF_MEMORY):
        return CannotUse(
            "engine_memory",
            f"หน่วยความจำของเครื่องประมวลผล {address} ไม่พอ เพิ่ม spark.executor.memory ไม่มีการเผยแพร่ข้อมูล",
            f"the engine at {address} ran out of memory: raise spark.executor.memory. Nothing was published",
        )
    line = next((line.strip() for line in why.splitlines() if line.strip()), "?")[:300]
    return CannotUse(
        "engine_failed",
        f"เครื่องประมวลผล {address} ทำงานไม่สำเร็จ ไม่มีการเผยแพร่ข้อมูล ({line})",
        f"the engine at {address} failed, nothing was published ({line})",
    )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
