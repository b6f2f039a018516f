"""The lineage of LAOs: which one the records of an older code are counted with."""

from __future__ import annotations

import datetime as dt

from lao_histories import Row, lao

from la21data.rollup.lineage import follow

DAY = dt.date(2022, 5, 1)


def followed(*laos: Row) -> dict[str, tuple[str, int]]:
    found = follow([(row["lao_code"], row["version"], row["valid_from"], row["valid_to"], row["predecessor_code"]) for row in laos])
    return {entry.lao_code: (entry.lao, entry.generation) for entry in found}


def test_a_chain_is_followed_to_its_end() -> None:
    later = dt.date(2023, 5, 1)
    assert followed(
        lao("A", valid_to=DAY),
        lao("B", valid_from=DAY, valid_to=later, predecessor_code="A"),
        lao("C", valid_from=later, predecessor_code="B"),
    ) == {"A": ("C", 2), "B": ("C", 1), "C": ("C", 0)}


def test_a_predecessor_that_lives_on_or_ended_too_late_is_not_followed() -> None:
    assert followed(lao("A"), lao("B", valid_from=DAY, predecessor_code="A"))["A"] == ("A", 0)
    assert followed(lao("A", valid_to=dt.date(2024, 1, 1)), lao("B", valid_from=DAY, predecessor_code="A"))["A"] == ("A", 0)


def test_a_predecessor_that_no_registry_ever_held_is_followed() -> None:
    assert followed(lao("B", predecessor_code="A")) == {"A": ("B", 1), "B": ("B", 0)}


def test_of_several_successors_the_smallest_code_is_taken() -> None:
    parts = [lao(code, valid_from=DAY, predecessor_code="A") for code in ("C", "B")]
    assert followed(lao("A", valid_to=DAY), *parts)["A"] == ("B", 1)


def test_a_merger_into_one_that_had_long_been_there_leaves_both_as_they_were() -> None:
    assert followed(lao("A", valid_to=DAY), lao("B", valid_to=DAY), lao("B", 2, valid_from=DAY, predecessor_code="A")) == {
        "A": ("A", 0),
        "B": ("B", 0),
    }


def test_a_successor_of_an_unknown_past_is_followed_where_it_says_so_from_the_first() -> None:
    assert followed(lao("A", valid_to=DAY), lao("B", predecessor_code="A"))["A"] == ("B", 1)


def test_circles_end() -> None:
    circle = [lao("A", valid_to=DAY, predecessor_code="B"), lao("B", valid_to=DAY, predecessor_code="A")]
    assert followed(*circle) == {"A": ("A", 0), "B": ("B", 0)}
    assert followed(lao("A", valid_to=DAY, predecessor_code="A")) == {"A": ("A", 0)}
