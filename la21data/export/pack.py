"""The meeting pack: one set of figures, told four times. Slides, brief, workbook and page are all made from the same `Pack`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from la21data import metrics, thai
from la21data.blocks import Block, Table
from la21data.blocks.catalogue import recipes
from la21data.domain import RECORD_KINDS
from la21data.export.carried import Carried, Imprint, carry, file_name, imprint
from la21data.export.definition import Definition, Piece
from la21data.export.slides import Deck
from la21data.findings.overview import state, things_to_look_at
from la21data.key_figures import KeyFigure, has_participation, key_figures
from la21data.measures import Measure, measure
from la21data.quality import rejected
from la21data.scope import parse
from la21data.view import View

# The blocks of each part, in the order of the meeting. Of a tuple of several ids every one that exists is shown.
BLOCKS: dict[str, tuple[tuple[str, Mapping[str, str]], ...]] = {
    "map": (("map", {"measure": "participating_laos"}),),  # Of one LAO: `province-laos`.
    "ladder": (("ladder-now", {}),),
    "flow": (("step-flow", {}),),
    "peers": (("pilots-trend", {}),),
    "activities": (("activities-categories", {}),),
    "waiting": (("standing-still", {}), ("ready-to-rise", {})),
    "standard": (("standard-components", {}), ("awards-years", {})),
}
# Who a place is seen among: the provinces of a region or an office, the neighbours of a province, its own years of one LAO.
PEERS_OF_PLACES = (("ranking", {"measure": "participation_rate"}),)
PEERS_OF_A_PROVINCE = (("neighbours", {"measure": "participation_rate"}),)
PEERS_OF_A_LAO: tuple[tuple[str, Mapping[str, str]], ...] = (("place-history", {}),)


@dataclass(frozen=True)
class Pack:
    """`figures` and `findings` where the definition asks for them; `quality`: sentences; `definitions`: every measure used."""

    name: str
    about: Imprint
    figures: tuple[KeyFigure, ...]
    finding: str
    findings: tuple[str, ...]
    blocks: tuple[Carried, ...]
    quality: tuple[str, ...]
    definitions: tuple[Measure, ...]

    def file_name(self, extension: str) -> str:
        return file_name(self.name, self.about.scope, self.about.exported, extension, self.about.lang)


def gather(view: View, definition: Definition, *, exported: dt.date | None = None) -> Pack:
    """Make every block and figure of a pack once. Raises CannotUse where a kept scope is no longer understood."""
    name = definition.name or view.words("export.pack_title")
    blocks = tuple(_blocks(view, definition, exported))
    parts = set(definition.parts) if not definition.gathered else {"definitions"}
    figures = tuple(key_figures(view)) if "figures" in parts else ()
    used = [one.measure for one in figures] + [found for carried in blocks for found in carried.measures]
    return Pack(
        name=name,
        about=imprint(view, f"{name}: {view.in_words()}", exported=exported),
        figures=figures,
        finding=state(view) if figures else "",
        findings=tuple(found.text for found in things_to_look_at(view)) if figures else (),
        blocks=blocks,
        quality=tuple(quality(view)) if "quality" in parts else (),
        definitions=tuple(dict.fromkeys(used)) if "definitions" in parts else (),
    )


def quality(view: View) -> Iterator[str]:
    """What is known of the data behind the pack: how full it is, what was rejected, which years still run."""
    full = view.figure("completeness")
    yield f"{measure('completeness').words(view.lang).title}: {measure('completeness').write(full.value, view.lang)}"
    for kind in RECORD_KINDS:
        years = view.snapshot.recorded.get(kind.code, ())
        if kind.code != "registry":
            yield view.words(
                "export.recorded" if years else "export.not_recorded",
                kind=kind.label(view.lang),
                years=thai.fiscal_years_label(years, view.lang) if years else "",
            )
    if not view.scope.lao:  # Of a rejected row no more than the province is known.
        waiting = int(view.ask(rejected, view.scope)["open"].sum())
        yield view.words("export.rejected", n=thai.format_number(waiting, lang=view.lang))
    yield from view.running


def slides(pack: Pack, template: Path | None = None) -> bytes:
    """The deck: title, key figures, a slide a block, data quality, definitions."""
    deck, lang = Deck(pack.about.lang, template), pack.about.lang
    deck.title(replace(pack.about, title=pack.name), [pack.about.scope])
    if pack.figures:
        deck.figures(replace(pack.about, title=_word("figures_title", lang), subtitle=pack.about.scope), pack.figures, pack.finding)
        if pack.findings:
            deck.text(replace(pack.about, title=_word("findings_title", lang), subtitle=pack.about.scope), pack.findings)
    for carried in pack.blocks:
        deck.block(carried)
    if pack.quality:
        deck.text(replace(pack.about, title=_word("quality_title", lang)), pack.quality)
    if pack.definitions:
        deck.text(replace(pack.about, title=_word("definitions_title", lang)), list(definition_lines(pack)))
    return deck.content()


def workbook(pack: Pack) -> bytes:
    """One sheet a slide, then the explanations."""
    from la21data.export import table

    sheets: list[tuple[str, Carried]] = []
    if pack.figures:
        sheets.append((_word("figures_title", pack.about.lang), figures_table(pack)))
    sheets += [(carried.imprint.title, carried) for carried in pack.blocks]
    about = table.explanations(pack.about, pack.definitions)
    return table.workbook(sheets, [*about, *((_word("quality_title", pack.about.lang), line) for line in pack.quality)])


def page(pack: Pack) -> bytes:
    """One offline HTML file."""
    from la21data.export import page as html_page

    blocks = [figures_table(pack), *pack.blocks] if pack.figures else list(pack.blocks)
    lead = [line for line in (pack.finding, *pack.findings, *pack.quality) if line]
    return html_page.document(pack.about, blocks, lead=lead)


def figures_table(pack: Pack) -> Carried:
    """The key figures as a block of a table, for the formats that list them."""
    lang = pack.about.lang
    name, value, change = (_word(key, lang) for key in ("figure", "value", "change"))
    rows = pd.DataFrame(
        {name: [one.title for one in pack.figures], value: [one.text for one in pack.figures], change: [one.change for one in pack.figures]}
    )
    rows[_word("number", lang)] = [_number(one) for one in pack.figures]
    about = replace(pack.about, title=_word("figures_title", lang), subtitle=pack.about.scope)
    block = Block("key-figures", about.title, about.subtitle, table=Table(rows, {_word("number", lang): "one_decimal"}, about.title))
    return Carried(block, about, tuple(one.measure for one in pack.figures))


def definition_lines(pack: Pack) -> Iterator[str]:
    for one in pack.definitions:
        told = one.words(pack.about.lang)
        yield f"{told.title} ({told.unit}): {told.definition}"


def _number(one: KeyFigure) -> float:
    """The figure in its unit: a share in per cent; what is told as «63 of 76» by its first number."""
    if one.measure.code == "provinces_covered":
        return one.figure.numerator
    return thai.half_up(one.figure.value, 1, 100) if one.measure.format == "percent" else one.figure.value


def _blocks(view: View, definition: Definition, exported: dt.date | None) -> Iterator[Carried]:
    if definition.gathered:
        for piece in definition.gathered:
            yield carry(_seen(view, piece), piece.chart, piece.options, exported=exported)
        return
    for part in definition.parts:
        if part == "map" and view.scope.lao:
            if has_participation(view):
                yield carry(_around_lao(view), "province-laos", exported=exported)
            continue
        for chart, options in _of_part(view, part):
            if chart in recipes():
                yield carry(view, chart, options, exported=exported)


def _around_lao(view: View) -> View:
    """The province of the one LAO in scope: a map of provinces would say no more of it than its key figures."""
    rows = view.snapshot.rows("select province from lao_year where lao = ? limit 1", [view.scope.lao])
    return view.with_scope(replace(view.scope.whole_country(), provinces=tuple(str(row[0]) for row in rows)))


def _of_part(view: View, part: str) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """The pilots beside the country for a pack of the country or of pilots; for any other place, where it stands among its peers."""
    scope = view.scope
    if part == "peers" and scope.lao:
        return PEERS_OF_A_LAO
    if part == "peers" and len(scope.provinces) == 1:
        return PEERS_OF_A_PROVINCE
    if part == "peers" and not scope.pilot and (scope.regions or scope.offices or scope.provinces):
        return PEERS_OF_PLACES
    if part == "map" and not has_participation(view):
        return (("map", {"measure": "awards"}),)  # As the overview does in a store of registry and awards alone.
    return BLOCKS.get(part, ())


def _seen(view: View, piece: Piece) -> View:
    """The view a block was gathered in, on the snapshot of this pack: next quarter it shows next quarter's figures."""
    scope, _ = parse(piece.scope, fiscal_years=view.snapshot.fiscal_years, lao_known=metrics.lao_lookup(view.snapshot))
    return view.with_scope(metrics.default_scope(view.snapshot, replace(scope, snapshot=view.scope.snapshot, lang=view.lang)))


def _word(key: str, lang: str) -> str:
    from la21data.text import words

    return words(f"export.{key}", "en" if lang == "en" else "th")
