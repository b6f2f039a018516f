"""A change in words: where a LAO stood before and after, for lists on a page, in a file and on a terminal."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from la21data.domain import LAO_TYPES, Language
from la21data.text import words

_TYPES = {term.code: term for term in LAO_TYPES}


def before_and_after(row: Mapping[Hashable, Any], lang: Language = "th") -> tuple[str, str]:
    """What a row of `Changes.laos` changed from and to; '' where it was not, or is no longer, in the programme."""
    if row["change"] == "renamed":
        return str(row["name_before"]), str(row["name"])
    if row["change"] == "retyped":
        return _TYPES[row["type_before"]].short(lang), _TYPES[row["lao_type"]].short(lang)
    return _stand(row["track_before"], row["step_before"], lang), _stand(row["track"], row["step"], lang)


def _stand(track: object, step: object, lang: Language) -> str:
    return "" if pd.isna(track) or pd.isna(step) else words(f"changes.stand_{track}", lang, n=step)  # type: ignore[call-overload]
