"""Good files, broken at random: in their bytes, in the parts of the workbook, in their cells, in their structure. A seed makes one file.

`broken_file` makes it, `import_holds` imports it without publishing and checks what must hold whatever arrives. `make test` runs a sample
of seeds, `make torture` ten thousand.
"""

import csv
import io
import json
import random
import zipfile
from pathlib import Path

from la21data.ingest import import_files
from la21data.ingest.kinds import KINDS, Kind
from la21data.problems import CannotUse
from la21data.store import Store
from tests.ingest.files import CITY, PAO, SAO, TODAY, TOWN, TWIN_A, ods_file, xlsx_file
from tests.ingest.xls import xls_file

GOOD = {
    "fiscal_year": ["2567", "๒๕๖๖", "FY2024"],
    "lao_code": [CITY, SAO, TOWN, PAO, TWIN_A],
    "lao_name": ["ทต.ตัวอย่างงาม", "อบต.ตัวอย่างงาม"],
    "lao_type": ["ทต.", "อบต."],
    "province": ["กระบี่", "จ.กระบี่"],
    "track": ["บันได 4 ขั้น", "Fast Track"],
    "step": ["1", "ขั้นที่ 2"],
    "category": ["คัดแยกขยะ", "อนุรักษ์ป่า"],
    "date": ["30/09/2566", "1 ต.ค. 62"],
    "by": ["ทสจ."],
    "kind": ["ติดตาม", "อบรม"],
    "level": ["ระดับประเทศ"],
}
NASTY = [
    *("", " ", "-", ".", "0", "-1", "9" * 30, "1e308", "NaN", "inf", "2567.5", "31/02/2566", "99/99/9999", "0/0/0", "ขั้นที่", "5", "๙๙"),
    *(
        "=1+1",
        "=HYPERLINK(1)",
        "+1",
        "@x",
        "<b>x</b>",
        "<script>",
        "&amp;",
        "'",
        '"',
        "\n",
        "\r\n\t",
        "\x00",
        "\x1b[31m",
        "\ufeff",
        "\u200b",
    ),
    *("รวม", "รวมทั้งสิ้น 3", "ที่มา: ก", "หมายเหตุ", "1 จังหวัด : กระบี่", "ปีงบประมาณ 2567", "ข้อมูล ณ วันที่ 1 ต.ค. 67", "นาย ก ข", "a@b.th"),
    *(
        "ก�าจัด",
        "ก" * 200,
        "ํํํํ",
        "\u0e33" * 5,
        "🙂",
        "\u202eabc",
        "น.ร.",
        "กะบี่",
        "ทต.ตัวอย่างงอม",
        "(ทต./อบต.) ก",
        "True",
        "None",
        "2547",
        "2548",
    ),
]


def broken_file(seed: int, folder: Path) -> Path:
    """The file of a seed."""
    rng = random.Random(seed)
    table = _good_table(rng)
    kind = rng.choice(["csv", "csv", "xlsx", "xlsx", "ods"] + ["xls"] * (rng.random() < 0.2))
    how = rng.choice(["cells", "structure", "both", "bytes", "parts"])
    if how in ("cells", "both"):
        _break_cells(rng, table)
    if how in ("structure", "both"):
        _break_structure(rng, table)
    path = _written(rng, table, kind, folder / f"{seed}.{kind}")
    if how == "parts" and kind in ("xlsx", "ods"):
        _break_parts(rng, path)
    elif how in ("bytes", "parts"):
        path.write_bytes(_broken_bytes(rng, path.read_bytes(), rng.randint(1, 8)))
    return path


def import_holds(store: Store, path: Path, report: Path | None = None) -> str:
    """Import a file without publishing; what became of it: read or refused. Anything but a clear refusal is an error."""
    try:
        result = import_files(store, [path], dry_run=True, today=TODAY, report=report)
    except CannotUse as error:
        assert error.problem.th and error.problem.en and "\n" not in error.problem.th + error.problem.en
        return "refused"
    for file in result.files:
        assert (
            file.read == file.accepted + file.unchanged + file.rejected == file.new + file.updated + file.unchanged + len(file.rejections)
        )
        assert all(remark["reason_th"] and remark["reason_en"] for remark in (*file.rejections, *file.warnings))
    json.dumps(result.to_json(), ensure_ascii=False)
    return "read"


def _good_table(rng: random.Random) -> list[list[object]]:
    kind = KINDS[rng.choice(list(KINDS))]
    columns = [column for column in kind.columns if column.required or column.name in ("lao_code", "province") or rng.random() < 0.5]
    header: list[object] = [rng.choice([column.th, column.name]) for column in columns]
    return [header, *([_good_cell(rng, kind, column.name, number) for column in columns] for number in range(rng.randint(1, 25)))]


def _good_cell(rng: random.Random, kind: Kind, name: str, number: int) -> object:
    if name in GOOD:
        return rng.choice(GOOD[name])
    terms = kind.by_name[name].terms
    return rng.choice(terms).th if terms else rng.choice([f"ก{number}", number, str(number)])


def _break_cells(rng: random.Random, table: list[list[object]]) -> None:
    for _ in range(rng.randint(1, 12)):
        row = rng.choice(table)
        if row:
            row[rng.randrange(len(row))] = rng.choice(NASTY)


def _break_structure(rng: random.Random, table: list[list[object]]) -> None:
    for _ in range(rng.randint(1, 4)):
        if not table:
            return
        here, row = rng.randrange(len(table)), rng.choice(table)
        width = max(map(len, table))
        column = rng.randrange(width) if width else 0
        what = rng.randrange(11)
        if what == 0:
            table.insert(here, [rng.choice(NASTY)])
        elif what == 1:
            table.insert(here, list(row))
        elif what == 2:
            del table[here]
        elif what == 3:
            for each in table:
                del each[column : column + 1]
        elif what == 4:
            for each in table:
                each.insert(column, rng.choice(NASTY) if rng.random() < 0.3 else "")
        elif what == 5:
            table[:] = [list(each) for each in zip(*(each + [""] * (width - len(each)) for each in table), strict=True)]
        elif what == 6:
            row[:] = row[: len(row) // 2]
        elif what == 7:
            row += [rng.choice(NASTY) for _ in range(rng.randint(1, 30))]
        elif what == 8:
            table.insert(here, [])
        elif what == 9:
            table[0] += [f"ปี {year}" for year in range(2565, 2565 + rng.randint(1, 4))]
        else:
            rng.shuffle(table)


def _written(rng: random.Random, table: list[list[object]], kind: str, path: Path) -> Path:
    if kind == "csv":
        text = io.StringIO()
        csv.writer(text, delimiter=rng.choice(",,,;\t|"), quoting=rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])).writerows(table)
        encoding = rng.choice(["utf-8", "utf-8-sig", "utf-16", "cp874"])
        path.write_bytes(text.getvalue().encode(encoding, "replace"))
        return path
    width = max(map(len, table), default=0)
    texts = [["".join(c for c in str(cell) if c in "\t\n" or c >= " ") for cell in [*row, *[""] * (width - len(row))]] for row in table]
    if kind == "ods":
        return ods_file(path, "ก", texts)
    if kind == "xls":
        return xls_file(path, "ก", [row[:200] for row in texts])
    merges = {}
    if rng.random() < 0.3 and len(texts) > 3 and width:
        merges = {"ก": [(f"A{rng.randint(1, 2)}:{'ABC'[rng.randrange(3)]}{rng.randint(3, 4)}", rng.choice(NASTY))]}
    sheets = {"ก": texts, **({"ปี 2567": texts[: rng.randint(0, len(texts))]} if rng.random() < 0.2 else {})}
    return xlsx_file(path, sheets, merges, hidden=("ปี 2567",) if "ปี 2567" in sheets and rng.random() < 0.3 else ())


def _break_parts(rng: random.Random, path: Path) -> None:
    """Break the bytes of one part inside the archive, and pack it again."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice(list(parts))
    if rng.random() < 0.1:
        del parts[name]
    else:
        parts[name] = _broken_bytes(rng, parts[name], rng.randint(1, 5))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)


def _broken_bytes(rng: random.Random, content: bytes, times: int) -> bytes:
    broken = bytearray(content)
    for _ in range(times):
        if not broken:
            break
        at, length = rng.randrange(len(broken)), rng.choice([1, 1, 2, 8, 64])
        what = rng.randrange(6)
        if what == 0:
            broken[at] ^= 1 << rng.randrange(8)
        elif what == 1:
            del broken[at : at + length]
        elif what == 2:
            broken[at:at] = rng.randbytes(length)
        elif what == 3:
            broken[at : at + length] = broken[:length]
        elif what == 4:
            broken[at:at] = rng.choice([b"99999999", b"<", b'"', b"\x00", b"A1048576", b"-1", b"\xff\xff"])
        elif rng.random() < 0.3:
            del broken[at:]
    return bytes(broken)
