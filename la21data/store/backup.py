"""A store in one file, and back: every snapshot, the journal, the kept rows, and a list with the SHA-256 of each.

A backup holds all that the store holds, rejected rows too: keep it as safe as the store. Withdrawn snapshots are not in it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import IO

from la21data.problems import CannotUse
from la21data.store.directory import Store
from la21data.store.health import sha256

LIST = "backup.json"
FORMAT = 1
# What a backup may hold. A name that does not fit is never written: an archive cannot reach outside the new directory.
MEMBER = re.compile(r"CURRENT|journal\.jsonl|snapshots/[0-9]{5}-[0-9a-f]{8}\.duckdb|imports/[0-9a-f]{64}/[\w.-]+")
PIECE = 1 << 20


def backup(store: Store, out: Path) -> int:
    """Write a store to one `.tar` file, put in place when it is whole; returns how many files it holds. Looking goes on meanwhile.

    Raises CannotUse: nothing to back up, an import is running, the file cannot be written.
    """
    store.open()  # Says why there is nothing.
    beside = out.with_name(f".{out.name}.new")
    try:
        with store.writing():  # Else an import or a prune in between would make a mixture of two states.
            files = {name: path for path in sorted(store.path.rglob("*")) if path.is_file() and _kept(store, name := _name(store, path))}
            told = [{"file": name, "sha256": sha256(path), "bytes": path.stat().st_size} for name, path in files.items()]
            beside.touch(mode=0o600)  # It holds rejected rows: for the store's own account.
            with tarfile.open(beside, "w") as archive:
                _add_list(archive, {"format": FORMAT, "files": told})
                for name, path in files.items():
                    archive.add(path, name, recursive=False)
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(beside, out)
    except OSError as error:
        raise CannotUse(
            "backup_not_written", f"เขียนไฟล์สำรอง {out} ไม่ได้ ({error.strerror})", f"cannot write the backup {out} ({error.strerror})"
        ) from error
    finally:
        beside.unlink(missing_ok=True)
    return len(files)


def restore(file: Path, path: Path) -> Store:
    """Make a store out of a backup in a directory that is empty or not there yet. Nothing is there before every hash is right.

    Raises CannotUse: the directory holds something, the file is no backup, is damaged, or cannot be written.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise CannotUse(
            "store_not_empty",
            f"{path} ไม่ว่าง กู้คืนได้เฉพาะลงไดเรกทอรีว่าง ระบุที่อื่นด้วย --store",
            f"{path} is not empty: restore into an empty directory, named with --store",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".restoring-", dir=path.parent))
    try:
        with tarfile.open(file, "r:") as archive:
            _unpack(archive, beside, file)
        os.replace(beside, path)
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise _damaged(file) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Store(path)


def _kept(store: Store, name: str) -> bool:
    if not MEMBER.fullmatch(name):
        return False
    return not name.startswith("snapshots/") or not store.is_withdrawn(Path(name).stem)


def _name(store: Store, path: Path) -> str:
    return path.relative_to(store.path).as_posix()


def _add_list(archive: tarfile.TarFile, told: dict[str, object]) -> None:
    content = json.dumps(told, indent=1).encode()
    member = tarfile.TarInfo(LIST)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


def _unpack(archive: tarfile.TarFile, into: Path, file: Path) -> None:
    first = archive.next()
    if first is None or first.name != LIST or (listed := archive.extractfile(first)) is None:
        raise _damaged(file)
    told = json.load(listed)
    if told["format"] != FORMAT:
        raise _damaged(file)
    wanted = {entry["file"]: entry["sha256"] for entry in told["files"]}
    while (member := archive.next()) is not None:
        content = archive.extractfile(member)
        if content is None or not member.isreg() or not MEMBER.fullmatch(member.name) or member.name not in wanted:
            raise _damaged(file)
        target = into / member.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if _copy(content, target) != wanted.pop(member.name):
            raise _damaged(file)
    if wanted:
        raise _damaged(file)


def _copy(content: IO[bytes], target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("wb") as out:
        while piece := content.read(PIECE):
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _damaged(file: Path) -> CannotUse:
    return CannotUse(
        "backup_damaged",
        f"ไฟล์สำรอง {file} อ่านไม่ได้ ไม่ครบ หรือถูกแก้ไข ใช้ไฟล์สำรองอื่น",
        f"the backup {file} cannot be read, is not whole or was changed: use another one",
    )
