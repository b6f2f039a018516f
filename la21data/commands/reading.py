"""`query`, `measures`: what reads a snapshot."""

from __future__ import annotations

import argparse
import io
import sys
from typing import TYPE_CHECKING

from la21data.measures import measure as measure_of
from la21data.measures import measures as all_measures
from la21data.problems import CannotUse
from la21data.scope import parse
from la21data.store import Store

if TYPE_CHECKING:
    import pandas as pd


def query(options: argparse.Namespace) -> int:
    from la21data import metrics

    wanted = measure_of(options.measure)
    snapshot = Store(options.store).open(options.snapshot)
    scope, problems = parse(options.scope, fiscal_years=snapshot.fiscal_years, lao_known=metrics.lao_lookup(snapshot))
    if problems:  # On a page these are shown and dropped; a script must not go on with another question than it asked.
        raise CannotUse(problems[0].code, "; ".join(p.th for p in problems), "; ".join(p.en for p in problems))
    if scope.snapshot and not options.snapshot:
        snapshot = Store(options.store).open(scope.snapshot)
    ignored = metrics.ignored_keys(wanted.code, scope, tuple(options.by))
    if ignored:
        keys = ", ".join(ignored)
        raise CannotUse("scope_ignored", f"ตัวชี้วัด {wanted.code} กรองด้วย {keys} ไม่ได้", f"measure {wanted.code} cannot be limited by {keys}")
    frame = metrics.frame(snapshot, wanted.code, tuple(options.by), scope)
    if options.format == "parquet":
        if options.out is None:
            raise CannotUse("needs_out", "รูปแบบ parquet ต้องระบุ --out FILE", "format parquet needs --out FILE")
        frame.to_parquet(options.out, index=False)
        return 0
    text = (
        _harmless(frame).to_csv(index=False)
        if options.format == "csv"
        else frame.to_json(orient="records", force_ascii=False, double_precision=15) + "\n"
    )
    if options.out is None:
        sys.stdout.write(text)
    else:
        encoding = "utf-8-sig" if options.format == "csv" else "utf-8"  # Excel needs the mark to read Thai.
        options.out.write_bytes(io.StringIO(text).read().encode(encoding))
    return 0


def _harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with a quote before text that a spreadsheet would run: names and units come from files."""
    from la21data.export.table import FORMULA_STARTS

    def harmless(cell: object) -> object:
        return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell

    return frame.assign(**{name: frame[name].map(harmless) for name in frame.columns if frame[name].dtype.kind not in "iufb"})


def measures(options: argparse.Namespace) -> int:
    for code, found in all_measures().items():
        print(code)
        for words in (found.th, found.en):
            print(f"  {words.title} ({words.unit}): {words.definition}")
    return 0
