"""A place: its history on the ladder as a block, what is known of it in words, and what its lists are made with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd

from la21data import charts, metrics, places, thai
from la21data.blocks.block import Block, Recipe
from la21data.blocks.native import Series, native_years
from la21data.blocks.tables import Columns, Table, rounded, stand
from la21data.domain import LAO_TYPES, STATUSES, TRACKS, Term
from la21data.look import colours
from la21data.measures import measure
from la21data.places import records
from la21data.view import View


def history(view: View, options: Mapping[str, str]) -> Block:
    """The step of the one LAO in scope in each year; of any other place nothing: its steps are `ladder-years`."""
    block = partial(
        Block, id="place-history", title=view.words("place.history_title"), subtitle=_whose(view, view.years_so_far), options=options
    )
    if view.scope.lao is None:
        return block(empty=view.words("place.choose_lao"))
    rows = view.ask(records.years, view.scope)
    part = rows[rows["taking_part"] & rows["step"].notna()]
    if part.empty:
        known = "participation" in view.snapshot.recorded  # Without any such records nobody can say that it never took part.
        return block(empty=view.words("place.never") if known else view.why_empty(measure("participating_laos")))
    named = ", ".join(dict.fromkeys(track.label(view.lang) for track in _tracks(part)))
    steps = tuple(float(step) for step in part["step"])
    hues = tuple(colours.STEP_COLOURS[track][int(step) - 1] for track, step in zip(part["track"], part["step"], strict=True))
    return block(
        subtitle=_whose(view, range(int(part["fiscal_year"].min()), int(part["fiscal_year"].max()) + 1)),
        draw=lambda: charts.step_history(part, view.lang),
        table=years_table(view, rows),
        native=native_years("columns", part["fiscal_year"], [Series(named, steps, colours.ACCENT, hues)], ()),
        notes=(view.words("place.history_note"),),
    )


def _whose(view: View, years: Sequence[int]) -> str:
    """What is measured, whose it is, and the years that are drawn."""
    told = thai.fiscal_years_label(tuple(years), view.lang)
    return " · ".join((view.words("place.history_measure"), places.place_of(view.snapshot, view.scope).name, told))


def _tracks(rows: pd.DataFrame) -> list[Term]:
    return [track for track in TRACKS if track.code in set(rows["track"])]


def years_table(view: View, rows: pd.DataFrame) -> Table:
    """A LAO year by year, newest first."""
    rows = rows.iloc[::-1]
    columns: Columns = {
        "year": (rows["fiscal_year"], "year"),
        "stand": (stands(view, rows), "text"),
        "status": (terms_of(view, STATUSES, rows["status"]), "text"),
        "activities": (rows["activities"], "whole"),
        "participants": (rows["participants"], "whole"),
        "budget": (rows["budget"], "whole"),
        "score": (rounded(rows["score"]), "one_decimal"),
        "awards": (rows["awards"], "whole"),
        "visits": (rows["visits"], "whole"),
        "complete": (rounded(rows["filled_cells"] / rows["optional_cells"].where(rows["optional_cells"] > 0), scale=100), "one_decimal"),
    }
    return columns_table(view, columns, view.words("place.history_title"))


def stands(view: View, rows: pd.DataFrame) -> list[str]:
    """Track and step of rows with track, step and taking_part; '' where there is no step to tell."""
    return [
        stand(view, track, int(step)) if part and not pd.isna(step) else ""
        for track, step, part in zip(rows["track"], rows["step"], rows["taking_part"], strict=True)
    ]


def registry_table(view: View, lao: str) -> Table:
    rows = view.ask(records.registry, lao)
    types = {term.code: term.label(view.lang) for term in LAO_TYPES}
    columns: Columns = {
        "code": (rows["lao_code"], "text"),
        "name": (rows["name"], "text"),
        "type": ([types[code] for code in rows["lao_type"]], "text"),
        "district": (rows["district"].fillna(""), "text"),
        "from": (_dates(view, rows["valid_from"], "place.past"), "text"),
        "to": (_dates(view, rows["valid_to"], "place.still"), "text"),
        "placed": ([view.words("map.has_coordinates" if there else "map.no_coordinates") for there in rows["lat"].notna()], "text"),
    }
    return columns_table(view, columns, view.words("place.registry"))


def quality_sentences(view: View, place: places.Place) -> list[str]:
    """What is known to be missing: coordinates, and rows that were not accepted and are not yet mended."""
    rows = view.ask(places.laos_of, view.scope)
    said = [_placed(view, int(rows["lat"].isna().sum()), len(rows))] if len(rows) else []
    inside = tuple(sorted(set(rows["province"])))
    if place.kind != "lao":
        said.append(view.words("place.rejected", n=thai.format_number(records.rejected(view.snapshot, inside))))
    return said


def _placed(view: View, missing: int, of: int) -> str:
    if of == 1:
        return view.words("place.one_unplaced" if missing else "place.one_placed")
    told = {"n": thai.format_number(missing), "of": thai.format_number(of)}
    return view.words("place.unplaced" if missing else "place.placed", **told)


def told(view: View, place: places.Place) -> str:
    """One line of facts under the name."""
    if place.kind == "lao":
        rows = view.ask(records.registry, place.code)
        newest = rows.iloc[-1]
        kind = next(term.label(view.lang) for term in LAO_TYPES if term.code == newest["lao_type"])
        until = (
            ""
            if pd.isna(newest["valid_to"])
            else view.words("place.ended", date=thai.format_date(newest["valid_to"].date(), lang=view.lang))
        )
        return " · ".join(part for part in (kind, view.words("place.lao_code", code=newest["lao_code"]), until) if part)
    laos = view.figure("lao_total").value
    return view.words("place.laos", n=thai.format_number(laos, lang=view.lang))


def names_of(view: View, rows: pd.DataFrame) -> list[str]:
    """The names of the LAOs in the column `lao`."""
    names = metrics.labels(view.snapshot, "lao", set(rows["lao"]))
    return [names[code] for code in rows["lao"]]


def _dates(view: View, days: pd.Series, missing: str) -> list[str]:
    return [view.words(missing) if pd.isna(day) else thai.format_date(day.date(), lang=view.lang) for day in pd.to_datetime(days)]


def terms_of(view: View, terms: tuple[Term, ...], codes: pd.Series) -> list[str]:
    """The label of each code; '' for one that is no term."""
    names = {term.code: term.label(view.lang) for term in terms}
    return [names.get(code, "") for code in codes]


def columns_table(view: View, columns: Columns, title: str) -> Table:
    """Columns under the words `place.col_…`."""
    headers = {key: view.words(f"place.col_{key}") for key in columns}
    rows = pd.DataFrame({headers[key]: list(values) for key, (values, _) in columns.items()})
    return Table(rows, {headers[key]: form for key, (_, form) in columns.items() if form != "text"}, title)


RECIPES = (Recipe("place-history", "/place", "place.history_title", history),)
