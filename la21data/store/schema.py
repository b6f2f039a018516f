"""The tables of a snapshot and their columns, read from `schema.sql` itself, so that nobody writes them down twice."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

SCHEMA = Path(__file__).resolve().parents[1] / "schema.sql"
# How activities stand in the file, column by column: years and LAOs together, so that they are read fast. Before the LAO comes whether
# there is an output and money from others: where a column is empty or 0 in row after row, it takes no room. Figures: `docs/scale.md`.
ACTIVITY_ORDER = {
    "fiscal_year": "fiscal_year",
    "output_amount": "output_amount is null",
    "budget_deqp": "coalesce(budget_deqp, 0) <> 0",
    "budget_other": "coalesce(budget_other, 0) <> 0",
    "lao_code": "lao_code",
    "activity_id": "activity_id",
}
_COMMENT = re.compile(r"--.*")
_CREATE = re.compile(r"create (table|view) (\w+) \((.*)", re.DOTALL)
_COMMA = re.compile(r",(?![^()]*\))")  # A comma that is not inside brackets: decimal(18, 2) stays whole.
_NO_TYPE = re.compile(r"\s+(not null|primary key).*", re.DOTALL)


@cache
def columns() -> dict[str, dict[str, str]]:
    """Table or view -> column -> SQL type ('' in a view), in the order of `schema.sql`."""
    statements = _COMMENT.sub("", SCHEMA.read_text(encoding="utf-8")).split(";")
    found = [_CREATE.match(statement.strip()) for statement in statements]
    return {match[2]: _columns(_inside_brackets(match[3])) for match in found if match}


def _inside_brackets(text: str) -> str:
    depth = 1
    for position, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return text[:position]
    raise ValueError("schema.sql: a bracket is not closed")


def _columns(text: str) -> dict[str, str]:
    parts = [part.strip() for part in _COMMA.split(text)]
    names_and_types = [part.partition(" ")[::2] for part in parts if not part.startswith("primary key")]
    return {name.strip('"'): _NO_TYPE.sub("", kind.strip()) for name, kind in names_and_types}
