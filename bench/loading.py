"""How fast records come in: 100,000 activities from .xlsx beside the bare reader, and a million from .csv, in a process of its own.

`python -m bench.loading` runs it alone and writes `bench/results/loading.json`; `make bench` runs it with everything else.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter

from la21data.demo import demo_facts, publish_demo
from la21data.ingest import import_files
from la21data.store import Store

ROOT = Path(__file__).resolve().parents[1]
REAL_REGISTRY = ROOT.parent / "shared" / "data" / "real" / "lao_registry_25661109.csv"
WORKBOOK_ROWS, CSV_ROWS = 100_000, 1_000_000
MOST_TIMES, MOST_SECONDS, MOST_MIB = 4, 60, 2048
LAOS = [f"63001{number:02d}" for number in range(100)]
HEADER = [
    *("รหัสกิจกรรม", "ปีงบประมาณ", "รหัส อปท.", "ชื่อกิจกรรม", "ประเภทกิจกรรม", "ขั้น", "วันที่เริ่ม", "งบ อปท. (บาท)"),
    *("ผู้เข้าร่วม (คน)", "รูปแบบการมีส่วนร่วม", "ภาคี"),
]


def loading(folder: Path) -> dict[str, Any]:
    """Seconds to build the demo (left in `demo`) and to import a registry of about 7,850 rows."""
    began = time.perf_counter()
    publish_demo(Store(folder / "demo"))
    demo = time.perf_counter() - began
    file = REAL_REGISTRY if REAL_REGISTRY.exists() else _demo_registry(folder)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as real:
        result = import_files(Store(real), [file])
    seconds = time.perf_counter() - began
    return {
        "demo_build_s": round(demo, 2),
        "registry_import_s": round(seconds, 2),
        "registry_rows": sum(f.read for f in result.files),
        "registry": "real" if file == REAL_REGISTRY else "made from the demo",
    }


def _demo_registry(folder: Path) -> Path:
    """A registry file of the demo's LAOs, where no real one is at hand."""
    file = folder / "registry.csv"
    frame = demo_facts()["lao"]
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["lao_code", "lao_name", "lao_type", "province", "lat", "lon"])
        writer.writerows(frame[["lao_code", "name", "lao_type", "province", "lat", "lon"]].itertuples(index=False))
    return file


def importing(folder: Path, csv_rows: int = CSV_ROWS) -> dict[str, Any]:
    """Seconds, ratio and peak memory of both; each import starts in a process of its own, in a store that holds a registry."""
    workbook, text = folder / "activities.xlsx", folder / "activities.csv"
    _write_workbook(workbook)
    _write_csv(text, csv_rows)
    from_workbook, from_csv = (_in_a_process(file, folder / f"store-{file.suffix[1:]}") for file in (workbook, text))
    return {
        "xlsx_rows": WORKBOOK_ROWS,
        **{f"xlsx_{name}": value for name, value in from_workbook.items()},
        "xlsx_times_bare_reader": round(from_workbook["import_s"] / from_workbook["bare_reader_s"], 2),
        "xlsx_times_bare_reader_cpu": round(from_workbook["import_cpu_s"] / from_workbook["bare_reader_cpu_s"], 2),
        "csv_rows": csv_rows,
        **{f"csv_{name}": value for name, value in from_csv.items()},
    }


def missed(found: dict[str, Any]) -> list[str]:
    """One line for each budget that was missed."""
    lines = []
    if found["xlsx_times_bare_reader"] > MOST_TIMES:
        lines.append(f"100,000 rows from .xlsx: {found['xlsx_times_bare_reader']} times the bare reader (budget {MOST_TIMES})")
    if found["csv_import_s"] > MOST_SECONDS:
        lines.append(f"a million rows from .csv: {found['csv_import_s']} s (budget {MOST_SECONDS})")
    if found["csv_peak_mib"] > MOST_MIB:
        lines.append(f"a million rows from .csv: {found['csv_peak_mib']} MiB (budget {MOST_MIB})")
    return lines


def _activities(rows: int) -> Iterator[list[str | int]]:
    rng = random.Random(21)
    for number in range(rows):
        yield [
            f"A{number:07d}",
            rng.randint(2550, 2568),
            rng.choice(LAOS),
            f"โครงการรณรงค์ลดขยะในชุมชน ครั้งที่ {number}",
            rng.choice(("คัดแยกขยะ", "อนุรักษ์ป่า", "ป่าชายเลน", "เพิ่มพื้นที่สีเขียว")),
            rng.randint(1, 4),
            f"{rng.randint(1, 28)}/{rng.randint(1, 9)}/2560",
            rng.randint(0, 500_000),
            rng.randint(1, 500),
            "ร่วมลงมือปฏิบัติ",
            "โรงเรียน, วัด",
        ]


def _write_workbook(path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("กิจกรรม")
        sheet.write_row(0, 0, HEADER)
        for number, row in enumerate(_activities(WORKBOOK_ROWS), start=1):
            sheet.write_row(number, 0, row)


def _write_csv(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        writer.writerows(_activities(rows))


def _in_a_process(file: Path, store: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.loading", str(file), str(store)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _measure(file: Path, folder: Path) -> dict[str, Any]:
    """Import a registry, then the file; before that, where it is a workbook, read it with the bare reader, twice."""
    found, store = dict[str, Any](), Store(folder)
    registry = folder.parent / f"{folder.name}.csv"
    with registry.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(
            [["lao_code", "lao_name", "lao_type", "province"], *([code, f"ตัวอย่าง {code}", "อบต.", "นครราชสีมา"] for code in LAOS)]
        )
    import_files(store, [registry])
    if file.suffix == ".xlsx":
        times = [_timed(lambda: _read(file)) for _ in range(2)]
        found |= {"bare_reader_s": min(wall for wall, _ in times), "bare_reader_cpu_s": min(cpu for _, cpu in times)}
    wall, cpu = _timed(lambda: import_files(store, [file]))
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return {**found, "import_s": wall, "import_cpu_s": cpu, "peak_mib": peak}


def _read(file: Path) -> None:
    with python_calamine.CalamineWorkbook.from_path(file) as workbook:
        for _ in workbook.get_sheet_by_index(0).iter_rows():
            pass


def _timed(work: Any) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return round(time.perf_counter() - wall, 2), round(time.process_time() - cpu, 2)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(json.dumps(_measure(Path(sys.argv[1]), Path(sys.argv[2]))))
    else:
        with tempfile.TemporaryDirectory() as name:
            figures = importing(Path(name))
        results = ROOT / "bench" / "results" / "loading.json"
        results.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        print(json.dumps(figures), *missed(figures), sep="\n")
