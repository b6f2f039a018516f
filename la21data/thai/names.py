"""Names of local administrative organizations (LAO), provinces, offices and regions, in the spellings that arrive.

Nothing is guessed: a spelling that is not known comes back as it is, or as None.
"""

import re

from .text import clean_text, fold, to_arabic_digits

MUNICIPALITY = "municipality"
"""Type of `เทศบาล X`, where the text does not say which of the three kinds. No code of the registry."""

BANGKOK = "กรุงเทพมหานคร"
PATTAYA = "เมืองพัทยา"

_BANGKOK_SPELLINGS = frozenset(("กรุงเทพมหานคร", "กรุงเทพมหานครฯ", "กรุงเทพฯ", "กรุงเทพ", "กทม"))
_SPECIAL = {**dict.fromkeys(_BANGKOK_SPELLINGS, BANGKOK), "เมืองพัทยา": PATTAYA, "พัทยา": PATTAYA}

# Folded spelling -> code. `ตำบบล` is a slip that stands in published files.
_LAO_TYPES = {
    fold(spelling): code
    for code, spellings in {
        "pao": "อบจ. องค์การบริหารส่วนจังหวัด provincial-administrative-organization",
        "city": "ทน. เทศบาลนคร city-municipality",
        "town": "ทม. เทศบาลเมือง town-municipality",
        "subdistrict": "ทต. เทศบาลตำบล เทศบาลตำบบล subdistrict-municipality tambon-municipality",
        "sao": "อบต. องค์การบริหารส่วนตำบล องค์การบริหารส่วนตำบบล tao subdistrict-administrative-organization tambon-administrative-organization",
        "special": "พิเศษ รูปแบบพิเศษ องค์กรปกครองส่วนท้องถิ่นรูปแบบพิเศษ " + " ".join(_SPECIAL),
    }.items()
    for spelling in [code, *spellings.split()]
}

# ท-abbreviations need a dot or a space behind them: อบต.ทมอ and อบต.ทมนางาม are real names. After `เทศบาล ` with a
# space, เมือง and นคร begin a name (เทศบาล นครสวรรค์) unless a space follows them too.
_GLUED_TYPE = (
    r"องค์การบริหารส่วน\s*(?:จังหวัด|ตำบบ?ล)|อ\.?\s?บ\.?\s?[จต]\.?|ท\.?\s?[นมต]\.|ท[นมต](?=\s)"
    r"|เทศบาล(?:เมือง|นคร|\s*ตำบบ?ล|\s+(?:เมือง|นคร)(?=\s))|เทศบาล"
)
_TYPE_THEN_NAME = re.compile(rf"(?:สำนักงาน|ที่ทำการ)?({_GLUED_TYPE})(?:\s*\((?:{_GLUED_TYPE})\))?[\s.:]*(.*)")
_OPTIONS = rf"(?:{_GLUED_TYPE})(?:\s*(?:/|,|หรือ)\s*(?:{_GLUED_TYPE}))*"
_OPTIONS_THEN_NAME = re.compile(rf"\(\s*({_OPTIONS})\s*\)\s*(.*)|({_OPTIONS})\s*(?<=[.\s])(.+)")
_NAME_THEN_OPTIONS = re.compile(rf"(.+?)\s*\(\s*({_OPTIONS})\s*\)")
_OPTION_MARK = re.compile(r"\s*(?:/|,|หรือ)\s*")

_PROVINCE_PREFIX = re.compile(r"(?:จังหวัด|จ\.|จ\s)\s*:?\s*")
_OFFICE = re.compile(
    r"(?:(?P<named>สสภ\.?|สคพ\.?|(?:สำนักงาน|สนง\.?)?\s*สิ่งแวดล้อม(?:ภาค|และควบคุมมลพิษ)?)\s*(?:ที่)?\s*)?"
    r"(?P<number>[0-9]{1,2})(?:\.0+)?\s*(?P<place>\(.*\)|[\u0e01-\u0e4e ]*)"
)
_REGIONS = {
    "north": ("เหนือ", "ภาคเหนือ", "north", "northern"),
    "central": (
        "กลาง", "ภาคกลาง", "ภาคกลางและภาคตะวันออก", "ภาคกลางและตะวันออก", "กลางและตะวันออก",
        "ภาคตะวันออก", "ตะวันออก", "central",
    ),
    "northeast": (
        "ตะวันออกเฉียงเหนือ", "ภาคตะวันออกเฉียงเหนือ", "อีสาน", "ภาคอีสาน", "northeast", "northeastern",
    ),
    "south": ("ใต้", "ภาคใต้", "south", "southern"),
}  # fmt: skip
_REGION_OF = {fold(spelling): code for code, spellings in _REGIONS.items() for spelling in spellings}


def parse_lao_type(text: str) -> str | None:
    """Code of a LAO type: pao city town subdistrict sao special; None when unknown, also for a mere `เทศบาล`.

    Takes the abbreviation, the full Thai or English name, or both (`องค์การบริหารส่วนตำบล (อบต.)`), or the code.
    """
    cell = clean_text(text)
    return _LAO_TYPES.get(fold(cell)) or _LAO_TYPES.get(fold(re.sub(r"\([^()]*\)$", "", cell)))


def _one_type(options: str) -> str | None:
    """The type that a text of one or several options settles, None when it leaves it open."""
    codes = {parse_lao_type(option) or (MUNICIPALITY if option == "เทศบาล" else None) for option in _OPTION_MARK.split(options)}
    return codes.pop() if len(codes) == 1 else None


def lao_name_parts(text: str) -> tuple[str | None, str]:
    """(type code, bare name) of a LAO whose type may be glued to its name.

    `ทต.เวียงเทิง` -> ('subdistrict', 'เวียงเทิง'); `เทศบาลเมืองเมืองพล` -> ('town', 'เมืองพล'); without a type, or with
    several to choose from (`(ทต./อบต.) เหล่าโพนค้อ`), None; `เทศบาล X` gives `MUNICIPALITY`. Bangkok and Pattaya, in any
    usual spelling, are ('special', กรุงเทพมหานคร) and ('special', เมืองพัทยา). The name is cleaned, never corrected; it is
    '' when the text is a type only. Never raises.
    """
    cell = clean_text(text)
    if special := _SPECIAL.get(fold(cell)):
        return "special", special
    if options := _OPTIONS_THEN_NAME.fullmatch(cell):
        if options[1]:
            return _one_type(options[1]), options[2]
        if _OPTION_MARK.search(options[3]):
            return _one_type(options[3]), options[4]
    if (behind := _NAME_THEN_OPTIONS.fullmatch(cell)) and not _TYPE_THEN_NAME.fullmatch(behind[1]):
        return _one_type(behind[2]), behind[1]
    if glued := _TYPE_THEN_NAME.fullmatch(cell):
        return _one_type(glued[1]), glued[2]
    return None, cell


def province_text(text: str) -> str:
    """Name of a province without จ. or จังหวัด; Bangkok in any spelling as กรุงเทพมหานคร. Unknown names pass through."""
    name = clean_text(text)
    if prefix := _PROVINCE_PREFIX.match(name):
        name = name[prefix.end() :]
    return BANGKOK if fold(name) in _BANGKOK_SPELLINGS else name


def office_number(text: str) -> int | None:
    """Number, 1 to 16, of a regional environment office under its old or new name, or alone; else None."""
    found = _OFFICE.fullmatch(to_arabic_digits(clean_text(text)))
    if found is None or (found["place"] and not found["named"]):
        return None
    number = int(found["number"])
    return number if 1 <= number <= 16 else None


def region_code(text: str) -> str | None:
    """north, central, northeast or south, of the programme's four networks (the East counts as central); else None."""
    return _REGION_OF.get(fold(text))
