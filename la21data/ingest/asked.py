"""What a row tells about its LAO, and what that says once it is read: a type, a bare name, a province."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from la21data import domain, reference, thai
from la21data.ingest.places import province_code

# Rows tell the same few thousand names in many combinations with years and districts.
fold = lru_cache(1 << 16)(thai.fold)
name_parts = lru_cache(1 << 16)(thai.lao_name_parts)
is_missing = lru_cache(1 << 16)(thai.is_missing)
parse_lao_type = lru_cache(1 << 10)(thai.parse_lao_type)


LONGEST_NAME = 300  # A cell of megabytes is no name, and is not searched for one.
_DISTRICT_BEHIND = re.compile(r"\s*(.+?)\s*\((?:อ\.|อำเภอ)\s*([^()]+?)\s*\)\s*|\s*(\S.*?)\s+อ\.\s*(\S+)\s*")
_CODE_BEFORE = re.compile(r"\s*([0-9]{7})(?:\s+(.+?)(?:\s+จ\.\s*\S+)?)?\s*")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row tells about its LAO, as written; '' where it does not tell. `fiscal_year` None: unknown."""

    code: str
    name: str
    lao_type: str
    province: str
    district: str
    fiscal_year: int | None


def told_by_name(cell: str) -> tuple[str, str, str]:
    """(code, name, district), '' for what the cell of a LAO's name does not tell.

    `ทต.โพธิ์ไทร (อ.พิบูลมังสาหาร)`, as templates offer a name that repeats in its province, and `5341906 ทต.โพธิ์ไทร อ.พิบูลมังสาหาร
    จ.อุบลราชธานี`, as a rejection names its candidates: whoever mends a row writes one of them into the cell.
    """
    if len(cell) > LONGEST_NAME:
        return "", cell, ""
    coded = _CODE_BEFORE.fullmatch(thai.to_arabic_digits(cell))
    code, name = (coded[1], coded[2] or "") if coded else ("", cell)
    found = _DISTRICT_BEHIND.fullmatch(name)
    return (code, found[1] or found[3], found[2] or found[4]) if found else (code, name, "")


def type_and_name(asked: Asked) -> tuple[str | None, str]:
    """The type (glued to the name, else of its own column) and the bare name; a อบจ. without a name bears its province's."""
    glued, name = name_parts(asked.name) if not is_missing(asked.name) else (None, "")
    own = parse_lao_type(asked.lao_type)
    lao_type = own if glued is None or (glued == thai.MUNICIPALITY and own in domain.MUNICIPALITIES) else glued
    if lao_type == "pao":
        own_province = province_code(asked.province)
        name = thai.province_text(name) or (reference.provinces()[own_province].name_th if own_province else "")
    return lao_type, name


def title(asked: Asked) -> str:
    """The LAO as the row names it, its type before its name."""
    glued, _ = name_parts(asked.name)
    name = thai.clean_text(asked.name)
    return name if glued or not asked.lao_type else f"{thai.clean_text(asked.lao_type)}{name}"
