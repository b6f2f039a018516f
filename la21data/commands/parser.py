"""Every command and option in one place. A test compares this list with the user guide."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import NoReturn

from la21data import thai
from la21data.commands import carrying, history, keeping, loading, packs, reading
from la21data.domain import RECORD_KINDS
from la21data.settings import store_path

FORMATS = ("png", "svg", "pdf", "html", "pptx", "csv", "xlsx")
ENGINE = "who makes the roll-ups: duckdb (default), or a Spark master, spark://HOST:PORT"
KINDS = ("auto", *(kind.code for kind in RECORD_KINDS))


class OneLineParser(argparse.ArgumentParser):
    """argparse, but a wrong call gets one clear line instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"la21data: {message} (see {self.prog} --help)\n")


def build_parser() -> argparse.ArgumentParser:
    """The whole command line. Each sub-command sets `run`."""
    parser = OneLineParser(prog="python -m la21data", description="LA21 & Green City: records in, one snapshot out.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=OneLineParser)

    def command(name: str, run: object, words: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=words, description=words)
        sub.add_argument(
            "--store", type=Path, default=store_path(), metavar="DIR", help="the store's directory (default: LA21_STORE, else data/store)"
        )
        sub.set_defaults(run=run)
        return sub

    demo = command("demo", loading.demo, "build and publish a demo store")
    demo.add_argument("--seed", type=int, default=21, help="the same seed makes the same records (default 21)")
    demo.add_argument(
        "--activities", type=_whole_number, help="spread this many activities over the LAO-years that take part (for benchmarks)"
    )

    imports = command("import", loading.import_records, "read files, check them, publish one new snapshot for all of them")
    imports.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".xlsx, .xls, .ods, .csv or .tsv")
    imports.add_argument("--kind", choices=KINDS, default="auto", help="the kind of records (default: found by the columns)")
    imports.add_argument("--as-of", type=_date, metavar="DATE", help="the day on which a registry stands, e.g. 2023-11-09 or 9/11/2566")
    mode = imports.add_mutually_exclusive_group()
    mode.add_argument(
        "--full", action="store_const", const="full", dest="mode", help="the registry is a full list: LAOs absent from it end"
    )
    mode.add_argument("--amend", action="store_const", const="amendment", dest="mode", help="the registry only adds and changes")
    imports.add_argument("--dry-run", action="store_true", help="check and report, publish nothing")
    imports.add_argument("--strict", action="store_true", help="publish nothing if a row is rejected")
    imports.add_argument("--keep-going", action="store_true", help="leave out a file that cannot be used")
    imports.add_argument("--engine", default="duckdb", metavar="E", help=ENGINE)
    imports.add_argument("--report", type=Path, metavar="OUT.xlsx", help="write the rejected rows to a workbook, ready to be mended")

    template = command("template", loading.template, "an empty workbook to fill in, with drop-down lists, checks, an example and a guide")
    template.add_argument("kind", choices=KINDS[1:], metavar="KIND", help="the kind of records: " + ", ".join(KINDS[1:]))
    template.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx", help="where to write it")

    alias = command("alias", _alias, "names that a person has settled: list, add NAME CODE, remove NAME")
    alias.add_argument("action", choices=("list", "add", "remove"), help="what to do")
    alias.add_argument("name", nargs="?", metavar="NAME", help="the name as it stands in files, e.g. ทต.เวียงเทิน")
    alias.add_argument("code", nargs="?", metavar="CODE", help="the LAO's seven digits (or, with --kind province, the province's two)")
    alias.add_argument("--province", default="", metavar="P", help="only in this province, by name or code (default: everywhere)")
    alias.add_argument("--kind", choices=("lao", "province"), default="lao", help="what the name is of (default lao)")
    rollup = command("rollup", loading.rollup, "make the current snapshot's roll-ups again and publish them")
    rollup.add_argument("--engine", default="duckdb", metavar="E", help=ENGINE)

    command("rebuild", loading.rebuild, "build the store again from imports/ and journal.jsonl, after an upgrade or a damage")
    command("snapshots", history.snapshots, "list the snapshots, newest first")
    rollback = command("rollback", history.rollback, "make another snapshot the current one")
    rollback.add_argument("id", metavar="ID", help="a snapshot's id (see: snapshots)")
    withdraw = command("withdraw", history.withdraw, "have a snapshot never opened again, also by old links")
    withdraw.add_argument("id", metavar="ID", help="a snapshot's id (see: snapshots)")
    prune = command("prune", history.prune, "remove old snapshots; the current one and the rows that were read stay")
    prune.add_argument("--keep", type=_whole_number, required=True, metavar="N", help="how many of the newest to keep")
    diff = command("diff", _diff, "what changed from one snapshot to another: sums, by province, in full")
    diff.add_argument("before", metavar="A", help="the older snapshot's id")
    diff.add_argument("after", metavar="B", help="the newer snapshot's id")
    command("check", history.check, "prove the current snapshot: keys, references, totals")

    backup = command("backup", keeping.backup, "write the whole store to one file, with a hash of each part")
    backup.add_argument("out", type=Path, metavar="OUT", help="the file to write, e.g. la21-2569-11-24.tar")
    restore = command("restore", keeping.restore, "make a store out of a backup, in an empty directory")
    restore.add_argument("file", type=Path, metavar="FILE", help="a file that backup wrote")
    journal = command("journal", keeping.journal, "who did what, when, under which role, from which files")
    journal.add_argument("--format", choices=("csv", "json"), default="csv", help="output format (default csv)")
    journal.add_argument("--out", type=Path, metavar="F", help="write to a file (default: standard output)")
    roles = command("roles", keeping.roles, "the people's roles in the file that LA21_ROLES names")
    roles.add_argument("action", choices=("list", "set", "remove"), help="what to do")
    roles.add_argument("name", nargs="?", metavar="NAME", help="the provider's subject, or a verified e-mail address")
    roles.add_argument("role", nargs="?", metavar="ROLE", help="viewer, office:5, province:41, steward, steward:5 or admin")

    query = command("query", reading.query, "the tidy frame that a chart is drawn from")
    query.add_argument("measure", metavar="MEASURE", help="a measure's code (see: measures)")
    query.add_argument("--by", action="append", default=[], metavar="DIM", help="split by a dimension; may be given several times")
    query.add_argument(
        "--scope", default="", metavar="k=v&k=v", help="what is looked at, as in a page's address: fy=2560-2567&region=north"
    )
    query.add_argument("--snapshot", metavar="ID", help="an older snapshot (default: the current one)")
    query.add_argument("--format", choices=("csv", "json", "parquet"), default="csv", help="output format (default csv)")
    query.add_argument("--out", type=Path, metavar="F", help="write to a file (default: standard output)")

    command("charts", carrying.charts, "every chart and map that can be exported: id, page, name")
    export = command("export", carrying.export, "one chart or map, or its rows, as a file")
    export.add_argument("chart", metavar="CHART", help="a chart's id (see: charts)")
    export.add_argument("--scope", default="", metavar="k=v&k=v", help="what is looked at, as in a page's address")
    export.add_argument("--option", action="append", default=[], metavar="k=v", help="a choice of the chart's page, e.g. measure=awards")
    export.add_argument("--snapshot", metavar="ID", help="an older snapshot (default: the current one)")
    export.add_argument("--format", choices=FORMATS, required=True, help="the kind of file")
    export.add_argument("--out", type=Path, required=True, metavar="F", help="the file to write, or a folder for a file of the usual name")

    pack = command("pack", packs.pack, "the meeting pack: slides, brief, workbook and page")
    pack.add_argument(
        "--scope", default="", metavar="k=v&k=v", help="for whom and which years: office=5, province=40, pilot=1, lao=5570404"
    )
    pack.add_argument("--for-each", choices=packs.EACH, help="one pack for every region, office or province in the scope")
    pack.add_argument("--parts", type=packs.parts_of, metavar="P,P", help="only these parts, in this order")
    pack.add_argument("--definition", type=Path, metavar="F.json", help="a kept definition: its name, scope and parts are taken again")
    pack.add_argument("--save", type=Path, metavar="F.json", help="keep the definition of this call, to run it again")
    pack.add_argument("--template", type=Path, metavar="F.pptx", help="an agency's own slides: their master is used")
    pack.add_argument("--thai-digits", action="store_true", help="Thai digits in the brief")
    pack.add_argument("--snapshot", metavar="ID", help="an older snapshot (default: the current one)")
    pack.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write to")
    data = command("publish-data", packs.publish_data, "open data: Parquet and CSV with a Frictionless datapackage.json")
    data.add_argument("--snapshot", metavar="ID", help="an older snapshot (default: the current one)")
    data.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write to")

    command("measures", reading.measures, "every measure with title, unit and definition")
    return parser


def _alias(options: argparse.Namespace) -> int:
    from la21data.commands.aliases import alias  # The rooms of the import are heavy.

    return alias(options)


def _diff(options: argparse.Namespace) -> int:
    from la21data.commands.difference import diff  # Brings pandas, which most commands do without.

    return diff(options)


def _date(text: str) -> dt.date:
    try:
        day = thai.parse_date(text)
    except thai.Unreadable:
        day = None
    if day is None:
        raise argparse.ArgumentTypeError(f"cannot read the date {text!r}")
    return day


def _whole_number(text: str) -> int:
    number = int(text.replace("_", "").replace(",", ""))
    if number < 0:
        raise argparse.ArgumentTypeError("cannot be negative")
    return number
