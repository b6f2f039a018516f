"""What went wrong, said once in Thai and in English: never a traceback to a user.

`Problem` is a sentence to show beside a result that still holds; `CannotUse` ends the call (exit status 2, or a panel on a page).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from la21data.domain import Language

# New lines, escape sequences and turned-round writing: a file's name or cell must not draw on a terminal, or look like another one.
_DRAWS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")


def one_line(text: str) -> str:
    """Text from a file, a name or an address as one printed line."""
    return _DRAWS.sub(" ", text)


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
        super().__init__(one_line(en))
        self.problem = Problem(code, one_line(th), one_line(en))
