"""Tables `assessment`, `award`, `visit` and `event`: what is recorded beside taking part.

Scores, prizes and findings are drawn by lot around the strength that was drawn for each LAO; texts are generic and say `ตัวอย่าง`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from la21data import reference
from la21data.demo.draws import IMPORT_ID, MARK, PANDEMIC, YEARS, dates, day_of_year, generator, pick
from la21data.domain import COMPONENTS, REGIONS, VISIT_BY, VISIT_KINDS

ASSESSED_FROM, AWARDED_FROM, ASEAN_FROM = 2556, 2550, 2555
RESULTS_FROM = (("excellent", 85.0), ("very_good", 75.0), ("good", 65.0))  # Invented bounds of the mean score.
RANKS = {
    "winner": "รางวัลชนะเลิศ",
    "runner_up_1": "รางวัลรองชนะเลิศ อันดับ 1",
    "runner_up_2": "รางวัลรองชนะเลิศ อันดับ 2",
    "runner_up_3": "รางวัลรองชนะเลิศ อันดับ 3",
    "honourable_mention": "รางวัลชมเชย",
    "outstanding": "ดีเด่น",
    "commitment": "รางวัลแห่งความมุ่งมั่น",
}
RESULT_RANKS = {"excellent": "ระดับดีเยี่ยม", "very_good": "ระดับดีมาก", "good": "ระดับดี"}
AWARD_FIELDS = {"environment": "ด้านสิ่งแวดล้อม", "livable": "ท้องถิ่นน่าอยู่", "other": "ด้านการมีส่วนร่วม"}
SIZES = {"pao": "ใหญ่", "city": "ใหญ่", "town": "กลาง", "subdistrict": "เล็ก", "sao": "เล็ก"}
FINDINGS = (
    "ดำเนินงานได้ตามแผน",
    "ควรเร่งประกาศใช้แผนปฏิบัติการท้องถิ่น",
    "ควรบันทึกผลผลิตให้ครบถ้วน",
    "ภาคีมีส่วนร่วมดี ควรถอดบทเรียน",
    "ขาดเจ้าหน้าที่ประสานงาน ขอพี่เลี้ยงเพิ่ม",
    "พร้อมเป็นแหล่งเรียนรู้ให้พื้นที่อื่น",
)
EVENTS = {"exchange": "เวทีแลกเปลี่ยนเรียนรู้", "training": "อบรมผู้นำการเปลี่ยนแปลง", "network": "ประชุมเครือข่ายท้องถิ่นน่าอยู่"}
LEVEL_NAMES = {"province": "ระดับจังหวัด", "region": "ระดับภาค", "country": "ระดับประเทศ", "asean": "ระดับอาเซียน"}
LEVEL_PEOPLE = {"province": 60, "region": 150, "country": 320, "asean": 110}
PLACES = ("หอประชุม", "ศูนย์เรียนรู้", "ห้องประชุมศาลากลาง", "โรงแรม")


def assessments(seed: int, participation: pd.DataFrame) -> pd.DataFrame:
    """Four scores around strength and step; a result where the mean reaches one."""
    rng = generator(seed, "assessments")
    rows = participation[participation["takes_part"] & (participation["fiscal_year"] >= ASSESSED_FROM)]
    rows = rows[rng.random(len(rows)) < 0.18 + 0.16 * rows["step"]].reset_index(drop=True)
    level = 61 + 4.5 * rows["step"] + 4.5 * rows["strength"] + rng.normal(0, 3, len(rows))
    lean = dict(zip((c.code for c in COMPONENTS), rng.normal(0, 2.5, len(COMPONENTS)), strict=True))  # Some components are harder.
    scores = {f"score_{code}": (level + lean[code] + rng.normal(0, 5, len(rows))).clip(25, 99).round(1) for code in lean}
    mean = sum(scores.values()) / len(scores)
    result = pd.Series(None, index=rows.index, dtype=object)
    for code, least in reversed(RESULTS_FROM):
        result = result.mask(mean >= least, code)
    untold = rng.random(len(rows)) < 0.05
    return rows[["fiscal_year", "lao_code"]].assign(**scores, result=result.mask(untold), import_id=IMPORT_ID)


def awards(seed: int, participation: pd.DataFrame, lao: pd.DataFrame) -> pd.DataFrame:
    """Area awards by result, national ones by rank: likelier on a higher step and for the strong; some LAOs win two in a year."""
    rng = generator(seed, "awards")
    rows = participation[participation["takes_part"] & (participation["fiscal_year"] >= AWARDED_FROM)]
    rows = rows.merge(lao[["lao_code", "lao_type"]], on="lao_code")
    rows = pd.concat([rows, rows], ignore_index=True)  # Two chances a year.
    rows = rows[rng.random(len(rows)) < 0.025 * rows["step"] * np.exp(0.5 * rows["strength"])].reset_index(drop=True)
    level = pick(rng, ("national", "area"), (0.55, 0.45), len(rows))
    category = pick(rng, tuple(AWARD_FIELDS), (0.4, 0.45, 0.15), len(rows))
    rank = np.where(
        level == "national", pick(rng, tuple(RANKS), (1, 2, 2, 2, 3, 1, 1), len(rows)), pick(rng, tuple(RESULT_RANKS), (3, 3, 2), len(rows))
    )
    words = {**RANKS, **RESULT_RANKS}
    text = [f"{MARK} {words[r]} {AWARD_FIELDS[c]}" for r, c in zip(rank, category, strict=True)]
    table = rows[["fiscal_year", "lao_code"]].assign(
        award=text, award_level=level, award_category=category, award_rank=rank, size=rows["lao_type"].map(SIZES), import_id=IMPORT_ID
    )
    key = ["fiscal_year", "lao_code", "award"]
    return table.drop_duplicates(key).sort_values(key, ignore_index=True)


def visits(seed: int, participation: pd.DataFrame) -> pd.DataFrame:
    """About one visit a LAO-year, hardly any in the pandemic, more in recent years."""
    rng = generator(seed, "visits")
    rows = participation[participation["takes_part"]]
    often = (0.5 + 0.04 * (rows["fiscal_year"] - YEARS[0])) * np.where(rows["fiscal_year"].isin(PANDEMIC), 0.35, 1.0)
    rows = rows.loc[rows.index.repeat(rng.poisson(often))].reset_index(drop=True)
    n = len(rows)
    finding = pd.Series([f"{MARK} {words}" for words in pick(rng, FINDINGS, (4, 2, 2, 2, 1, 1), n)], dtype=object)
    table = rows[["lao_code"]].assign(
        visited_on=dates(day_of_year(rows["fiscal_year"], rng.integers(20, 364, n)), np.zeros(n, dtype=bool)),
        visit_by=pick(rng, [term.code for term in VISIT_BY], (0.55, 0.33, 0.12), n),
        visit_kind=pick(rng, [term.code for term in VISIT_KINDS], (0.4, 0.4, 0.2), n),
        finding=finding.mask(rng.random(n) < 0.1),
        import_id=IMPORT_ID,
    )
    key = ["visited_on", "lao_code", "visit_by", "visit_kind"]
    return table.drop_duplicates(key).sort_values(key, ignore_index=True)


def events(seed: int, participation: pd.DataFrame, lao: pd.DataFrame) -> pd.DataFrame:
    """Meetings of the network: in provinces that take part, in the four regions, in the country and, later, in ASEAN."""
    rng = generator(seed, "events")
    part = participation[participation["takes_part"]].merge(lao[["lao_code", "province"]], on="lao_code")
    years = (_events_of(year, sorted(set(part["province"][part["fiscal_year"] == year])), rng) for year in YEARS)
    table = pd.concat(years, ignore_index=True)
    table["held_on"] = dates(day_of_year(table["fiscal_year"], rng.integers(20, 362, len(table))), np.zeros(len(table), dtype=bool))
    people = table["event_level"].map(LEVEL_PEOPLE) * rng.lognormal(0, 0.35, len(table))
    table["participants"] = people.round(-1).astype("Int64").mask(rng.random(len(table)) < 0.05)
    table["place"] = [f"{MARK} {place}" for place in pick(rng, PLACES, (3, 2, 2, 1), len(table))]
    table = table.drop(columns="fiscal_year").assign(import_id=IMPORT_ID)
    return table.sort_values(["held_on", "name"], ignore_index=True)


def _events_of(year: int, provinces: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """One fiscal year's events, without day and people. Country and ASEAN events belong to no province."""
    known, pace = reference.provinces(), 0.4 if year in PANDEMIC else 1.0
    where: list[tuple[str, str | None, str]] = []
    for province in rng.choice(provinces, int(len(provinces) * 0.28 * pace), replace=False):
        where.append(("province", str(province), known[province].name_th))
    for region in REGIONS:
        venues = [code for code in provinces if known[code].region == region.code]
        for _ in range(rng.poisson(1.6 * pace) if venues else 0):
            where.append(("region", str(rng.choice(venues)), region.th))
    where += [("country", None, "")] * (1 + rng.poisson(1.5 * pace))
    where += [("asean", None, "")] * rng.poisson(0.7 * pace if year >= ASEAN_FROM else 0)
    kinds = pick(rng, tuple(EVENTS), (0.4, 0.3, 0.3), len(where))
    table = pd.DataFrame(
        {
            "fiscal_year": year,
            "event_kind": kinds,
            "event_level": [level for level, _, _ in where],
            "province": [province for _, province, _ in where],
        }
    )
    table["name"] = [
        " ".join(f"{MARK} {EVENTS[kind]}{LEVEL_NAMES[level]} {words} {year}".split())
        for kind, (level, _, words) in zip(kinds, where, strict=True)
    ]
    table["name"] += " ครั้งที่ " + (table.groupby("name").cumcount() + 1).astype(str)
    return table
