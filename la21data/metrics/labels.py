"""What a person reads in place of a code."""

from __future__ import annotations

from collections.abc import Iterable

from la21data import reference, thai
from la21data.domain import DIMENSIONS, LAO_TYPES, Language
from la21data.scope import NO_OFFICE
from la21data.store import Snapshot

_SHORT_TYPES = {term.code: term.short_th for term in LAO_TYPES}


def labels(snapshot: Snapshot, dimension: str, codes: Iterable[str | int], lang: Language = "th") -> dict[str, str]:
    """Code (as text) -> label. A code that is not known is its own label; '' is that which the records do not tell."""
    wanted = [str(code) for code in codes]
    known = _known(snapshot, dimension, wanted, lang)
    return {code: known.get(code, code) if code else _not_told(dimension, lang) for code in wanted}


def _known(snapshot: Snapshot, dimension: str, codes: list[str], lang: Language) -> dict[str, str]:
    if dimension == "province":
        return {code: p.name_th if lang == "th" else p.name_en for code, p in reference.provinces().items()}
    if dimension == "office":
        names = {str(number): office.short(lang) for number, office in reference.offices().items()}
        return {**names, NO_OFFICE: "ไม่มีสำนักงาน" if lang == "th" else "No office"}
    if dimension == "fiscal_year":
        return {code: thai.year_label(int(code), lang) for code in codes if code}
    if dimension == "lao":
        return _lao_names(snapshot, codes)
    return {term.code: term.label(lang) for term in DIMENSIONS[dimension].terms}


def _lao_names(snapshot: Snapshot, codes: list[str]) -> dict[str, str]:
    """Each LAO's newest name, with its type in short; names are Thai in every language."""
    rows = snapshot.rows(
        "select lao_code, arg_max(name, version), arg_max(lao_type, version) from lao "
        "where lao_code in (select unnest(cast(? as varchar[]))) group by lao_code",
        [codes],
    )
    return {code: name if lao_type == "special" else _SHORT_TYPES[lao_type] + name for code, name, lao_type in rows}


def _not_told(dimension: str, lang: Language) -> str:
    if dimension == "track":
        return "ไม่ได้เข้าร่วมในปีนั้น" if lang == "th" else "Not taking part that year"
    words = DIMENSIONS[dimension]
    return f"ไม่ระบุ{words.th}" if lang == "th" else f"{words.en} not stated"
