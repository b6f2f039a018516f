"""Who may do what: every role on every action, written out by hand, and the library refusing without any page."""

import pytest

from la21data import reference
from la21data.access import ACTIONS, NOBODY, OPERATOR, Actor, Role, may, parse_role, pseudonym, require
from la21data.problems import CannotUse

# A row an action, a column a role: x = may; o = for its own provinces only; . = may not.
ROLES = ["viewer", "office:5", "province:41", "steward", "steward:5", "admin"]
TABLE = """
look            x x x x x x
export          x x x x x x
rejected_rows   . o o x o x
dry_run         . o o x o x
import          . . . x o x
roll_back       . . . x x x
settle_aliases  . . . x o x
prune           . . . . . x
withdraw        . . . . . x
roles           . . . . . x
read_journal    . . . . . x
"""
PAIRS = [
    (action, role, mark) for action, *marks in map(str.split, TABLE.split("\n")[1:-1]) for role, mark in zip(ROLES, marks, strict=True)
]
OWN = {"office:5": "18", "steward:5": "18", "province:41": "41"}
FOREIGN = "90"  # Songkhla: of office 16.


def test_the_table_names_every_action_once() -> None:
    assert [line.split()[0] for line in TABLE.split("\n")[1:-1]] == list(ACTIONS)


@pytest.mark.parametrize(("action", "role", "mark"), PAIRS)
def test_each_role_on_each_action(action: str, role: str, mark: str) -> None:
    actor = Actor("someone", parse_role(role))
    assert may(actor, action) is (mark != ".")  # type: ignore[arg-type]
    if mark == "o":
        assert may(actor, action, OWN[role])  # type: ignore[arg-type]
        assert not may(actor, action, FOREIGN)  # type: ignore[arg-type]
        assert not may(actor, action, "")  # type: ignore[arg-type]
    elif mark == "x":
        assert may(actor, action, FOREIGN) and may(actor, action, "")  # type: ignore[arg-type]
    else:
        with pytest.raises(CannotUse) as error:
            require(actor, action)  # type: ignore[arg-type]
        assert error.value.problem.code == "not_allowed" and role in error.value.problem.en


def test_without_sign_in_people_look_and_export_and_the_server_account_does_all() -> None:
    assert {action for action in ACTIONS if may(NOBODY, action)} == {"look", "export"}
    assert all(may(OPERATOR, action, FOREIGN) for action in ACTIONS)


@pytest.mark.parametrize(
    "text", ["", "operator", "office", "office:0", "office:17", "office:", "province:99", "steward:", "admin:1", "Admin", "viewer:x"]
)
def test_no_other_role_can_be_given(text: str) -> None:
    with pytest.raises(CannotUse):
        parse_role(text)


def test_an_offices_provinces_are_those_of_today() -> None:
    assert all(parse_role(f"office:{n}").provinces for n in reference.offices())
    shared = [code for n in reference.offices() for code in parse_role(f"steward:{n}").provinces or ()]
    assert sorted(shared) == sorted(set(reference.provinces()) - {"10"})  # Bangkok has no office.


def test_a_role_lands_on_its_own_scope() -> None:
    assert [parse_role(role).home for role in ROLES] == [{}, {"office": "5"}, {"province": "41"}, {}, {"office": "5"}, {}]


def test_a_pseudonym_needs_the_key_and_says_nothing_of_the_person() -> None:
    key = "k" * 32
    one = pseudonym(key, "https://idp", "somchai@example.org")
    assert one == pseudonym(key, "https://idp", "somchai@example.org") and "somchai" not in one and len(one) == 20
    assert one not in {pseudonym("l" * 32, "https://idp", "somchai@example.org"), pseudonym(key, "https://other", "somchai@example.org")}
    with pytest.raises(ValueError, match="key"):
        pseudonym("short", "https://idp", "x")


def test_a_role_is_written_as_it_is_read() -> None:
    assert [str(parse_role(role)) for role in ROLES] == ROLES
    assert Actor("a1", Role("steward", "5")).signature() == {"by": "a1", "role": "steward:5"}
