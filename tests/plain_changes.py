"""What changed, worked out with loops: the second implementation that `la21data.changes` is compared with."""

from __future__ import annotations

from plain_world import World, last_day

Change = tuple[str, int, str]  # What, fiscal year, LAO as followed.
MIRROR = {"joined": "left", "left": "joined", "rose": "fell", "fell": "rose", "changed_track": "changed_track"}


def step_changes(before: World, after: World) -> set[Change]:
    """Between two sets of records: years that both know are compared, others against the year before."""
    known_before, known_after = before.recorded["participation"], after.recorded["participation"]
    found = set()
    for year in known_before & known_after:
        old = {after.followed.get(lao, lao): before.stand(year, lao) for lao in set(before.followed.values())}
        for lao in set(after.followed.values()) | set(old):
            found |= {(change, year, lao) for change in word(old.get(lao), after.stand(year, lao))}
    found |= year_changes(after, known_after - known_before)
    mirrored = year_changes(before, known_before - known_after)
    return found | {(MIRROR[change], year, after.followed.get(lao, lao)) for change, year, lao in mirrored}


def year_changes(world: World, years: set[int]) -> set[Change]:
    """Each of some years against the one before it. In a year that is not over nobody has left yet."""
    found = set()
    for year in years:
        for lao in set(world.followed.values()):
            changes = word(world.stand(year - 1, lao), world.stand(year, lao))
            found |= {(change, year, lao) for change in changes if not (change == "left" and world.is_running(year))}
    return found


def word(old: tuple[str, int] | None, new: tuple[str, int] | None) -> list[str]:
    if old == new:
        return []
    if old is None:
        return ["joined"]
    if new is None:
        return ["left"]
    if old[0] != new[0]:
        return ["changed_track"]
    return ["rose" if new[1] > old[1] else "fell"]


def name_changes(before: World, after: World) -> set[tuple[str, str]]:
    """(renamed or retyped, LAO) between the newest versions."""
    found = set()
    for code in set(before.followed.values()):
        lao = after.followed.get(code, code)
        if lao != code and lao in before.followed.values():
            continue  # Merged into one that was there: that one's own name counts.
        old, new = before.versions[code][-1], after.versions[lao][-1]
        found |= {(change, lao) for change, field in (("renamed", "name"), ("retyped", "lao_type")) if old[field] != new[field]}
    return found


def names_since(world: World, year: int) -> set[tuple[str, str]]:
    """(renamed or retyped, LAO): the version that held on the year's last day against the newest."""
    found = set()
    for lao in set(world.followed.values()):
        rows = [(world.age[code], code, row) for code in world.versions if world.followed[code] == lao for row in world.versions[code]]
        day = last_day(year)
        held = [
            (age, code, row)
            for age, code, row in rows
            if (row["valid_from"] is None or row["valid_from"] <= day) and (row["valid_to"] is None or row["valid_to"] > day)
        ]
        if held:
            old, new = min(held, key=lambda one: one[:2])[2], world.versions[lao][-1]
            found |= {(change, lao) for change, field in (("renamed", "name"), ("retyped", "lao_type")) if old[field] != new[field]}
    return found


def added(before: World, after: World) -> dict[str, tuple[int, int, float]]:
    """Province -> activities, people and baht more than before; only where anything is."""
    old, new = totals(before), totals(after)
    differences = {
        province: tuple(b - a for a, b in zip(old.get(province, (0, 0, 0.0)), new.get(province, (0, 0, 0.0)), strict=True))
        for province in {*old, *new}
    }
    return {province: own for province, own in differences.items() if any(own)}  # type: ignore[misc]


def totals(world: World, after_year: int = 0) -> dict[str, tuple[int, int, float]]:
    found: dict[str, tuple[int, int, float]] = {}
    for row in world.records["activity"]:
        if row["fiscal_year"] <= after_year:
            continue
        province = world.place[row["fiscal_year"], world.followed[row["lao_code"]]]["province"]
        one, people, baht = found.get(province, (0, 0, 0.0))
        money = sum(float(row[name] or 0) for name in ("budget_lao", "budget_deqp", "budget_other"))
        found[province] = (one + 1, people + (row["participants"] or 0), baht + money)
    return found
