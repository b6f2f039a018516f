"""A place: one LAO, province, office, region, or the country; where it lies, and what lies beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from la21data import geo, metrics, reference
from la21data.domain import Language
from la21data.scope import NO_OFFICE, Scope
from la21data.store import Snapshot

Kind = Literal["country", "region", "office", "province", "lao"]


@dataclass(frozen=True)
class Place:
    """`code`: as in a scope; '' for the country. `name`: as it is written, «จังหวัดสงขลา»."""

    kind: Kind
    code: str
    name: str

    def narrow(self, scope: Scope) -> Scope:
        """The scope of this place alone: the years, types and tracks of another one."""
        wide, code = scope.whole_country(), (self.code,)
        match self.kind:
            case "region":
                return replace(wide, regions=code)
            case "office":
                return replace(wide, offices=code)
            case "province":
                return replace(wide, provinces=code)
            case "lao":
                return replace(wide, lao=self.code)
        return wide


def country(lang: Language) -> Place:
    return Place("country", "", "ทั้งประเทศ" if lang == "th" else "Whole country")


def region(code: str, lang: Language) -> Place:
    return Place("region", code, reference.REGIONS[code][0 if lang == "th" else 1])


def office(code: str, lang: Language) -> Place:
    """`code`: a number as text, or `none`."""
    if code == NO_OFFICE:
        return Place("office", code, "ไม่มีสำนักงาน (กรุงเทพมหานคร)" if lang == "th" else "No office (Bangkok)")
    return Place("office", code, reference.offices()[int(code)].short(lang))


def province(code: str, lang: Language) -> Place:
    known = reference.provinces()[code]
    name = known.name_en if lang == "en" else known.name_th if code == "10" else f"จังหวัด{known.name_th}"
    return Place("province", code, name)


def lao(snapshot: Snapshot, code: str) -> Place:
    """Names of LAOs are Thai in every language."""
    return Place("lao", code, metrics.labels(snapshot, "lao", [code])[code])


def place_of(snapshot: Snapshot, scope: Scope) -> Place:
    """The one place that a scope names, the narrowest: a LAO, else a province, an office, a region; else the country."""
    if scope.lao:
        return lao(snapshot, scope.lao)
    for codes, make in ((scope.provinces, province), (scope.offices, office), (scope.regions, region)):
        if len(codes) == 1:
            return make(codes[0], scope.lang)
    return country(scope.lang)


def around(snapshot: Snapshot, place: Place, lang: Language) -> Iterator[Place]:
    """What a place lies in, the widest first: the country, then region, office and province."""
    if place.kind == "country":
        return
    yield country(lang)
    code = province_of(snapshot, place.code) if place.kind == "lao" else place.code if place.kind == "province" else ""
    if not code:
        return
    yield region(reference.provinces()[code].region, lang)
    yield office(str(reference.office_of(code) or NO_OFFICE), lang)
    if place.kind == "lao":
        yield province(code, lang)


def province_of(snapshot: Snapshot, lao_code: str) -> str:
    """The province that a LAO lies in, as its newest version says; '' for a code that is in no registry."""
    found = snapshot.rows("select arg_max(province, version) from lao where lao_code = ?", [lao_code])
    return str(found[0][0] or "")


def beside(place: Place) -> tuple[str, ...]:
    """The codes of the places that it is read against: a province's neighbours; all other offices, or regions."""
    if place.kind == "province":
        return tuple(sorted(geo.neighbours()[place.code]))
    every = {"office": [str(number) for number in reference.offices()], "region": list(reference.REGIONS)}.get(place.kind, [])
    return tuple(code for code in every if code != place.code)
