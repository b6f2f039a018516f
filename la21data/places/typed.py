"""What a person typed to find a place: a type before the name, a province behind it, an abbreviation, a slip in either."""

from __future__ import annotations

from typing import NamedTuple

from la21data import reference, thai

# Prefixes in full, the longest first: a slip in one of them would else be looked for in the name.
PREFIXES = ("องค์การบริหารส่วนจังหวัด", "องค์การบริหารส่วนตำบล", "เทศบาลเมือง", "เทศบาลตำบล", "เทศบาลนคร", "เทศบาล", "จังหวัด")
LONG = 15  # Letters: a prefix of more may have two slips.
SOME_NAME = " ก"


class Typed(NamedTuple):
    """`kind`: a LAO type or None. `bare`: the name in the form that is compared; '' where only a type was typed. `where`: the province
    behind it, or ''."""

    kind: str | None
    bare: str
    where: str


def read(text: str) -> Typed:
    """`text`: cleaned."""
    text = _mended(text)
    words, where = text.split(" "), ""
    for at in range(1, len(words)):
        before, behind = " ".join(words[:at]), " ".join(words[at:])
        # «อบจ ระยอง» is a type and its name; a number behind a name is part of it.
        if not _only_type(before) and not behind.isdigit() and (code := reference.province_code(behind)):
            where, text = code, before
            break
    kind, name = thai.lao_name_parts(text)
    return Typed(kind, thai.fold(thai.province_text(name if kind else text)), where)


def abbreviated(text: str) -> str | None:
    """The code of the province whose two letters were typed («ขก», «สฎ.»); None for anything else."""
    letters = thai.fold(text).replace(".", "")
    return next((code for code, province in reference.provinces().items() if province.short_th == letters), None)


def _only_type(text: str) -> bool:
    return thai.lao_name_parts(text + SOME_NAME)[1] == SOME_NAME.strip()


def _mended(text: str) -> str:
    """The text with the prefix that it begins with spelled right, where it has none but something like one."""
    from rapidfuzz.distance import Levenshtein

    if thai.lao_name_parts(text)[0] or text.startswith(PREFIXES):
        return text
    slips = [
        (Levenshtein.distance(text[:cut], prefix), -len(prefix), prefix, cut)
        for prefix in PREFIXES
        for cut in range(len(prefix) - 1, len(prefix) + 2)
        if cut < len(text)
    ]
    found = min((slip for slip in slips if slip[0] <= 1 + (-slip[1] > LONG)), default=None)
    return found[2] + text[found[3] :] if found else text
