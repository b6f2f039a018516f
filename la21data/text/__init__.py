"""The words of the interface, in Thai and English. A folder a language, a file a room, a key a phrase, `{name}` filled in."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from la21data.domain import Language

HERE = Path(__file__).parent


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
    return catalogue(lang)[key].format(**values) if values else catalogue(lang)[key]
