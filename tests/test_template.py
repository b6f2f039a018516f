"""Templates: a person who fills one in by its own rules has no row rejected; the example row is no record; nothing is guessed."""

import datetime as dt
import re
import shutil

import openpyxl
import pytest

from la21data.ingest import import_files
from la21data.ingest.kinds import KINDS
from la21data.ingest.results import ImportResult
from la21data.problems import CannotUse
from la21data.store import Store
from la21data.template import write_template
from la21data.template.rules import columns_of
from tests.ingest.files import REGISTRY_HEADER, TODAY, TWIN_A, TWIN_B, csv_file, registry_rows

HEADER, EXAMPLE, FIRST = 3, 4, 5
PROVINCES = ("กระบี่", "ชลบุรี", "อุบลราชธานี", "กรุงเทพมหานคร", "นครราชสีมา")  # Those with LAOs in the small registry.
RECORD_KINDS = [code for code in KINDS if code != "registry"]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store with the small registry. Not to be written to."""
    folder = tmp_path_factory.mktemp("registry")
    file = csv_file(folder / "registry_25601201.csv", REGISTRY_HEADER, registry_rows())
    import_files(Store(folder / "store"), [file], today=TODAY)
    return Store(folder / "store")


class Form:
    """A template as a person sees it: headers, and what each column lets through."""

    def __init__(self, path):
        self.path = path
        self.workbook = openpyxl.load_workbook(path)
        self.sheet = self.workbook.worksheets[0]
        self.headers = {cell.value: cell.column for cell in self.sheet[HEADER] if cell.value}
        self.checks = {}
        for check in self.sheet.data_validations.dataValidation:
            for area in check.sqref.ranges:
                assert area.min_row == FIRST
                self.checks[area.min_col] = check

    def named(self, name):
        """The cells behind a defined name, as one list."""
        ((sheet, area),) = self.workbook.defined_names[name].destinations
        cells = self.workbook[sheet][area.replace("$", "")]
        return [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]

    def choices(self, header, row):
        """What a drop-down offers in a row, as Excel works its formula out; None where the column has no list."""
        check = self.checks.get(self.headers[header])
        if check is None or check.type != "list":
            return None
        formula = check.formula1
        if "MATCH" in formula:
            province = self.sheet[f"{re.search(r'MATCH[(][$]([A-Z]+)', formula)[1]}{row}"].value
            provinces = self.named("la21_lao_province")
            start, number = provinces.index(province) + 1, provinces.count(province)  # OFFSET(first, start, 0, number, 1)
            assert provinces[start - 1 : start - 1 + number] == [province] * number
            return [self.workbook["laos"].cell(1 + start + n, 2).value for n in range(number)]
        if formula.startswith("OFFSET(la21_step"):
            track = self.sheet[f"{re.search(r'IF[(][$]([A-Z]+)', formula)[1]}{row}"].value
            return self.named("la21_step")[: 3 if track in formula else 4]
        return self.named(formula)

    def fill(self, row, kind, given):
        """Fill a row in by the rules; `given`: column name -> what is chosen, a number = that choice of its list."""
        columns = {column.th: column for column in KINDS[kind].columns}
        for header, number in self.headers.items():
            column = columns[header]
            wanted = given.get(column.name, 0)
            choices = self.choices(header, row)
            value = (
                self.of_reader(column, row) if choices is None else choices[wanted % len(choices)] if isinstance(wanted, int) else wanted
            )
            if choices is None and column.name in given:
                value = wanted
            if choices is not None and self.checks[number].errorStyle != "information":
                assert value in choices
            self.sheet.cell(row, number).value = value
        return self

    def of_reader(self, column, row):
        """What a person may type where there is no list."""
        check = self.checks.get(self.headers[column.th])
        if check is not None and check.type in ("whole", "decimal"):
            return float(check.formula1) + (1 if check.operator == "greaterThan" else 0) if check.type == "decimal" else int(check.formula1)
        if column.name == "activity_id":
            return f"2567-{row:04d}"
        if column.reader == "lao_code":
            return ""
        return dt.date(2024, 3, row) if column.reader == "date" else f"ข้อความ {row}"

    def save(self, path):
        self.workbook.save(path)
        return path


def form(store, kind, tmp_path, name="form.xlsx"):
    write_template(store, kind, tmp_path / name, TODAY)
    return Form(tmp_path / name)


def imported(store, path, kind="auto") -> ImportResult:
    return import_files(store, [path], kind=kind, dry_run=True, today=TODAY)


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_what_is_filled_in_by_the_rules_imports_with_no_rejection(store, kind, tmp_path):
    empty = form(store, kind, tmp_path)
    for row in range(FIRST, FIRST + 12):
        # A year or a day of its own, so that no two rows share a key; each list is gone through.
        given = {"lao_name": row, "fiscal_year": 2550 + row}
        lists = {column.name: row for column in KINDS[kind].columns if column.reader in ("term", "terms", "step", "yes_no")}
        empty.fill(row, kind, {**lists, **given, "province": PROVINCES[row % len(PROVINCES)]})
    (file,) = imported(store, empty.save(tmp_path / "filled.xlsx")).files
    assert (file.kind, file.read, file.new, list(file.rejections)) == (kind, 12, 12, [])
    assert not file.warnings and not file.ignored_columns and file.skipped["example"] == 1


def test_a_registry_from_a_template_begins_a_store(tmp_path):
    store = Store(tmp_path / "none")
    empty = form(store, "registry", tmp_path)
    for row in range(FIRST, FIRST + 9):
        own = {"lao_code": f"11101{row:02d}", "lao_name": f"ตำบล {row}", "lao_type": row, "province": row}
        empty.fill(row, "registry", {**own, "lat": "", "lon": "", "valid_from": "", "valid_to": "", "predecessor_code": ""})
    (file,) = imported(store, empty.save(tmp_path / "filled.xlsx")).files
    assert (file.kind, file.new, list(file.rejections), file.skipped["example"]) == ("registry", 9, [], 1)


@pytest.mark.parametrize("kind", KINDS)
def test_headers_are_those_of_the_contract_and_required_ones_are_all_there(store, kind, tmp_path):
    empty = form(store, kind, tmp_path)
    of_kind = {column.th: column for column in KINDS[kind].columns}
    assert set(empty.headers) <= set(of_kind)
    assert {column.th for column in of_kind.values() if column.required or column.stored} <= set(empty.headers) | {"รหัส อปท."}
    unchecked = {header for header, number in empty.headers.items() if number not in empty.checks}
    assert {of_kind[header].reader for header in unchecked} <= {"text", "list"}


def test_lao_names_depend_on_the_province_and_repeated_ones_carry_their_district(store, tmp_path):
    empty = form(store, "participation", tmp_path)
    empty.sheet.cell(FIRST, empty.headers["จังหวัด"]).value = "กระบี่"
    assert empty.choices("ชื่อ อปท.", FIRST) == ["ทต.ตัวอย่างงาม", "อบจ.กระบี่", "อบต.ตัวอย่างงาม"]
    empty.sheet.cell(FIRST, empty.headers["จังหวัด"]).value = "อุบลราชธานี"
    assert empty.choices("ชื่อ อปท.", FIRST) == ["ทต.ตัวอย่างไทร (อ.พิบูลมังสาหาร)", "ทต.ตัวอย่างไทร (อ.โพธิ์ไทร)"]
    for row, choice in ((FIRST, 0), (FIRST + 1, 1)):
        empty.fill(row, "participation", {"province": "อุบลราชธานี", "lao_name": choice, "fiscal_year": 2567})
    writable = Store(tmp_path / "store")
    shutil.copytree(store.path, writable.path)
    import_files(writable, [empty.save(tmp_path / "filled.xlsx")], today=TODAY)
    assert sorted(writable.open().rows("select lao_code from participation")) == [(TWIN_A,), (TWIN_B,)]


def test_steps_depend_on_the_track(store, tmp_path):
    empty = form(store, "participation", tmp_path)
    for track, steps in (("บันได 4 ขั้น", [1, 2, 3, 4]), ("Fast Track (เส้นทางลัด)", [1, 2, 3])):
        empty.sheet.cell(FIRST, empty.headers["เส้นทาง"]).value = track
        assert empty.choices("ขั้น", FIRST) == steps


def test_a_day_may_have_its_buddhist_year_and_several_may_be_chosen(store, tmp_path):
    empty = form(store, "activity", tmp_path)
    days = {"start_on": dt.date(2567, 1, 15), "end_on": dt.date(2567, 2, 28)}
    empty.fill(FIRST, "activity", {"province": "กระบี่", "fiscal_year": 2567, "modes": "ร่วมคิดร่วมวางแผน, ร่วมลงมือปฏิบัติ", **days})
    writable = Store(tmp_path / "store")
    shutil.copytree(store.path, writable.path)
    (file,) = import_files(writable, [empty.save(tmp_path / "filled.xlsx")], today=TODAY).files
    assert not file.rejections and not file.warnings
    stored = writable.open().rows("select start_on, end_on, modes from activity")
    assert stored == [(dt.date(2024, 1, 15), dt.date(2024, 2, 28), ["plan", "act"])]


def test_an_untouched_template_has_no_row_of_data(store, tmp_path):
    for kind in KINDS:
        with pytest.raises(CannotUse) as caught:
            imported(store, form(store, kind, tmp_path).path)
        assert caught.value.problem.code == "no_rows"


def test_without_a_registry_the_guide_says_so_and_names_are_typed(tmp_path, demo_store, store):
    for nobody in (Store(tmp_path / "none"), Store(demo_store)):
        empty = form(nobody, "award", tmp_path)
        assert "laos" not in empty.workbook.sheetnames and empty.choices("ชื่อ อปท.", FIRST) is None
        guide = " ".join(str(cell.value) for row in empty.workbook["คำแนะนำ"].iter_rows() for cell in row if cell.value)
        assert "ยังไม่มีทะเบียน" in guide
    empty.fill(FIRST, "award", {"province": "กระบี่", "lao_name": "ทต.ตัวอย่างงาม", "district": ""})
    (file,) = imported(store, empty.save(tmp_path / "filled.xlsx")).files
    assert (file.new, file.rejected) == (1, 0)


def test_a_name_that_is_no_workbook_and_a_folder_that_is_not_there(store, tmp_path):
    for out, code in ((tmp_path / "form.csv", "not_xlsx"), (tmp_path / "none" / "form.xlsx", "not_writable")):
        with pytest.raises(CannotUse) as caught:
            write_template(store, "award", out)
        assert caught.value.problem.code == code


def test_columns_of_a_lao_kind_have_the_province_before_the_names():
    for kind in KINDS.values():
        names = [column.name for column in columns_of(kind, True)]
        assert not kind.has_lao or names.index("province") + 1 == names.index("lao_name")
