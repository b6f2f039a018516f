"""A block on its way out, with the words that every export of it carries: in one place, so that eight formats say the same."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

import pandas as pd

from la21data import thai
from la21data.blocks import Block, Table
from la21data.blocks.catalogue import make, recipes
from la21data.domain import Language
from la21data.measures import Measure, measure
from la21data.metrics import Figure
from la21data.problems import CannotUse
from la21data.scope import Scope
from la21data.settings import PUBLIC_URL
from la21data.store import Snapshot
from la21data.text import words
from la21data.view import Reader, View

LONGEST_NAME = 70  # Letters: three bytes each in Thai, and a file name holds 255.
ONLY_ON_PAGES = ("height",)  # Options that change no figure.


@dataclass(frozen=True)
class Imprint:
    """What an export says about itself. `demo` is empty where the records are real; `link` where no public address is set."""

    title: str
    subtitle: str
    scope: str
    notes: tuple[str, ...]
    source: str
    snapshot_id: str
    snapshot_date: dt.date
    exported: dt.date
    demo: str
    link: str
    query: str
    lang: Language

    @property
    def dates(self) -> str:
        """«สแนปช็อต … · ข้อมูล ณ วันที่ … · ส่งออกเมื่อ …»"""
        snapshot = words("app.snapshot", self.lang, id=self.snapshot_id, date=thai.format_date(self.snapshot_date, lang=self.lang))
        return f"{snapshot} · {words('export.exported', self.lang, date=thai.format_date(self.exported, lang=self.lang))}"

    @property
    def way_back(self) -> str:
        """The link that opens this view again; without a public address the snapshot and the scope that do."""
        if self.link:
            return words("export.link", self.lang, link=self.link)
        return words("export.no_link", self.lang, id=self.snapshot_id, scope=self.query)

    @property
    def foot(self) -> tuple[str, ...]:
        """The lines under an export, the demo mark first."""
        return tuple(line for line in (self.demo, *self.notes, self.source, self.dates, self.way_back) if line)

    def file_name(self, extension: str) -> str:
        """A name in the reader's language, with the day: «แผนที่ … 2569-11-24.png»."""
        return file_name(self.title, self.scope, self.exported, extension, self.lang)


@dataclass(frozen=True)
class Carried:
    """A block, its imprint, and the measures that were read for it, in the order of reading."""

    block: Block
    imprint: Imprint
    measures: tuple[Measure, ...]


@dataclass
class Noting:
    """A reader that notes which measures it was asked for, so that an export can define them."""

    reader: Reader
    asked: list[str] = field(default_factory=list)

    def frame(self, snapshot: Snapshot, measure_code: str, by: tuple[str, ...], scope: Scope, /) -> pd.DataFrame:
        self._note(measure_code)
        return self.reader.frame(snapshot, measure_code, by, scope)

    def figure(self, snapshot: Snapshot, measure_code: str, scope: Scope, /) -> Figure:
        self._note(measure_code)
        return self.reader.figure(snapshot, measure_code, scope)

    def ask(self, question: Callable[..., pd.DataFrame], snapshot: Snapshot, /, *known: Hashable) -> pd.DataFrame:
        return self.reader.ask(question, snapshot, *known)

    def _note(self, code: str) -> None:
        if code not in self.asked:
            self.asked.append(code)


def carry(view: View, block_id: str, options: Mapping[str, str] | None = None, *, exported: dt.date | None = None) -> Carried:
    """Make a block of the catalogue for an export. Raises CannotUse: no such block.

    `exported`: the day that it says it was made on (None: today).
    """
    noting = Noting(view.reader)
    block = make(block_id, replace(view, reader=noting), options)
    options = {key: value for key, value in (options or {}).items() if key not in ONLY_ON_PAGES}
    notes = (*block.notes, *view.running)
    about = imprint(view, block.title, block.subtitle, notes, path=recipes()[block_id].path, options=options, exported=exported)
    return Carried(block, about, tuple(measure(code) for code in noting.asked))


def carry_table(view: View, table: Table, subtitle: str, *, path: str, options: Mapping[str, str]) -> Carried:
    """Rows that a page lists and no block has, under the title of their table; `path` and `options` are the page that lists them."""
    block = Block("list", table.title, subtitle, table=table)
    return Carried(block, imprint(view, table.title, subtitle, view.running, path=path, options=options), ())


def imprint(
    view: View,
    title: str,
    subtitle: str = "",
    notes: Sequence[str] = (),
    *,
    path: str = "/",
    options: Mapping[str, str] | None = None,
    exported: dt.date | None = None,
) -> Imprint:
    """The imprint of something made from a view; `path` and `options` are the page that shows it."""
    meta = view.snapshot.meta
    query = {**replace(view.scope, snapshot=meta.snapshot_id, lang=view.lang).to_query(), **(options or {})}
    address = urlencode(query, safe=",")
    base = public_url()
    return Imprint(
        title=title,
        subtitle=subtitle,
        scope=view.in_words(),
        notes=tuple(notes),
        source=view.words("app.source_demo" if meta.is_demo else "app.source"),
        snapshot_id=meta.snapshot_id,
        snapshot_date=meta.as_of,
        exported=exported or dt.date.today(),
        demo=view.words("app.demo_banner") if meta.is_demo else "",
        link=f"{base}{path}?{address}" if base else "",
        query=address,
        lang=view.lang,
    )


def public_url() -> str:
    """`LA21_PUBLIC_URL` without a slash at its end, or nothing. Raises CannotUse where it is no web address."""
    base = PUBLIC_URL.text().rstrip("/")
    if base and not re.fullmatch(r"https?://[^\s\"'<>\\]+", base):
        raise CannotUse(
            "public_url",
            f"ค่า {PUBLIC_URL.name} ต้องเป็นที่อยู่เว็บ เช่น https://la21.example.go.th",
            f"{PUBLIC_URL.name} must be a web address such as https://la21.example.go.th",
        )
    return base


def file_name(title: str, scope: str, day: dt.date, extension: str, lang: Language = "th") -> str:
    """A file name that every system takes: no path, no reserved letter, under 255 bytes; the date sorts (B.E. in Thai)."""
    kept = re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]+', " ", f"{title} {scope}".replace(" · ", " "))
    kept = re.sub(r"\s+", " ", kept).strip(" .")
    if len(kept) > LONGEST_NAME:
        kept = kept[:LONGEST_NAME]
        while kept and unicodedata.category(kept[-1]) == "Mn":
            kept = kept[:-1]  # A mark whose neighbours were cut off.
    year = day.year + (thai.BE_OFFSET if lang == "th" else 0)
    return f"{kept.strip()} {year}-{day:%m-%d}.{extension}"
