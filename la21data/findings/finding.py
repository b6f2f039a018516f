"""The record of a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from la21data import metrics, reference
from la21data.domain import BANGKOK
from la21data.measures import measure
from la21data.view import View


def named(view: View, code: str) -> str:
    """A province in a sentence: «จังหวัดขอนแก่น»."""
    province = reference.provinces()[code]
    if code == BANGKOK:
        return province.name_th if view.lang == "th" else province.name_en
    return view.words("scope.province_named", name=province.name_th if view.lang == "th" else province.name_en)


def heeded(view: View, measure: str) -> View:
    """The view without the limits that a measure does not know: as charts of it look."""
    return view.with_scope(view.scope.without(metrics.ignored_keys(measure, view.scope)))


def told_apart(view: View, measure: str) -> bool:
    """Whether a measure heeds every limit of the scope. Categories are only activities' own, which the bar of filters says."""
    return not set(metrics.ignored_keys(measure, view.scope)) - {"category"}


def or_why(view: View, found: Iterable[Finding], code: str, path: str) -> Iterator[Finding]:
    """The findings; where there are none, why there is nothing to say of the measure."""
    told = list(found)
    yield from told or [Finding(view.why_empty(measure(code)), path)]


@dataclass(frozen=True)
class Finding:
    """`text`: one sentence, plain text. `path` and `options`: the page that shows its rows, beside the scope."""

    text: str
    path: str
    options: Mapping[str, str] = field(default_factory=dict)
