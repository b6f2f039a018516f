"""Random histories of LAOs for tests: begun, ended, renamed, upgraded, split, merged, of unknown origin. Nobody is real."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from la21data.domain import BANGKOK, BANGKOK_LAO_CODE

Row = dict[str, Any]
PROVINCES = ("10", "11", "20", "40", "47", "50", "52", "57", "80", "90")  # All four regions, pilots and others, and Bangkok.
TYPES = ("city", "town", "subdistrict", "sao")


def lao(
    code: str,
    version: int = 1,
    name: str = "ก",
    lao_type: str = "sao",
    province: str = "50",
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    predecessor_code: str | None = None,
) -> Row:
    """One dated version of a LAO."""
    return {
        "lao_code": code,
        "version": version,
        "name": name,
        "lao_type": lao_type,
        "province": province,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "predecessor_code": predecessor_code,
    }


def histories(draw: random.Random, number: int, span: range) -> list[Row]:
    kinds: list[Callable[[random.Random, int, str, range], list[Row]]] = [
        _plain,
        _plain,
        _plain,
        _plain,
        _began,
        _ended,
        _renamed,
        _upgraded,
        _upgraded_twice,
        _lives_on,
        _of_unknown_origin,
        _split,
        _merged,
    ]
    rows = [lao(BANGKOK_LAO_CODE, name="กรุงเทพมหานคร", lao_type="special", province=BANGKOK)] if number > 1 else []
    for n in range(number):
        history = _upgraded if number == 1 else draw.choice(kinds)
        rows += history(draw, n, draw.choice(PROVINCES[1:]), span)
    return rows


def _code(n: int, generation: int = 0) -> str:
    """Seven digits that sort in another order than time does: the third generation's code is the smallest."""
    return f"{(6, 7, 5)[generation]}{n:06}"


def _plain(draw: random.Random, n: int, province: str, span: range) -> list[Row]:
    return [lao(_code(n), name=f"บ้าน{n}", lao_type=draw.choice(TYPES), province=province)]


def _began(draw: random.Random, n: int, province: str, span: range) -> list[Row]:
    return [lao(_code(n), name=f"ใหม่{n}", province=province, valid_from=some_day(draw, draw.choice(span)))]


def _ended(draw: random.Random, n: int, province: str, span: range) -> list[Row]:
    return [lao(_code(n), name=f"เดิม{n}", province=province, valid_to=some_day(draw, draw.choice(span)))]


def _renamed(draw: random.Random, n: int, province: str, span: range) -> list[Row]:
    day = some_day(draw, draw.choice(span))
    return [
        lao(_code(n), 1, f"เก่า{n}", "sao", province, valid_to=day),
        lao(_code(n), 2, f"ใหม่{n}", "subdistrict", province, valid_from=day),
    ]


def _upgraded(draw: random.Random, n: int, province: str, span: range) -> list[Row]:
    day = some_day(draw, draw.choice(span))
    return [
        lao(_code(n), 1, f"ยก{n}", "sao", province, valid_to=day),
        lao(_code(n, 1), 1, f"ยก{n}", "subdistrict", province, valid_from=day, predecessor_code=_code(n)),
    ]


def _upgraded_twice(draw: random.Random, n: int, province: str, span: range) -> list[Row]:
    first, second = sorted((some_day(draw, draw.choice(span)), some_day(draw, draw.choice(span))))
    return [
        lao(_code(n), 1, f"สอง{n}", "sao", province, valid_to=first),
        lao(_code(n, 1), 1, f"สอง{n}", "subdistrict", province, first, second, _code(n)),
        lao(_code(n, 2), 1, f"สอง{n}", "town", province, valid_from=second, predecessor_code=_code(n, 1)),
    ]


def _lives_on(draw: random.Random, n: int, province: str, span: range) -> list[Row]:
    return [
        lao(_code(n), 1, f"แม่{n}", "sao", province),
        lao(_code(n, 1), 1, f"ลูก{n}", "sao", province, some_day(draw, draw.choice(span)), predecessor_code=_code(n)),
    ]


def _of_unknown_origin(draw: random.Random, n: int, province: str, span: range) -> list[Row]:
    return [lao(_code(n, 1), 1, f"ลอย{n}", "town", province, predecessor_code=_code(n))]


def _split(draw: random.Random, n: int, province: str, span: range) -> list[Row]:
    day = some_day(draw, draw.choice(span))
    return [
        lao(_code(n), 1, f"แยก{n}", "sao", province, valid_to=day),
        *(lao(_code(n, 1 + part), 1, f"แยก{n}{part}", "sao", province, day, predecessor_code=_code(n)) for part in (0, 1)),
    ]


def _merged(draw: random.Random, n: int, province: str, span: range) -> list[Row]:
    """One that ends, into one that had long been there: both stay what they were."""
    day = some_day(draw, draw.choice(span))
    return [
        lao(_code(n), 1, f"รวม{n}", "sao", province, valid_to=day),
        lao(_code(n, 1), 1, f"รับ{n}", "subdistrict", province, valid_to=day),
        lao(_code(n, 1), 2, f"รับ{n}", "subdistrict", province, day, predecessor_code=_code(n)),
    ]


def some_day(draw: random.Random, fiscal_year: int) -> dt.date:
    """A day of a fiscal year, quite often its first or last."""
    first = dt.date(fiscal_year - 544, 10, 1)
    last = dt.date(fiscal_year - 543, 9, 30)
    return draw.choice((first, last, first + dt.timedelta(days=draw.randrange(365))))
