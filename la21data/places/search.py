"""Finding a place by its name: forgiving of prefixes (ทต., เทศบาลตำบล, จังหวัด), of a province behind the name, and of typing errors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from la21data import reference, thai
from la21data.domain import BANGKOK, DIMENSIONS, MUNICIPALITIES, Language
from la21data.places import typed
from la21data.places.laos import written
from la21data.places.place import Kind, country, office, province, region
from la21data.store import Snapshot

MOST = 8  # That a page shows at once.
ENOUGH = 62.0  # Of 100: less alike is another name.
WHOLE = 100.0  # As like as can be.
LONGEST, SHORTEST_PART = 80, 3  # Letters of a search; of a part of a name that is looked for inside it.
SAME_TYPE, SAME_PROVINCE, OTHER_PROVINCE, ENDED, AREA_FIRST, NO_AREA = 6.0, 12.0, -25.0, -4.0, 3.0, -10.0
COUNTRY = ("ทั้งประเทศ", "ประเทศไทย", "whole country", "Thailand")
SPOKEN = {"โคราช": "30", "แปดริ้ว": "24"}  # Names of provinces that everybody says and no list has: found, never read from a file.
CODE_BEFORE = re.compile(r"(?:รหัส|code)\s*(?:อปท\.?)?\s*(?=[0-9๐-๙]{7}$)", re.IGNORECASE)
PATTAYA = "พัทยา", "Pattaya"  # The one LAO beside Bangkok that is known in English.
ENGLISH_OFFICE = re.compile(r"(?:office|reo)[\s.]*([0-9]{1,2})\b.*", re.IGNORECASE)
NEWEST = """
select lineage.lao, arg_max(name, (generation * -1, version)), arg_max(lao_type, (generation * -1, version)),
       arg_max(province, (generation * -1, version)), arg_max(coalesce(district, ''), (generation * -1, version)),
       bool_or(generation = 0 and valid_to is null)
from lao join lineage using (lao_code) group by lineage.lao order by 1
"""


@dataclass(frozen=True)
class Named:
    """A place that can be found. `bare`: its name without type, in the form that is compared; `where`: what tells it from others."""

    kind: Kind
    code: str
    name: str
    bare: str
    where: str = ""
    lao_type: str = ""
    province: str = ""
    valid: bool = True


def names(snapshot: Snapshot, lang: Language = "th") -> tuple[Named, ...]:
    """The country, every region, office, province and LAO of a snapshot, under its newest name."""
    found = [Named("country", "", country(lang).name, thai.fold(name)) for name in COUNTRY]
    found += [Named("region", code, region(code, lang).name, thai.fold(thai.clean_text(th))) for code, (th, _) in reference.REGIONS.items()]
    found += [
        Named("office", str(number), office(str(number), lang).name, thai.fold(thai.clean_text(f"{known.name_new_short} {known.seat_th}")))
        for number, known in reference.offices().items()
    ]
    spoken = [(code, (name,)) for name, code in SPOKEN.items()]
    both = [(code, (known.name_th, known.name_en)) for code, known in reference.provinces().items()]  # In either language of the page.
    found += [
        Named("province", code, province(code, lang).name, thai.fold(name), province=code)
        for code, names in both + spoken
        for name in names
    ]
    for code, name, kind, where, district, valid in snapshot.rows(NEWEST):
        place = province(where, lang).name if where in reference.provinces() else ""
        if kind == "special" and where == BANGKOK:  # Named as its province, and beside it in the list.
            place = DIMENSIONS["lao_type"].term(kind).label(lang)
        beside = " · ".join(part for part in ((f"อ.{district}" if district else ""), place) if part)
        found.append(Named("lao", code, written(name, kind), thai.fold(thai.clean_text(name)), beside, kind, where, bool(valid)))
        if kind == "special" and PATTAYA[0] in name:
            found.append(replace(found[-1], bare=thai.fold(PATTAYA[1])))
    return tuple(found)


def find(known: Sequence[Named], text: str) -> list[Named]:
    """The places whose names are like a text, the likeliest first; empty where none is like it."""
    from rapidfuzz import fuzz, process

    asked = CODE_BEFORE.sub("", thai.clean_text(text)[:LONGEST].strip())
    if not asked:
        return []
    if exact := [named for named in known if named.kind == "lao" and named.code == thai.to_arabic_digits(asked)]:
        return exact
    if code := thai.region_code(asked):
        return [named for named in known if (named.kind, named.code) == ("region", code)]
    if (number := thai.office_number(ENGLISH_OFFICE.sub(r"\1", asked))) is not None:
        return [named for named in known if named.kind == "office" and named.code == str(number)]
    kind, bare, where = typed.read(asked)
    if not bare:
        return []
    short = typed.abbreviated(asked)
    fields = [named.bare for named in known]
    alike = process.cdist([bare], fields, scorer=fuzz.ratio)[0]
    inside = process.cdist([bare], fields, scorer=fuzz.partial_ratio, score_cutoff=90)[0]  # What is typed may be the half of a name.
    scored = []
    for named, whole, part in zip(known, alike, inside, strict=True):
        likeness = max(float(whole), 0.9 * float(part) if len(named.bare) >= len(bare) >= SHORTEST_PART else 0.0)
        if short and (named.kind, named.code) == ("province", short):
            likeness = 2 * WHOLE
        if likeness >= ENOUGH:
            scored.append((likeness + _more(named, kind, where), named))
    scored.sort(key=lambda pair: (-pair[0], not pair[1].valid, pair[1].code))
    found = dict[tuple[str, str], Named]()
    for _, named in scored:
        found.setdefault((named.kind, named.code), named)
    return list(found.values())


def _more(named: Named, kind: str | None, where: str) -> float:
    """What speaks for a place beside its name: the type and the province that were typed; whether it still is."""
    more = 0.0 if named.valid else ENDED
    if named.kind != "lao":  # Who types a bare «ลำปาง» most likely means the province; who types a type, no area.
        more += AREA_FIRST if kind is None else NO_AREA
    if kind and (named.lao_type == kind or (kind == thai.MUNICIPALITY and named.lao_type in MUNICIPALITIES)):
        more += SAME_TYPE
    if where and named.kind == "lao":
        more += SAME_PROVINCE if named.province == where else OTHER_PROVINCE
    return more
