"""What went wrong, said once in Thai and in English: never a traceback to a user.

`Problem` is a sentence to show beside a result that still holds; `CannotUse` ends the call (exit status 2, or a panel on a page).
"""

from __future__ import annotations

from dataclasses import dataclass

from la21data.domain import Language


@dataclass(frozen=True)
class Problem:
    """A stable code and one sentence in each language that says what, where and how to mend it."""

    code: str
    th: str
    en: str

    def text(self, lang: Language = "th") -> str:
        return self.th if lang == "th" else self.en


class CannotUse(Exception):
    """The call, file or store cannot be used; nothing was published."""

    def __init__(self, code: str, th: str, en: str) -> None:
        super().__init__(en)
        self.problem = Problem(code, th, en)
