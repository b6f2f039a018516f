"""Numbers as they stand in Thai spreadsheets: Thai digits, baht signs, units, ล้าน."""

import re
from decimal import Context, Decimal

from .dates import MONTH_NAME
from .text import Unreadable, clean_text, is_missing, to_arabic_digits

_CURRENCY = r"(?:฿|THB|บาท)?\s*"
_FIGURES = (
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?P<fraction>\.[0-9]*)?(?P<exponent>[eE][+-]?[0-9]{1,2})?"
    r"(?:(?<=\.)[-–—=]|\.[-–—=])?"  # 800.- and 800.50.-
)
_NUMBER = re.compile(rf"(?P<sign>[-−–+]?)\s*{_CURRENCY}{_FIGURES}\s*(?P<unit>[^0-9]*)", re.IGNORECASE)
_IN_BRACKETS = re.compile(rf"\(\s*({_CURRENCY}[0-9.,]+)\s*\)", re.IGNORECASE)

_POWERS = {"ร้อย": 2, "พัน": 3, "หมื่น": 4, "แสน": 5, "ล้าน": 6, "thousand": 3, "million": 6, "billion": 9}
# พันธุ์ (species) and ร้อยละ (per cent) are units that only begin like a multiplier.
_MULTIPLIER = re.compile(r"(ร้อย|พัน|หมื่น|แสน|ล้าน)?(ล้าน)|(ร้อย)(?!ละ)|(พัน)(?!ธ)|(หมื่น)|(แสน)|(thousand|million|billion)\b", re.IGNORECASE)
_THAI_UNIT = re.compile(r"\(?[\u0e01-\u0e4e][\u0e01-\u0e4e./() ]{0,40}")
_NO_UNIT = re.compile(r"\(?(?:ไม่|หรือ|ถึง|กว่า|เศษ|น\.?$|พ\.?\s?ศ|ค\.?\s?ศ)")
_LATIN_UNITS = frozenset(("%", "baht", "thb", "kg", "t", "ton", "tons", "tonne", "tonnes", "km", "km²", "m²", "rai", "people", "persons"))
_LONGEST = 80
_LIMIT = Decimal(10) ** 18  # what still fits a BIGINT, and far beyond any budget
_EXACT = Context(prec=120)


def _without_unit(unit: str) -> int | None:
    """The power of ten that a unit carries (ล้านตัน: 6, วัด: 0), or None when it is no unit at all."""
    unit = unit.strip()
    power = 0
    if multiplier := _MULTIPLIER.match(unit):
        power = sum(_POWERS[word.casefold()] for word in multiplier.groups() if word)
        unit = unit[multiplier.end() :].strip()
    if not unit or unit.casefold() in _LATIN_UNITS:
        return power
    if _THAI_UNIT.fullmatch(unit) and not _NO_UNIT.match(unit) and not MONTH_NAME.fullmatch(unit):
        return power
    return None


def parse_number(text: str) -> Decimal | None:
    """The number in a cell, exactly as written; a unit behind it is dropped (`85 %` -> 85), ล้าน and พัน multiply.

    Missing (see `is_missing`; so also `nan`) -> None. A leading minus or brackets around it mean negative.
    Raises `Unreadable` for all else: dates, ranges, commas that do not group by three, inf, 10**18 and beyond.
    """
    if is_missing(text):
        return None
    cell = to_arabic_digits(clean_text(text))
    bracketed = _IN_BRACKETS.fullmatch(cell)
    found = _NUMBER.fullmatch(bracketed[1] if bracketed else cell) if len(cell) <= _LONGEST else None
    power = _without_unit(found["unit"]) if found else None
    if found is None or power is None:
        raise Unreadable(f"not a number: {text[:80]!r}")
    digits = (found["whole"] or "").replace(",", "") + (found["fraction"] or "")
    if not digits.strip("."):
        raise Unreadable(f"not a number: {text[:80]!r}")
    value = Decimal(digits.rstrip(".") + (found["exponent"] or "")).scaleb(power, _EXACT)
    if value >= _LIMIT:
        raise Unreadable(f"too large a number: {text[:80]!r}")
    if int(value.as_tuple().exponent) > 0:
        value = value.quantize(Decimal(1), context=_EXACT)
    return -value if value and (bracketed or found["sign"] not in ("", "+")) else value


def parse_whole_number(text: str) -> int | None:
    """As `parse_number`, for counts: `12.0` -> 12; a number with a true fraction raises `Unreadable`."""
    value = parse_number(text)
    if value is None:
        return None
    if value != value.to_integral_value():
        raise Unreadable(f"not a whole number: {text[:80]!r}")
    return int(value)
