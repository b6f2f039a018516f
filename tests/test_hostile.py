"""Text stays text on its way through the store: import, report workbook, tables, figures. Pages: tests/browser/test_hostile_text.py."""

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from la21data import metrics
from la21data.__main__ import main
from la21data.access import OPERATOR
from la21data.blocks.catalogue import make, recipes
from la21data.export import carry
from la21data.export.formats import FORMATS
from la21data.ingest.kept_report import kept_workbook
from la21data.look.words import safe
from la21data.scope import Scope
from la21data.store import Snapshot, Store
from la21data.view import View
from tests.hostile import HOSTILE, MARK
from tests.ingest.files import PARTICIPATION_HEADER, REGISTRY_HEADER, csv_file, registry_rows
from tests.validated import figure

BAD_CODE = "58101{:02d}"
PERSONAL = ("สมชาย", "0812345678", "081-234-5678", "somchai@example.go.th", "1103700123456")


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """LAOs with hostile names in Krabi, taking part; a file whose every row is rejected, with hostile cells."""
    folder = tmp_path_factory.mktemp("hostile")
    store = folder / "store"
    names = [[BAD_CODE.format(number), text, "อบต.", "กระบี่", text] for number, text in enumerate(HOSTILE, start=10)]
    registry = csv_file(folder / "registry_25601201.csv", REGISTRY_HEADER, [*registry_rows(), *names])
    rows = [["2567", BAD_CODE.format(number), "บันได", "1"] for number in range(10, 10 + len(HOSTILE))]
    taking_part = csv_file(folder / "participation.csv", PARTICIPATION_HEADER, rows)
    rejected = csv_file(folder / "rejected.csv", [*PARTICIPATION_HEADER, "หมายเหตุ"], [["2567", text, text, text, text] for text in HOSTILE])
    assert main(["import", "--store", str(store), str(registry)]) in (0, 1)
    assert main(["import", "--store", str(store), str(taking_part), str(rejected), "--report", str(folder / "report.xlsx")]) == 1
    return store


def test_names_are_kept_as_they_were_written(hostile_store: Path) -> None:
    kept = {name for (name,) in Store(hostile_store).open().rows("select name from lao where lao_code like '58101%'")}
    assert sum(MARK in name for name in kept) >= len(HOSTILE) - 2  # A name too long, or of marks alone, may be rejected; none is run.


def test_the_report_workbook_holds_text_and_no_formula_or_link(hostile_store: Path) -> None:
    book = openpyxl.load_workbook(hostile_store.parent / "report.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert sum(MARK in str(cell.value) for cell in cells) >= len(HOSTILE)
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"} and not any(cell.hyperlink for cell in cells if MARK in str(cell.value))
    with zipfile.ZipFile(hostile_store.parent / "report.xlsx") as archive:
        for name in archive.namelist():
            assert b"<script>" not in archive.read(name), name


@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_a_figure_hold_no_markup(text: str) -> None:
    assert not set(safe(text)) & {"<", ">"}


@pytest.mark.parametrize("block", recipes())
def test_no_figure_holds_markup_from_a_name(hostile_store: Path, block: str) -> None:
    drawn = _drawn(hostile_store, block)
    for dangerous in ("<script", "<img", "<a href=java"):
        assert dangerous not in drawn.replace("\\u003c", "<"), dangerous


def test_no_personal_data_in_store_output_report_or_journal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "store"
    header = [*PARTICIPATION_HEADER, "ผู้ประสานงาน", "โทรศัพท์", "อีเมล", "เลขบัตรประชาชน", "ช่องอื่น"]
    person = ["นายสมชาย ใจดี", "081-234-5678", "somchai@example.go.th", "1103700123456", "โทร 0812345678"]
    rows = [["2567", "5810101", "บันได", "1", *person], ["2567", "9999999", "บันได", "9", *person]]
    registry = csv_file(tmp_path / "registry_25601201.csv", REGISTRY_HEADER, registry_rows())
    file = csv_file(tmp_path / "people.csv", header, rows)
    main(["import", "--store", str(store), str(registry)])
    main(["import", "--store", str(store), str(file), "--report", str(tmp_path / "report.xlsx")])
    main(["query", "--store", str(store), "participants"])
    main(["journal", "--store", str(store), "--format", "json"])
    main(["publish-data", "--store", str(store), "--out", str(tmp_path / "open")])
    told = capsys.readouterr()
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        book = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    snapshot = Store(store).open()
    tables = [name for (name,) in snapshot.rows("select table_name from information_schema.tables")]
    everything = "".join(str(snapshot.rows(f"select * from {table}")) for table in tables)
    rows = "".join(str(pq.read_table(path).to_pydict()) for path in [*store.rglob("*.parquet"), *(tmp_path / "open").rglob("*.parquet")])
    published = "".join(path.read_text("utf-8", "replace") for path in (tmp_path / "open").rglob("*") if path.suffix in (".csv", ".json"))
    for_roles = str([[cell.value for cell in row] for sheet in _kept(snapshot) for row in sheet.iter_rows()])
    assert "5810101" in rows and "5810101" in published and "9999999" in for_roles  # Each is looked into, not past.
    carried = "".join(_carried(snapshot, block) for block in ("province-laos", "data-rejected", "data-completeness"))
    kept = "".join(path.read_text("utf-8", "replace") for path in store.rglob("*") if path.is_file() and path.suffix != ".duckdb")
    for secret in PERSONAL:
        for where, text in {"output": told.out + told.err, "report": book, "snapshot": everything, "store": kept}.items():
            assert secret not in text, (secret, where)
        for where, text in {"rows": rows, "open data": published, "rejected rows": for_roles, "exports": carried}.items():
            assert secret not in text, (secret, where)


def _kept(snapshot: Snapshot) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(kept_workbook(snapshot, OPERATOR)))


def _carried(snapshot: Snapshot, block: str) -> str:
    view = View(snapshot, metrics.default_scope(snapshot, Scope(provinces=("81",))))
    return "".join(FORMATS[code].make(carry(view, block, {})).decode("utf-8") for code in ("csv", "html"))


def _drawn(store: Path, block_id: str) -> str:
    """Everything a block says, as one text: title, notes, drawing."""
    snapshot = Store(store).open()
    block = make(block_id, View(snapshot, metrics.default_scope(snapshot, Scope(provinces=("81",)))))
    drawing = figure(block.draw()).to_json() if block.draw else ""
    return json.dumps(json.loads(drawing or "{}"), ensure_ascii=False)
