"""The LAOs that a template offers, province by province: those that the store's current registry holds today."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from la21data import reference, thai
from la21data.ingest.lao_index import Version
from la21data.problems import CannotUse
from la21data.store import Store


@dataclass(frozen=True)
class Offered:
    """`names`: (province, LAO) in the order of the alphabet, as the cells say them; empty where there is no registry yet."""

    names: tuple[tuple[str, str], ...] = ()
    snapshot: str = ""


def offered(store: Store) -> Offered:
    """The current registry's LAOs; nobody where there is no store yet, or one of demo data. Raises CannotUse: a damaged store."""
    try:
        snapshot = store.open()
    except CannotUse as error:
        if error.problem.code == "no_store":
            return Offered()
        raise
    if snapshot.meta.is_demo:
        return Offered()
    fields = ("lao_code", "version", "name", "lao_type", "province", "district")
    rows = snapshot.rows(f"select {', '.join(fields)} from lao where valid_to is null")
    versions = [Version(**dict(zip(fields, row, strict=True))) for row in rows]
    repeated = Counter((version.province, version.title) for version in versions)
    names = [
        (reference.provinces()[version.province].name_th, _told(version, repeated[version.province, version.title] > 1))
        for version in versions
    ]
    single = Counter(names)  # Where not even the district tells two LAOs apart, only their codes do.
    kept = sorted((name for name in names if single[name] == 1), key=lambda name: tuple(map(thai.collation_key, name)))
    return Offered(tuple(kept), snapshot.id)


def _told(version: Version, repeated: bool) -> str:
    return f"{version.title} (อ.{version.district})" if repeated and version.district else version.title
