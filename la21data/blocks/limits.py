"""The limits of a scope that a block's records cannot be told apart by: they are not in its subtitle, and a note says so."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from la21data import metrics
from la21data.blocks.block import Block, Recipe, Unused
from la21data.domain import DIMENSIONS
from la21data.measures import measures
from la21data.scope import KEYS, LIST_COLUMNS, Scope
from la21data.view import View


def of(code: str, key: str = "", among: Collection[str] = ()) -> Unused:
    """The limits that mean nothing to a measure: the one that the option `key` names (`among` those), else `code`."""

    def unused(scope: Scope, options: Mapping[str, str]) -> tuple[str, ...]:
        asked = options.get(key, "")
        return metrics.ignored_keys(asked if asked in (among or measures()) else code, scope)

    return unused


def keys(*named: str) -> Unused:
    """These limits, whatever is asked."""
    return lambda scope, options: tuple(key for key in named if key in scope.to_query())


def of_provinces(key: str = "measure") -> Unused:
    """What a measure by province does not heed: a single LAO too, whose figure is none of its province."""
    heeds = of("participating_laos", key)
    return lambda scope, options: tuple(dict.fromkeys((*heeds(scope, options), *keys("lao")(scope, options))))


def made(recipe: Recipe, view: View, options: Mapping[str, str]) -> Block:
    """The block of a recipe. What knows no single LAO has no figure of one: it says so instead of showing everybody's."""
    unused = recipe.unused(view.scope, options)
    if not unused:
        return recipe.make(view, options)
    block = recipe.make(view.with_scope(view.scope.without(unused)), options)
    if "lao" in unused:
        key = "block.map_not_by_lao" if recipe.path == "/map" else "block.not_by_lao"
        return Block(block.id, block.title, view.in_words(), options=options, empty=view.words(key))
    if block.empty:
        return block
    return replace(block, notes=(*block.notes, view.words("block.unused", filters=_named(view, unused))))


def _named(view: View, unused: Collection[str]) -> str:
    columns = {KEYS[field]: column for field, column in LIST_COLUMNS.items()}
    return ", ".join(DIMENSIONS[columns[key]].label(view.lang) for key in unused)
