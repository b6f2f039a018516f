"""A million rows of which every one is rejected: nothing lost, in bounded memory. And what the hostile files take."""

import csv
import json
import subprocess
import sys
from pathlib import Path

from la21data.ingest import import_files
from la21data.store import Store
from tests.ingest.files import ACTIVITY_HEADER, CITY, REGISTRY_HEADER, TODAY, csv_file, registry_rows
from tests.ingest.hostile import make_hostile_files

ROOT = Path(__file__).resolve().parents[2]
ROWS = 1_000_000
MOST_MIB = 2_048
CHILD = """
import datetime, json, resource, sys, time
from pathlib import Path
from la21data.ingest import import_files
from la21data.store import Store
began = time.process_time()
file = import_files(Store(Path(sys.argv[1])), [Path(sys.argv[2])], today=datetime.date(2024, 11, 15)).files[0]
peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
print(json.dumps({"read": file.read, "rejected": file.rejected, "peak_mib": peak, "cpu_s": round(time.process_time() - began, 1)}))
"""


def a_store(folder: Path) -> Path:
    import_files(Store(folder / "store"), [csv_file(folder / "registry_25601201.csv", REGISTRY_HEADER, registry_rows())], today=TODAY)
    return folder / "store"


def test_a_million_rejected_rows(tmp_path, figures):
    store, file = a_store(tmp_path), tmp_path / "activities.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*ACTIVITY_HEADER, "ผู้เข้าร่วม (คน)", "ภาคี"])
        writer.writerows([f"A{n:07d}", 2567, CITY, f"โครงการลดขยะ ครั้งที่ {n}", f"ไม่รู้จัก {n}", n % 500, "โรงเรียน, วัด"] for n in range(ROWS))
    done = subprocess.run([sys.executable, "-c", CHILD, store, file], cwd=ROOT, capture_output=True, text=True, check=True)
    figures |= json.loads(done.stdout.splitlines()[-1])  # DuckDB draws a progress bar where a program comes from -c.
    assert figures["read"] == figures["rejected"] == ROWS
    assert figures["peak_mib"] < MOST_MIB
    kept = Store(store).open().rows("select count(*), count(distinct cells) from rejected_row")
    assert kept == [(ROWS, ROWS)]


def test_hostile_files(tmp_path, figures):
    store, folder = a_store(tmp_path), tmp_path / "hostile"
    folder.mkdir()
    make_hostile_files(folder)
    done = subprocess.run(
        [sys.executable, "-m", "tests.ingest.hostile", store, folder], cwd=ROOT, capture_output=True, text=True, check=True, timeout=600
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    figures |= {one["name"]: {"came": one.get("refused", "judged"), "seconds": round(one["seconds"], 2)} for one in told}
    figures["peak_mib"] = round(max(one["peak_mib"] for one in told))
    assert figures["peak_mib"] < 1_024
