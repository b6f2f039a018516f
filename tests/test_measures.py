"""Every measure record is whole, in both languages."""

import pytest

from la21data.domain import DIMENSIONS, RECORD_KINDS
from la21data.measures import measure, measures
from la21data.problems import CannotUse

# Codes are a contract: slides, scripts and links hold them.
CODES = {
    "lao_total",
    "applicants",
    "withdrawn_laos",
    "participating_laos",
    "participation_rate",
    "provinces_covered",
    "new_laos",
    "retention_rate",
    "late_application_rate",
    "readiness_rate",
    "plan_rate",
    "laos_at_step",
    "step3plus_rate",
    "fast2plus_rate",
    "learning_centres",
    "years_to_model",
    "stalled_laos",
    "ready_to_rise",
    "change_agents",
    "activities",
    "participants",
    "budget_total",
    "budget_lao",
    "budget_deqp",
    "budget_other",
    "activities_per_lao",
    "budget_deqp_share",
    "partners_per_activity",
    "outputs",
    "standard_score",
    "standard_component",
    "assessed_laos",
    "assessments",
    "awarded_laos",
    "awards",
    "visits",
    "events",
    "event_participants",
    "completeness",
}


def test_all_measures_of_the_contract_are_there():
    assert set(measures()) == CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_record_is_whole(code):
    found = measure(code)
    assert found.code == code
    for words in (found.th, found.en):
        assert words.title and words.unit and words.definition and words.why
    assert found.records in {kind.code for kind in RECORD_KINDS}
    assert found.combine in ("stock", "flow", "distinct", "survival") and found.direction in ("up", "down", "none")
    assert set(found.always_by) <= set(DIMENSIONS)
    assert (found.numerator is None) == (found.combine == "survival")
    if found.interval:
        assert found.format == "percent" and found.denominator is not None and found.smallest_denominator > 0
    for part in (found.numerator, found.denominator):
        assert part is None or (part.sources and part.sql and part.th and part.en)


def test_an_unknown_measure_is_one_clear_line():
    with pytest.raises(CannotUse) as caught:
        measure("x" * 5000)
    assert "measures" in caught.value.problem.en and len(caught.value.problem.th) < 200


@pytest.mark.parametrize(
    "code, value, th",
    [
        ("participation_rate", 0.1234, "12.3\u00a0%"),
        ("budget_total", 4_500_000, "4.5 ล้านบาท"),
        ("activities", 1234.0, "1,234"),
        ("standard_score", 81.26, "81.3"),
        ("activities", None, "ไม่มีข้อมูล"),
        ("participation_rate", float("nan"), "ไม่มีข้อมูล"),
    ],
)
def test_values_are_written_as_thai_offices_write_them(code, value, th):
    assert measure(code).write(value) == th
