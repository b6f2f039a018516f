"""What the pages of terms and of the programme say: which records there are, and which measures can be worked out from them."""

from __future__ import annotations

from collections.abc import Iterator

from la21data import thai
from la21data.domain import RECORD_KINDS
from la21data.findings import data
from la21data.findings.finding import Finding
from la21data.measures import Measure, measures
from la21data.text import words
from la21data.view import View

ABOUT, GLOSSARY = "/about", "/glossary"
SMALL, DISTINCT = "glossary.search_small", "glossary.search_distinct"  # Words that stand in just the entries meant: the search finds those.


def has_records(view: View, of: Measure) -> bool:
    """Whether the snapshot holds any record of the kind that a measure is worked out from."""
    return bool(view.snapshot.recorded.get(of.records))


def of_records(view: View) -> Iterator[Finding]:
    """For the page of the programme: kinds of records, measures, rows that wait to be mended."""
    counts = dict(view.snapshot.rows("select kind, sum(records) from recorded group by kind"))
    there = [kind for kind in RECORD_KINDS if counts.get(kind.code)]
    if there:
        most = max(there, key=lambda kind: counts[kind.code])
        told = {"n": len(there), "of": len(RECORD_KINDS), "kind": most.label(view.lang), "most": thai.format_number(counts[most.code])}
        yield Finding(view.words("about.finding_kinds", **told) + _lacking(view), ABOUT)
    yield _worked_out(view)
    yield tuple(data.findings(view))[-1]  # The rejected rows, of which there is always something to say.


def of_measures(view: View) -> Iterator[Finding]:
    """For the page of terms: how many measures can be worked out, which need care with few, which with several years."""
    yield _worked_out(view)
    few = sum(one.smallest_denominator > 0 for one in measures().values())
    yield Finding(view.words("glossary.finding_small", n=few), GLOSSARY, {"q": words(SMALL, view.lang)})
    once = sum(one.combine == "distinct" for one in measures().values())
    yield Finding(view.words("glossary.finding_distinct", n=once), GLOSSARY, {"q": words(DISTINCT, view.lang)})


def _worked_out(view: View) -> Finding:
    n = sum(has_records(view, one) for one in measures().values())
    return Finding(view.words("about.finding_measures", n=n, of=len(measures())), ABOUT)


def _lacking(view: View) -> str:
    """« no visits, …», where a kind that measures need is not there at all."""
    needed = {one.records for one in measures().values() if not has_records(view, one)}
    names = ", ".join(kind.label(view.lang) for kind in RECORD_KINDS if kind.code in needed)
    return view.words("about.finding_lacking", kinds=names) if names else ""
