"""The words of the interface, in Thai and English. A folder a language, a file a room, a key a phrase, `{name}` filled in."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from la21data.domain import Language

HERE = Path(__file__).parent
# A lone 1 before what is counted, with the verb after it; not the end of 2.1 or 1,001, nor the 1 of «step 1» or «stage 1».
_COUNTED = (
    "LAOs|network events|provinces|years|activities|awards|events|visits|rows|files|areas|offices|applicants|assessments|points|people"
)
_VERBS = {"have": "has", "are": "is", "were": "was"}
_OF_ONE = re.compile(rf"(?<![\d.,])(?<!step )(?<!stage )1(?: ({_COUNTED})\b)?(?: ({'|'.join(_VERBS)})\b)?")


@cache
def catalogue(lang: Language) -> dict[str, str]:
    """Every phrase of a language: «room.key» -> text. The room is the file's name."""
    return {
        f"{path.stem}.{key}": text
        for path in sorted((HERE / lang).glob("*.toml"))
        for key, text in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }


def words(key: str, lang: Language = "th", **values: object) -> str:
    """The phrase of a key with its placeholders filled in. Raises KeyError for an unknown key or placeholder."""
    if not values:
        return catalogue(lang)[key]
    filled = catalogue(lang)[key].format(**values)
    return of_one(filled, lang)


def of_one(text: str, lang: Language) -> str:
    """«1 LAO», «1 activity», «1 LAO has»: Thai knows no plural, and the phrases are written for many."""
    return _OF_ONE.sub(_singular, text) if lang == "en" else text


def _singular(found: re.Match[str]) -> str:
    noun, verb = found[1] or "", found[2]
    one = "person" if noun == "people" else noun[:-3] + "y" if noun.endswith("ies") else noun[:-1]
    return " ".join(filter(None, ("1", one, _VERBS.get(verb, ""))))
