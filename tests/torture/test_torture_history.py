"""The store under stress: 200 kills, twenty readers during ten imports, the same files again."""

from pathlib import Path

import pytest

from la21data.ingest import import_files
from la21data.store import Store
from tests.ingest.files import REGISTRY_HEADER, TODAY, csv_file, registry_rows
from tests.ingest.histories import import_again, read_while_importing
from tests.ingest.kills import PHASES, kill_imports


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the small registry."""
    folder = tmp_path_factory.mktemp("begun")
    import_files(Store(folder / "store"), [csv_file(folder / "registry_25601201.csv", REGISTRY_HEADER, registry_rows())], today=TODAY)
    return folder / "store"


def test_kills(begun, tmp_path, figures):
    found = kill_imports(begun, tmp_path, times=200, seed=2567)
    assert found["killed"] == 200 and found["old"] > 50
    assert all(found[f"killed while {phase}"] >= 10 for phase in PHASES)
    figures |= found


def test_readers(begun, tmp_path, figures):
    figures |= read_while_importing(begun, tmp_path, imports=10, processes=4, threads=5)
    assert figures["readers"] == 20 and figures["snapshots_seen"] > 5


def test_again(begun, tmp_path, figures):
    figures |= import_again(begun, tmp_path)
