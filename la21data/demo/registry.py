"""7,852 invented LAOs in real provinces and districts, in the numbers that were published for 1 December 2560.

Codes follow the registry's pattern (type digit, district, sequence), but their sequence starts at 51: real ones stay under 30,
so no demo code can be a real LAO's.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from la21data import geo, reference
from la21data.demo.draws import IMPORT_ID, MARK, generator, share_out
from la21data.domain import BANGKOK, BANGKOK_LAO_CODE

TYPE_DIGIT = {"pao": "2", "city": "3", "town": "4", "subdistrict": "5", "sao": "6"}
AT_LEAST = {"pao": 1, "city": 0, "town": 0, "subdistrict": 3, "sao": 3}  # Of each type in every province but Bangkok.
FIRST_SEQUENCE = 51
WITH_COORDINATES = 0.62  # As in the registry of 2560.
AREA_KNOWN = 0.70
TYPICAL_AREA = {"pao": 5_000.0, "city": 35.0, "town": 20.0, "subdistrict": 25.0, "sao": 60.0}  # km², only to look believable
REAL = (  # The two LAOs of a special form are real: the published count names them. They never get a record.
    {"lao_code": BANGKOK_LAO_CODE, "name": "กรุงเทพมหานคร", "lao_type": "special", "province": BANGKOK},
    {"lao_code": "3200408", "name": "เมืองพัทยา", "lao_type": "special", "province": "20", "district": "บางละมุง"},
)


def registry(seed: int) -> pd.DataFrame:
    """Table `lao`: one version each, valid from an unknown past."""
    districts = _districts()
    lao = pd.concat([_of_type(lao_type, districts) for lao_type in TYPE_DIGIT], ignore_index=True)
    lao["name"] = [
        f"{MARK} {reference.provinces()[code].name_th} {number}"
        for code, number in zip(lao["province"], lao.groupby("province").cumcount() + 1, strict=True)
    ]
    rng = generator(seed, "registry")
    area = lao["lao_type"].map(TYPICAL_AREA) * rng.lognormal(0, 0.5, len(lao))
    lao["area_km2"] = area.round(1).where(rng.random(len(lao)) < AREA_KNOWN)
    lao = _with_coordinates(lao, seed)
    lao = pd.concat([lao, pd.DataFrame(REAL)], ignore_index=True).sort_values("lao_code", ignore_index=True)
    return lao.assign(version=1, valid_from=None, valid_to=None, predecessor_code=None)


def registry_list() -> pd.DataFrame:
    """Table `registry_list`: the one list, with the date of the published count."""
    published = reference.programme()
    return pd.DataFrame(
        [{"import_id": IMPORT_ID, "as_of": pd.Timestamp(published.lao_counts_as_of), "mode": "full", "laos": published.lao_total}]
    )


def _of_type(lao_type: str, districts: pd.DataFrame) -> pd.DataFrame:
    """LAOs of a type, spread over provinces and, in each, over districts by their number of sub-districts."""
    sizes = districts.groupby("province")["subdistricts"].sum()
    numbers = share_out(reference.programme().lao_counts[lao_type], sizes, AT_LEAST[lao_type])
    parts = []
    for (_, within), number in zip(districts.groupby("province"), numbers, strict=True):
        if lao_type == "pao":
            within = within.head(1)  # The capital district is the first.
        parts.append(within.loc[within.index.repeat(share_out(number, within["subdistricts"]))])
    laos = pd.concat(parts)
    sequence = laos.groupby("district_code").cumcount() + FIRST_SEQUENCE
    code = TYPE_DIGIT[lao_type] + laos["district_code"] + sequence.astype(str)
    return pd.DataFrame({"lao_code": code, "lao_type": lao_type, "province": laos["province"], "district": laos["district"]})


def _with_coordinates(lao: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Points anywhere in their province: they mark no real place."""
    placed = generator(seed, "placed").random(len(lao)) < WITH_COORDINATES
    lat, lon = np.full(len(lao), np.nan), np.full(len(lao), np.nan)
    for province, within in lao[placed].groupby("province"):
        points = geo.random_points(str(province), len(within), generator(seed, f"points {province}"))
        lat[within.index], lon[within.index] = points["lat"].round(6), points["lon"].round(6)
    return lao.assign(lat=lat, lon=lon)


def _districts() -> pd.DataFrame:
    """Every district outside Bangkok, by code, with its number of sub-districts."""
    rows = [
        {
            "district_code": district.code,
            "district": district.name_th,
            "province": district.province_code,
            "subdistricts": district.subdistricts,
        }
        for district in reference.districts().values()
        if district.province_code != BANGKOK
    ]
    return pd.DataFrame(rows).sort_values("district_code", ignore_index=True)
