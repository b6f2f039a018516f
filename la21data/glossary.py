"""Terms and measures in Thai and English: from the measure records, the terms of `domain` and the words of the programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from la21data import thai
from la21data.domain import DIMENSIONS, FLAGS, RECORD_KINDS, STEP_TITLES, TRACKS, Dimension, Language, Term
from la21data.measures import Measure, measures
from la21data.text import catalogue, words

Group = Literal["programme", "measures", "dimensions"]
GROUPS: tuple[Group, ...] = ("programme", "measures", "dimensions")
_PROGRAMME = "glossary.term_"  # Key of a programme's term; its definition is under the same key with `means_`.


@dataclass(frozen=True)
class Entry:
    """One term. `anchor`: where it stands in the page's address; `other`: its title in the other language; `lines`: plain text."""

    anchor: str
    group: Group
    title: str
    other: str
    lines: tuple[str, ...]

    def matches(self, search: str) -> bool:
        """Whether every word of a search stands in the entry, however it is spaced and whatever its digits."""
        text = thai.fold(" ".join((self.anchor, self.title, self.other, *self.lines)))
        return all(thai.fold(word) in text for word in search.split())


def entries(lang: Language) -> list[Entry]:
    """Every entry, group by group, each group in the order of its language's letters."""
    found = [*_programme(lang), *(_measure(one, lang) for one in measures().values()), *_dimensions(lang)]
    order = {group: at for at, group in enumerate(GROUPS)}
    return sorted(found, key=lambda entry: (order[entry.group], thai.collation_key(entry.title.lower())))


def combining(of: Measure) -> str:
    """How a measure combines several years, as the words for it are keyed. Of a share or mean both parts are combined, never the ratio."""
    if of.denominator is None or of.combine not in ("flow", "distinct"):
        return of.combine
    if of.combine == "flow":
        return "ratio"
    return "distinct_ratio" if of.denominator.combine == "stock" else "distinct_provinces"


def _programme(lang: Language) -> list[Entry]:
    other: Language = "en" if lang == "th" else "th"
    keys = [key.removeprefix(_PROGRAMME) for key in catalogue(lang) if key.startswith(_PROGRAMME)]
    return [
        Entry(key, "programme", words(_PROGRAMME + key, lang), words(_PROGRAMME + key, other), (words(f"glossary.means_{key}", lang),))
        for key in keys
    ]


def _measure(of: Measure, lang: Language) -> Entry:
    told = of.words(lang)
    lines = [told.definition, f"{words('glossary.unit', lang)}: {told.unit} · {words(f'glossary.{combining(of)}', lang)}"]
    if of.numerator and of.denominator:
        top, bottom = (part.th if lang == "th" else part.en for part in (of.numerator, of.denominator))
        lines.append(f"{words('block.numerator', lang)}: {top} · {words('block.denominator', lang)}: {bottom}")
    if of.smallest_denominator:
        lines.append(words("glossary.small", lang, n=of.smallest_denominator))
    lines.append(f"{words('about.why', lang)}: {told.why}")
    return Entry(of.code, "measures", told.title, of.words("en" if lang == "th" else "th").title, tuple(lines))


def _dimensions(lang: Language) -> list[Entry]:
    lists = [_terms(dimension, dimension.terms, lang) for dimension in DIMENSIONS.values() if dimension.terms and dimension.name != "step"]
    for track in TRACKS:
        title = f"glossary.steps_{track.code}"
        lists.append(_terms(Dimension(f"steps_{track.code}", words(title, "th"), words(title, "en")), STEP_TITLES[track.code], lang))
    flags = Dimension("flags", words("glossary.flags", "th"), words("glossary.flags", "en"))
    kinds = Dimension("record_kinds", words("glossary.record_kinds", "th"), words("glossary.record_kinds", "en"))
    return [*lists, _terms(flags, FLAGS, lang), _terms(kinds, RECORD_KINDS, lang)]


def _terms(dimension: Dimension, terms: tuple[Term, ...], lang: Language) -> Entry:
    lines = tuple(
        f"{term.short_th + ' ' if term.short_th and lang == 'th' else ''}{term.label(lang)}"
        f" – {term.en if lang == 'th' else term.th} ({term.code})"
        for term in terms
    )
    return Entry(dimension.name, "dimensions", dimension.label(lang), dimension.label("en" if lang == "th" else "th"), lines)
