"""A small registry of invented LAOs, and a store that holds it, for the tests of the import."""

import shutil
from pathlib import Path

import pytest

from la21data.ingest import import_files
from la21data.store import Store
from tests.ingest.files import REGISTRY_HEADER, TODAY, csv_file, registry_rows


@pytest.fixture(scope="session")
def registry_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the small registry, built once. Not to be written to."""
    folder = tmp_path_factory.mktemp("registry")
    file = csv_file(folder / "registry_25601201.csv", REGISTRY_HEADER, registry_rows())
    result = import_files(Store(folder / "store"), [file], today=TODAY)
    assert result.published
    return folder / "store"


@pytest.fixture
def store(registry_store: Path, tmp_path: Path) -> Store:
    """A copy of that store, to write to."""
    shutil.copytree(registry_store, tmp_path / "store")
    return Store(tmp_path / "store")
