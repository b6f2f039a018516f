"""Each activity measure by province and fiscal year: `metrics.frame` beside the same in pandas over facts and raw DuckDB over facts.

The others get the easier work: they only add up, by the province in which a LAO first stood; a frame also has labels, flags, intervals, a
row for each place without records, and each LAO where it was in that year. What pandas needs is in memory before its clock starts.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd

from la21data import metrics
from la21data.measures import measures
from la21data.scope import Scope
from la21data.store import Snapshot

TOTAL = "coalesce(budget_lao, 0) + coalesce(budget_deqp, 0) + coalesce(budget_other, 0)"
# Measure -> its figure over facts. Of activities per LAO only the numerator: its denominator is no activity.
RAW = {
    "activities": "count(*)",
    "activities_per_lao": "count(*)",
    "budget_deqp": "sum(budget_deqp)",
    "budget_deqp_share": f"sum(budget_deqp) / sum({TOTAL})",
    "budget_lao": "sum(budget_lao)",
    "budget_other": "sum(budget_other)",
    "budget_total": f"sum({TOTAL})",
    "outputs": "sum(output_amount)",
    "participants": "sum(participants)",
    "partners_per_activity": "sum(len(partners)) / count(*)",
}
FROM_FACTS = """
select province, fiscal_year{by}, {figure} from activity join (select distinct on (lao_code) lao_code, province from lao) using (lao_code)
group by all
"""
LOADED = """
select fiscal_year, lao_code, participants, budget_lao::double as budget_lao, budget_deqp::double as budget_deqp,
    budget_other::double as budget_other, output_amount::double as output_amount, output_unit, len(partners) as partners
from activity
"""
BUDGETS = ["budget_lao", "budget_deqp", "budget_other"]


def compare(snapshot: Snapshot, turns: int) -> dict[str, dict[str, Any]]:
    """Measure -> p50 and p95 of all three, and how many times as long the others take."""
    assert set(RAW) == {code for code, of in measures().items() if of.records == "activity"}
    plain, found = _pandas(snapshot), {}
    for code in RAW:
        ours = seconds(partial(metrics.frame, snapshot, code, ("province", "fiscal_year"), Scope()), turns)
        raw = seconds(partial(snapshot.rows, FROM_FACTS.format(by=_unit(code), figure=RAW[code])), turns)
        pandas = seconds(partial(plain, code), max(turns // 3, 1))
        found[code] = {
            "frame_s": ours,
            "raw_s": raw,
            "pandas_s": pandas,
            "pandas_to_frame": round(pandas["p50"] / ours["p50"], 1),
            "raw_to_frame": round(raw["p50"] / ours["p50"], 1),
        }
    return found


def seconds(work: Callable[[], object], times: int) -> dict[str, float]:
    """p50 and the longest (with so few turns it stands for p95)."""
    work()  # Neither pays for what is read or imported for the first time.
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return {"p50": round(statistics.median(taken), 4), "p95": round(max(taken), 4)}


def _unit(code: str) -> str:
    return ", output_unit" if code == "outputs" else ""


def _pandas(snapshot: Snapshot) -> Callable[[str], pd.Series]:
    """A function that answers a measure from facts in memory. Texts are categories: the fastest form that pandas has for them."""
    facts = snapshot.frame(LOADED).astype({"lao_code": "category", "output_unit": "category"})
    homes = dict(snapshot.rows("select distinct on (lao_code) lao_code, province from lao"))
    home = pd.Categorical([homes[code] for code in facts["lao_code"].cat.categories])

    def answer(code: str) -> pd.Series:
        province = pd.Categorical.from_codes(home.codes[facts["lao_code"].cat.codes], dtype=home.dtype)
        by = [province, facts["fiscal_year"], *([facts["output_unit"]] if code == "outputs" else [])]
        if code in ("activities", "activities_per_lao"):
            return facts.groupby(by, observed=True).size()
        if code in ("budget_total", "budget_deqp_share"):
            total = facts[BUDGETS].fillna(0).sum(axis=1).groupby(by, observed=True).sum()
            return total if code == "budget_total" else facts["budget_deqp"].groupby(by, observed=True).sum() / total
        if code == "partners_per_activity":
            partners = facts["partners"].groupby(by, observed=True)
            return partners.sum() / partners.size()
        return facts["output_amount" if code == "outputs" else code].groupby(by, observed=True).sum()

    return answer
