"""What `make audit` says: a machine that could ask nobody never says that all is well."""

import pytest

from tools.audit import verdict

CLEAN = {"name": "a", "version": "1", "vulns": []}
BAD = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}
SKIPPED = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "status", "said"),
    [
        ([CLEAN], 0, "1 of 1 packages audited: nothing known"),
        ([CLEAN, BAD], 1, "b 2: CVE-1 (mended in: 3)"),
        ([SKIPPED], 3, "0 of 1 packages audited: NOT CHECKED"),
        ([CLEAN, SKIPPED], 3, "1 of 2 packages audited: nothing known about these, the rest was NOT CHECKED"),
        (None, 3, "0 of 0 packages audited: NOT CHECKED"),
    ],
)
def test_what_is_said(packages: list[dict[str, object]] | None, status: int, said: str) -> None:
    found, lines = verdict(None if packages is None else {"dependencies": packages}, "no network")
    assert found == status and any(said in line for line in lines)
