"""The interface's words: `th.toml` and `en.toml`, the same keys in both (a test compares them)."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from la21data.domain import Language


@lru_cache
def catalogue(lang: Language) -> dict[str, str]:
    """Key «section.name» -> text, for one language."""
    sections = tomllib.loads((Path(__file__).parent / f"{lang}.toml").read_text(encoding="utf-8"))
    return {f"{section}.{name}": text for section, entries in sections.items() for name, text in entries.items()}


def words(key: str, lang: Language = "th", **values: object) -> str:
    """One text, with `{name}` filled in. Raises KeyError for a key that the catalogue does not have."""
    text = catalogue(lang)[key]
    return text.format(**values) if values else text
