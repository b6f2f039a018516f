"""A store in one file and back, hash by hash; archives that would do harm; a store that a program of before wrote."""

import io
import json
import os
import tarfile
from pathlib import Path

import pytest

from la21data.__main__ import main
from la21data.access import NOBODY
from la21data.problems import CannotUse
from la21data.store import Store
from la21data.store.backup import LIST, backup, restore
from la21data.store.history import read_journal


def files_of(store: Path) -> dict[str, bytes]:
    return {str(path.relative_to(store)): path.read_bytes() for path in store.rglob("*") if path.is_file() and path.name != "LOCK"}


def test_what_is_restored_is_what_was_backed_up_and_it_opens(demo_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, new = tmp_path / "backup.tar", tmp_path / "new"
    assert main(["backup", "--store", str(demo_store), str(out)]) == 0
    assert main(["restore", "--store", str(new), str(out)]) == 0
    assert files_of(new) == files_of(demo_store)
    assert os.name == "nt" or out.stat().st_mode & 0o077 == 0
    assert Store(new).open().id in capsys.readouterr().out
    assert main(["check", "--store", str(new)]) == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_directory_that_holds_something_is_left_alone(demo_store: Path, tmp_path: Path) -> None:
    backup(Store(demo_store), tmp_path / "b.tar")
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine").write_text("mine", encoding="ascii")
    with pytest.raises(CannotUse) as error:
        restore(tmp_path / "b.tar", tmp_path / "there")
    assert error.value.problem.code == "store_not_empty" and (tmp_path / "there" / "mine").exists()


@pytest.mark.parametrize("damage", ["flip", "cut", "text", "missing"])
def test_a_damaged_backup_restores_nothing(demo_store: Path, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "b.tar"
    backup(Store(demo_store), file)
    content = bytearray(file.read_bytes())
    if damage == "flip":
        content[len(content) // 2] ^= 1
    file.write_bytes({"flip": content, "cut": content[: len(content) // 2], "text": b"no archive", "missing": b""}[damage])
    with pytest.raises(CannotUse) as error:
        restore(file, tmp_path / "new")
    assert error.value.problem.code == "backup_damaged" and not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "snapshots/../../evil", "imports/x", "LOCK", "snapshots/00001-0000000.duckdb"])
def test_an_archive_cannot_write_elsewhere(tmp_path: Path, name: str) -> None:
    content = b"evil"
    with tarfile.open(tmp_path / "b.tar", "w") as archive:
        listed = json.dumps({"format": 1, "files": [{"file": name, "sha256": "0" * 64}]}).encode()
        for member_name, body in ((LIST, listed), (name, content)):
            member = tarfile.TarInfo(member_name)
            member.size = len(body)
            archive.addfile(member, io.BytesIO(body))
    with pytest.raises(CannotUse):
        restore(tmp_path / "b.tar", tmp_path / "room" / "new")
    assert not list(tmp_path.rglob("evil*"))


def test_a_backup_that_cannot_be_written_is_one_line(demo_store: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotUse) as error:
        backup(Store(demo_store), tmp_path / "no" / "such" / "folder.tar")
    assert error.value.problem.code == "backup_not_written"


def test_the_journal_is_for_who_may_read_it(demo_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CannotUse):
        read_journal(Store(demo_store), NOBODY)
    assert main(["journal", "--store", str(demo_store)]) == 0
    head, line = capsys.readouterr().out.splitlines()
    assert head == "at,by,role,what,snapshot,parent,files" and ",command-line,operator,demo," in line


def test_roles_are_listed_and_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LA21_ROLES", str(tmp_path / "roles.toml"))
    assert main(["roles", "set", 'a"b@example.org', "steward:5"]) == 0
    assert main(["roles", "set", "u-1", "admin"]) == 0
    assert main(["roles", "remove", "u-1"]) == 0
    assert main(["roles", "set", "u-2", "king"]) == 2
    assert main(["roles", "list"]) == 0
    assert capsys.readouterr().out == 'steward:5\ta"b@example.org\n'
