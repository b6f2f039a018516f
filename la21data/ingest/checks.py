"""What only several columns of a row together show: steps past their track's top, ends before starts, places that disagree."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from la21data import reference, thai
from la21data.domain import BANGKOK, BANGKOK_LAO_CODE, TOP_STEP
from la21data.ingest.award_text import award_category, award_rank
from la21data.ingest.normalise import Calendar
from la21data.ingest.reasons import Reason

if TYPE_CHECKING:
    import duckdb

    from la21data.ingest.batch import Batch

# Least and most km² by type, generous on both sides. In the lists of 2560 and 2566 the smallest municipality has 0.39 km², the largest LAO
# below a province 1,724 km²; provinces have 417 to 20,494 km². What lies outside was typed in rai or metres, or is a slip.
PLAUSIBLE_KM2 = {
    "pao": (300, 25_000),
    "city": (0.1, 3_000),
    "town": (0.1, 3_000),
    "subdistrict": (0.1, 3_000),
    "sao": (1, 3_000),
    "special": (10, 3_000),
}


# Kinds whose key alone does not name the place: (the key, a query of the keys that stand outside some provinces).
_OWNED_BY = {
    "registry": ("lao_code", "select distinct lao_code from parent.lao where not list_contains(?, province)"),
    "activity": (
        "activity_id",
        "select activity_id from parent.activity where lao_code not in (select lao_code from parent.lao where list_contains(?, province))",
    ),
}


def check(batch: Batch, calendar: Calendar) -> None:
    """Every check of the batch's kind; values that follow from others (an award's category and rank) are filled in."""
    own = {
        "participation": _check_participation,
        "activity": _check_activity,
        "award": _read_award_text,
        "registry": _check_registry,
    }
    if batch.kind.code in own:
        own[batch.kind.code](batch)
    if batch.kind.has_lao:
        _warn_of_other_places(batch)
    _warn_of_wrong_totals(batch)


def check_areas(batch: Batch, areas: Collection[str]) -> None:
    """Reject rows that are not of a province which whoever imports looks after; an event of the whole country is of none."""
    outside = np.fromiter((code not in areas for code in batch.province), bool, len(batch))
    batch.remarks.reject(outside, Reason("not_your_area", "province"))


def check_records_of_others(bench: duckdb.DuckDBPyConnection, batch: Batch, areas: Collection[str]) -> None:
    """Reject rows whose key is that of a stored record outside the areas: another's activity or LAO is not taken over by naming it."""
    if batch.kind.code not in _OWNED_BY:
        return
    key, owner = _OWNED_BY[batch.kind.code]
    foreign = {code for (code,) in bench.execute(owner, [list(areas)]).fetchall()}
    taken = np.fromiter((code in foreign for code in batch.values[key].to_pylist()), bool, len(batch)) if key in batch.values else None
    if taken is not None:
        batch.remarks.reject(taken, Reason("not_your_area", key))


def _check_participation(batch: Batch) -> None:
    tops = pc.if_else(pc.equal(batch.values["track"], "fast_track"), TOP_STEP["fast_track"], TOP_STEP["ladder"])
    batch.remarks.reject(
        _true(pc.greater(batch.values["step"], tops)),
        Reason("out_of_range", "step", "(Fast Track มี 3 ระยะ)", "(the fast track has 3 stages)"),
    )


def _check_activity(batch: Batch) -> None:
    if "start_on" in batch.values and "end_on" in batch.values:
        early = _true(pc.less(batch.values["end_on"], batch.values["start_on"]))
        batch.remarks.reject(early, Reason("out_of_range", "end_on", "(สิ้นสุดก่อนวันที่เริ่ม)", "(it ends before it starts)"))


def _read_award_text(batch: Batch) -> None:
    texts = batch.values["award"].to_pylist()
    levels = batch.values["award_level"].to_pylist()
    batch.values["award_category"] = pa.array([award_category(text) if text else None for text in texts], pa.string())
    batch.values["award_rank"] = pa.array(
        [award_rank(text, level) if text else None for text, level in zip(texts, levels, strict=True)], pa.string()
    )
    if "size" in batch.values:  # A slip that stands in published files.
        batch.values["size"] = pc.replace_substring(batch.values["size"], "ตำบบล", "ตำบล")


def _check_registry(batch: Batch) -> None:
    """Names without their type, Bangkok's reserved code, coordinates in pairs and inside the province."""
    values = batch.values
    parts = [thai.lao_name_parts(name) if name else (None, None) for name in values["name"].to_pylist()]
    types = values["lao_type"].to_pylist()
    values["name"] = pa.array(
        [
            bare if glued == lao_type and bare else name
            for (glued, bare), lao_type, name in zip(parts, types, values["name"].to_pylist(), strict=True)
        ],
        pa.string(),
    )
    is_bangkok = _true(pc.and_(pc.equal(values["name"], thai.BANGKOK), pc.equal(values["province"], BANGKOK)))
    without = is_bangkok & values["lao_code"].is_null().to_numpy(zero_copy_only=False)
    values["lao_code"] = pc.if_else(pa.array(without), BANGKOK_LAO_CODE, values["lao_code"])
    batch.remarks.reject(values["lao_code"].is_null().to_numpy(zero_copy_only=False), Reason("missing", "lao_code"))
    if "lat" in values or "lon" in values:
        _check_coordinates(batch)
    if "area_km2" in values:
        _check_area(batch)


def _check_area(batch: Batch) -> None:
    """Leave out areas that no LAO of the type can have: densities made of them would be absurd. The text stays in the report."""
    types, areas = batch.values["lao_type"], batch.values["area_km2"]
    implausible = np.zeros(len(batch), bool)
    for lao_type, (least, most) in PLAUSIBLE_KM2.items():
        of_type = pc.equal(types, lao_type)
        implausible |= _true(pc.and_(of_type, pc.or_(pc.less(areas, least), pc.greater(areas, most))))
    batch.remarks.warn(implausible, Reason("area_implausible", "area_km2"))
    batch.values["area_km2"] = pc.if_else(pa.array(implausible), pa.scalar(None, pa.float64()), areas)


def _check_coordinates(batch: Batch) -> None:
    from la21data import geo  # The shapes take a while to load, and most imports have no coordinates.

    nothing = pa.nulls(len(batch), pa.float64())
    frame = pd.DataFrame(
        {
            "province": batch.values["province"].to_pylist(),
            "lat": batch.values.get("lat", nothing).to_numpy(zero_copy_only=False),
            "lon": batch.values.get("lon", nothing).to_numpy(zero_copy_only=False),
        }
    )
    alone = (frame["lat"].isna() != frame["lon"].isna()).to_numpy()
    outside = geo.points_outside(frame).to_numpy()
    texts = {row: f"{frame['lat'][row]:g}, {frame['lon'][row]:g}" for row in np.flatnonzero(outside).tolist()}
    for name, other in (("lat", "lon"), ("lon", "lat")):
        there = alone & frame[name].notna().to_numpy()
        batch.remarks.warn(there, Reason("optional_unreadable", name, f"(ไม่มี{_thai(batch, other)})", f"(there is no {other})"))
        if name in batch.values:
            batch.values[name] = pc.if_else(pa.array(alone | outside), pa.scalar(None, pa.float64()), batch.values[name])
    batch.remarks.warn(outside, Reason("coords_outside", "lat"), texts)


def _thai(batch: Batch, name: str) -> str:
    return batch.kind.by_name[name].th


def _warn_of_other_places(batch: Batch) -> None:
    """Warn where a row's office or region is not its province's. The province wins, so nothing is stored of either."""
    of_office = {(row.province_code, row.office) for row in reference.province_offices()}
    regions = {code: province.region for code, province in reference.provinces().items()}

    def office_agrees(province: str, text: str) -> bool:
        number = thai.office_number(text)
        return number is None or (province, number) in of_office

    def region_agrees(province: str, text: str) -> bool:
        code = thai.region_code(text)
        return code is None or code == regions[province]

    agreements: dict[str, Callable[[str, str], bool]] = {"office": office_agrees, "region": region_agrees}
    for name, agrees in agreements.items():
        if name not in batch.table.cells:
            continue
        texts, text_codes = batch.table.cells[name].texts, batch.table.cells[name].codes
        province_codes, provinces = pd.factorize(np.array(batch.province, object))
        pair_of_row, pairs = pd.factorize(province_codes * len(texts) + text_codes)
        wrong = np.array(
            [pair >= 0 and not agrees(provinces[pair // len(texts)], texts[pair % len(texts)]) for pair in pairs.tolist()],
            bool,
        )
        if wrong.any():
            batch.remarks.warn(wrong[pair_of_row] & (province_codes >= 0), Reason("office_contradicts", name))


def _warn_of_wrong_totals(batch: Batch) -> None:
    """Compare each total row with the rows above it, since the last total and since the start; one of the two must agree."""
    previous = 0
    for number, rows_above, figures in batch.table.total_rows:
        for name, text in figures.items():
            total = _number(text)
            column = batch.values.get(batch.kind.by_name[name].stored)
            if total is None or column is None:
                continue
            sums = {float(pc.sum(column.slice(start, rows_above - start)).as_py() or 0) for start in (0, previous)}
            if total not in sums:
                batch.remarks.warn_of_line(number, Reason("total_mismatch", name), text)
        previous = rows_above


def _number(text: str) -> float | None:
    try:
        number = thai.parse_number(text)
    except thai.Unreadable:
        return None
    return None if number is None else float(number)


def _true(condition: pa.Array) -> np.ndarray:
    """A mask of a condition that holds, where unknown counts as not."""
    return condition.fill_null(False).to_numpy(zero_copy_only=False)
