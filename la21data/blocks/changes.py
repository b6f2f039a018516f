"""What is new since a snapshot or a fiscal year: on a map, by kind of change, and LAO by LAO."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from la21data import charts, reference, thai
from la21data.blocks.block import Block, Recipe
from la21data.blocks.maps.values import native_map, paint
from la21data.blocks.native import NativeChart, Series
from la21data.blocks.tables import Table, tidy_table
from la21data.changes import KINDS, asked
from la21data.changes.changes import count
from la21data.changes.said import before_and_after
from la21data.charts import Segment, StackRow
from la21data.classes import classify_frame
from la21data.domain import DIMENSIONS
from la21data.look import colours
from la21data.look.words import with_unit
from la21data.measures import Measure, Words, measure
from la21data.metrics import ignored_keys
from la21data.scope import Scope
from la21data.text import words
from la21data.view import View

WHATS = ("all", *KINDS, "activities", "budget")  # What the map shows.
LISTED = ("all", *KINDS)


def since_of(view: View, options: Mapping[str, str]) -> str:
    """`since` in the options: a fiscal year, or the id of an earlier snapshot; anything else counts as the page's first choice."""
    wanted = options.get("since", "")
    return wanted if wanted in choices(view) else asked.first_since(view.snapshot, view.scope)


def choices(view: View) -> dict[str, str]:
    """Everything that can be compared with: code -> name. Fiscal years first, then snapshots, newest first."""
    years = view.snapshot.recorded.get("participation", ())
    known = [str(year) for year in reversed(range(min(years) - 1, max(years)))] if years else []
    first = asked.first_since(view.snapshot, view.scope)
    if first.isdigit() and first not in known:
        known.append(first)
    told = {year: view.words("changes.since_year", year=thai.year_label(int(year), view.lang)) for year in known}
    snapshots = {
        one.id: view.words("changes.since_snapshot", id=one.id, date=_day(one.at, view)) for one in asked.earlier_snapshots(view.snapshot)
    }
    return {**told, **snapshots}


def _day(at: str, view: View) -> str:
    day = pd.to_datetime(at, errors="coerce")
    return "" if pd.isna(day) else thai.format_date(day.date(), short=True, lang=view.lang)


def changes_map(view: View, options: Mapping[str, str]) -> Block:
    """`since`, `what` (one of WHATS)."""
    what = options.get("what", WHATS[0])
    what = what if what in WHATS else WHATS[0]
    wanted = _measure(what)
    found = view.ask(asked.provinces, since_of(view, options), view.scope).set_index("province")
    laos = view.ask(asked.laos, since_of(view, options), view.scope)
    values = laos.groupby("province")["lao"].nunique() if what == "all" else found[what]
    frame = view.frame("lao_total", "province")
    frame = frame[frame["province"] != ""].assign(flag="", denominator=float("nan"), low=float("nan"), high=float("nan"))
    figures = frame["province"].map(values).fillna(0).astype(float)
    frame = frame.assign(value=figures, numerator=figures)
    block = partial(
        Block,
        id="changes-map",
        title=view.words("changes.map_title", what=wanted.words(view.lang).title),
        subtitle=_subtitle(view, options, wanted.words(view.lang).unit),
        options=options,
    )
    if not figures.any():
        return block(empty=view.words("changes.none"))
    negative = bool((figures < 0).any())
    classes = classify_frame(frame, wanted, "diverging" if negative else "natural", centre=0 if negative else None, lang=view.lang)

    ordered = frame.sort_values("value", ascending=False, kind="stable")
    top = ordered.iloc[0]
    return block(
        draw=lambda: paint(view, frame, wanted, classes, options, 700),
        table=tidy_table(view, ordered, wanted),
        native=native_map(frame, classes),
        notes=_totals(view, found) if what in ("activities", "budget") else (),
        alt=view.words(
            "changes.map_alt",
            what=wanted.words(view.lang).title,
            where=_province(view, top["province"]),
            n=wanted.write(top["value"], view.lang),
        ),
    )


def _totals(view: View, provinces: pd.DataFrame) -> tuple[str, ...]:
    """What all provinces make together: the finding tells both."""
    told = [with_unit(_measure(what), float(provinces[what].sum()), view.lang) for what in ("activities", "budget")]
    return (view.words("changes.totals", told=" · ".join(told)),)


def kinds(view: View, options: Mapping[str, str]) -> Block:
    """`since`: how many LAOs joined, left, rose … ; its table names them all."""
    laos = view.ask(asked.laos, since_of(view, options), view.scope)
    title = view.words("changes.kinds_title")
    block = partial(Block, id="changes-kinds", title=title, subtitle=_subtitle(view, options, view.words("changes.unit")), options=options)
    if laos.empty:
        return block(empty=view.words("changes.none"))
    counts = {kind: number for kind, number in count(laos).items() if number}
    names = {kind: _capital(view.words(f"changes.{kind}")) for kind in counts}
    rows = [StackRow(names[kind], {"laos": number}, thai.format_number(number)) for kind, number in counts.items()]
    return block(
        draw=lambda: charts.stacked_rows(rows, [Segment("laos", view.words("changes.unit"), colours.ACCENT)], view.words("changes.unit")),
        table=lao_table(view, laos),
        native=NativeChart(
            "bars", tuple(names.values()), (Series(view.words("changes.unit"), tuple(map(float, counts.values())), colours.ACCENT),)
        ),
        notes=(view.words("changes.rule"), *_several(view, laos["lao"].nunique(), sum(counts.values()))),
        alt=f"{title}: " + ", ".join(f"{names[kind]} {thai.format_number(number)}" for kind, number in counts.items()),
    )


def _several(view: View, laos: int, told: int) -> tuple[str, ...]:
    """That one LAO is in several bars (it left and came back, say): they neither add up nor net out."""
    return (view.words("changes.several", n=thai.format_number(laos)),) if laos < told else ()


def lao_table(view: View, laos: pd.DataFrame) -> Table:
    """The changes for people: what, when, who, where, from what to what."""
    told = [before_and_after(row, view.lang) for row in laos.to_dict("records")]
    header = {name: view.words(f"changes.{name}") for name in ("change", "before", "after", "code")}
    year = view.words("block.year_column")
    rows = pd.DataFrame(
        {
            header["change"]: laos["change"].map(lambda kind: _capital(view.words(f"changes.{kind}"))),
            year: laos["fiscal_year"],
            DIMENSIONS["lao"].label(view.lang): laos["label"],
            DIMENSIONS["province"].label(view.lang): [_province(view, code) for code in laos["province"]],
            header["before"]: [before for before, _ in told],
            header["after"]: [after for _, after in told],
            header["code"]: laos["lao"],
        }
    )
    return Table(rows, {year: "year"}, view.words("changes.kinds_title"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _province(view: View, code: str) -> str:
    province = reference.provinces()[code]
    return province.name_th if view.lang == "th" else province.name_en


def _subtitle(view: View, options: Mapping[str, str], unit: str) -> str:
    since = choices(view).get(since_of(view, options), "")
    return " · ".join((unit, since, view.in_words(view.scope.with_years()).rsplit(" · ", 1)[0]))


def _measure(what: str) -> Measure:
    """How a change is written: a count of LAOs, or the measure of what was added."""
    if what in ("activities", "budget"):
        return measure("activities" if what == "activities" else "budget_total")
    told = {lang: Words(_capital(words(f"changes.{what}", lang)), words("changes.unit", lang), "", "") for lang in ("th", "en")}
    return Measure("changes", "flow", "count", "participation", "none", told["th"], told["en"])


def _unused(scope: Scope, options: Mapping[str, str]) -> tuple[str, ...]:
    """Activities and their budget have categories, LAOs that come and go have none."""
    added = options.get("what") in ("activities", "budget")
    return ignored_keys("activities" if added else "participating_laos", scope)


RECIPES = (
    Recipe("changes-map", "/changes", "changes.map_name", changes_map, _unused),
    Recipe("changes-kinds", "/changes", "changes.kinds_title", kinds),
)
