"""Columns of free text, cleaned. A million names are cleaned in a second, because most are typed properly and Arrow can tell which."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from la21data import thai
from la21data.ingest.cells import Cells

_VOWELS, _MARKS = "\u0e31\u0e34-\u0e3a", "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_EACH_MARK = [chr(code) for code in (0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F))]
_LETTERS = "ก-\u0e4c\u0e50-๛"  # Thai without nikhahit and yamakkan, which are typed by mistake only
# Words of printed ASCII and Thai, one space between them, no apostrophe in front. (RE2 has no back-references.)
_PRINTED = f"^[!-&(-~{_LETTERS}][!-~{_LETTERS}]*(?: [!-~{_LETTERS}]+)*$"
_TONES = "\u0e48-\u0e4b"
_MISTYPED = "|".join(
    (
        f"เเ|ำ[{_MARKS}ำา]|[\u0e47-\u0e4e][{_VOWELS}]|[{_MARKS}]{{3}}|[{_TONES}]{{2}}",
        *(mark * 2 for mark in _EACH_MARK),
        f"[\u0e31\u0e36\u0e37][ก-ฮ][{_TONES}]|[\u0e34\u0e35\u0e38\u0e39][ก-ฮ][{_TONES}](?: |$)",  # a tone mark that slid
        "สานักงาน|ตาบล|อาเภอ|จานวน|ดาเนินการ|บาบัด|สารวจ|[ก-๎][?]",  # words without the ring of their sara am, holes
    )
)
_LONGER_THAN_MISSING = 16  # Every word for «missing» is shorter, and none holds a digit.


def read_texts(cells: Cells, arabic_digits: bool = False) -> pa.Array:
    """Each row's text as `thai.clean_text` gives it, null where it is missing. `arabic_digits`: ๑ and 1 are the same."""
    texts = cells.column.dictionary
    proper = pc.and_(pc.match_substring_regex(texts, _PRINTED), pc.invert(pc.match_substring_regex(texts, _MISTYPED)))
    sure = pc.or_(pc.greater_equal(pc.utf8_length(texts), _LONGER_THAN_MISSING), pc.match_substring_regex(texts, "[0-9]"))
    as_it_is = pc.and_(proper, sure)
    if arabic_digits:
        as_it_is = pc.and_(as_it_is, pc.invert(pc.match_substring_regex(texts, "[๐-๙]")))
    mended = np.flatnonzero(~as_it_is.to_numpy(zero_copy_only=False))
    if len(mended):
        clean = [clean_or_none(texts[position].as_py(), arabic_digits) for position in mended.tolist()]
        texts = pc.replace_with_mask(texts, pc.invert(as_it_is), pa.array(clean, pa.string()))
    return texts.take(cells.column.indices)


def clean_or_none(text: str, arabic_digits: bool = False) -> str | None:
    """Text typed properly, None where it is missing."""
    if thai.is_missing(text):
        return None
    clean = thai.clean_text(text)
    return thai.to_arabic_digits(clean) if arabic_digits else clean
