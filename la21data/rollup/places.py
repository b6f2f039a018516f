"""Which LAOs each fiscal year speaks of, where they lay and what they were on that year's last day."""

from __future__ import annotations

import datetime as dt

import ibis
import ibis.expr.types as ir

from la21data.rollup.tables import fiscal_year, table, yes

UNKNOWN_PAST = dt.date(1, 1, 1)


def records(cell: ir.Table) -> ir.Table:
    """(fiscal_year, lao_code) of every record of a LAO, each once."""
    visit = table("visit")
    kinds = [table(name).select("fiscal_year", "lao_code") for name in ("participation", "assessment", "award")]
    kinds += [cell.select("fiscal_year", "lao_code"), visit.select(fiscal_year=fiscal_year(visit.visited_on), lao_code=visit.lao_code)]
    return ibis.union(*kinds, distinct=True)


def lao_on_last_day(year: ir.Table, lineage: ir.Table) -> ir.Table:
    """(fiscal_year, lao) with lao_code, province, lao_type and valid: every LAO in every year, whether it was there or not.

    Its description is that of the version valid on the year's last day; else of the last one that had begun; else of the first.
    """
    version = table("lao").join(lineage, "lao_code")
    version = version.select(
        "lao",
        "lao_code",
        "province",
        "lao_type",
        "valid_to",
        "generation",
        "version",
        begin=version.valid_from.fill_null(ibis.literal(UNKNOWN_PAST)),
    )
    nth = ibis.row_number().over(group_by="lao", order_by=[version.begin, version.generation.desc(), version.lao_code, version.version])
    version = version.mutate(nth=nth)
    dated = version.cross_join(year)
    begun = dated.begin <= dated.last_day
    valid = begun & (dated.valid_to.isnull() | (dated.valid_to > dated.last_day))
    dated = dated.select(
        "fiscal_year",
        "lao",
        "lao_code",
        "province",
        "lao_type",
        valid=valid,
        rank=ibis.cases((valid, 0), (begun, 1), else_=2),
        nearness=ibis.ifelse(begun, -dated.nth, dated.nth),
    )
    best = ibis.row_number().over(group_by=["fiscal_year", "lao"], order_by=["rank", "nearness"])
    dated = dated.mutate(best=best)
    return dated.filter(dated.best == 0).select("fiscal_year", "lao", "lao_code", "province", "lao_type", "valid")


def office_year(year: ir.Table) -> ir.Table:
    """(fiscal_year, province) with region, office (0 = none) and pilot on the year's last day."""
    province, mentor = table("province"), table("province_office")
    dated = province.cross_join(year).select("fiscal_year", "last_day", "province", "region", pilot=province.is_pilot)
    holds = dated.left_join(
        mentor,
        [
            dated.province == mentor.province,
            mentor.valid_from.isnull() | (mentor.valid_from <= dated.last_day),
            mentor.valid_to.isnull() | (mentor.valid_to > dated.last_day),
        ],
    )
    holds = holds.select("fiscal_year", "province", "region", "pilot", "office")
    return holds.group_by("fiscal_year", "province", "region", "pilot").aggregate(office=holds.office.min().fill_null(0).cast("int32"))


def place_year(year: ir.Table, lineage: ir.Table, cell: ir.Table, offices: ir.Table) -> ir.Table:
    """The rows of `lao_year`, with their place columns.

    A LAO is there when it was valid on the last day, had any record that year, or had applied in that year or an earlier one
    (one that has left must stay in view: it is what the retention rate is about).
    """
    everywhere = lao_on_last_day(year, lineage)
    found = records(cell).join(lineage, "lao_code").select("fiscal_year", "lao").distinct().mutate(has_record=True)
    applied = table("participation").join(lineage, "lao_code")
    applied = applied.group_by("lao").aggregate(first_applied=applied.fiscal_year.min())
    rows = everywhere.left_join(found, ["fiscal_year", "lao"]).select(everywhere, "has_record")
    rows = rows.left_join(applied, "lao").select(rows, "first_applied")
    rows = rows.filter(rows.valid | yes(rows.has_record) | yes(rows.first_applied <= rows.fiscal_year))
    rows = rows.join(offices, ["fiscal_year", "province"])
    return rows.select("fiscal_year", "lao", "province", "region", "office", "pilot", "lao_type", "lao_code", "valid")
