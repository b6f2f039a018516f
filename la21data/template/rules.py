"""What may stand in each column of a template: the check that Excel and LibreOffice make, and how to fill it in, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from la21data import thai
from la21data.domain import FIRST_FISCAL_YEAR, LAO_TYPES, STEPS, TOP_STEP
from la21data.ingest.kinds import Column, Kind
from la21data.ingest.rows import EXAMPLE
from la21data.text import words

LAO_KIND_COLUMNS = ("province", "lao_name", "lao_code")  # In this order: the names depend on the province.
WITHOUT_A_LIST = ("province", "lao_name", "district", "lao_code")
YES_NO = ("มี", "ไม่มี")
_NEVER = ("lao_type", "district", "region", "office")  # Of a LAO kind: the name that is chosen says the first two, the province the rest.
_BE_DAYS = (dt.date(2543, 1, 1) - dt.date(2000, 1, 1)).days  # A date typed with its B.E. year lies so far ahead.
_SERIAL_ZERO = dt.date(1899, 12, 30)


@dataclass(frozen=True)
class Rule:
    """`check`: of xlsxwriter's data validation, without its texts; {cell}, {province}, … stand for a row's own cells.

    `list_name`: the defined name of the choices. `example`: what the example row says. `how`: how to fill it in. `of_lao`: the kind's rows
    are about a LAO, which is named by province and name, or by code.
    """

    column: Column
    how: str
    example: object = ""
    check: dict[str, Any] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    text: bool = False
    date: bool = False
    of_lao: bool = False

    @property
    def list_name(self) -> str:
        return f"la21_{self.column.name}" if self.choices else ""


def columns_of(kind: Kind, has_registry: bool) -> list[Column]:
    """The columns of a kind's template, in order."""
    if not kind.has_lao:
        return list(kind.columns)
    lao = LAO_KIND_COLUMNS if has_registry else WITHOUT_A_LIST
    own = [column for column in kind.columns if column.name not in (*_NEVER, *LAO_KIND_COLUMNS)]
    first = next(number for number, column in enumerate(kind.columns) if column.name in LAO_KIND_COLUMNS)
    return [*own[:first], *(kind.by_name[name] for name in lao), *own[first:]]


def rule(kind: Kind, column: Column, today: dt.date, has_registry: bool, provinces: tuple[str, ...]) -> Rule:
    """The rule of one column."""
    return replace(_rule(kind, column, today, has_registry, provinces), of_lao=kind.has_lao)


def _rule(kind: Kind, column: Column, today: dt.date, has_registry: bool, provinces: tuple[str, ...]) -> Rule:
    year = thai.fiscal_year_of(today)
    how = words(f"template.how_{column.reader}")
    if column.terms:
        labels = tuple(term.th for term in column.terms)
        some = column.reader == "terms"
        return Rule(column, how, labels[0], _list(column, stop=not some), labels)
    if column.reader == "lao_name":
        named = f"{EXAMPLE} ทต.ชื่อเทศบาล"
        if not has_registry:
            return Rule(column, words("template.how_lao_name_free"), named)
        return Rule(column, how, named, {"validate": "list", "source": "=" + _OF_PROVINCE})
    if column.name in ("activity_name", "event_name") or (kind.code == "registry" and column.name == "lao_name"):
        return Rule(column, how, f"{EXAMPLE} {column.th}", text=True)
    if column.name == "activity_id":
        return Rule(
            column, words("template.how_activity_id"), "2567-0001", {"validate": "custom", "value": "=COUNTIF({whole},{cell})=1"}, text=True
        )
    simple: dict[str, Rule] = {
        "fiscal_year": Rule(
            column, words("template.how_fiscal_year", first=FIRST_FISCAL_YEAR, last=year + 1), year, _whole(FIRST_FISCAL_YEAR, year + 1)
        ),
        "lao_code": Rule(column, how, "1234567" if kind.code == "registry" else "", _seven_digits(), text=True),
        "lao_type": Rule(column, how, LAO_TYPES[3].short_th, _list(column), tuple(term.short_th for term in LAO_TYPES)),
        "province": Rule(column, how, provinces[0], _list(column), provinces),
        "step": Rule(column, how, 1, _steps(kind), tuple(term.code for term in STEPS)),
        "date": Rule(column, how, dt.date(year - 543, 3, 1), _day(kind, column, year), date=True),
        "yes_no": Rule(column, how, YES_NO[0], _list(column), YES_NO),
        "whole": Rule(column, how, 25, {"validate": "integer", "criteria": ">=", "value": 0}),
        "money": Rule(column, how, 50000, {"validate": "decimal", "criteria": ">=", "value": 0}),
        "amount": Rule(column, how, 120, {"validate": "decimal", "criteria": ">=", "value": 0}),
        "score": Rule(column, how, 75, _decimal(0, 100)),
        "latitude": Rule(column, how, 15.1, _decimal(5, 21)),
        "longitude": Rule(column, how, 101.5, _decimal(97, 106)),
        "area": Rule(column, how, 42.5, {"validate": "decimal", "criteria": ">", "value": 0}),
    }
    return simple.get(column.reader, Rule(column, how, text=True))


_OF_PROVINCE = "OFFSET(la21_lao_first,MATCH({province},la21_lao_province,0),0,COUNTIF(la21_lao_province,{province}),1)"


def _list(column: Column, stop: bool = True) -> dict[str, Any]:
    """A drop-down; where several may be chosen, others than those of the list only get a remark."""
    return {"validate": "list", "source": f"=la21_{column.name}", **({} if stop else {"error_type": "information"})}


def _steps(kind: Kind) -> dict[str, Any]:
    """Of a fast track only three."""
    if "track" not in kind.by_name:
        return {"validate": "list", "source": "=la21_step"}
    fast = next(term.th for term in kind.by_name["track"].terms if term.code == "fast_track")
    return {"validate": "list", "source": f'=OFFSET(la21_step,0,0,IF({{track}}="{fast}",{TOP_STEP["fast_track"]},{TOP_STEP["ladder"]}),1)'}


def _whole(low: int, high: int) -> dict[str, Any]:
    return {"validate": "integer", "criteria": "between", "minimum": low, "maximum": high}


def _decimal(low: float, high: float) -> dict[str, Any]:
    return {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high}


def _seven_digits() -> dict[str, Any]:
    return {"validate": "custom", "value": "=AND(LEN({cell})=7,ISNUMBER(VALUE({cell})))"}


def _day(kind: Kind, column: Column, year: int) -> dict[str, Any]:
    """A day of the programme's years, typed with its year in C.E. or B.E.; an end not before its start."""
    low, high = _serial(thai.fiscal_year_start(FIRST_FISCAL_YEAR)), _serial(thai.fiscal_year_end(year + 1))
    if kind.code == "registry":
        low = _serial(dt.date(1900, 3, 1))
    both = f"OR(AND({{cell}}>={low},{{cell}}<={high}),AND({{cell}}>={low + _BE_DAYS},{{cell}}<={high + _BE_DAYS}))"
    order = ",{cell}>={start_on}" if column.name == "end_on" else ""
    return {"validate": "custom", "value": f"=AND(ISNUMBER({{cell}}),{both}{order})"}


def _serial(day: dt.date) -> int:
    return (day - _SERIAL_ZERO).days
