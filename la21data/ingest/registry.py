"""A registry list against the registry's history: which LAOs begin, end, change, and which new code continues which old one.

Pure functions over versions: nothing is deleted, so old records still find the LAO of their time.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from la21data import thai
from la21data.ingest.lao_index import Version
from la21data.problems import CannotUse, Problem

FULL_FROM = 0.90  # A file with this share of the LAOs valid before it is a full list, unless it is told to be an amendment.
MOST_ENDED = 0.02  # A list that would end more than this share of the LAOs must be asked for.
_ONLY_WHEN_TOLD = (
    "valid_from",
    "valid_to",
    "predecessor_code",
)  # An empty cell does not clear these: the history knows them.

Mode = Literal["auto", "full", "amendment"]
Row = Mapping[str, Any]  # lao_code, name, lao_type, province and whatever else the list tells


@dataclass
class Outcome:
    """The history after a list, and what became of each of its rows: new, updated or unchanged."""

    versions: list[Version]
    verdicts: list[str]
    mode: Literal["full", "amendment"]
    ended: int = 0
    notices: list[Problem] = field(default_factory=list)


def apply_list(
    history: Sequence[Version],
    rows: Sequence[Row],
    day: dt.date,
    lists: Collection[dt.date],
    mode: Mode = "auto",
    mentioned: Iterable[str] = (),
) -> Outcome:
    """Read a list of one day into the history. `lists`: days of the lists read before; none: this is the first.

    `mentioned`: codes that the list names in rows that were rejected: they are not absent from it. Raises CannotUse where the list
    would end too many LAOs unasked, or is older than the newest list and contradicts it.
    """
    if not lists:
        first = Outcome([_first(row, None) for row in rows], ["new"] * len(rows), "full")
        first.notices = [_of_first_list(day, len(rows))] if rows else []
        return first
    by_code: dict[str, list[Version]] = defaultdict(list)
    for version in sorted(history, key=lambda v: (v.lao_code, v.version)):
        by_code[version.lao_code].append(version)
    named = {row["lao_code"] for row in rows} | set(mentioned)
    before = {code for code, versions in by_code.items() if any(version.holds_on(day) for version in versions)}
    is_full = mode == "full" or (mode == "auto" and len(before & named) >= FULL_FROM * len(before))
    if day < max(lists):
        return _confirm(by_code, rows, day, before - named if is_full else set(), "full" if is_full else "amendment", max(lists))
    outcome = Outcome([], [], "full" if is_full else "amendment")
    began = list[str]()
    for row in rows:
        outcome.verdicts.append(_read_row(by_code, row, day, lists, began))
    ended = sorted(before - named) if is_full else []
    _refuse_too_many(ended, before, mode)
    for code in ended:
        by_code[code][-1] = replace(by_code[code][-1], valid_to=day)
    outcome.ended = len(ended)
    continued = _continue(by_code, began, ended)
    _end_predecessors(by_code, began, day)
    outcome.versions = [version for versions in by_code.values() for version in versions]
    outcome.notices = _notices(outcome, day, len(began), continued)
    return outcome


def _read_row(by_code: dict[str, list[Version]], row: Row, day: dt.date, lists: Collection[dt.date], began: list[str]) -> str:
    versions = by_code.get(row["lao_code"])
    if not versions:
        by_code[row["lao_code"]] = [_first(row, day)]
        began.append(row["lao_code"])
        return "new"
    last = versions[-1]
    told_end = row.get("valid_to")
    if last.valid_to is not None and last.valid_to <= day and told_end is None:
        if last.valid_to < day:  # It had ended, and is there again.
            versions.append(_changed(replace(last, version=last.version + 1, valid_from=row.get("valid_from") or day, valid_to=None), row))
            return "updated"
        versions[-1] = _changed(replace(last, valid_to=None), row)
        return "updated"
    is_new_name = (thai.fold(row["name"]), row["lao_type"]) != (thai.fold(last.name), last.lao_type)
    corrects = last.valid_from == day or (last.valid_from is None and set(lists) == {day})  # A second look at the same day's list.
    if is_new_name and not corrects:
        begins = row.get("valid_from") or day
        versions[-1] = replace(last, valid_to=begins)
        versions.append(_changed(replace(last, version=last.version + 1, valid_from=begins, valid_to=None), row))
        return "updated"
    changed = _changed(last, row)
    versions[-1] = changed
    return "unchanged" if changed == last else "updated"


def _first(row: Row, day: dt.date | None) -> Version:
    """The first version of a LAO. `day` None: it was valid from an unknown past."""
    return _changed(Version(row["lao_code"], 1, row["name"], row["lao_type"], row["province"], valid_from=day), row)


def _changed(version: Version, row: Row) -> Version:
    """A version with what the row tells; columns that the list lacks keep their values, empty cells clear them."""
    told = {name: value for name, value in row.items() if name not in _ONLY_WHEN_TOLD or value is not None}
    return replace(version, **told)


def _confirm(
    by_code: Mapping[str, list[Version]],
    rows: Sequence[Row],
    day: dt.date,
    absent: set[str],
    mode: Literal["full", "amendment"],
    newest: dt.date,
) -> Outcome:
    """A list older than the newest one can only say again what the history holds for its day; the newer list's details stand."""

    def agrees(row: Row) -> bool:
        return any(
            version.holds_on(day)
            and (thai.fold(version.name), version.lao_type, version.province) == (thai.fold(row["name"]), row["lao_type"], row["province"])
            for version in by_code.get(row["lao_code"], ())
        )

    differing = sum(not agrees(row) for row in rows) + len(absent)
    if differing:
        raise CannotUse(
            "older_list",
            f"ทะเบียน ณ {thai.format_date(day)} เก่ากว่าทะเบียนล่าสุด ({thai.format_date(newest)}) และขัดกับประวัติ {differing:,} แห่ง "
            "นำเข้าทะเบียนตามลำดับเวลา",
            f"the registry of {day} is older than the newest one ({newest}) and contradicts the history of {differing:,} "
            "LAOs: import registries in the order of time",
        )
    return Outcome([version for versions in by_code.values() for version in versions], ["unchanged"] * len(rows), mode)


def _refuse_too_many(ended: Sequence[str], before: Collection[str], mode: Mode) -> None:
    if mode != "full" and len(ended) > MOST_ENDED * len(before):
        raise CannotUse(
            "too_many_ended",
            f"ทะเบียนนี้จะทำให้ อปท. {len(ended):,} แห่งจาก {len(before):,} แห่งสิ้นสภาพ "
            "หากเป็นบัญชีเต็มจริงให้ระบุว่าเป็นบัญชีเต็ม (--full) หากไม่ใช่ให้ระบุว่าเป็นบัญชีแก้ไข (--amend)",
            f"this registry would end {len(ended):,} of {len(before):,} LAOs: say that it is a full list (--full) if it is one, "
            "or an amendment (--amend) if it only adds and changes",
        )


def _continue(by_code: dict[str, list[Version]], began: Sequence[str], ended: Sequence[str]) -> int:
    """Say of each LAO that began which one that ended on the same list it continues; returns how many do.

    A DLA code is one digit of the type, four of the district, two of the order there: an upgraded LAO keeps the last six. One that moved
    to another district keeps its type and name in the province. Where two would fit, nothing is said.
    """
    by_number: dict[object, list[str]] = defaultdict(list)
    by_name: dict[object, list[str]] = defaultdict(list)
    for code in ended:
        by_number[code[1:]].append(code)
        by_name[_name_key(by_code[code][-1])].append(code)
    new_names = defaultdict(list)
    for code in began:
        new_names[_name_key(by_code[code][-1])].append(code)
    continued = 0
    for code in began:
        version = by_code[code][-1]
        if version.predecessor_code is not None:
            continue
        found = by_number[code[1:]] or (by_name[_name_key(version)] if len(new_names[_name_key(version)]) == 1 else [])
        if len(found) == 1:
            by_code[code][-1] = replace(version, predecessor_code=found[0])
            continued += 1
    return continued


def _end_predecessors(by_code: dict[str, list[Version]], began: Sequence[str], day: dt.date) -> None:
    """A LAO that a new one is said to continue has ended when that one began, also where a list only adds and changes."""
    for code in began:
        version = by_code[code][-1]
        before = by_code.get(version.predecessor_code or "")
        if before and before[-1].valid_to is None and before[-1].lao_code != code:
            before[-1] = replace(before[-1], valid_to=version.valid_from or day)


def _name_key(version: Version) -> tuple[str, str, str]:
    return thai.fold(version.name), version.lao_type, version.province


def _of_first_list(day: dt.date, laos: int) -> Problem:
    return Problem(
        "first_list",
        f"อ่านทะเบียน ณ วันที่ {thai.format_date(day)} เป็นบัญชีแรกของคลัง: อปท. {laos:,} แห่ง",
        f"the registry of {thai.format_date(day, lang='en')} was read as the store's first list: {laos:,} LAOs",
    )


def _notices(outcome: Outcome, day: dt.date, began: int, continued: int) -> list[Problem]:
    of_day_th, of_day_en = f"ทะเบียน ณ วันที่ {thai.format_date(day)}", f"the registry of {thai.format_date(day, lang='en')}"
    if outcome.mode == "amendment":
        return [
            Problem(
                "amendment",
                f"อ่าน{of_day_th} เป็นบัญชีแก้ไขเพิ่มเติม อปท. ที่ไม่อยู่ในไฟล์ยังคงอยู่",
                f"{of_day_en} was read as an amendment: LAOs that are not in it stay as they are",
            )
        ]
    return [
        Problem(
            "full_list",
            f"อ่าน{of_day_th} เป็นบัญชีเต็ม: อปท. ใหม่ {began:,} แห่ง สิ้นสภาพ {outcome.ended:,} แห่ง (สืบต่อเป็นรหัสใหม่ {continued:,} แห่ง)",
            f"{of_day_en} was read as a full list: {began:,} LAOs began, {outcome.ended:,} ended ({continued:,} continue under a new code)",
        )
    ]
