"""Table `participation`: careers dressed with application dates, channels, readiness, plans, lessons and models."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from la21data import reference
from la21data.demo.careers import applicants_only, careers
from la21data.demo.draws import AS_OF, IMPORT_ID, LAST_FISCAL_YEAR, YEARS, dates, day_of_year, generator
from la21data.domain import TOP_STEP

LATE = 0.16
DAYS_SINCE = (AS_OF - reference.programme().deadline(LAST_FISCAL_YEAR)).days  # From the last year's deadline to the day of the demo.
LESSONS = {
    ("ladder", 1): 0.03,
    ("ladder", 2): 0.22,
    ("ladder", 3): 0.72,
    ("ladder", 4): 0.85,
    ("fast_track", 1): 0.58,
    ("fast_track", 2): 0.75,
    ("fast_track", 3): 0.85,
}
CHANNELS_FROM = {"paper": YEARS[0], "web": 2554, "green4thai": 2562}
CHANNEL_CHANCE = {"paper": 0.78, "web": 0.55, "green4thai": 0.42}
READINESS_CHANCE = {"has_coordinator": 0.94, "has_leader": 0.89, "has_volunteers": 0.84}
WELL_KEPT_FROM = 2555  # Records of the first years have more gaps.


def participation(seed: int, lao: pd.DataFrame) -> pd.DataFrame:
    """The table's columns and, for the other rooms, `strength` (standard normal) and `takes_part`."""
    rows = careers(seed, lao)
    rows = pd.concat([rows, applicants_only(seed, lao, set(rows["lao_code"]))], ignore_index=True)
    rows = rows.sort_values(["fiscal_year", "lao_code"], ignore_index=True)
    rng = generator(seed, "participation")
    part = (rows["phase"] == "part").to_numpy()
    old = (rows["fiscal_year"] < WELL_KEPT_FROM).to_numpy()
    rows = rows.assign(takes_part=part, status=_status(rows, rng), applied_on=_applied_on(rows, old, rng), channels=_channels(rows, rng))
    for column, chance in READINESS_CHANCE.items():
        yes = rng.random(len(rows)) < chance + 0.03 * rows["strength"]
        rows[column] = pd.Series(yes, dtype="boolean").mask(rng.random(len(rows)) < np.where(old, 0.25, 0.05))
    return _steps_of_the_work(rows, part, rng).assign(import_id=IMPORT_ID)


def _status(rows: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """Most of the past is completed; of the last year about half is; a few rows tell nothing, which counts as active."""
    draw = rng.random(len(rows))
    completed = np.where(rows["fiscal_year"] == LAST_FISCAL_YEAR, 0.45, 0.85)
    told = np.where(draw < completed, "completed", "active")
    return rows["phase"].where(rows["phase"] != "part", pd.Series(told, dtype=object)).mask((rows["phase"] == "part") & (draw > 0.96))


def _applied_on(rows: pd.DataFrame, old: NDArray[np.bool_], rng: np.random.Generator) -> pd.Series:
    """Most apply in the weeks before the deadline (30 September), some earlier in the year, some after it."""
    n = len(rows)
    day = np.where(rng.random(n) < 0.6, 364 - rng.integers(0, 60, n), rng.integers(5, 300, n))
    latest = np.where(rows["fiscal_year"] == LAST_FISCAL_YEAR, DAYS_SINCE, 75)
    after = 368 + (rng.random(n) * (latest - 3)).astype(int)  # From the fourth day of October, so that a week-end leaves it late.
    day = np.where(rng.random(n) < LATE, after, day)
    return dates(day_of_year(rows["fiscal_year"], day), rng.random(n) < np.where(old, 0.25, 0.05))


def _channels(rows: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """One or several of the channels that there were in that year; null where not told."""
    used = {}
    for channel, since in CHANNELS_FROM.items():
        used[channel] = (rng.random(len(rows)) < CHANNEL_CHANCE[channel]) & (rows["fiscal_year"] >= since).to_numpy()
    unknown = rng.random(len(rows)) < 0.07
    lists = [[name for name in used if used[name][i]] or ["paper"] for i in range(len(rows))]
    return pd.Series([None if unknown[i] else channels for i, channels in enumerate(lists)], dtype=object)


def _steps_of_the_work(rows: pd.DataFrame, part: NDArray[np.bool_], rng: np.random.Generator) -> pd.DataFrame:
    """Plan, lessons, self-assessment, model and change agents, of those who take part."""
    n, years = len(rows), rows["fiscal_year"]
    no_plan = rows["plan_year"].isna().to_numpy() | (rng.random(n) < 0.05)
    lesson_chance = np.array([LESSONS[track, step] for track, step in zip(rows["track"], rows["step"], strict=True)])
    assesses = part & (rng.random(n) < 0.35 + 0.12 * rows["step"]) & (years >= WELL_KEPT_FROM)
    agents = np.maximum(rng.poisson(np.exp(2.6 + 0.15 * rows["step"] + 0.35 * rows["strength"])), 0)
    return rows.assign(
        plan_adopted_on=dates(day_of_year(rows["plan_year"].fillna(years).astype(int), rows["plan_day"]), no_plan),
        lessons_on=dates(day_of_year(years, rng.integers(180, 362, n)), ~(part & (rng.random(n) < lesson_chance))),
        self_assessed_on=dates(day_of_year(years, rng.integers(270, 362, n)), ~assesses),
        model_lao_code=_models(rows, part, rng),
        change_agents=pd.Series(agents, dtype="Int64").mask(~part | (rng.random(n) < 0.08)),
    )


def _models(rows: pd.DataFrame, part: NDArray[np.bool_], rng: np.random.Generator) -> pd.Series:
    """A LAO that is not at the top may learn from one that reached it in an earlier year, and mostly stays with it."""
    at_top = part & (rows["step"] == rows["track"].map(TOP_STEP)).to_numpy()
    follows: dict[str, str] = {}
    found: list[str | None] = [None] * len(rows)
    for year in YEARS:
        reached = sorted(set(rows["lao_code"][at_top & (rows["fiscal_year"] < year)]))
        for i in np.flatnonzero(part & ~at_top & (rows["fiscal_year"] == year)):
            code = rows["lao_code"][i]
            if reached and code not in follows and rng.random() < 0.4:
                follows[code] = str(rng.choice(reached))
            model = follows.get(code)
            found[i] = model if model != code and rng.random() < 0.93 else None
    return pd.Series(found, dtype=object)
