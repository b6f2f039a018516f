"""The scope bar: what is looked at, chosen in one row, kept in the page's address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from la21data import reference, thai
from la21data.domain import CATEGORIES, LAO_TYPES, REGIONS, TRACKS, Language, Term
from la21data.scope import NO_OFFICE, Scope
from la21data.store import Snapshot
from la21data.text import words
from la21data.view import View
from pages.shared import chips, share
from pages.shared.addresses import own
from pages.shared.plain import plain

CARRIED = "carried_query"  # Session key: the scope as it was on the page before, for a page reached through the menu.
ROW = "scope_row"
FILTERS = "scope_filters"  # The popover with every filter but the year.
KEY = "scope_{}"  # Session keys of the widgets.


def draw(view: View, asked: Scope) -> None:
    """Draw the bar. `asked` is what the address says; the view's scope has the default year filled in."""
    snapshot, shown, lang = view.snapshot, view.scope, view.lang
    with st.container(horizontal=True, vertical_alignment="bottom", key=ROW):
        _year(snapshot, shown, lang)
        filters = st.popover(words("scope.area", lang), icon=":material/tune:", width="content", key=FILTERS, on_change="rerun")
        if filters.open:  # Eight widgets less in every rerun of a page whose filters nobody has open.
            with filters:
                chips.choose(shown, lang, _write)
                _areas(shown, lang)
                _year_range(snapshot, shown, lang)
        st.button(words("scope.reset", lang), icon=":material/restart_alt:", on_click=_reset, disabled=not _limited(asked), type="tertiary")
        language_switch(asked)
        share.draw(view)
    chips.draw(snapshot, asked, lang, _write)
    lao_name = chips.lao_name(snapshot, shown)
    told = [words("scope.showing", lang, scope=plain(shown.describe(lang, lao_name)))]
    if shown.categories:
        told.append(words("scope.category_only", lang))
    told += [_moved(move, lang) for office in shown.offices if office != NO_OFFICE for move in reference.moves_of(int(office))]
    st.caption("  \n".join(told))


def _moved(move: tuple[str, int, int, int], lang: Language) -> str:
    """Why an office has another number of provinces in earlier years."""
    code, before, after, year = move
    province, offices = reference.provinces()[code], reference.offices()
    named = {"province": province.name_th if lang == "th" else province.name_en, "year": thai.year_label(year, lang)}
    return words("scope.moved", lang, before=offices[before].short(lang), after=offices[after].short(lang), **named)


def language_switch(asked: Scope) -> None:
    """The button to the other language. Pages without a bar have it alone."""
    other: Language = "en" if asked.lang == "th" else "th"
    name = words("app.language_switch", asked.lang)
    st.button(name, icon=":material/language:", type="tertiary", on_click=lambda: _write(replace(asked, lang=other)))


def _year(snapshot: Snapshot, scope: Scope, lang: Language) -> None:
    years = [str(year) for year in reversed(snapshot.fiscal_years)]
    current = _years_text(scope)
    options = years if current in years else [current, *years]

    def chosen(value: str) -> Scope:
        return scope if value == current else scope.with_years(int(value))

    _choose(
        st.selectbox, "year", words("scope.year", lang), options, current, chosen, width=190, label_of=lambda text: _year_label(text, lang)
    )


def _areas(scope: Scope, lang: Language) -> None:
    """Each choice keeps those that still fit: choosing a region drops the provinces outside it."""
    places = [p for p in reference.provinces().values() if not scope.regions or p.region in scope.regions]
    offices = [
        code
        for code in (*map(str, reference.offices()), NO_OFFICE)
        if any(str(reference.office_of(p.code) or NO_OFFICE) == code for p in places)
    ]
    places = [p for p in places if not scope.offices or str(reference.office_of(p.code) or NO_OFFICE) in scope.offices]
    everything = words("scope.all", lang)
    names = {p.code: p.name_th if lang == "th" else p.name_en for p in places}
    _choose_many(
        "region",
        words("scope.region", lang),
        [t.code for t in REGIONS],
        scope.regions,
        everything,
        _labeller(REGIONS, lang),
        lambda codes: replace(scope, regions=codes, offices=(), provinces=()),
    )
    _choose_many(
        "office",
        words("scope.office", lang),
        offices,
        scope.offices,
        everything,
        lambda code: office_label(code, lang),
        lambda codes: replace(scope, offices=codes, provinces=()),
    )
    _choose_many(
        "province",
        words("scope.province", lang),
        sorted(names, key=lambda code: thai.collation_key(names[code])),
        scope.provinces,
        everything,
        lambda code: names.get(code, code),
        lambda codes: replace(scope, provinces=codes),
    )
    _choose_many(
        "type",
        words("scope.type", lang),
        [t.code for t in LAO_TYPES],
        scope.types,
        everything,
        _labeller(LAO_TYPES, lang),
        lambda codes: replace(scope, types=codes),
    )
    _choose_many(
        "track",
        words("scope.track", lang),
        [t.code for t in TRACKS],
        scope.tracks,
        everything,
        _labeller(TRACKS, lang),
        lambda codes: replace(scope, tracks=codes),
    )
    _choose_many(
        "category",
        words("scope.category", lang),
        [t.code for t in CATEGORIES],
        scope.categories,
        everything,
        _labeller(CATEGORIES, lang),
        lambda codes: replace(scope, categories=codes),
    )
    key = KEY.format("pilot")
    st.session_state[key] = bool(scope.pilot)
    st.checkbox(
        words("scope.pilot", lang),
        key=key,
        on_change=lambda: _write(replace(scope, pilot=True if st.session_state[key] else None, provinces=())),
    )


def _year_range(snapshot: Snapshot, scope: Scope, lang: Language) -> None:
    years = snapshot.fiscal_years
    if len(years) < 2:
        return
    first, last = (scope.years[0], scope.years[-1]) if scope.years else (years[0], years[-1])
    key = KEY.format(f"years_{first}_{last}")  # A slider learns that it has two ends from `value`, so a new range is a new slider.

    def write() -> None:
        start, end = st.session_state[key]
        _write(scope.with_years(*range(start, end + 1)))

    label = words("scope.years", lang)
    st.select_slider(label, years, value=(first, last), key=key, format_func=lambda year: _year_label(str(year), lang), on_change=write)


def _year_label(text: str, lang: Language) -> str:
    """«2569», in English «2569 (2026)»; several years as the address has them."""
    return thai.year_label(int(text), lang) if text.isdigit() else text


def office_label(code: str, lang: Language) -> str:
    """An office in short, or the words for none."""
    return words("scope.no_office", lang) if code == NO_OFFICE else reference.offices()[int(code)].short(lang)


def _choose(
    widget: Callable[..., object],
    name: str,
    label: str,
    options: Sequence[str],
    current: str,
    chosen: Callable[[str], Scope],
    width: int,
    label_of: Callable[[str], str] = str,
) -> None:
    key = KEY.format(name)
    st.session_state[key] = current
    widget(label, options, key=key, width=width, format_func=label_of, on_change=lambda: _write(chosen(st.session_state[key])))


def _choose_many(
    name: str,
    label: str,
    options: Sequence[str],
    current: tuple[str, ...],
    everything: str,
    label_of: Callable[[str], str],
    chosen: Callable[[tuple[str, ...]], Scope],
) -> None:
    key = KEY.format(name)
    st.session_state[key] = [code for code in current if code in options]
    st.multiselect(
        label,
        options,
        key=key,
        format_func=label_of,
        placeholder=everything,
        wrap=True,
        on_change=lambda: _write(chosen(tuple(code for code in options if code in st.session_state[key]))),
    )


def _labeller(terms: Sequence[Term], lang: Language) -> Callable[[str], str]:
    labels = {term.code: f"{term.short_th} {term.th}" if term.short_th and lang == "th" else term.label(lang) for term in terms}
    return labels.__getitem__


def _years_text(scope: Scope) -> str:
    return scope.to_query().get("fy", "")


def _limited(scope: Scope) -> bool:
    return bool(set(scope.to_query()) - {"lang", "snapshot"})


def _write(scope: Scope) -> None:
    """Put a scope into the address; the page's own keys (a measure, say) stay."""
    _replace({**scope.to_query(), **own()})


def _reset() -> None:
    lang = st.query_params.get("lang")
    _replace({**own(), **({"lang": lang} if lang else {})})


def _replace(query: dict[str, str]) -> None:
    st.session_state.pop(CARRIED, None)  # An address that a person emptied must stay empty.
    st.query_params.from_dict(query)
