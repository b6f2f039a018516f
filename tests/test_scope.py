"""The scope: the same in the address, on the command line and in code."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from la21data import reference
from la21data.domain import CATEGORIES, LAO_TYPES, REGIONS, TRACKS
from la21data.scope import Scope, parse, years_text

YEARS = tuple(range(2547, 2571))


def codes(terms):
    return [term.code for term in terms]


def some(values):
    """A tuple of distinct values in the order in which they are defined."""
    return st.sets(st.sampled_from(values)).map(lambda chosen: tuple(value for value in values if value in chosen))


scopes = st.builds(
    Scope,
    years=st.sets(st.sampled_from(YEARS)).map(lambda years: tuple(sorted(years))),
    types=some(codes(LAO_TYPES)),
    tracks=some(codes(TRACKS)),
    categories=some(codes(CATEGORIES)),
    provinces=some(list(reference.provinces())),
    lao=st.none() | st.just("6570404"),
    snapshot=st.none() | st.just("00012-deadbeef"),
    lang=st.sampled_from(["th", "en"]),
)


@given(scopes)
def test_a_scope_survives_the_address(scope):
    again, problems = parse(scope.to_url(), fiscal_years=YEARS, lao_known=lambda code: code)
    assert again == scope
    assert problems == []
    assert parse(dict(parse_qsl(scope.to_url())), fiscal_years=YEARS, lao_known=lambda code: code)[0] == scope


@given(
    st.dictionaries(
        st.sampled_from(["fy", "region", "office", "province", "type", "track", "pilot", "category", "lao", "snapshot", "lang", "x"]),
        st.text(max_size=60),
    )
)
def test_no_address_breaks_the_parser(query):
    scope, problems = parse(query, fiscal_years=YEARS, lao_known=lambda code: None)
    assert set(scope.years) <= set(YEARS)
    assert set(scope.provinces) <= set(reference.provinces())
    assert all(problem.th and problem.en for problem in problems)


@pytest.mark.parametrize(
    "text, years",
    [
        ("2567", (2567,)),
        ("2560-2562", (2560, 2561, 2562)),
        ("2560,2565-2566", (2560, 2565, 2566)),
        ("", ()),
        ("2569-2599", (2569, 2570)),
    ],
)
def test_years(text, years):
    assert parse({"fy": text}, fiscal_years=YEARS)[0].years == years


@pytest.mark.parametrize(
    "query, named",
    [
        ("fy=2024", "2024"),
        ("fy=abc", "abc"),
        ("fy=2569-2560", "2569-2560"),
        ("fy=2560-2561-2562", "2560-2561-2562"),
        ("region=west", "west"),
        ("office=17", "17"),
        ("province=99", "99"),
        ("type=village", "village"),
        ("pilot=yes", "yes"),
        ("lang=fr", "fr"),
        ("lao=1", "lao=1"),
        ("lao=9999999", "9999999"),
        ("nonsense=1", "nonsense"),
        ("fy=" + "9" * 5000, "999"),
    ],
)
def test_unknown_values_are_named_and_dropped_and_the_rest_holds(query, named):
    scope, problems = parse(query + "&track=ladder", fiscal_years=YEARS, lao_known=lambda code: None)
    assert scope == Scope(tracks=("ladder",))
    assert named in problems[0].th and named in problems[0].en
    assert len(problems[0].en) < 120


def test_contradictions_drop_the_narrower_and_say_so():
    scope, problems = parse("region=north&province=50,90&office=16", fiscal_years=YEARS)
    assert (scope.regions, scope.provinces, scope.offices) == (("north",), ("50",), ())
    assert {problem.code for problem in problems} == {"contradiction"}
    assert "province=90" in problems[1].th and "office=16" in problems[0].th


def test_bangkok_has_no_office():
    assert parse("office=none&province=10")[0].provinces == ("10",)
    assert parse("office=none&province=11")[0].provinces == ()
    assert parse("region=central&office=none")[0].offices == ("none",)


def test_where_binds_every_value():
    sql, values = parse("region=central&office=13,none&type=sao&pilot=1&lao=6570404")[0].where(
        ["region", "office", "lao_type", "pilot", "lao"]
    )
    assert values == ["central", 13, 0, "sao", True, "6570404"]
    assert sql.count("?") == len(values) and "central" not in sql
    assert parse("type=sao&region=south")[0].where(["region"]) == ("true and region in (?)", ["south"])


@pytest.mark.parametrize(
    "query, th, en",
    [
        ("", "ทั้งประเทศ · ทุกปีงบประมาณ", "whole country · all fiscal years"),
        ("region=south&type=subdistrict&fy=2567", "ภาคใต้ · ทต. · ปีงบประมาณ 2567", "South · Subdistrict municipality · FY 2567 (2024)"),
        ("province=10,40", "กรุงเทพมหานคร, จังหวัดขอนแก่น · ทุกปีงบประมาณ", "Bangkok, Khon Kaen · all fiscal years"),
        ("pilot=1&fy=2560-2562,2565", "จังหวัดต้นแบบ · ปีงบประมาณ 2560–2562, 2565", "pilot provinces · FY 2560–2562, 2565 (2017–2019, 2022)"),
    ],
)
def test_in_words(query, th, en):
    scope = parse(query)[0]
    assert scope.describe("th") == th
    assert scope.describe("en") == en


def test_codes_are_the_contract():
    assert codes(REGIONS) == ["north", "central", "northeast", "south"]
    assert codes(LAO_TYPES) == ["pao", "city", "town", "subdistrict", "sao", "special"]
    assert years_text([2560, 2561, 2562, 2567]) == "2560-2562,2567"
