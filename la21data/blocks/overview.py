"""What only the overview shows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from la21data import charts
from la21data.blocks.block import Block, Recipe
from la21data.blocks.native import Series, native_years
from la21data.blocks.tables import tidy_table
from la21data.look import colours
from la21data.look.words import running_years
from la21data.measures import measure
from la21data.view import View


def awards_by_year(view: View, options: Mapping[str, str]) -> Block:
    """Awards by fiscal year: also what a store of registry and awards alone can show."""
    wanted, scope = measure("awards"), view.scope.with_years()
    frame = view.frame("awards", "fiscal_year", scope=scope)
    frame = frame[frame["value"].notna()]
    block = partial(
        Block,
        id="awards-years",
        title=view.words("overview.awards_title"),
        subtitle=view.subtitle(wanted.words(view.lang).unit, scope),
        options=options,
    )
    if not frame["value"].sum() > 0:
        return block(empty=view.why_empty(wanted, scope))
    return block(
        draw=lambda: charts.year_bars(frame, wanted, view.lang),
        table=tidy_table(view, frame, wanted),
        native=native_years(
            "columns",
            frame["fiscal_year"],
            [Series(wanted.words(view.lang).title, tuple(frame["value"]), colours.ACCENT)],
            running_years(frame),
        ),
    )


RECIPES = (Recipe("awards-years", "/", "overview.awards_title", awards_by_year),)
