"""Thai that a conversion has damaged: marks moved or lost, a glyph lost, on its way through a PDF, an old font or a wrong encoding.

A damaged word is mended where a known vocabulary leaves exactly one reading; everything else stays as it came.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from .text import LOST, MARKS, clean_text, fold

_NIKHAHIT = "\u0e4d"  # The ring of sara am, the mark that is lost most often.
_MARK = re.compile(f"[{MARKS}]")
_GAP = re.compile(f"[{LOST}]|\\s+")
_LONGEST = 80
_FEWEST_LETTERS = 2


class Vocabulary:
    """Known spellings and what they stand for; finds the one that a damaged text can have been."""

    def __init__(self, spellings: Mapping[str, str]) -> None:
        self._whole: dict[str, dict[str, str]] = defaultdict(dict)  # letters -> spelling -> what it stands for
        self._one_lost: dict[str, dict[str, str]] = defaultdict(dict)  # the same without any one of the letters
        for spelling, meaning in spellings.items():
            letters = _letters(spelling)
            self._whole[letters][spelling] = meaning
            for position in range(len(letters)):
                self._one_lost[letters[:position] + letters[position + 1 :]][spelling] = meaning

    def mend(self, text: str) -> str | None:
        """What a damaged text stands for, where exactly one known spelling can have become it; else None.

        Damage loses and moves marks, and leaves a hole (�, □, ?, a space) for at most one letter. It never changes a letter: what is
        merely misspelt is not mended.
        """
        cell = clean_text(text)
        letters = _letters(cell)
        if len(cell) > _LONGEST or len(letters) < _FEWEST_LETTERS:
            return None
        likely = dict(self._whole.get(letters, {}))
        if _GAP.search(cell):
            likely |= self._one_lost.get(letters, {})
        read = {meaning for spelling, meaning in likely.items() if _became(spelling, cell)}
        return read.pop() if len(read) == 1 else None


def _letters(text: str) -> str:
    """Consonants, vowels beside them and digits: what is left where every mark is lost."""
    return _GAP.sub("", _MARK.sub("", fold(text).replace("ำ", "า")))


def _marks(text: str) -> Counter[str]:
    return Counter(_MARK.findall(text.replace("ำ", _NIKHAHIT + "า")))


def _became(spelling: str, cell: str) -> bool:
    """Whether damage alone can have made this cell out of a spelling."""
    has, had = _marks(cell), _marks(spelling)
    lost = had - has
    del lost[_NIKHAHIT]
    holes = len(re.findall(f"[{LOST}]", cell))
    if has - had or lost.total() > 2 * holes:
        return False
    pattern = ".?".join(re.escape(_letters(part)) for part in _GAP.split(cell))
    return re.fullmatch(pattern, _letters(spelling)) is not None
