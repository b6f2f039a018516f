"""Formula injection: no cell that leaves the system begins a formula that came from a file."""

import csv
import io
import re
import zipfile

import pytest

from la21data.__main__ import main
from tests.ingest.files import ACTIVITY_HEADER, CITY, csv_file, load

FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://example.org")', "\t=1+1", "＝1+1"]


@pytest.fixture
def poisoned(store, tmp_path):
    """A store whose units of output are formulas, and the report of the same file with its rejected rows."""
    header = [*ACTIVITY_HEADER, "ปริมาณผลผลิต", "หน่วย"]
    rows = [[f"{text}{n}", "2567", CITY, text, "คัดแยกขยะ", "5", text] for n, text in enumerate(FORMULAS)]
    rows += [[f"B{n}", "2567", text, text, text, text, text] for n, text in enumerate(FORMULAS)]
    load(store, csv_file(tmp_path / "=cmd.csv", header, rows), report=tmp_path / "report.xlsx")
    return store, tmp_path / "report.xlsx"


def test_no_cell_of_the_report_is_a_formula(poisoned):
    with zipfile.ZipFile(poisoned[1]) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3 and not any(re.search("<f[ >]|hyperlink", sheet) for sheet in sheets)


def test_no_cell_of_a_queried_csv_begins_a_formula(poisoned, capsys):
    assert main(["query", "outputs", "--store", str(poisoned[0].path)]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    units = [row[rows[0].index("output_unit")] for row in rows[1:]]
    assert len(units) >= len(set(FORMULAS)) - 1
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "+", "@", "\t", "＝")) and not re.match("-[^0-9]|-[0-9.]+[^0-9.]", cell), cell
