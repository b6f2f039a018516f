"""Files that somebody might send to break the import. Run as a program it imports each of a folder, and prints what each took as JSON."""

import json
import sys
import time
import zipfile
from pathlib import Path

import xlsxwriter

from tests.ingest.files import CITY, PARTICIPATION_HEADER, TODAY, csv_file, xlsx_file
from tests.ingest.xls import encrypted_file

LADDER = "บันได 4 ขั้น"
GOOD = [PARTICIPATION_HEADER, ["2567", CITY, LADDER, "1"]]
SECRET = "a secret of this machine"
REFUSED = {
    "bomb.xlsx": "too_large",
    "bomb.ods": "too_large",
    "entity.xlsx": "unreadable_file",
    "laughs.xlsx": "unreadable_file",
    "entity.ods": "unreadable_file",
    "photo.xlsx": "no_table",
    "photo.csv": "no_table",
    "truncated.xlsx": "unreadable_file",
    "password.xlsx": "password",
    "wide.csv": "too_large",
    "wide.xlsx": "too_large",
    "odd\nname\x1b[31m‮.csv": "no_header",
}
JUDGED = {  # name: (accepted, rejected)
    "long cell.csv": (0, 1),
    "long cell.xlsx": (0, 1),
    "formulas.xlsx": (1, 1),
    "macros.xlsm": (1, 0),
    "html.csv": (0, 1),
    "'; drop table lao; --.csv": (1, 0),
    "$(touch x) `x` %s {0} <b>.csv": (1, 0),
}


def make_hostile_files(folder: Path) -> None:
    """One file of each kind in REFUSED and JUDGED."""
    (folder / "secret.txt").write_text(SECRET)
    for name in ("bomb.xlsx", "bomb.ods"):
        _bomb(folder / name)
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(folder / "secret.txt").as_uri()}">]>'
    laughs = (
        '<!DOCTYPE x [<!ENTITY a "ha">'
        + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True))
        + "]>"
    )
    _with_prologue(folder / "entity.xlsx", "xl/sharedStrings.xml", doctype, "&e;")
    _with_prologue(folder / "laughs.xlsx", "xl/sharedStrings.xml", laughs, "&j;")
    with zipfile.ZipFile(folder / "entity.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<?xml version='1.0'?>{doctype}<office:document-content>&e;</office:document-content>")
    photo = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 2_000
    for name in ("photo.xlsx", "photo.csv"):
        (folder / name).write_bytes(photo)
    good = xlsx_file(folder / "good.xlsx", {"ก": GOOD}).read_bytes()
    (folder / "good.xlsx").unlink()
    (folder / "truncated.xlsx").write_bytes(good[: len(good) * 2 // 3])
    encrypted_file(folder / "password.xlsx")
    csv_file(folder / "wide.csv", [*GOOD[0], *["ก"] * 200_000], [GOOD[1]])
    _wide(folder / "wide.xlsx")
    csv_file(folder / "odd\nname\x1b[31m‮.csv", ["a", "b"], [["1", "2"]])
    long = ["2567", CITY, LADDER, "ก" * 5_000_000]
    csv_file(folder / "long cell.csv", GOOD[0], [long])
    _long(folder / "long cell.xlsx")
    _formulas(folder / "formulas.xlsx")
    _macros(folder / "macros.xlsm", good)
    csv_file(folder / "html.csv", GOOD[0], [["2567", "<script>alert(1)</script>", LADDER, "1"]])
    for name in ("'; drop table lao; --.csv", "$(touch x) `x` %s {0} <b>.csv"):
        csv_file(folder / name, GOOD[0], GOOD[1:])


def _bomb(path: Path) -> None:
    """A part of 600 MiB, mostly nothing."""
    name = "content.xml" if path.suffix == ".ods" else "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open(name, "w", force_zip64=True) as part:
        for _ in range(600):
            part.write(b" " * (1 << 20))


def _with_prologue(path: Path, part: str, prologue: str, entity: str) -> None:
    xlsx_file(path, {"ก": [GOOD[0], ["2567", CITY, "ENTITY", "1"]]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = parts[part].replace(b"<sst", prologue.encode() + b"<sst").replace(b"ENTITY</t>", entity.encode() + b"</t>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _replaced(path: Path, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(old, new))


def _wide(path: Path) -> None:
    """A cell in a column that no spreadsheet has."""
    xlsx_file(path, {"ก": [[*GOOD[0], "ก"], [*GOOD[1], "ข"]]})
    _replaced(path, b'r="E2"', b'r="JKLM2"')


def _long(path: Path) -> None:
    xlsx_file(path, {"ก": [GOOD[0], ["2567", CITY, LADDER, "LONG"]]})
    _replaced(path, b"LONG", b"A" * 5_000_000)


def _formulas(path: Path) -> None:
    """One with the value that was last worked out, one that starts a program and never was."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("ก")
        sheet.write_row(0, 0, GOOD[0])
        sheet.write_row(1, 0, [2567, CITY, LADDER])
        sheet.write_formula(1, 3, "=1+1", None, 2)
        sheet.write_row(2, 0, [2566, CITY, LADDER])
        sheet.write_formula(2, 3, "=cmd|'/C calc'!A0", None, "")


def _macros(path: Path, good: bytes) -> None:
    path.write_bytes(good)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Sub Auto_Open()" * 100)


def main(store: Path, folder: Path) -> None:
    """Import each file without leave to publish a rejected row; one line of JSON each."""
    from la21data.ingest import import_files
    from la21data.problems import CannotUse
    from la21data.store import Store

    for name in (*REFUSED, *JUDGED):
        began, told = time.perf_counter(), dict[str, object](name=name)
        try:
            file = import_files(Store(store), [folder / name], dry_run=True, today=TODAY, report=folder / "report.xlsx").files[0]
            told |= {"judged": [file.accepted, file.rejected], "says": [remark["reason_th"] for remark in file.rejections]}
        except CannotUse as error:
            told |= {"refused": error.problem.code, "says": [error.problem.th, error.problem.en]}
        told |= {"seconds": time.perf_counter() - began, "peak_mib": _peak_mib()}
        print(json.dumps(told), flush=True)


def _peak_mib() -> float:
    """Of this process alone. On Linux `ru_maxrss` also counts what its parent held when it started it."""
    import resource

    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM:")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
