"""Tables to carry away: CSV that a spreadsheet opens in Thai, and workbooks with typed numbers and a second sheet of explanations.

Text stays text: a name that begins with `=` must never become a formula on somebody's desk.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import xlsxwriter

from la21data import thai
from la21data.blocks import Table
from la21data.blocks.tables import Format
from la21data.domain import Language
from la21data.export.carried import Carried, Imprint
from la21data.look.words import text_width
from la21data.measures import Measure
from la21data.text import words

NUMBER_FORMATS: dict[Format, str] = {"whole": "#,##0", "one_decimal": "#,##0.0", "three_decimals": "#,##0.000", "year": "0"}
DECIMALS: dict[Format, int] = {"one_decimal": 1, "three_decimals": 3}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
LONGEST_CELL = 32_767
ROW = 20  # Points: the usual 15 cut the marks above Thai letters.
NARROWEST, WIDEST = 9, 60  # Widths of a column, in letters.
NAME_WIDE, VALUE_WIDE = 34, 100  # Of the sheet of explanations.
BESIDE = {"align": "left", "indent": 1}  # So that words stand off the figures of the column before them.
A4 = 9  # In the numbers of spreadsheets.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # Letters that XML cannot hold.


def to_csv(carried: Carried) -> bytes:
    """The table, an empty line, then the imprint as «name, value» lines. UTF-8 with the mark that Excel needs; missing is empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    table = carried.block.table
    if table is not None:
        writer.writerow([_harmless(name) for name in table.rows.columns])
        for row in rows_of(table):
            writer.writerow(["" if value is None else _harmless(value) if isinstance(value, str) else value for value in row])
        writer.writerow([])
    for name, value in explanations(carried.imprint, carried.measures, empty=carried.block.empty):
        writer.writerow([_harmless(name), _harmless(value)])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(carried: Carried) -> bytes:
    """A workbook of one table: the sheet of figures, and the sheet that explains them."""
    return workbook([(carried.imprint.title, carried)], explanations(carried.imprint, carried.measures, empty=carried.block.empty))


def workbook(sheets: Sequence[tuple[str, Carried]], about: Iterable[tuple[str, str]]) -> bytes:
    """A workbook with one sheet for each (name, block) and, last, a sheet of (name, value) explanations."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, TEXT_ONLY)
    taken: set[str] = set()
    lang: Language = "th"
    for name, carried in sheets:
        lang = carried.imprint.lang
        sheet = book.add_worksheet(sheet_name(name, taken))
        _fill(book, sheet, carried)
        _on_paper(sheet, carried.imprint)
    sheet = book.add_worksheet(sheet_name(words("export.about_sheet", lang), taken))
    _explain(book, sheet, about)
    if sheets:
        _on_paper(sheet, sheets[0][1].imprint)
    book.set_properties({"title": sheets[0][1].imprint.title if sheets else "", "author": "", "company": ""})
    book.close()
    return out.getvalue()


def explanations(imprint: Imprint, measures: Sequence[Measure], *, empty: str = "") -> list[tuple[str, str]]:
    """What a table must say beside its figures: scope, notes, source, dates, the way back, and every measure's definition."""
    lang = imprint.lang

    def named(key: str, value: str) -> tuple[str, str]:
        return words(f"export.{key}", lang), value

    found = [named("title", imprint.title), named("subtitle", imprint.subtitle), named("scope", imprint.scope)]
    found += [named("demo", imprint.demo)] if imprint.demo else []
    found += [named("empty", empty)] if empty else []
    found += [named("note", note) for note in imprint.notes]
    found += [named("source", imprint.source), named("dates", imprint.dates), named("way_back", imprint.way_back)]
    found.append(named("missing", words("export.missing_means", lang)))
    for one in measures:
        told = one.words(lang)
        found.append((f"{words('export.definition', lang)}: {told.title} ({told.unit})", told.definition))
        for key, part in (("numerator", one.numerator), ("denominator", one.denominator)):
            if part is not None and one.denominator is not None:
                found.append((f"  {words(f'block.{key}', lang)}", part.th if lang == "th" else part.en))
    return found


def rows_of(table: Table) -> Iterable[list[str | int | float | None]]:
    """The rows with plain values: numbers where the column is one of figures, None for what is missing, text for all else."""
    forms = [table.formats.get(name, "text") for name in table.rows.columns]
    for row in table.rows.itertuples(index=False, name=None):
        yield [plain(value, form) for value, form in zip(row, forms, strict=True)]


def plain(value: Any, form: Format) -> str | int | float | None:
    """One cell as a plain value."""
    if value is None or value is pd.NA or (isinstance(value, float) and not -1e300 < value < 1e300) or value is pd.NaT:
        return None
    if form == "text":
        return str(value)
    number = float(value)
    return int(number) if form in ("whole", "year") and number.is_integer() else number


def written(value: str | int | float | None, form: Format, lang: Language) -> str:
    """One cell as people read it."""
    if value is None:
        return thai.no_data(lang)
    if isinstance(value, str):
        return value
    return str(value) if form == "year" else thai.format_number(value, DECIMALS.get(form, 0), lang)


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that a workbook takes: up to 31 letters, none of []:*?/\\, not twice."""
    base = re.sub(r"[\[\]:*?/\\]", " ", clean(name)).strip(" '") or "1"
    found, number = base[:31].strip(" '"), 2
    while found.lower() in taken:
        end = f" {number}"
        found, number = base[: 31 - len(end)].strip() + end, number + 1
    taken.add(found.lower())
    return found


def clean(text: str) -> str:
    """Text without the letters that no XML file can hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def _fill(book: Any, sheet: Any, carried: Carried) -> None:
    table, imprint = carried.block.table, carried.imprint
    cell = {"font_name": "Sarabun", "valign": "vcenter"}
    top = {**cell, "bold": True, "bg_color": "#E7F0E7", "bottom": 1, "text_wrap": True}
    head, number_head = book.add_format({**top, **BESIDE}), book.add_format({**top, "align": "right"})
    text, year = book.add_format({**cell, **BESIDE}), book.add_format({**cell, **BESIDE, "num_format": NUMBER_FORMATS["year"]})
    missing = book.add_format({**cell, "font_color": "#56635C", "italic": True, "align": "right"})
    numbers = {form: book.add_format({**cell, "num_format": code}) for form, code in NUMBER_FORMATS.items()} | {"year": year}
    if table is None:
        sheet.write_string(0, 0, clean(carried.block.empty or imprint.title), text)
        sheet.set_column(0, 0, WIDEST)
        return
    names = [str(name) for name in table.rows.columns]
    forms = [table.formats.get(name, "text") for name in table.rows.columns]
    sheet.freeze_panes(1, 0)
    for column, (name, form) in enumerate(zip(names, forms, strict=True)):
        sheet.write_string(0, column, clean(name), head if form in ("text", "year") else number_head)
    widest = [text_width(name, 1) for name in names]
    last = 0
    for last, row in enumerate(rows_of(table), start=1):
        for column, (value, form) in enumerate(zip(row, forms, strict=True)):
            if value is None:
                sheet.write_string(last, column, thai.no_data(imprint.lang), missing)
            elif isinstance(value, str):
                sheet.write_string(last, column, clean(value)[:LONGEST_CELL], text)
            else:
                sheet.write_number(last, column, value, numbers[form])
            widest[column] = max(widest[column], text_width(written(value, form, imprint.lang), 1))
    widths = [min(max(width / 0.55 + 3, NARROWEST), WIDEST) for width in widest]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    lines = max((_lines(name, width) for name, width in zip(names, widths, strict=True)), default=1)
    sheet.set_default_row(ROW)
    sheet.set_row(0, ROW * lines)
    if names:
        sheet.autofilter(0, 0, last, len(names) - 1)
    sheet.repeat_rows(0)


def _on_paper(sheet: Any, imprint: Imprint) -> None:
    """As wide as the page, with the demo mark and the dates at its foot, in a typeface that has every mark of Thai."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    foot = " · ".join(part for part in (imprint.demo.split(":")[0], imprint.dates) if part)
    face = '&"Sarabun,Regular"&8'
    sheet.set_footer(f"&L{face}" + clean(foot).replace("&", "&&")[:200] + f"&R{face}&P/&N")


def _explain(book: Any, sheet: Any, about: Iterable[tuple[str, str]]) -> None:
    name_format = book.add_format({"bold": True, "valign": "top", "text_wrap": True, "font_name": "Sarabun"})
    value_format = book.add_format({"text_wrap": True, "valign": "top", "font_name": "Sarabun"})
    sheet.set_column(0, 0, NAME_WIDE, name_format)
    sheet.set_column(1, 1, VALUE_WIDE, value_format)
    for row, (name, value) in enumerate(about):
        sheet.write_string(row, 0, clean(name), name_format)
        sheet.write_string(row, 1, clean(value)[:LONGEST_CELL], value_format)
        sheet.set_row(row, ROW * max(_lines(name, NAME_WIDE), _lines(value, VALUE_WIDE)))


def _lines(text: str, width: float) -> int:
    """Lines of a text in a column so many letters wide."""
    return max(math.ceil(text_width(text, 1) / 0.55 / width), 1)


def _harmless(value: object) -> str:
    """Text that a spreadsheet will not run: a quote before what looks like a formula."""
    text = clean(str(value))
    return "'" + text if text.startswith(FORMULA_STARTS) else text
