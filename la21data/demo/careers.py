"""Which LAOs take part, in which years, on which track and step: a plain simulation, year by year.

Chances are invented. They were tuned to look like a programme of twenty years (growth, a plateau, a pandemic, some who stand still,
leave or come back), not to any place: nothing here knows which province a LAO lies in, except that pilot provinces always take part.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from la21data import reference
from la21data.demo.draws import LAST_FISCAL_YEAR, PANDEMIC, YEARS, generator, pick, share_out
from la21data.domain import BANGKOK, TOP_STEP

PROVINCES_EVER, PROVINCES_KEPT = 69, 47  # Provinces that ever took part; those of them that certainly do in the last year.
MOST_IN_A_PROVINCE = 9
TYPE_CHANCES = {"pao": 2, "city": 8, "town": 24, "subdistrict": 43, "sao": 23}
JOINING = (14, 8, 9, 10, 11, 12, 13, 13, 14, 14, 13, 12, 12, 11, 10, 9, 4, 2, 3, 6, 8, 9, 8)  # How many join, in proportion.
FAST_TRACK_FROM = 2558
YEARS_ON_STEP = {"ladder": ((1, 2, 3, 4), (0.12, 0.27, 0.32, 0.29)), "fast_track": ((1, 2, 3), (0.40, 0.35, 0.25))}
PLAN_LASTS = 5  # Fiscal years; then a new one is adopted.


@dataclass
class Member:
    """One LAO on its way. `keeps`: it is the one of its province that takes part in the last year."""

    lao_code: str
    joins: int
    keeps: bool
    strength: float  # Standard normal: how fast it rises and how well it does.
    track: str = "ladder"
    step: int = 1
    on_step: int = 0
    needs: int = 1
    away: int = 0
    plan_year: int | None = None
    plan_day: int = 0
    rows: list[dict[str, object]] = field(default_factory=list)


def careers(seed: int, lao: pd.DataFrame) -> pd.DataFrame:
    """One row a LAO-year with a record: fiscal_year, lao_code, track, step, phase (applied, part, withdrawn), strength,
    and the fiscal year and day on which its plan was adopted."""
    rng = generator(seed, "careers")
    rows = [row for member in _members(rng, lao) for row in _career(member, rng)]
    return pd.DataFrame(rows).sort_values(["fiscal_year", "lao_code"], ignore_index=True)


def _members(rng: np.random.Generator, lao: pd.DataFrame) -> list[Member]:
    """Draw provinces, then LAOs of each, then the year each joins."""
    provinces, areas = _provinces(rng), reference.programme().areas  # Distinct LAOs that have ever taken part.
    numbers = 1 + np.minimum(share_out(areas - len(provinces), rng.gamma(1.2, size=len(provinces))), MOST_IN_A_PROVINCE - 1)
    while (short := areas - numbers.sum()) > 0:
        numbers[rng.choice(np.flatnonzero(numbers < MOST_IN_A_PROVINCE), min(short, 5), replace=False)] += 1
    kept = {code for code in provinces if reference.provinces()[code].is_pilot}
    kept |= set(rng.choice(provinces, PROVINCES_KEPT, replace=False))
    joining = rng.permutation(np.repeat(YEARS, share_out(areas, JOINING)))
    members: list[Member] = []
    for province, number in zip(provinces, numbers, strict=True):
        joins = joining[len(members) : len(members) + number]
        keeper = int(np.argmax(joins)) if province in kept else None  # The last to join: it had the least time to leave.
        for index, code in enumerate(_laos(rng, lao[lao["province"] == province], number)):
            members.append(Member(code, int(joins[index]), index == keeper, float(rng.normal())))
    return members


def _provinces(rng: np.random.Generator) -> list[str]:
    """The pilots, and as many others by lot; in an order by lot."""
    pilots = [code for code, province in reference.provinces().items() if province.is_pilot]
    others = [code for code in reference.provinces() if code not in (*pilots, BANGKOK)]
    drawn = rng.choice(others, PROVINCES_EVER - len(pilots), replace=False)
    return [str(code) for code in rng.permutation([*pilots, *drawn])]


def _laos(rng: np.random.Generator, lao: pd.DataFrame, number: int) -> list[str]:
    """`number` different LAOs of one province; municipalities are likelier than their share."""
    chances = lao["lao_type"].map(lambda t: TYPE_CHANCES.get(t, 0)) / lao.groupby("lao_type")["lao_code"].transform("size")
    chances /= chances.sum()
    return list(rng.choice(lao["lao_code"].to_numpy(dtype=object), number, replace=False, p=chances.to_numpy()))


def _career(member: Member, rng: np.random.Generator) -> list[dict[str, object]]:
    if member.joins >= FAST_TRACK_FROM and rng.random() < 0.24:
        member.track = "fast_track"
    member.needs = _needs(member, rng)
    if member.joins > YEARS[0] and rng.random() < 0.12:
        _record(member, member.joins - 1, "applied")  # Applied a year before it began.
    gone = False
    for year in range(member.joins, LAST_FISCAL_YEAR + 1):
        if year == member.joins or _takes_part(member, year, rng):
            if year > member.joins:
                _move(member, year, rng)
            member.on_step, member.away, gone = member.on_step + 1, 0, False
            _plan(member, year, rng)
            _record(member, year, "part")
        else:
            if not gone and rng.random() < 0.35:
                _record(member, year, "withdrawn")
            member.away, gone = member.away + 1, True
    return member.rows


def _takes_part(member: Member, year: int, rng: np.random.Generator) -> bool:
    """Whether a LAO that has joined takes part in a later year."""
    if member.keeps and year == LAST_FISCAL_YEAR:
        return True
    if member.away:
        returns = 0.75 if member.keeps else 0.18 if member.away <= 3 else 0.02
        return bool(rng.random() < returns)
    at_top = member.step == TOP_STEP[member.track]
    leaves = (0.02 if member.keeps else 0.08) + (0.07 if year in PANDEMIC else 0) + (0.06 if at_top else 0)
    return bool(rng.random() >= leaves - 0.01 * member.strength)


def _move(member: Member, year: int, rng: np.random.Generator) -> None:
    """Rise, go back, or change to the fast track; else stay."""
    if member.step > 1 and rng.random() < (0.25 if member.away >= 2 else 0.025):
        _set_step(member, member.track, member.step - 1, rng)
    elif _may_take_the_fast_track(member, year) and rng.random() < 0.025 + 0.02 * (member.strength > 1):
        _set_step(member, "fast_track", 1, rng)
    elif member.on_step >= member.needs and member.step < TOP_STEP[member.track]:
        _set_step(member, member.track, member.step + 1, rng)


def _may_take_the_fast_track(member: Member, year: int) -> bool:
    return member.track == "ladder" and member.step in (2, 3) and year >= FAST_TRACK_FROM


def _set_step(member: Member, track: str, step: int, rng: np.random.Generator) -> None:
    member.track, member.step, member.on_step = track, step, 0
    member.needs = _needs(member, rng)


def _needs(member: Member, rng: np.random.Generator) -> int:
    """Years on a step before the next: 1-4, fewer for the strong; about one in five stands still for longer."""
    choices, chances = YEARS_ON_STEP[member.track]
    years = int(rng.choice(choices, p=chances)) + (rng.random() < 0.18) * int(rng.integers(2, 7))
    return max(1, years - int(member.strength > 1.2))


def _plan(member: Member, year: int, rng: np.random.Generator) -> None:
    """Adopt a local action plan: likely from the second step on, and again when it has run out."""
    if member.plan_year is None or year - member.plan_year >= PLAN_LASTS:
        member.plan_year = None
        if rng.random() < (0.42 if member.step == 1 else 0.85):
            member.plan_year, member.plan_day = year, int(rng.integers(60, 362))


def _record(member: Member, year: int, phase: str) -> None:
    member.rows.append(
        {
            "fiscal_year": year,
            "lao_code": member.lao_code,
            "track": member.track,
            "step": member.step,
            "phase": phase,
            "strength": member.strength,
            "plan_year": member.plan_year if phase == "part" else None,
            "plan_day": member.plan_day,
        }
    )


def applicants_only(seed: int, lao: pd.DataFrame, taken: set[str]) -> pd.DataFrame:
    """LAOs that only ever applied, or withdrew before they began: the same columns as `careers`."""
    rng = generator(seed, "applicants")
    free = lao[(lao["lao_type"] != "special") & ~lao["lao_code"].isin(taken)]
    number = 46
    return pd.DataFrame(
        {
            "fiscal_year": rng.choice(YEARS[8:], number, p=np.arange(1, 16) / 120),  # More of them in recent years.
            "lao_code": rng.choice(free["lao_code"].to_numpy(dtype=object), number, replace=False),
            "track": pick(rng, ("ladder", "fast_track"), (0.85, 0.15), number),
            "step": 1,
            "phase": pick(rng, ("applied", "withdrawn"), (0.7, 0.3), number),
            "strength": rng.normal(-0.5, 1, number),
            "plan_year": None,
            "plan_day": 0,
        }
    )
