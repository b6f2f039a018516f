"""A sample of the faults of docs/faults.md, and that its table names every one; all of them in tests/torture."""

import re
import shutil
from pathlib import Path

import pytest

from la21data import metrics
from la21data.ingest import import_files
from la21data.scope import Scope
from la21data.store import Store
from tests.faults import BLIND, FAULTS, Patient
from tests.ingest.files import CITY, PARTICIPATION_HEADER, REGISTRY_HEADER, SAO, TODAY, csv_file, registry_rows

SAMPLE = (
    "read_only_medium",
    "disk_full_while_building",
    "current_damaged",
    "import_killed",
    "bad_secrets",
    "old_schema",
    "browser_missing",
    "bad_roles_file",
)
TABLE = Path(__file__).resolve().parents[1] / "docs" / "faults.md"


@pytest.fixture(scope="session")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("healthy")
    registry = csv_file(folder / "registry_25601201.csv", REGISTRY_HEADER, registry_rows())
    import_files(Store(folder / "store"), [registry], today=TODAY)
    import_files(Store(folder / "store"), [csv_file(folder / "p.csv", PARTICIPATION_HEADER, [["2567", CITY, "บันได", "1"]])], today=TODAY)
    return folder / "store"


def try_fault(name: str, healthy: Path, folder: Path) -> None:
    """Break, look meanwhile, hear one clear thing, mend, look again."""
    shutil.copytree(healthy, folder / "store")
    file = csv_file(folder / "next.csv", PARTICIPATION_HEADER, [["2567", SAO, "บันได", "1"]])
    said = FAULTS[name](Patient(folder / "store", file, folder))
    assert "Traceback" not in said
    if said:
        assert "/" in said or re.search("[ก-๙]", said)
    snapshot = Store(folder / "store").open()
    assert metrics.figure(snapshot, "participants", metrics.default_scope(snapshot, Scope())).value is not None or name in BLIND


@pytest.mark.parametrize("name", SAMPLE)
def test_a_fault(name: str, healthy: Path, tmp_path: Path) -> None:
    try_fault(name, healthy, tmp_path)


def test_the_table_names_every_fault() -> None:
    assert re.findall(r"^\| `(\w+)` \|", TABLE.read_text(encoding="utf-8"), re.MULTILINE) == list(FAULTS)
    assert len(FAULTS) >= 25
