"""The command line as a user's script meets it: exit status, one clear line, nothing published by a wrong call."""

import io
import json
import unicodedata

import pandas as pd
import pytest

from la21data.__main__ import main
from la21data.store import Store

REGISTRY = """รหัส อปท.,ชื่อ อปท.,ประเภท อปท.,จังหวัด,อำเภอ
6570404,ตัวอย่าง 1,อบต.,เชียงราย,พาน
5570405,ตัวอย่าง 2,ทต.,เชียงราย,พาน
"""


@pytest.fixture
def run(capsys):
    """`run(*arguments)` -> (exit status, standard output, standard error)."""

    def call(*arguments):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            status = stopped.code
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def csv(text):
    return pd.read_csv(io.StringIO(text), dtype={"province": str})


def test_query_gives_the_tidy_frame(run, demo_store):
    status, out, err = run("query", "participation_rate", "--by", "region", "--scope", "fy=2569", "--store", demo_store)
    assert (status, err) == (0, "")
    frame = csv(out)
    assert list(frame.columns) == ["region", "region_th", "value", "numerator", "denominator", "low", "high", "flag"]
    assert list(frame["region"]) == ["north", "central", "northeast", "south"]
    assert (frame["low"] <= frame["value"]).all() and (frame["value"] <= frame["high"]).all()


def test_query_in_every_format_says_the_same(run, demo_store, tmp_path):
    arguments = ("query", "activities", "--by", "province", "--by", "category", "--scope", "fy=2560-2569", "--store", demo_store)
    text = csv(run(*arguments)[1])
    records = pd.DataFrame(json.loads(run(*arguments, "--format", "json")[1]))
    assert run(*arguments, "--format", "parquet", "--out", tmp_path / "f.parquet")[0] == 0
    assert run(*arguments, "--out", tmp_path / "f.csv")[0] == 0
    parquet = pd.read_parquet(tmp_path / "f.parquet")
    assert (tmp_path / "f.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # Excel reads Thai only with this mark.
    written = pd.read_csv(tmp_path / "f.csv", encoding="utf-8-sig")
    for other in (records, parquet, written):
        assert list(other["value"]) == list(text["value"]) and list(other.columns) == list(text.columns)


@pytest.mark.parametrize(
    "arguments, named",
    [
        (("query", "no_such"), "no_such"),
        (("query", "awards", "--by", "mode"), "mode"),
        (("query", "awards", "--scope", "fy=2999"), "2999"),
        (("query", "awards", "--scope", "fy=2569&nonsense=1"), "nonsense"),
        (("query", "awards", "--scope", "region=north&province=90"), "90"),
        (("query", "participating_laos", "--scope", "category=forest"), "category"),
        (("query", "awards", "--snapshot", "../../etc/passwd"), "passwd"),
        (("query", "awards", "--format", "parquet"), "--out"),
        (("query", "awards", "--format", "xml"), "xml"),
        (("nothing",), "nothing"),
        ((), "COMMAND"),
        (("demo", "--activities", "-1"), "negative"),
        (("demo", "--activities", "many"), "many"),
        (("import", "x.csv", "--as-of", "someday"), "someday"),
        (("import", "x.csv", "--full", "--amend"), "--amend"),
        (("rollback", "00099-deadbeef"), "00099-deadbeef"),
        (("rollback", "../../etc/passwd"), "passwd"),
        (("withdraw", "no-such-id"), "no-such-id"),
        (("withdraw",), "ID"),
        (("prune",), "--keep"),
        (("template", "award"), "--out"),
        (("template", "spell", "--out", "x.xlsx"), "spell"),
        (("template", "award", "--out", "x.csv"), ".xlsx"),
        (("alias", "add", "ทต.ตัวอย่าง"), "alias add"),
        (("alias", "list", "x"), "alias list"),
        (("alias", "remove", "ไม่มีชื่อนี้"), "ไม่มีชื่อนี้"),
        (("alias", "rename", "x"), "rename"),
        (("alias", "add", "x", "6570404"), "registry"),
        (("diff", "00001-aaaaaaaa"), "B"),
        (("diff", "00001-aaaaaaaa", "../x"), "00001-aaaaaaaa"),
        (("prune", "--keep", "0"), "1"),
    ],
)
def test_a_wrong_call_is_one_clear_line_and_status_2(run, demo_store, arguments, named):
    status, out, err = run(*arguments, *(("--store", demo_store) if arguments and arguments[0] != "nothing" else ()))
    assert (status, out) == (2, "")
    assert named in err and "Traceback" not in err and len(err.strip().splitlines()) == 1


@pytest.mark.parametrize("command", [("snapshots",), ("check",), ("query", "awards")])
def test_without_a_store_every_reading_command_names_the_way_out(run, tmp_path, command):
    status, out, err = run(*command, "--store", tmp_path / "none")
    assert (status, out) == (2, "") and "la21data demo" in err and not (tmp_path / "none").exists()


def test_demo_check_snapshots_and_a_damaged_file(run, tmp_path):
    store = tmp_path / "store"
    assert run("demo", "--store", store)[0] == 0
    assert run("demo", "--seed", "22", "--store", store)[0] == 0
    assert run("check", "--store", store)[0] == 0
    status, out, _ = run("snapshots", "--store", store)
    assert status == 0 and out.count("DEMO") == 2 and out.startswith("* ")
    damaged = Store(store).ids()[0]
    (store / "snapshots" / f"{damaged}.duckdb").rename(store / "gone")
    status, _, err = run("check", "--store", store)
    assert status == 1 and damaged in err


def test_rollback_withdraw_and_prune(run, tmp_path):
    store, file = tmp_path / "store", tmp_path / "registry.csv"
    for year, more in (("2566", ""), ("2567", "5570406,ตัวอย่าง 3,ทต.,เชียงราย,พาน\n"), ("2568", "5570407,ตัวอย่าง 4,ทต.,เชียงราย,พาน\n")):
        file.write_text(REGISTRY + more, encoding="utf-8")
        assert run("import", file, "--amend", "--as-of", f"9/11/{year}", "--store", store)[0] == 0
    third, second, first = Store(store).ids()
    status, out, _ = run("rollback", second, "--store", store)
    assert status == 0 and second in out and Store(store).current_id() == second
    status, out, _ = run("rollback", second, "--store", store)
    assert status == 0 and "already" in out
    status, out, _ = run("withdraw", second, "--store", store)
    assert status == 0 and third in out and Store(store).current_id() == first
    assert run("query", "lao_total", "--snapshot", second, "--store", store)[0] == 2
    status, out, _ = run("snapshots", "--store", store)
    assert status == 0 and f"* {first}" in out and f"- {second}" in out and "import" in out
    status, out, _ = run("prune", "--keep", "1", "--store", store)
    assert status == 0 and Store(store).ids() == [third, first]
    assert run("check", "--store", store)[0] == 0


def test_diff_says_what_changed_and_exits_1_where_anything_did(run, tmp_path):
    store, file = tmp_path / "store", tmp_path / "p.csv"
    file.write_text(REGISTRY, encoding="utf-8")
    run("import", file, "--store", store)
    head = "ปีงบประมาณ,รหัส อปท.,เส้นทาง,ขั้น\n"
    file.write_text(head + "2567,6570404,บันได 4 ขั้น,1\n2567,5570405,Fast Track,2\n", encoding="utf-8")
    run("import", file, "--store", store)
    file.write_text(head + "2567,6570404,บันได 4 ขั้น,3\n", encoding="utf-8")
    run("import", file, "--store", store)
    third, second, first = Store(store).ids()
    status, out, err = run("diff", second, third, "--store", store)
    assert (status, err) == (1, "") and "ขยับขั้นขึ้น/rose 1" in out and "เข้าร่วม/joined 0" in out
    assert "2567 6570404 อบต.ตัวอย่าง 1 เชียงราย: บันได ขั้นที่ 1 → บันได ขั้นที่ 3" in out
    status, out, _ = run("diff", first, third, "--store", store)
    assert status == 1 and "เข้าร่วม/joined 2" in out and "participation 0 → 2" in out
    status, out, _ = run("diff", third, third, "--store", store)
    assert status == 0 and "nothing differs" in out


def test_a_misspelt_name_is_settled_once_and_matches_from_then_on(run, tmp_path):
    store, file = tmp_path / "store", tmp_path / "p.csv"
    file.write_text(REGISTRY, encoding="utf-8")
    run("import", file, "--store", store)
    file.write_text("ปีงบประมาณ,ชื่อ อปท.,จังหวัด,เส้นทาง,ขั้น\n2567,อบต.ตัวย่าง 1,เชียงราย,บันได 4 ขั้น,1\n", encoding="utf-8")
    status, out, _ = run("import", file, "--store", store)
    assert status == 1 and "unknown_lao" in out and "6570404 อบต.ตัวอย่าง 1" in out
    settle = ("alias", "add", "อบต.ตัวย่าง 1", "6570404", "--province", "เชียงราย", "--store", store)
    status, out, _ = run(*settle)
    assert status == 0 and Store(store).current_id() in out
    status, out, _ = run(*settle)
    assert status == 0 and "already" in out and len(Store(store).ids()) == 3
    assert run("import", file, "--store", store)[0] == 0
    status, out, _ = run("alias", "list", "--store", store)
    assert status == 0 and out.strip() == "lao  อบตตัวย่าง1  เชียงราย  6570404"
    assert run("rebuild", "--store", store)[0] == 0
    assert run("alias", "list", "--store", store)[1] == out
    assert run("alias", "remove", "อบต.ตัวย่าง 1", "--province", "เชียงราย", "--store", store)[0] == 0
    assert "no name" in run("alias", "list", "--store", store)[1]
    assert [entry["action"] for entry in Store(store).journal if entry["what"] == "alias"][-1] == "remove"


def test_a_template_is_written_and_says_where_its_names_are_from(run, tmp_path):
    store, file, out = tmp_path / "store", tmp_path / "registry.csv", tmp_path / "แบบ ฟอร์ม.xlsx"
    status, text, _ = run("template", "award", "--out", out, "--store", store)
    assert status == 0 and "no LAO registry yet" in text and out.stat().st_size > 5_000 and not store.exists()
    file.write_text(REGISTRY, encoding="utf-8")
    run("import", file, "--store", store)
    status, text, _ = run("template", "award", "--out", out, "--store", store)
    assert status == 0 and "2 LAOs" in text and Store(store).current_id() in text


def test_import_publishes_reports_and_keeps_to_the_exit_statuses(run, tmp_path):
    store, file = tmp_path / "store", tmp_path / "ทะเบียน.csv"
    file.write_text(REGISTRY, encoding="utf-8")
    status, out, _ = run("import", file, "--dry-run", "--store", store)
    assert status == 0 and "2" in out and Store(store).ids() == []
    assert run("import", file, "--store", store)[0] == 0
    assert run("query", "lao_total", "--by", "lao_type", "--store", store)[0] == 0
    participation = tmp_path / "p.csv"
    participation.write_text("ปีงบประมาณ,รหัส อปท.,เส้นทาง,ขั้น\n2567,6570404,บันได 4 ขั้น,1\n2567,5570405,บันได 4 ขั้น,5\n", encoding="utf-8")
    status, out, _ = run("import", participation, "--strict", "--store", store)
    assert status == 1 and len(Store(store).ids()) == 1
    status, out, _ = run("import", participation, "--report", tmp_path / "r.xlsx", "--store", store)
    assert status == 1 and "out_of_range" in out and (tmp_path / "r.xlsx").stat().st_size > 1000
    assert len(Store(store).ids()) == 2
    broken = tmp_path / "photo.xlsx"
    broken.write_bytes(b"\xff\xd8\xff\xe0 not a workbook")
    status, out, err = run("import", broken, "--store", store)
    assert status == 2 and "photo.xlsx" in err and "Traceback" not in err and len(Store(store).ids()) == 2


def test_import_prints_a_table_of_every_file_and_the_sum_and_says_whether_it_was_published(run, tmp_path):
    store, registry, records = tmp_path / "store", tmp_path / "ทะเบียน.csv", tmp_path / "p.csv"
    registry.write_text(REGISTRY, encoding="utf-8")
    rows = [f"2567,6570404,บันได 4 ขั้น,{step},ค.ศ." for step in [5] * 25] + ["2024,6570404,บันได 4 ขั้น,1,", ",,,,"]
    records.write_text("ปีงบประมาณ,รหัส อปท.,เส้นทาง,ขั้น,ฝาก\n" + "\n".join(rows) + "\n", encoding="utf-8")
    status, out, _ = run("import", registry, records, "--dry-run", "--store", store)
    lines = out.splitlines()
    assert status == 1 and lines[1].split() == ["file", "kind", "read", "accepted", "new", "updated", "unchanged", "rejected"]
    assert lines[3].split()[-6:] == ["2", "2", "2", "0", "0", "0"] and lines[4].split()[-6:] == ["26", "1", "1", "0", "0", "25"]
    assert lines[6].split() == ["รวม/total", "28", "3", "3", "0", "0", "25"]
    width = [sum(unicodedata.category(letter) != "Mn" for letter in line) for line in lines[:7]]
    assert len(set(width)) == 1, "the columns do not stand below each other"
    assert (
        "แถวว่าง/empty 1" in out and "unknown columns: ฝาก" in out and out.count("ไม่รับ/rejected: ") == 20 and "5 more rejected rows" in out
    )
    assert "ce_year" in out and "nothing was published" in lines[-1]
    assert "with --strict nothing was published" in run("import", registry, records, "--strict", "--store", store)[1]
    assert "published snapshot 00001-" in run("import", registry, records, "--store", store)[1].splitlines()[-1]
    assert "nothing was published" in run("import", registry, records, "--store", store)[1].splitlines()[-1]


def test_a_file_name_writes_no_line_and_no_control_letter_of_its_own(run, tmp_path):
    file = tmp_path / "a\x1b[31m\nเผยแพร่.csv"
    file.write_text(REGISTRY, encoding="utf-8")
    _, out, _ = run("import", file, "--dry-run", "--store", tmp_path / "store")
    assert "\x1b" not in out and not any(line.startswith("เผยแพร่") for line in out.splitlines())


def test_measures_lists_every_one_in_both_languages(run):
    status, out, _ = run("measures")
    assert status == 0 and "participation_rate" in out and "อัตราการเข้าร่วม" in out and "Participation rate" in out


def test_rebuild_brings_a_store_of_an_older_schema_back(run, tmp_path):
    import duckdb

    store, file = tmp_path / "store", tmp_path / "registry.csv"
    file.write_text(REGISTRY, encoding="utf-8")
    assert run("import", file, "--as-of", "2023-11-09", "--store", store)[0] == 0
    before = run("query", "lao_total", "--by", "lao_type", "--store", store)[1]
    old = Store(store).ids()[0]
    # As an older program would have left it; a copy under its name, for a file that is open goes on being read.
    path = store / "snapshots" / f"{old}.duckdb"
    content = path.read_bytes()
    other = tmp_path / "old"
    (other / "snapshots").mkdir(parents=True)
    (other / "snapshots" / path.name).write_bytes(content)
    for name in ("journal.jsonl", "CURRENT"):
        (other / name).write_bytes((store / name).read_bytes())
    (store / "imports").rename(other / "imports")
    with duckdb.connect(str(other / "snapshots" / path.name)) as connection:
        connection.execute("update meta set schema_version = 0")
    status, _, err = run("query", "lao_total", "--store", other)
    assert status == 2 and "rebuild" in err
    assert run("rebuild", "--store", other)[0] == 0
    assert run("query", "lao_total", "--by", "lao_type", "--store", other)[1] == before
