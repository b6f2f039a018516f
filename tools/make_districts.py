"""Make `data/districts.csv` and `data/subdistrict_counts.csv` from the PyPI package geothai.

    python tools/make_districts.py

Also checks that the names in `data/provinces.csv` are geothai's; the regions and pilots there are kept by hand.
Writes nothing when they are not.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

import geothai

DATA = Path(__file__).parent.parent / "data"
VERSION = "3.2.1"  # Codes and names change between versions: another one is a decision, not an accident.


def main() -> int:
    """Write both files. Exit status 2 where geothai or the province names are not those expected."""
    if version("geothai") != VERSION:
        return refuse(f"geothai {VERSION} is needed, {version('geothai')} is installed")
    if differing := differing_provinces():
        return refuse(f"data/provinces.csv differs from geothai: {', '.join(differing)}")
    districts = [district for province in geothai.provinces() for district in geothai.districts(province.code)]
    write(
        "districts.csv",
        ["code", "name_th", "name_en", "province_code"],
        ([d.code, d.name_th, d.name_en, d.province_code] for d in districts),
    )
    write("subdistrict_counts.csv", ["district_code", "subdistricts"], ([d.code, len(geothai.subdistricts(d.code))] for d in districts))
    print(f"{len(districts)} districts from geothai {VERSION}, data of {geothai.DATA_VERSION}")
    return 0


def differing_provinces() -> list[str]:
    """Codes of provinces that only one of provinces.csv and geothai has, or that they name differently."""
    with (DATA / "provinces.csv").open(encoding="utf-8", newline="") as file:
        ours = {row["code"]: (row["name_th"], row["name_en"]) for row in csv.DictReader(file)}
    theirs = {province.code: (province.name_th, province.name_en) for province in geothai.provinces()}
    return sorted(code for code in ours.keys() | theirs.keys() if ours.get(code) != theirs.get(code))


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
