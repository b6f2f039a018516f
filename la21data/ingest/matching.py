"""Which LAO a record is about: by its code; else by type, name, province and district, through the registry's history.

Nothing is guessed. A misspelt name comes back with the likeliest names, and a person decides (or settles it as an alias).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from la21data import domain, reference, thai
from la21data.ingest.asked import Asked, fold, is_missing, title, type_and_name
from la21data.ingest.lao_index import LaoIndex, Version
from la21data.ingest.normalise import lao_code
from la21data.ingest.places import LIKE, MOST_CANDIDATES, likely_provinces, province_code
from la21data.ingest.reasons import Reason

_DISTRICT_PREFIX = re.compile(r"^(?:(?:กิ่ง)?\s*(?:อำเภอ|อ\.)|เขต)\s*")
_SPECIAL_PROVINCES = {thai.BANGKOK: domain.BANGKOK, thai.PATTAYA: "20"}
Aliases = Mapping[tuple[str, str, str], str]  # (lao or province, folded text, province or '') -> code


@dataclass(frozen=True, slots=True)
class Match:
    """The LAO that was found, or why none was. `changed_to`: its type today, where the row says another."""

    lao: Version | None = None
    reason: Reason | None = None
    text: str = ""
    candidates: tuple[str, ...] = ()
    changed_to: str = ""
    province: str | None = None


class Matcher:
    """Matches what rows tell against one registry. `aliases`: names that a person has settled."""

    def __init__(self, index: LaoIndex, aliases: Aliases | None = None) -> None:
        self._index = index
        self._aliases = aliases or {}

    def match(self, asked: Asked) -> Match:
        """The LAO of one row. Never raises: what cannot be matched says why."""
        try:
            code = lao_code(asked.code)
        except thai.Unreadable:
            return Match(
                reason=Reason("unreadable", "lao_code", "รหัส อปท. มี 7 หลัก", "an LAO code has seven digits"),
                text=asked.code,
                province=province_code(asked.province),
            )
        return self._by_code(code, asked) if code else self._by_name(asked)

    def knows(self, code: str) -> bool:
        """Whether any list ever held a code."""
        return code in self._index.by_code

    def epoch(self, fiscal_year: int) -> tuple[int, int]:
        """The same for fiscal years that make no difference to any match."""
        return self._index.epoch(fiscal_year)

    # ------------------------------------------------------------ by code
    def _by_code(self, code: str, asked: Asked) -> Match:
        versions = self._index.by_code.get(code)
        if not versions:
            named = self._find(asked) if asked.name and asked.province else []
            return Match(
                reason=Reason("unknown_lao", "lao_code"),
                text=code,
                candidates=_described(named),
                province=province_code(asked.province),
            )
        lao = _as_of(versions, asked.fiscal_year)
        province = province_code(asked.province)
        if province and province != lao.province and not any(version.province == province for version in versions):
            return self._contradiction(lao, self._find(asked), asked)
        if is_missing(asked.name):
            return Match(lao, province=lao.province)
        lao_type, name = type_and_name(asked)
        own_names = [fold(version.name) for version in self._index.one_history(code)]
        others = self._find(asked if province else _in_province(asked, lao.province))
        if others and all(self._index.history(other.lao_code) != self._index.history(code) for other in others):
            return self._contradiction(lao, others, asked)
        if fold(name) in own_names and lao_type not in (None, thai.MUNICIPALITY, lao.lao_type):
            return Match(lao, changed_to=lao.title, text=title(asked), province=lao.province)
        return Match(lao, province=lao.province)

    def _contradiction(self, lao: Version, others: Sequence[Version], asked: Asked) -> Match:
        told = ", ".join(_described(others)) or " ".join(filter(None, (title(asked), asked.province)))
        return Match(
            reason=Reason(
                "code_name_conflict",
                "lao_code",
                f"รหัส = {lao.described()} · ชื่อ = {told}",
                f"code = {lao.described()} · name = {told}",
            ),
            text=asked.code,
            candidates=(lao.described(), *_described(others)),
            province=lao.province,
        )

    # ------------------------------------------------------------ by name
    def _by_name(self, asked: Asked) -> Match:
        lao_type, name = type_and_name(asked)
        if not name and lao_type is None:
            return Match(
                reason=Reason("missing", "lao_name", "หรือรหัส อปท.", "or the LAO's code"),
                province=province_code(asked.province),
            )
        province = self._province(asked, lao_type, name)
        if province is None:
            return _unknown_province(asked)
        found = self._find(_in_province(asked, province))
        histories = {self._index.history(version.lao_code) for version in found}
        if len(histories) == 1:
            lao = self._of_year(found, asked.fiscal_year)
            changed = lao_type not in (None, thai.MUNICIPALITY, lao.lao_type)
            return Match(lao, changed_to=lao.title if changed else "", text=title(asked), province=province)
        if histories:
            return Match(
                reason=Reason("ambiguous_lao", "lao_name"),
                text=title(asked),
                candidates=_described(found),
                province=province,
            )
        return Match(
            reason=Reason("unknown_lao", "lao_name"),
            text=f"{title(asked)} {_province_name(province)}",
            candidates=self._likely(name, lao_type, province),
            province=province,
        )

    def _province(self, asked: Asked, lao_type: str | None, name: str) -> str | None:
        if is_missing(asked.province):
            if lao_type == "special":
                return _SPECIAL_PROVINCES.get(name)
            return province_code(name) if lao_type == "pao" else None
        return province_code(asked.province) or self._aliases.get(("province", fold(asked.province), ""))

    def _find(self, asked: Asked) -> list[Version]:
        """One version of each LAO that a row may mean by its name: alias first, then its type, then another kind of เทศบาล."""
        province = province_code(asked.province) or ""
        for written in (asked.name, title(asked)):
            for where in (province, ""):
                settled = self._aliases.get(("lao", fold(written), where))
                if settled and settled in self._index.by_code:
                    return [_as_of(self._index.by_code[settled], asked.fiscal_year)]
        lao_type, name = type_and_name(asked)
        same_name = self._index.named(name, province)
        if lao_type is None:
            typed = same_name
        elif lao_type == thai.MUNICIPALITY:
            typed = [version for version in same_name if version.lao_type in domain.MUNICIPALITIES]
        else:
            typed = [version for version in same_name if version.lao_type == lao_type]
        found = self._narrowed(typed, asked)
        if not found and lao_type in domain.MUNICIPALITIES:
            of_another_kind = self._narrowed([version for version in same_name if version.lao_type in domain.MUNICIPALITIES], asked)
            found = of_another_kind if len(of_another_kind) == 1 else []
        return found

    def _narrowed(self, versions: Sequence[Version], asked: Asked) -> list[Version]:
        """Those valid in the fiscal year, else all; those of the district, where the row names one; one version a LAO."""
        year = asked.fiscal_year
        if year is not None and (valid := [version for version in versions if version.holds_in(year)]):
            versions = valid
        one_each = {self._index.history(version.lao_code): version for version in versions}
        if len(one_each) > 1 and not is_missing(asked.district):
            province = versions[0].province
            district = _district_key(asked.district, province)
            there = {
                history: version
                for history, version in one_each.items()
                if version.district and _district_key(version.district, province) == district
            }
            one_each = there or one_each
        return list(one_each.values())

    def _of_year(self, found: Sequence[Version], fiscal_year: int | None) -> Version:
        """The version of a LAO's history that is valid in the year: a record of 2560 under a name of today is about the LAO of 2560."""
        if fiscal_year is None or found[-1].holds_in(fiscal_year):
            return found[-1]
        valid = [version for version in self._index.one_history(found[-1].lao_code) if version.holds_in(fiscal_year)]
        return valid[-1] if valid else found[-1]

    def _likely(self, name: str, lao_type: str | None, province: str) -> tuple[str, ...]:
        names = self._index.names_by_province.get(province, {})
        close = process.extract(fold(name), names.keys(), scorer=fuzz.ratio, limit=MOST_CANDIDATES * 2, score_cutoff=LIKE)
        versions = {version.lao_code: version for key, _, _ in close for version in reversed(names[key])}
        ranked = sorted(versions.values(), key=lambda version: version.lao_type != lao_type)  # Stable: the likeliest name first.
        return _described(ranked[:MOST_CANDIDATES])


def _in_province(asked: Asked, province: str) -> Asked:
    return Asked(asked.code, asked.name, asked.lao_type, province, asked.district, asked.fiscal_year)


def _as_of(versions: Sequence[Version], fiscal_year: int | None) -> Version:
    if fiscal_year is not None:
        for version in reversed(versions):
            if version.holds_in(fiscal_year):
                return version
    return versions[-1]


def _unknown_province(asked: Asked) -> Match:
    if is_missing(asked.province):
        return Match(reason=Reason("missing", "province", "หรือรหัส อปท.", "or the LAO's code"))
    return Match(
        reason=Reason("unknown_lao", "province", "ไม่พบจังหวัดนี้", "there is no such province"),
        text=thai.clean_text(asked.province),
        candidates=likely_provinces(asked.province),
    )


def _district_key(text: str, province: str) -> str:
    """Comparison form of a district: without อำเภอ, อ. or เขต; the one of the capital, often a mere `เมือง`, in full."""
    key = fold(_DISTRICT_PREFIX.sub("", thai.clean_text(text)))
    return key + fold(_province_name(province)) if key == "เมือง" else key


def _province_name(province: str) -> str:
    return reference.provinces()[province].name_th


def _described(versions: Sequence[Version]) -> tuple[str, ...]:
    return tuple(version.described() for version in versions)
