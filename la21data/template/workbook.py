"""Writes a template: the sheet to fill in, the guide, and the hidden lists behind the drop-downs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from la21data import reference, thai
from la21data.domain import RECORD_KINDS
from la21data.ingest.kinds import KINDS
from la21data.problems import CannotUse
from la21data.store import Store
from la21data.template.laos import Offered, offered
from la21data.template.rules import Rule, columns_of, rule
from la21data.text import words

HEADER, EXAMPLE, FIRST = 2, 3, 4  # Rows, counted from 0.
LINE = 22  # Points a line of Thai needs.
GUIDE_LETTERS = 90  # Letters on a line of the guide's widest column.
ROWS = 2_000  # Rows that carry the checks.
LISTS, LAOS = "lists", "laos"


@dataclass(frozen=True)
class Written:
    """How many LAOs the drop-down offers, and of which snapshot; 0 and '' where there is no registry yet."""

    laos: int
    snapshot: str


def write_template(store: Store, kind_code: str, out: Path, today: dt.date | None = None) -> Written:
    """Write the template of a kind of records. Raises CannotUse: not an .xlsx name, or it cannot be written, or the store is damaged."""
    if out.suffix.lower() != ".xlsx":
        raise CannotUse("not_xlsx", f"{out.name}: แบบฟอร์มต้องเป็นไฟล์ .xlsx", f"{out.name}: a template is an .xlsx file")
    kind, laos = KINDS[kind_code], offered(store)
    provinces = tuple(sorted((p.name_th for p in reference.provinces().values()), key=thai.collation_key))
    columns = columns_of(kind, bool(laos.names))
    rules = [rule(kind, column, today or dt.date.today(), bool(laos.names), provinces) for column in columns]
    title = next(term for term in RECORD_KINDS if term.code == kind_code).th
    try:
        workbook = xlsxwriter.Workbook(
            str(out), {"strings_to_formulas": False, "strings_to_urls": False, "default_format_properties": _FONT}
        )
        looks = _Looks(workbook)
        _fill_in(workbook, looks, title, rules)
        _guide(workbook, looks, title, rules, laos)
        _lists(workbook, rules)
        if laos.names and kind.has_lao:
            _laos(workbook, laos)
        workbook.close()
    except (OSError, XlsxWriterException) as error:
        raise CannotUse("not_writable", f"เขียนไฟล์ {out} ไม่ได้", f"cannot write {out}") from error
    return Written(len(laos.names), laos.snapshot)


_FONT = {"font_name": "TH Sarabun New", "font_size": 14}


class _Looks:
    def __init__(self, workbook: Any) -> None:
        heading = {**_FONT, "bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
        self.title = workbook.add_format({**_FONT, "bold": True, "font_size": 18})
        self.required = workbook.add_format({**heading, "bg_color": "#1B6B45", "font_color": "#FFFFFF"})
        self.optional = workbook.add_format({**heading, "bg_color": "#DDEBE3"})
        self.plain = workbook.add_format(_FONT)
        self.text = workbook.add_format({**_FONT, "num_format": "@"})
        self.date = workbook.add_format({**_FONT, "num_format": "dd/mm/yyyy"})
        example = {**_FONT, "italic": True, "font_color": "#6B6B6B", "bg_color": "#F3F3F3"}
        self.example = workbook.add_format(example)
        self.example_date = workbook.add_format({**example, "num_format": "dd/mm/yyyy"})
        self.wrapped = workbook.add_format({**_FONT, "text_wrap": True, "valign": "top"})


def _fill_in(workbook: Any, looks: _Looks, title: str, rules: list[Rule]) -> None:
    sheet = workbook.add_worksheet(title)
    sheet.write_string(0, 0, words("template.title", kind=title), looks.title)
    sheet.write_string(1, 0, words("template.lead", row=FIRST + 1), looks.plain)
    sheet.set_default_row(LINE)
    sheet.set_row(0, 30)
    sheet.set_row(HEADER, 2 * LINE)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER)
    letters = {one.column.name: xl_col_to_name(number) for number, one in enumerate(rules)}
    for number, one in enumerate(rules):
        width = max(14, min(36, len(one.column.th) * 1.1 + 4))
        sheet.set_column(number, number, width, looks.date if one.date else looks.text if one.text else looks.plain)
        sheet.write_string(HEADER, number, one.column.th, looks.required if _need(one) else looks.optional)
        if isinstance(one.example, dt.date):
            sheet.write_datetime(EXAMPLE, number, dt.datetime.combine(one.example, dt.time()), looks.example_date)
        else:
            sheet.write(EXAMPLE, number, one.example, looks.example)
        if one.check:
            sheet.data_validation(FIRST, number, FIRST + ROWS - 1, number, _validation(one, number, letters))
    sheet.freeze_panes(FIRST, 0)
    sheet.activate()


def _validation(one: Rule, number: int, letters: dict[str, str]) -> dict[str, Any]:
    """The check with this row's cells in its formula, and what Excel says to whoever fills it in."""
    cells = {name: f"${letter}{FIRST + 1}" for name, letter in letters.items()}
    whole = f"${letters[one.column.name]}${FIRST + 1}:${letters[one.column.name]}${FIRST + ROWS}"
    formulas = {
        key: text.format(cell=xl_rowcol_to_cell(FIRST, number), whole=whole, **{n: c for n, c in cells.items() if n != "cell"})
        for key, text in one.check.items()
        if key in ("source", "value") and isinstance(text, str)
    }
    return {
        **one.check,
        **formulas,
        "input_title": one.column.th[:32],
        "input_message": one.how[:255],
        "error_title": words("template.error_title"),
        "error_message": one.how[:255],
    }


def _guide(workbook: Any, looks: _Looks, title: str, rules: list[Rule], laos: Offered) -> None:
    sheet = workbook.add_worksheet(words("template.guide"))
    for number, width in enumerate((30, 12, 70, 34)):
        sheet.set_column(number, number, width, looks.wrapped)
    sheet.set_default_row(LINE)
    sheet.set_row(0, 30)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, words("template.guide_title", kind=title), looks.title)
    lines = [
        words("template.guide_example", row=EXAMPLE + 1),
        words("template.guide_rows", rows=f"{ROWS:,}"),
        words("template.guide_privacy"),
    ]
    if any(one.column.reader == "lao_name" for one in rules):
        known = words("template.guide_laos", number=f"{len(laos.names):,}", snapshot=laos.snapshot)
        lines.append(known if laos.names else words("template.guide_no_laos"))
    for number, line in enumerate(lines, 1):
        sheet.write_string(number, 0, "• " + line, looks.plain)
    top = len(lines) + 2
    for number, key in enumerate(("column", "required", "how", "sample")):
        sheet.write_string(top, number, words(f"template.guide_{key}"), looks.required)
    for row, one in enumerate(rules, top + 1):
        example = thai.format_date(one.example) if isinstance(one.example, dt.date) else str(one.example)
        choices = words("template.choices", choices=" / ".join(one.choices)) if 0 < len(one.choices) <= 12 else ""
        sheet.write_string(row, 0, one.column.th, looks.wrapped)
        sheet.write_string(row, 1, _need(one), looks.wrapped)
        how = f"{one.how} {choices}".strip()
        sheet.write_string(row, 2, how, looks.wrapped)
        sheet.set_row(row, LINE * (1 + len(how) // GUIDE_LETTERS))
        sheet.write_string(row, 3, example, looks.wrapped)


def _need(one: Rule) -> str:
    """Whether a column must be filled in: always, or as one of two ways of naming the LAO."""
    if one.column.required:
        return words("template.yes")
    return words("template.either") if one.column.name in ("province", "lao_name") and one.of_lao else ""


def _lists(workbook: Any, rules: list[Rule]) -> None:
    """A hidden sheet with a column for each list, and a name for each column. The import passes hidden sheets over."""
    sheet = workbook.add_worksheet(LISTS)
    for number, one in enumerate([one for one in rules if one.choices]):
        for row, choice in enumerate(one.choices):
            if one.column.reader == "step":
                sheet.write_number(row, number, int(choice))
            else:
                sheet.write_string(row, number, choice)
        letter = xl_col_to_name(number)
        workbook.define_name(one.list_name, f"={LISTS}!${letter}$1:${letter}${len(one.choices)}")
    sheet.hide()


def _laos(workbook: Any, laos: Offered) -> None:
    sheet = workbook.add_worksheet(LAOS)
    for row, (province, name) in enumerate(laos.names, 1):
        sheet.write_string(row, 0, province)
        sheet.write_string(row, 1, name)
    workbook.define_name("la21_lao_province", f"={LAOS}!$A$2:$A${len(laos.names) + 1}")
    workbook.define_name("la21_lao_first", f"={LAOS}!$B$1")
    sheet.hide()
