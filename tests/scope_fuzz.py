"""Addresses that nobody would write, by seed: the scope's own keys and codes, broken, repeated, foreign, enormous, hostile."""

from __future__ import annotations

import random
from collections.abc import Iterator
from urllib.parse import quote

from la21data import metrics
from la21data.problems import Problem
from la21data.scope import Scope, parse
from la21data.store import Snapshot
from tests.hostile import HOSTILE

KEYS = ("fy", "region", "office", "province", "type", "track", "pilot", "category", "lao", "snapshot", "lang")
YEARS = ("2567", "2560-2567", "2567-2560", "9999999", "-1", "0", "1", "1e9", "nan", "∞", "٢٥٦٧", "๒๕๖๗", "2567,2567,,", "," * 500)
CODES = ("40", "99", "none", "north", "town", "ladder", "th", "en", "5570404", "")
PATHS = (
    "../../etc/passwd",
    "..%2f..%2fetc",
    "/etc/passwd",
    "file:///etc/passwd",
    "C:\\x",
    "00001-00000000",
    "00001-00000000/../x",
    "~",
    ".",
)
INJECTIONS = ("' or 1=1 --", "1;select 1", "read_csv('/etc/passwd')", "\x00", "\udcff")
WORDS = (*YEARS, *CODES, *PATHS, *INJECTIONS, *HOSTILE)


def addresses(seed: int, count: int) -> Iterator[str]:
    """Query strings, mostly quoted as a browser would, some raw."""
    draw = random.Random(seed)
    for _ in range(count):
        yield "&".join(_part(draw) for _ in range(draw.randint(1, 6)))


def judge(snapshot: Snapshot, query: str) -> tuple[Scope, list[Problem]]:
    """Parse an address; raises whatever escapes. What is taken from it is known, and means the same when it is read again."""
    scope, problems = parse(query, fiscal_years=snapshot.fiscal_years, lao_known=metrics.lao_lookup(snapshot))
    assert len(scope.snapshot or "") <= 60  # Whatever it says: the store opens no other file than its own (test_scope_fuzz.py).
    assert set(scope.years) <= set(snapshot.fiscal_years)
    again, _ = parse(scope.to_query(), fiscal_years=snapshot.fiscal_years, lao_known=metrics.lao_lookup(snapshot))
    assert again == scope, query
    for problem in problems:
        assert "Traceback" not in problem.en and len(problem.en) < 2_000
    return scope, problems


def _part(draw: random.Random) -> str:
    key = draw.choice(KEYS) if draw.random() < 0.85 else draw.choice(WORDS)
    value = draw.choice((",", "-", "")).join(draw.choice(WORDS) for _ in range(draw.randint(1, 3)))
    if draw.random() < 0.3:
        value = "".join(_letter(draw) for _ in value[:40])
    return f"{_quoted(key)}={_quoted(value)}" if draw.random() < 0.9 else f"{key}={value}"


def _letter(draw: random.Random) -> str:
    return chr(draw.choice((draw.randrange(0x20, 0x7F), draw.randrange(0xE00, 0xE7F), draw.randrange(1, 0x2FFFF))))


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")
