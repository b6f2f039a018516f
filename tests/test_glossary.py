"""The glossary holds every measure and every term, once, in both languages, and is found by any of its words."""

import re

import pytest

from la21data.domain import DIMENSIONS, FLAGS, RECORD_KINDS, STEP_TITLES
from la21data.glossary import GROUPS, combining, entries
from la21data.measures import measures
from la21data.text import catalogue
from la21data.thai import collation_key

LANGUAGES = ("th", "en")
TERMS = [term for dimension in DIMENSIONS.values() if dimension.name != "step" for term in dimension.terms]
TERMS += [*FLAGS, *RECORD_KINDS, *(term for terms in STEP_TITLES.values() for term in terms)]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_measure_and_every_term_stands_in_both_languages(lang):
    found = entries(lang)
    by_anchor = {entry.anchor: entry for entry in found}
    assert len(by_anchor) == len(found) and all(re.fullmatch(r"[a-z0-9_]+", anchor) for anchor in by_anchor)
    for code, measure in measures().items():
        entry = by_anchor[code]
        assert {entry.title, entry.other} == {measure.th.title, measure.en.title}
        assert measure.words(lang).definition in entry.lines
    text = "\n".join(line for entry in found for line in entry.lines)
    for term in TERMS:
        assert term.th in text and term.en in text and f"({term.code})" in text


@pytest.mark.parametrize("lang", ["th", "en"])
def test_entries_stand_in_the_order_of_the_letters(lang):
    for group in GROUPS:
        titles = [entry.title.lower() for entry in entries(lang) if entry.group == group]
        assert titles and titles == sorted(titles, key=collation_key)


def test_every_term_of_the_programme_has_a_meaning():
    terms = {key.split("term_")[1] for key in catalogue("th") if key.startswith("glossary.term_")}
    assert terms == {key.split("means_")[1] for key in catalogue("th") if key.startswith("glossary.means_")}


@pytest.mark.parametrize(
    ("search", "anchor"),
    [
        ("อัตราการเข้าร่วม", "participation_rate"),
        ("retention", "retention_rate"),
        ("ทสจ", "provincial_office"),
        ("fast track", "fast_track"),
        ("Wilson", "interval"),
        ("คัดแยก ขยะ", "category"),
        ("late_application_rate", "late_application_rate"),
    ],
)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_searching_finds_in_either_language(search, anchor, lang):
    assert anchor in [entry.anchor for entry in entries(lang) if entry.matches(search)]


@pytest.mark.parametrize("search", ["<script>", "zzzz", "๙๙๙๙๙"])
def test_what_is_nowhere_is_not_found(search):
    assert not [entry for entry in entries("th") if entry.matches(search)]


def test_one_thing_has_one_name_and_two_things_have_two():
    """Of what people read: «Fast Track (เส้นทางลัด)» is the track's whole name, «Fast Track» its short one."""
    texts = {
        lang: [*catalogue(lang).values(), *(" ".join(vars(m.words(lang)).values()) for m in measures().values())] for lang in LANGUAGES
    }
    assert not [text for text in texts["th"] if "เส้นทางลัด" in text.replace("Fast Track (เส้นทางลัด)", "")]
    assert not [text for text in texts["en"] if re.search(r"\ba LAO\b|\bnot told\b|\bdeck\b| on end\b", text)]
    thai_of_english = {}
    for term in TERMS:
        thai_of_english.setdefault(term.en, set()).add(term.th)
    assert thai_of_english["City of good living"] == {"เมืองอยู่ดี"} and thai_of_english["Liveable city"] == {"เมืองน่าอยู่"}


def test_of_a_ratio_over_several_years_its_parts_are_combined():
    """Never the ratio itself; and what covers provinces counts provinces once."""
    told = {code: combining(one) for code, one in measures().items()}
    assert {code for code, how in told.items() if how == "ratio"} == {
        code for code, one in measures().items() if one.combine == "flow" and one.denominator
    }
    assert told["participation_rate"] == "distinct_ratio" and told["provinces_covered"] == "distinct_provinces"
    assert told["completeness"] == "stock" and told["activities"] == "flow" and told["applicants"] == "distinct"
