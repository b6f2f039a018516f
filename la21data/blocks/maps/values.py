"""What maps show: which measures, of which part and year, by province."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import pandas as pd

from la21data import maps, reference, thai
from la21data.blocks.native import NativeMap
from la21data.blocks.shapes import unit_of
from la21data.blocks.tables import labels_of
from la21data.classes import METHODS, Classes, classify_frame
from la21data.domain import Language
from la21data.look import Drawing
from la21data.look.words import is_mean, takes_part, with_unit
from la21data.measures import Measure, measure, measures
from la21data.static_files import static_url
from la21data.view import View

BORDERS = ("region", "office", "none")  # What is outlined over the provinces.
LEADING = ("participation_rate", "participating_laos", "awards")  # Counts and a rate whose denominator is all LAOs: they lead.


def mapped_measures(lang: Language = "th") -> list[str]:
    """Every measure that has one value a province: the leading ones first, the others in the order of their titles' letters."""
    usable = [code for code, m in measures().items() if m.combine != "survival"]
    return [*LEADING, *sorted(set(usable) - set(LEADING), key=lambda code: thai.collation_key(measure(code).words(lang).title))]


def first_measure(view: View) -> str:
    """The first leading measure that the snapshot can show for these years."""
    years = set(view.scope.years)
    return next((code for code in LEADING if years & set(view.snapshot.recorded.get(measure(code).records, ()))), LEADING[0])


def parts(view: View, wanted: Measure) -> dict[str, str]:
    """Code -> name of each part of a measure that is always split further (a unit, a component); empty for all others."""
    if not wanted.always_by:
        return {}
    frame = view.frame(wanted.code, "province")
    if frame.empty:
        return {}
    codes = frame[list(wanted.always_by)].astype(str).agg("/".join, axis=1)
    names = [" ".join(words) for words in zip(*(labels_of(view, frame, name) for name in wanted.always_by), strict=True)]
    return dict(zip(codes, names, strict=True))


def asked(view: View, options: Mapping[str, str]) -> Measure:
    """The measure that a page or an export asked for (`measure`); of outputs in the unit whose `part` is shown."""
    wanted = measure(options.get("measure") or first_measure(view))
    names = parts(view, wanted) if wanted.always_by == ("output_unit",) else {}
    if not names:
        return wanted
    unit = names.get(options.get("part", ""), next(iter(names.values())))
    return replace(wanted, th=replace(wanted.th, unit=unit), en=replace(wanted.en, unit=unit))


def by_province(view: View, wanted: Measure, part: str = "") -> pd.DataFrame:
    """The tidy frame with one value a province; of a measure that is always split further, one part of it."""
    return one_part(_placed(view.frame(wanted.code, "province")), wanted, part)


def by_province_and_year(view: View, wanted: Measure, years: Collection[int], part: str = "") -> pd.DataFrame:
    """The same with one value a province and fiscal year: each year stands alone."""
    return one_part(_placed(view.frame(wanted.code, "fiscal_year", "province", scope=view.scope.with_years(*years))), wanted, part)


def _placed(frame: pd.DataFrame) -> pd.DataFrame:
    """What belongs to no province (an event of a whole region) has no place on a map."""
    return frame[frame["province"] != ""]


def one_part(frame: pd.DataFrame, wanted: Measure, part: str) -> pd.DataFrame:
    """One part (a unit, a component; unknown: the first) of a measure that is always split further; of any other all rows."""
    if not wanted.always_by or frame.empty:
        return frame
    codes = frame[list(wanted.always_by)].astype(str).agg("/".join, axis=1)
    return frame[codes == (part if part in set(codes) else codes.iloc[0])].reset_index(drop=True)


def classes_of(view: View, wanted: Measure, frame: pd.DataFrame, options: Mapping[str, str]) -> Classes:
    """The classes of a map: `classes` in the options is the way of classing; around the country's value, where it has one (`centre_of`).

    `over=years`: the classes of all years together, so that maps of several years can be compared.
    """
    method = options.get("classes", METHODS[0])
    if options.get("over") == "years":
        frame = by_province_and_year(view, wanted, _all_years(view, wanted), options.get("part", ""))
    centre = centre_of(view, wanted, options)
    return classify_frame(frame, wanted, method if method in METHODS else METHODS[0], centre=centre, lang=view.lang)


def _all_years(view: View, wanted: Measure) -> Collection[int]:
    return view.snapshot.recorded.get(wanted.records) or view.snapshot.fiscal_years


def centre_of(view: View, wanted: Measure, options: Mapping[str, str]) -> float | None:
    """The country's value (`over=years`: the mean of its years); of a sum its mean per province, for no province has as much as all.

    None for a measure that is always split further.
    """
    if wanted.always_by:
        return None
    country = view.scope.whole_country()
    if options.get("over") == "years":
        whole = view.frame(wanted.code, "fiscal_year", scope=country.with_years(*_all_years(view, wanted)))["value"].mean()
    else:
        whole = view.figure(wanted.code, country).value
    return float(whole if wanted.denominator else whole / len(reference.provinces()))


def centre_note(view: View, wanted: Measure, classes: Classes, options: Mapping[str, str]) -> list[str]:
    """Around what the colours turn, where they do."""
    centre = centre_of(view, wanted, options) if classes.method == "diverging" else None
    if centre is None:
        return []
    what = view.words("map.centre_country" if wanted.denominator else "map.centre_mean")
    if options.get("over") == "years":
        what += view.words("map.centre_years")
    exact = replace(wanted, format="decimal") if wanted.format == "count" else wanted  # A mean of counts has its decimal.
    return [view.words("map.centre_note", what=what, value=with_unit(exact, centre, view.lang))]


def outlines(options: Mapping[str, str], provinces: Collection[str]) -> list[tuple[str, list[str]]]:
    """The borders of areas that lie whole in these provinces (`borders` in the options): the file of their shapes, and which of them.

    The border of an area that reaches beyond the map would run along its edge.
    """
    kind = options.get("borders", BORDERS[0])
    if kind == "none":
        return []
    areas = dict[str, set[str]]()
    for code, province in reference.provinces().items():
        if area := reference.office_of(code) if kind == "office" else province.region:
            areas.setdefault(str(area), set()).add(code)
    whole = sorted(area for area, codes in areas.items() if codes <= set(provinces))
    return [(static_url("offices" if kind == "office" else "regions"), whole)]


def paint(view: View, frame: pd.DataFrame, wanted: Measure, classes: Classes, options: Mapping[str, str], height: int) -> Drawing:
    """The choropleth of a frame with one row a province. `borders`, `names` and `height` of the options say how."""
    return maps.choropleth(
        frame,
        wanted,
        view.lang,
        classes,
        geojson_url=static_url("provinces"),
        hatch_url=static_url("hatch"),
        outlines=outlines(options, set(frame["province"])),
        selected=view.scope.provinces[0] if len(view.scope.provinces) == 1 else None,
        names=options.get("names") == "shown",
        height=int(options.get("height", height)),
    )


def small_note(wanted: Measure, frame: pd.DataFrame, view: View) -> list[str]:
    """Which provinces are hatched, where any are."""
    few = (frame["flag"] == "small_number").any()
    return [view.words("map.small_mean" if is_mean(wanted) else "map.small_note", n=wanted.smallest_denominator)] if few else []


def native_map(frame: pd.DataFrame, classes: Classes) -> NativeMap:
    """What slides draw of a frame with one row a province."""
    rows = list(zip(frame["province"], frame["value"], frame["flag"], takes_part(frame), strict=True))
    return NativeMap(
        classes,
        {code: classes.index(value) if shown else None for code, value, _, shown in rows},
        {code: flag for code, _, flag, _ in rows if flag},
    )


def subtitled(view: View, wanted: Measure, options: Mapping[str, str]) -> str:
    """Measure, its part, unit and the scope."""
    title, part = wanted.words(view.lang).title, parts(view, wanted).get(options.get("part", ""), "")
    return view.subtitle(unit_of(view, wanted, f"{title}: {part}" if part else title))


def titled(view: View, key: str, wanted: Measure, options: Mapping[str, str]) -> str:
    """A phrase with the measure and its part filled in."""
    part = parts(view, wanted).get(options.get("part", ""), "")
    return view.words(key, measure=wanted.words(view.lang).title + (f": {part}" if part else ""))
