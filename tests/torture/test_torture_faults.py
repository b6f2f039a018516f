"""Every fault of docs/faults.md."""

from pathlib import Path

import pytest

from tests.faults import FAULTS
from tests.test_faults import healthy, try_fault

__all__ = ["healthy"]  # The fixture.


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault(name: str, healthy: Path, tmp_path: Path) -> None:  # pytest finds a fixture by this name.
    try_fault(name, healthy, tmp_path)
