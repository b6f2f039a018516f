"""Files to sheets of text. What a file is decides its content, never its name."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from la21data.ingest.readers.delimited import read_delimited
from la21data.ingest.readers.sheet import Sheet
from la21data.ingest.readers.workbook import is_workbook, read_workbook
from la21data.problems import CannotUse

__all__ = ["Sheet", "read_file"]


def read_file(path: Path) -> list[Sheet]:
    """Every sheet of a file that has a cell. Raises CannotUse where the file is missing, too large, or no table."""
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise CannotUse(
            "unreadable_file",
            f"{path.name}: เปิดไฟล์ไม่ได้ ({error.strerror})",
            f"{path.name}: cannot be opened ({error.strerror})",
        ) from error
    if not start:
        raise CannotUse("no_table", f"{path.name}: ไฟล์ว่าง ไม่มีข้อมูล", f"{path.name}: the file is empty")
    with _no_garbage_collected():
        return read_workbook(path) if is_workbook(start) else [read_delimited(path)]


@contextmanager
def _no_garbage_collected() -> Iterator[None]:
    """Rows hold no circles, but each thousand of them would have the collector look through all that is loaded."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
