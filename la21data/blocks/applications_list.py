"""What an office works from: its applicants, by what is to be done, and who has not applied again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from la21data import lists, thai
from la21data.blocks.applications import origin
from la21data.blocks.block import Block, Recipe
from la21data.blocks.lists import list_block
from la21data.blocks.tables import Format, or_never
from la21data.domain import CHANNELS, DIMENSIONS, STATUSES
from la21data.view import View

WHICH = ("all", "late", "undated", "unready", "new", "returning", "withdrawn", "gone")


def applications(view: View, options: Mapping[str, str]) -> Block:
    """`list`: one of WHICH."""
    which = options.get("list", "all")
    which = which if which in WHICH else "all"
    title = view.words(f"applications.title_{which}")
    if which == "gone":
        found = view.ask(lists.not_applied, view.scope)
        more: dict[str, tuple[Any, Format]] = {view.words("applications.took_part"): (or_never(view, found["took_part"]), "text")}
    else:
        found = _chosen(view.ask(lists.applicants, view.scope), which, lists.year_of(view.snapshot, view.scope))
        more = _columns(view, found)
    rule = view.words(f"applications.rule_{which}")
    block = list_block(view, options, found, id="applications-list", title=title, rule=rule, more=more, records="applicants")
    if which not in ("gone", "late") or block.empty:
        return block
    everyone, year = view.ask(lists.applicants, view.scope), lists.year_of(view.snapshot, view.scope)
    if which == "late":
        dated = thai.format_number(int(everyone["applied_on"].notna().sum()))
        return replace(block, hints=(view.words("applications.dated_too", of=dated),))
    others = {other: thai.format_number(len(_chosen(everyone, other, year))) for other in ("new", "returning")}
    return replace(block, hints=(view.words("applications.others_too", **others),))


def _chosen(found: pd.DataFrame, which: str, year: int) -> pd.DataFrame:
    if which in ("new", "returning"):
        kept = origin(found, year) == which
    elif which == "unready":
        kept = found[list(lists.READINESS)].eq(False).any(axis=1)  # What is not told is not no.
    else:
        kept = {
            "all": found["late"] | True,
            "late": found["late"],
            "undated": found["applied_on"].isna(),
            "withdrawn": found["status"] == "withdrawn",
        }[which]
    return found[kept.astype(bool)].reset_index(drop=True)


def _columns(view: View, found: pd.DataFrame) -> dict[str, tuple[Any, Format]]:
    statuses = {term.code: term.label(view.lang) for term in STATUSES}
    through = {term.code: term.label(view.lang) for term in CHANNELS}
    dates, when = [], []
    for day, late in zip(found["applied_on"], found["late"], strict=True):
        dates.append("" if pd.isna(day) else thai.format_date(day, short=True, lang=view.lang))
        key = "applications.undated" if pd.isna(day) else "applications.late" if late else "applications.on_time"
        when.append(view.words(key))
    channels = [", ".join(through[code] for code in codes.split(",") if code) for codes in found["channels"]]
    return {
        view.words("applications.status"): (found["status"].map(statuses), "text"),
        view.words("applications.applied_on"): (dates, "text"),
        view.words("applications.when"): (when, "text"),
        DIMENSIONS["channel"].label(view.lang): (channels, "text"),
        view.words("applications.lacks"): (_lacks(view, found), "text"),
        view.words("applications.plan"): ([view.words("applications.adopted") if yes else "" for yes in found["plan_adopted"]], "text"),
        view.words("applications.took_part"): (or_never(view, found["took_part"]), "text"),
    }


def _lacks(view: View, found: pd.DataFrame) -> list[str]:
    """The items of readiness that an application says it lacks, and those that it does not tell."""
    names, told = {item: view.words(f"applications.{item}") for item in lists.READINESS}, []
    for values in found[list(names)].itertuples(index=False, name=None):
        answers = list(zip(names.values(), values, strict=True))
        unknown = [name for name, value in answers if pd.isna(value)]
        no = [name for name, value in answers if not pd.isna(value) and not value]
        parts = [view.words("applications.lacking", items=", ".join(no))] if no else []
        parts += [view.words("applications.untold", items=", ".join(unknown))] if unknown else []
        told.append("; ".join(parts))
    return told


RECIPES = (Recipe("applications-list", "/applications", "applications.list_all", applications),)
