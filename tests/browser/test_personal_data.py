"""A file full of personal data, sent through the page by somebody who may publish: nothing of a person is kept, told or carried away."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx2 as httpx
import pyarrow.parquet as pq
import pypdfium2
import pytest
from playwright.sync_api import Browser
from signing_in import Person, provider, with_sign_in
from visiting import HEIGHTS, Visit, free_port

from la21data import __main__ as command_line
from la21data.ingest import import_files
from la21data.store import Store
from la21data.text import words
from tests.ingest.files import CITY, PERSONAL, REGISTRY_HEADER, SAO, csv_file, personal_file, registry_rows

SOUGHT = (*PERSONAL, "u-steward", "steward@")  # Whom the file is about, and who sent it.


def sent_through_the_page(browser: Browser, base: str, person: Person, file: Path) -> bytes:
    """The dry run, then publishing, as a steward presses them. Returns the workbook of rejected rows that the page offers."""
    context = browser.new_context(viewport={"width": 1440, "height": HEIGHTS[1440]}, locale="th-TH")
    context.add_cookies([{"name": name, "value": value, "url": base} for name, value in person.cookies.items()])
    visit = Visit(context.new_page())
    visit.page.goto(f"{base}/data?section=import")
    visit.stand_still()
    visit.page.locator('input[type="file"]').set_input_files(file)
    visit.stand_still()
    visit.page.get_by_role("button", name=words("data.import_check", "th")).click()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name=words("data.import_report", "th")).click()
    visit.page.get_by_role("button", name=words("data.import_publish", "th")).click()
    visit.page.get_by_text(words("data.changes_link", "th")).wait_for()
    visit.stand_still()
    assert visit.faults() == []
    report = download.value.path().read_bytes()
    context.close()
    return report


def found_in(text: str | bytes, sought: Sequence[str] = SOUGHT) -> list[str]:
    return [one for one in sought if (one in text if isinstance(text, str) else one.encode() in text)]


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, str | bytes]]:
    """A file's bytes, and what is written in it where it is packed."""
    yield name, content
    if zipfile.is_zipfile(io.BytesIO(content)):
        archive = zipfile.ZipFile(io.BytesIO(content))
        for inside in archive.namelist():
            yield from unpacked(f"{name}/{inside}", archive.read(inside))
    elif name.endswith(".parquet"):
        yield f"{name} as rows", str(pq.read_table(io.BytesIO(content)).to_pydict())
    elif name.endswith(".pdf"):
        yield f"{name} as text", " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def all_rows(store: Store) -> Iterator[tuple[str, str]]:
    """Every table of every snapshot."""
    for snapshot_id in store.ids():
        snapshot = store.open(snapshot_id)
        for (table,) in snapshot.rows("select table_name from information_schema.tables"):
            yield f"{snapshot_id}: {table}", str(snapshot.rows(f'select * from "{table}"'))


def files_below(folder: Path) -> Iterator[tuple[str, str | bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield from unpacked(str(file.relative_to(folder)), file.read_bytes())


@pytest.mark.parametrize("form", ["json", "text"])
def test_nothing_of_a_person_is_kept_told_or_carried_away(browser: Browser, tmp_path: Path, form: str) -> None:
    store, out, port = Store(tmp_path / "store"), tmp_path / "out", free_port()
    import_files(store, [csv_file(tmp_path / "registry_25601201.csv", REGISTRY_HEADER, registry_rows())])
    out.mkdir()
    file = personal_file(tmp_path / "แบบตอบรับ นายสมชาย ใจดี.csv")
    told: dict[str, str | bytes] = {}
    with provider() as issuer, with_sign_in(tmp_path, tmp_path / "store", issuer, LA21_LOG=form, LA21_METRICS_PORT=str(port)) as base:
        person = Person(base)
        person.sign_in("u-steward")
        told |= unpacked("report.xlsx", sent_through_the_page(browser, base, person, file))
        told["metrics"] = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    told["log"] = (tmp_path / "log").read_text(encoding="utf-8")
    for command in (
        ["journal", "--out", str(out / "journal.csv")],
        ["pack", "--out", str(out)],
        ["publish-data", "--out", str(out / "open")],
    ):
        assert command_line.main([command[0], "--store", str(tmp_path / "store"), *command[1:]]) == 0
    told |= {**dict(files_below(tmp_path / "store")), **dict(all_rows(store)), **dict(files_below(out))}
    assert {name: found_in(content) for name, content in told.items() if found_in(content)} == {}
    # Who sent it: a pseudonym in the journal, and nowhere else.
    (pseudonym,) = {str(entry["by"]) for entry in store.journal if entry["role"] == "steward"}
    assert {name for name, content in told.items() if found_in(content, [pseudonym])} == {"journal.jsonl", "journal.csv"}
    # The search can find: what is sound in the file, by the same means, and what is personal in the file itself.
    (sha,) = {line["sha256"] for entry in store.journal for line in entry.get("files", ()) if line["file"] == "แบบตอบรับ ….csv"}
    places = (f"imports/{sha}/rows.parquet as rows", f"{store.current_id()}: participation", "open/participation.csv")
    assert [name for name in places if not found_in(told[name], [CITY])] == []
    assert any(found_in(content, [SAO]) for name, content in told.items() if name.startswith("report.xlsx/"))
    assert len(found_in(file.read_bytes())) == 4 and found_in(told["journal.csv"], [sha]) and found_in(told["log"], [base])
