"""Table `activity`: one path for 8 thousand and for 50 million, in SQL.

Every value is drawn from hash(seed, number of the activity, purpose) and depends on nothing else, so neither threads nor the size
of a chunk can change it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import duckdb
import numpy as np
import pandas as pd

from la21data.demo.draws import IMPORT_ID, MARK, PANDEMIC, generator, share_out
from la21data.demo.kinds import COAST, KINDS, OFTEN, PARTNERS
from la21data.domain import MODES
from la21data.store.schema import ACTIVITY_ORDER

PER_LAO_YEAR = 4.2  # Where no number is asked for.
CHUNK = 2_000_000  # Activities a statement, and the rest of the last one's year: bounds the memory.
SLOTS = 400  # Kinds are drawn from a list in which each stands as often as it is met with.
PEOPLE = {"pao": 240.0, "city": 180.0, "town": 120.0, "subdistrict": 75.0, "sao": 60.0}  # Typical number at an activity.
MODE_CHANCES = (0.52, 0.30, 0.86, 0.44, 0.27)
PARTNER_CHANCES = (0.46, 0.30, 0.38, 0.24, 0.68)
HELPERS = ("demo_plan", "demo_kind", "demo_modes", "demo_partners")

# dice: [0, 1). bell: about standard normal (the sum of three dice has variance 1/4).
MACROS = """
create or replace temp macro demo_dice(number, purpose) as (hash({seed}, number, purpose) % 1000000)::double / 1000000;
create or replace temp macro demo_bell(number, purpose) as
    2 * (demo_dice(number, purpose) + demo_dice(number, purpose + 100) + demo_dice(number, purpose + 200) - 1.5);
"""
# A table of its own, so that every core has a part of it to work on. The joins below are LEFT joins, though every row has its
# partners, because an inner join may be turned round by the optimizer, and then the rows come out in another order.
ITEMS = """
create or replace temp table demo_item as
select *, first + k as i from (select *, unnest(range(number)) as k from demo_plan where chunk = {chunk})
"""
INSERT = """
insert into activity by name
with drawn as (
    select *,
        case when demo_dice(i, 1) < 0.3 then favourite else floor(demo_dice(i, 2) * {slots})::integer end as slot,
        floor(demo_dice(i, 3) * 355)::integer as start_day,
        floor(demo_dice(i, 4) * demo_dice(i, 5) * 90)::integer as days,
        round(exp(10.4 + 0.75 * demo_bell(i, 6)) * money / 500) * 500 as cost,
        {modes_mask} as modes_mask,
        {partners_mask} as partners_mask,
        make_date(fiscal_year - 544, 10, 1) as year_start
    from demo_item
)
select
    format('D{{}}-{{}}-{{:03d}}', fiscal_year, lao_code, k + 1) as activity_id,
    fiscal_year,
    lao_code,
    format('{mark} {{}} ครั้งที่ {{}}', demo_kind.name, k % 20 + 1) as name,
    category,
    case when demo_dice(i, 10) < 0.05 then null when demo_dice(i, 11) < 0.7 then step
         else 1 + floor(demo_dice(i, 12) * step)::integer end as step,
    if(demo_dice(i, 13) < 0.05, null, year_start + start_day) as start_on,
    if(demo_dice(i, 13) < 0.05 or demo_dice(i, 14) < 0.08, null, year_start + least(start_day + days, 364)) as end_on,
    if(demo_dice(i, 15) < 0.05, null, cost) as budget_lao,
    case when demo_dice(i, 16) < 0.07 then null when demo_dice(i, 17) > 0.24 then 0
         else round(cost * demo_dice(i, 18) / 500) * 500 end as budget_deqp,
    case when demo_dice(i, 19) < 0.12 then null when demo_dice(i, 20) > 0.20 then 0
         else round(cost * 0.4 * demo_dice(i, 21) / 500) * 500 end as budget_other,
    if(demo_dice(i, 22) < 0.04, null, 5 + round(people * exp(0.55 * demo_bell(i, 23)))::bigint) as participants,
    if(demo_dice(i, 24) < 0.05, null, modes) as modes,
    if(demo_dice(i, 25) < 0.04, null, partners) as partners,
    if(demo_dice(i, 26) < 0.10, null, output) as output,
    if(demo_dice(i, 26) < 0.10 or demo_dice(i, 27) < 0.03 or unit is null, null,
       greatest(round(typical * exp(0.6 * demo_bell(i, 28)), decimals::integer), 1)) as output_amount,
    if(demo_dice(i, 26) < 0.10, null, unit) as output_unit,
    '{import_id}' as import_id
from drawn
left join demo_kind using (coast, slot)
left join demo_modes using (modes_mask)
left join demo_partners using (partners_mask)
order by {order}
"""


def insert_activities(
    connection: duckdb.DuckDBPyConnection,
    seed: int,
    participation: pd.DataFrame,
    lao: pd.DataFrame,
    activities: int | None = None,
    progress: Callable[[str], None] | None = None,
) -> None:
    """Fill table `activity` with exactly `activities` rows (None: about four a LAO-year), over the LAO-years that take part."""
    plan = activity_plan(seed, participation, lao, activities)
    masks = {"modes": ([mode.code for mode in MODES], MODE_CHANCES, 30), "partners": (PARTNERS, PARTNER_CHANCES, 40)}
    connection.register("demo_plan", plan)
    connection.register("demo_kind", _kind_slots(seed))
    for name, (words, _, _) in masks.items():
        connection.register(f"demo_{name}", _subsets(name, words))
    for statement in MACROS.format(seed=seed).split(";")[:-1]:
        connection.execute(statement)
    done = 0
    for chunk, rows in plan.groupby("chunk"):
        connection.execute(ITEMS.format(chunk=chunk))
        connection.execute(
            INSERT.format(
                slots=SLOTS,
                mark=MARK,
                import_id=IMPORT_ID,
                order=", ".join(ACTIVITY_ORDER.values()),
                **{f"{name}_mask": _mask_sql(chances, purpose) for name, (_, chances, purpose) in masks.items()},
            )
        )
        done += int(rows["number"].sum())
        if progress:
            progress(f"กิจกรรมตัวอย่าง {done:,} จาก {plan['number'].sum():,} รายการ")
    connection.execute("drop table demo_item")
    for name in HELPERS:
        connection.unregister(name)


def activity_plan(seed: int, participation: pd.DataFrame, lao: pd.DataFrame, activities: int | None) -> pd.DataFrame:
    """One row a LAO-year that takes part: how many activities it has, the number of its first, what they are drawn around."""
    rng = generator(seed, "activities")
    rows = participation[participation["takes_part"]].merge(lao[["lao_code", "lao_type", "province"]], on="lao_code")
    rows = rows.sort_values(["fiscal_year", "lao_code"], ignore_index=True)
    idle = rng.random(len(rows)) < rows["step"].map({1: 0.25, 2: 0.08}).fillna(0)  # Who only plans has no activity yet.
    weight = rng.gamma(2.5, size=len(rows)) * np.exp(0.2 * rows["strength"]) * (0.7 + 0.2 * rows["step"])
    weight *= np.where(rows["fiscal_year"].isin(PANDEMIC), 0.6, 1.0)
    number = share_out(round(PER_LAO_YEAR * len(rows)) if activities is None else activities, weight.where(~idle, 0))
    favourites = {code: int(generator(seed, f"favourite {code}").integers(SLOTS)) for code in rows["lao_code"].unique()}
    people = rows["lao_type"].map(PEOPLE)
    return pd.DataFrame(
        {
            "fiscal_year": rows["fiscal_year"].astype("int32"),
            "lao_code": rows["lao_code"],
            "step": rows["step"].astype("int32"),
            "coast": rows["province"].isin(COAST),
            "favourite": rows["lao_code"].map(favourites).astype("int32"),
            "people": people,
            "money": (people / 75) ** 0.7 * np.exp(0.03 * (rows["fiscal_year"] - 2547)),
            "number": number,
            "first": number.cumsum() - number,
            # Whole years: they are sorted chunk by chunk.
            "chunk": pd.Series(number.cumsum() - number).groupby(rows["fiscal_year"]).transform("min") // CHUNK,
        }
    )


def _kind_slots(seed: int) -> pd.DataFrame:
    """The list from which kinds are drawn, on the coast and elsewhere (no mangroves)."""
    parts = []
    for coast in (True, False):
        kinds = [kind for kind in KINDS if coast or kind.category != "mangrove"]
        per_category = pd.Series([kind.category for kind in kinds]).value_counts()
        weights = [OFTEN[kind.category] / per_category[kind.category] for kind in kinds]
        order = generator(seed, "kinds").permutation(np.repeat(np.arange(len(kinds)), share_out(SLOTS, weights)))
        slots = pd.DataFrame([vars(kinds[index]) for index in order])
        parts.append(slots.assign(coast=coast, slot=np.arange(SLOTS, dtype="int32")))
    return pd.concat(parts, ignore_index=True)


def _subsets(name: str, words: Sequence[str]) -> pd.DataFrame:
    """Every subset of `words` as a list, under its bit mask; the empty one is null: nothing was told."""
    lists = [[word for bit, word in enumerate(words) if mask >> bit & 1] or None for mask in range(2 ** len(words))]
    return pd.DataFrame({f"{name}_mask": np.arange(len(lists), dtype="int32"), name: pd.Series(lists, dtype=object)})


def _mask_sql(chances: Sequence[float], purpose: int) -> str:
    """SQL for a bit mask in which each bit is set with its own chance."""
    return " + ".join(f"if(demo_dice(i, {purpose + bit}) < {chance}, {1 << bit}, 0)" for bit, chance in enumerate(chances))
