"""Matches every row of a batch with its LAO: what rows tell is told apart first, so that the same telling is matched once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from la21data import reference, thai
from la21data.ingest.asked import Asked, is_missing, told_by_name
from la21data.ingest.matching import Match, Matcher
from la21data.ingest.places import is_mended, province_code
from la21data.ingest.reasons import Reason

if TYPE_CHECKING:
    from la21data.ingest.batch import Batch
    from la21data.ingest.cells import Cells

_TELLS = ("lao_code", "lao_name", "lao_type", "province", "district")


def find_laos(batch: Batch, matcher: Matcher) -> None:
    """Fill the batch's `lao_code` and provinces, and hold against each row what keeps it from having one."""
    columns = {name: batch.table.cells[name] for name in _TELLS if name in batch.table.cells}
    years = _one_year_an_epoch(_fiscal_years(batch), matcher)
    group, first = _distinct([cells.codes for cells in columns.values()] + [years])
    matches = []
    for row in first.tolist():
        told = {name: columns[name][row] if name in columns else "" for name in _TELLS}
        code, name, district = told_by_name(told["lao_name"])
        if not is_missing(told["lao_code"]):  # In the code's own column a whole candidate tells its code too.
            name = told["lao_name"] if code else name
            code = told_by_name(told["lao_code"])[0] or told["lao_code"]
        matches.append(
            matcher.match(
                Asked(
                    code,
                    name,
                    told["lao_type"],
                    told["province"],
                    told["district"] or district,
                    int(years[row]) or None,
                )
            )
        )
    codes = pa.array([match.lao.lao_code if match.lao else None for match in matches], pa.string())
    batch.values["lao_code"] = codes.take(pa.array(group))
    provinces = np.array([match.province for match in matches] or [None], object)
    batch.province = provinces[group].tolist() if len(group) else []
    _hold_against(batch, matches, group)
    if "province" in columns:
        _warn_of_mended_provinces(batch, columns["province"])
    if "model_lao_code" in batch.values:
        _drop_unknown_models(batch, matcher)


def _warn_of_mended_provinces(batch: Batch, cells: Cells) -> None:
    for number, text in enumerate(cells.texts):
        if is_mended(text):
            read = f"= «{reference.provinces()[province_code(text) or ''].name_th}»"
            batch.remarks.warn(cells.codes == number, Reason("damaged_text", "province", read, read))


def _drop_unknown_models(batch: Batch, matcher: Matcher) -> None:
    """A model LAO that no registry knows is left empty: it would be a learning centre that nobody can visit."""
    models = batch.values["model_lao_code"]
    unknown = pc.is_in(
        models,
        pa.array([code for code in models.unique().to_pylist() if code and not matcher.knows(code)], pa.string()),
    )
    mask = unknown.fill_null(False).to_numpy(zero_copy_only=False)
    batch.remarks.warn(mask, Reason("optional_unreadable", "model_lao_code", "ไม่มีรหัสนี้ในทะเบียน", "no registry holds this code"))
    batch.values["model_lao_code"] = pc.if_else(unknown.fill_null(False), pa.scalar(None, pa.string()), models)


def _hold_against(batch: Batch, matches: list[Match], group: np.ndarray) -> None:
    failing = [number for number, match in enumerate(matches) if match.reason or match.changed_to]
    rows_of = _rows_of(group, failing)
    for number in failing:
        match, rows = matches[number], rows_of[number]
        if match.reason:
            batch.remarks.reject(rows, _where_it_stands(match.reason, batch), match.text, match.candidates)
        else:
            column = "lao_name" if "lao_name" in batch.table.cells else "lao_code"
            batch.remarks.warn(
                rows,
                Reason("type_changed", column, f"({match.changed_to})", f"({match.changed_to})"),
                dict.fromkeys(rows.tolist(), match.text),
            )


def _where_it_stands(reason: Reason, batch: Batch) -> Reason:
    """The reason, held against a column that the sheet has: who tells LAOs by code alone has no name to mend, and the other way."""
    other = {"lao_name": "lao_code", "lao_code": "lao_name"}.get(reason.column)
    return replace(reason, column=other) if other in batch.table.cells and reason.column not in batch.table.cells else reason


def _rows_of(group: np.ndarray, wanted: list[int]) -> dict[int, np.ndarray]:
    """Group -> its rows, of the groups that are wanted."""
    if not wanted:
        return {}
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], wanted, "left")
    ends = np.searchsorted(group[order], wanted, "right")
    return {number: order[start:end] for number, start, end in zip(wanted, starts, ends, strict=True)}


def _fiscal_years(batch: Batch) -> np.ndarray:
    """Each row's fiscal year, 0 where it is not known; a visit's is that of its day."""
    if "fiscal_year" in batch.values:
        return batch.values["fiscal_year"].fill_null(0).to_numpy(zero_copy_only=False)
    days = batch.values["visited_on"].dictionary_encode()
    of_day = np.array([thai.fiscal_year_of(day) for day in days.dictionary.to_pylist()] + [0], np.int32)
    return of_day[days.indices.fill_null(len(of_day) - 1).to_numpy(zero_copy_only=False)]


def _one_year_an_epoch(years: np.ndarray, matcher: Matcher) -> np.ndarray:
    """Each year as the first one that makes the same difference to a match: hardly any do, and a match costs more than a row."""
    codes, distinct = pd.factorize(years)
    first: dict[tuple[int, int], int] = {}
    stands_for = [first.setdefault(matcher.epoch(year), year) if year else 0 for year in distinct.tolist()]
    return np.array(stands_for, np.int64)[codes] if len(years) else years


def _distinct(columns: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """(group of each row, first row of each group) of rows that are the same in every column."""
    group = np.zeros(len(columns[0]), np.int64)
    for codes in columns:
        group = pd.factorize(group * (int(codes.max(initial=0)) + 1) + codes)[0].astype(np.int64)
    first = np.full(int(group.max(initial=-1)) + 1, -1, np.int64)
    first[group[::-1]] = np.arange(len(group))[::-1]
    return group, first
