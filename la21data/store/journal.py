"""The store's history, one JSON object a line, only ever added to."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

COMMAND_LINE = "command-line"  # The pseudonymous id of whoever can run commands on the server; `actor.signature()` names another.


class Journal:
    """`journal.jsonl`: imports, demos, rollbacks, with time (UTC) and who."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, entry: dict[str, object]) -> None:
        """Append one entry and have it written to the disk."""
        self._write({**_shared(), **entry})

    def add_together(self, entries: Sequence[dict[str, object]]) -> None:
        """Append several entries as one line: a crash leaves all of them or none."""
        self._write({**_shared(), "together": list(entries)})

    def _write(self, line: dict[str, object]) -> None:
        with self.path.open("a+b") as file:
            if file.tell() and not _ends_with_newline(file):
                file.write(b"\n")  # A crash cut the last line short: do not glue this one to it.
            file.write((json.dumps(line, ensure_ascii=False, default=str) + "\n").encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Entries, oldest first; those that were added together come one by one.

        A last line that a crash cut short is passed over: what it told of was not published.
        """
        if self.path.is_file():
            yield from entries(self.path.read_text(encoding="utf-8"))


def entries(text: str) -> Iterator[dict[str, Any]]:
    """A journal's entries, oldest first, as `Journal` reads them; also of one that lies elsewhere."""
    for line in text.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        together = told.pop("together", None)
        yield from (told,) if together is None else ({**told, **entry} for entry in together)


def _shared() -> dict[str, object]:
    return {"at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), "by": COMMAND_LINE, "role": "operator"}


def _ends_with_newline(file: IO[bytes]) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"
