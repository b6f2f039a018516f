"""The smaller roll-ups: channels, awards, visits, events, moves between steps, and which records there are at all."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from la21data.domain import CHANNELS
from la21data.rollup.tables import PLACE, at_place, fiscal_year, table, whole

APPLICATION = ("applied", "dated", "late", "readiness_known", "ready")


def recorded(cell: ir.Table) -> ir.Table:
    """Records by kind and fiscal year. A registry counts the LAOs of its lists."""
    lists, visit, event = table("registry_list"), table("visit"), table("event")
    dated = [
        lists.select(kind=ibis.literal("registry"), fiscal_year=fiscal_year(lists.as_of), records=lists.laos.cast("int64")),
        cell.select("fiscal_year", kind=ibis.literal("activity"), records=cell.activities),
        visit.select(kind=ibis.literal("visit"), fiscal_year=fiscal_year(visit.visited_on), records=ibis.literal(1).cast("int64")),
        event.select(kind=ibis.literal("event"), fiscal_year=fiscal_year(event.held_on), records=ibis.literal(1).cast("int64")),
    ]
    dated += [
        table(kind).select("fiscal_year", kind=ibis.literal(kind), records=ibis.literal(1).cast("int64"))
        for kind in ("participation", "assessment", "award")
    ]
    rows = ibis.union(*(part.select("kind", "fiscal_year", "records") for part in dated))
    return rows.group_by("kind", "fiscal_year").aggregate(records=whole(rows.records.sum()))


def lao_year_channel(participation: ir.Table, lao_year: ir.Table) -> ir.Table:
    parts = []
    for channel in CHANNELS:
        used = participation.filter(participation.channels.contains(channel.code))
        parts.append(used.select("fiscal_year", "lao", channel=ibis.literal(channel.code)))
    rows = ibis.union(*parts)
    keys = [lao_year[name] for name in ("fiscal_year", "lao", *PLACE, *APPLICATION)]
    return lao_year.join(rows, ["fiscal_year", "lao"]).select(*keys, rows.channel)


def lao_year_award(lineage: ir.Table, lao_year: ir.Table) -> ir.Table:
    award = table("award").join(lineage, "lao_code")
    rows = award.group_by("fiscal_year", "lao", "award_level", "award_category").aggregate(awards=award.count())
    return at_place(rows, lao_year, "award_level", "award_category", "awards")


def lao_year_visit(lineage: ir.Table, lao_year: ir.Table) -> ir.Table:
    visit = table("visit").join(lineage, "lao_code")
    visit = visit.mutate(fiscal_year=fiscal_year(visit.visited_on))
    rows = visit.group_by("fiscal_year", "lao", "visit_by", "visit_kind").aggregate(visits=visit.count())
    return at_place(rows, lao_year, "visit_by", "visit_kind", "visits")


def province_year_event(offices: ir.Table) -> ir.Table:
    event = table("event")
    event = event.mutate(fiscal_year=fiscal_year(event.held_on))
    rows = event.left_join(offices, ["fiscal_year", "province"]).select(event, "region", "office", "pilot")
    return rows.group_by("fiscal_year", "province", "region", "office", "pilot", "event_kind", "event_level").aggregate(
        events=rows.count(), participants=whole(rows.participants.sum())
    )


def step_transition(lao_year: ir.Table) -> ir.Table:
    """What became of everyone who took part in a year or in the one before. A year without participation records tells nothing."""
    now = lao_year.filter(lao_year.took_part_before.notnull(), lao_year.taking_part | lao_year.took_part_before)
    past = lao_year.filter(lao_year.taking_part)
    past = past.select(fiscal_year=past.fiscal_year + 1, lao=past.lao, from_track=past.track, from_step=past.step)
    both = now.left_join(past, ["fiscal_year", "lao"]).select(now, "from_track", "from_step")
    change = ibis.cases(
        (~both.taking_part, "left"),
        (both.is_new, "joined"),
        (~both.took_part_before, "returned"),
        (both.track != both.from_track, "changed_track"),
        (both.step > both.from_step, "advanced"),
        (both.step < both.from_step, "went_back"),
        else_="stayed",
    )
    return both.select("fiscal_year", "lao", *PLACE, "from_track", "from_step", to_track=both.track, to_step=both.step, change=change)
