"""Finding the header of a table, and which of its columns is which.

A header may stand below title rows, in one row or in two (a merged title over sub-titles), in Thai, in English, or mixed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from la21data import thai
from la21data.ingest.kinds import KINDS, Kind
from la21data.thai.damaged import Vocabulary

SEARCHED_ROWS = 100
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PUNCTUATION = re.compile(r"[\s_*:/…]+")
_NUMBERING = re.compile(r"^[0-9๐-๙]{1,2}[.)]\s*(?=\D)")


@dataclass(frozen=True)
class Header:
    """Where a header stands (zero-based rows, both included) and what it says. `fields`: column name -> position.

    `mended`: names of the columns whose header is damaged and could be read in one way only.
    """

    kind: Kind
    first: int
    last: int
    rows: tuple[tuple[str, ...], ...]  # the header's rows as they stand, to find where they are repeated
    texts: tuple[str, ...]  # one text a column: both rows together
    fields: dict[str, int]
    mended: tuple[str, ...] = ()

    def title(self, name: str) -> str:
        """The header under which a column stands in this sheet, else the one of the templates."""
        return self.texts[self.fields[name]] if name in self.fields else self.kind.by_name[name].th


@dataclass(frozen=True)
class NearMiss:
    """The kind that a sheet comes nearest to, and the required headers that it lacks."""

    kind: Kind
    found: int
    missing: tuple[str, ...]

    @property
    def is_close(self) -> bool:
        """Whether this is a table of records that lacks a column, rather than another table that shares a word."""
        return self.found >= 4 and len(self.missing) <= 2


@cache
def header_key(text: str) -> str:
    """Comparison form of a header: without case, spaces, line breaks, dots, marks of «required» and units in brackets."""
    text = _NUMBERING.sub("", thai.clean_text(text))
    bare = _BRACKETED.sub("", text)
    return _PUNCTUATION.sub("", thai.fold(bare if bare.strip() else text))


def locate(
    head: Sequence[Sequence[str]], kinds: Iterable[Kind] = tuple(KINDS.values()), given: Iterable[str] = ()
) -> Header | NearMiss | None:
    """The best header among a sheet's first rows; where no kind's required columns are all there, what comes nearest.

    `head`: rows with merged cells filled in. `given`: what the sheet's name or group rows tell (province, fiscal_year).
    None: no header of any kind is near.
    """
    kinds, given = tuple(kinds), frozenset(given)
    best, nearest = _search(head, kinds, given, mend=False)
    if best is None:
        best, nearest_mended = _search(head, kinds, given, mend=True)
        return best or nearest_mended or nearest
    own = best.rows  # Required headers are all there: only what is left over is worth a second look.
    fields = fields_of(best.kind, column_keys(own), own)
    return replace(best, fields=fields, mended=tuple(name for name in fields if name not in best.fields))


def _search(
    head: Sequence[Sequence[str]], kinds: tuple[Kind, ...], given: frozenset[str], mend: bool
) -> tuple[Header | None, NearMiss | None]:
    best: Header | None = None
    nearest: NearMiss | None = None
    for first, last, texts in candidates(head):
        keys = column_keys(texts)
        for kind in kinds:
            exact = fields_of(kind, keys)
            fields = fields_of(kind, keys, texts) if mend else exact
            missing = missing_headers(kind, fields, given)
            if not missing:
                if best is None or strength(kind, fields) > strength(best.kind, best.fields):
                    mended = tuple(name for name in fields if name not in exact)
                    best = Header(kind, first, last, tuple(map(tuple, texts)), titles(texts), fields, mended)
            elif fields and (nearest is None or (-len(missing), len(fields)) > (-len(nearest.missing), nearest.found)):
                nearest = NearMiss(kind, len(fields), missing)
    return best, nearest


def missing_headers(kind: Kind, fields: Iterable[str], given: Iterable[str] = ()) -> tuple[str, ...]:
    """Thai headers of the required columns that are neither there nor given."""
    there = {*fields, *given}
    missing = [column.th for column in kind.columns if column.required and column.name not in there]
    if kind.has_lao and "lao_code" not in there:
        if "lao_name" not in there:
            missing.append(kind.by_name["lao_code"].th)
        elif "province" not in there:
            missing.append(kind.by_name["province"].th)
    return tuple(missing)


def strength(kind: Kind, fields: dict[str, int]) -> tuple[int, int]:
    """A kind that needs more and finds it is the better reading: any activity file also looks like a list of LAOs."""
    own = [column for column in kind.columns if column.name in fields]
    return len(own), sum(column.required for column in own)


def candidates(head: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, list[Sequence[str]]]]:
    for first, row in enumerate(head[:SEARCHED_ROWS]):
        if sum(1 for cell in row if cell.strip()) < 2:
            continue
        yield first, first, [row]
        if first + 1 < len(head):
            yield first, first + 1, [_filled_right(row, head[first + 1]), head[first + 1]]


def _filled_right(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The upper of two header rows with its titles carried over the sub-titles at their right (CSV has no merged cells)."""
    filled, last = [], ""
    for above, below in zip(upper, lower, strict=True):
        last = above if above.strip() else (last if below.strip() else "")
        filled.append(above if above.strip() else last)
    return filled


def column_keys(texts: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Per column the keys to look up, the most telling first."""
    if len(texts) == 1:
        return [(header_key(text),) for text in texts[0]]
    keys = list[tuple[str, ...]]()
    for above, below in zip(*texts, strict=True):
        upper, lower = header_key(above), header_key(below)
        keys.append((upper + lower, lower) if upper and lower and upper != lower else (lower or upper,))
    return keys


def titles(texts: Sequence[Sequence[str]]) -> tuple[str, ...]:
    if len(texts) == 1:
        return tuple(map(thai.clean_text, texts[0]))
    return tuple(" ".join(dict.fromkeys(filter(None, map(thai.clean_text, parts)))) for parts in zip(*texts, strict=True))


def fields_of(kind: Kind, keys: Sequence[tuple[str, ...]], mend: Sequence[Sequence[str]] = ()) -> dict[str, int]:
    """Column name -> position. `mend`: the header's rows, where damaged headers shall be read too."""
    known = _known(kind.code)
    fields: dict[str, int] = {}
    for rank in (0, 1):
        for position, alternatives in enumerate(keys):
            name = known.get(alternatives[rank]) if rank < len(alternatives) else None
            if name and name not in fields and position not in fields.values():
                fields[name] = position
    for texts in reversed(mend):
        for position, text in enumerate(texts):
            if position not in fields.values() and (name := _mended(kind.code, text)) and name not in fields:
                fields[name] = position
    return fields


@lru_cache(1 << 12)
def _mended(kind_code: str, text: str) -> str | None:
    """The column that a damaged header can only be."""
    bare = _BRACKETED.sub("", thai.clean_text(text))
    return _vocabulary(kind_code).mend(bare) if len(bare) > 2 and header_key(text) not in _known(kind_code) else None


def known_header(kind: Kind, text: str) -> str | None:
    """The column that a header of one row names."""
    return _known(kind.code).get(header_key(text))


@cache
def _vocabulary(kind_code: str) -> Vocabulary:
    spelled = ((column, (column.th, *column.spellings)) for column in KINDS[kind_code].columns)
    return Vocabulary({_BRACKETED.sub("", text): column.name for column, texts in spelled for text in texts if not text.isascii()})


@cache
def _known(kind_code: str) -> dict[str, str]:
    """Header key -> column name. The template's own header comes before any other spelling."""
    kind = KINDS[kind_code]
    known = {header_key(column.th): column.name for column in kind.columns}
    for column in kind.columns:
        for spelling in (column.name, *column.spellings, column.stored):
            if spelling:
                known.setdefault(header_key(spelling), column.name)
    return known
