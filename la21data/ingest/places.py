"""Provinces as files write them: in full, abbreviated (`จ.สฎ.`), or damaged on the way (`นครศรี รรมราช`)."""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from la21data import reference, thai
from la21data.thai.damaged import Vocabulary

MOST_CANDIDATES = 3
LIKE = 60  # From this share of letters in common (per cent) on, a name is worth showing as a candidate.
_PATTAYA = frozenset(map(thai.fold, ("พัทยา", thai.PATTAYA)))
_PATTAYAS_PROVINCE = "20"
_LONGEST_ABBREVIATION = 3


@lru_cache(1 << 12)
def province_code(text: str) -> str | None:
    """Code of a province in any of these forms; None where it is unknown, or an abbreviation that is not the official one."""
    return _written_well(text) or (_names().mend(thai.province_text(text)) if len(thai.fold(text)) > _LONGEST_ABBREVIATION else None)


def is_mended(text: str) -> bool:
    """Whether a province could only be read by mending a damaged text."""
    return _written_well(text) is None and province_code(text) is not None


def likely_provinces(text: str) -> tuple[str, ...]:
    """Names that a person may have meant: of two or three letters every province that they may abbreviate comes first."""
    name = thai.province_text(text)
    letters = thai.fold(name)
    names = [province.name_th for province in reference.provinces().values()]
    if 2 <= len(letters) <= _LONGEST_ABBREVIATION:
        fitting = [whole for whole in names if _abbreviates(letters, whole)]
        if fitting:
            return tuple(sorted(fitting, key=lambda whole: (whole.lstrip("เแโใไ")[0] != letters[0], len(whole)))[:MOST_CANDIDATES])
    return tuple(found for found, _, _ in process.extract(name, names, scorer=fuzz.ratio, limit=MOST_CANDIDATES, score_cutoff=LIKE))


def _written_well(text: str) -> str | None:
    letters = thai.fold(thai.province_text(text))
    return reference.province_code(text) or _abbreviations().get(letters) or (_PATTAYAS_PROVINCE if letters in _PATTAYA else None)


def _abbreviates(letters: str, name: str) -> bool:
    """Whether a name begins with the first letter (a vowel may stand before it) and holds the others behind it, in order."""
    rest = iter(name.lstrip("เแโใไ"))
    return next(rest, "") == letters[0] and all(letter in rest for letter in letters[1:])


@cache
def _abbreviations() -> dict[str, str]:
    return {province.short_th: code for code, province in reference.provinces().items()}


@cache
def _names() -> Vocabulary:
    return Vocabulary({province.name_th: code for code, province in reference.provinces().items()})
