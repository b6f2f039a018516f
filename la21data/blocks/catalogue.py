"""Every chart block by its id: what pages show, `charts` lists and `export` writes. A new block is a recipe in its room."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from la21data.blocks import (
    activities,
    applications,
    applications_list,
    changes,
    data,
    flows,
    funnel,
    ladder,
    lists,
    maps,
    network,
    overview,
    pilots,
    pilots_over_time,
    place,
    place_records,
    provinces_without,
    representation,
    standard,
    standard_map,
    waiting,
)
from la21data.blocks.block import Block, Recipe
from la21data.blocks.limits import made
from la21data.problems import CannotUse
from la21data.view import View

ROOMS = (
    overview,
    maps,
    place,
    place_records,
    ladder,
    flows,
    waiting,
    representation,
    lists,
    pilots,
    pilots_over_time,
    funnel,
    applications,
    applications_list,
    activities,
    network,
    provinces_without,
    changes,
    data,
    standard,
    standard_map,
)


@cache
def recipes() -> dict[str, Recipe]:
    """Recipe by id, in the order of the pages."""
    return {recipe.id: recipe for room in ROOMS for recipe in room.RECIPES}


def make(block_id: str, view: View, options: Mapping[str, str] | None = None) -> Block:
    """The block of an id. `options`: the keys of its page (`measure`, …). Raises CannotUse: no such block."""
    if block_id not in recipes():
        shown = block_id[:40]
        raise CannotUse(
            "unknown_chart",
            f"ไม่มีแผนภูมิ {shown} ดูรายชื่อด้วยคำสั่ง python -m la21data charts",
            f"there is no chart {shown}: python -m la21data charts lists them",
        )
    return made(recipes()[block_id], view, options or {})
