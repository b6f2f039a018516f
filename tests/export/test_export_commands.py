"""`charts`, `export`, `pack`, `publish-data` as a script meets them."""

import pytest

from la21data.__main__ import main
from la21data.blocks.catalogue import recipes
from la21data.export import browser


@pytest.fixture
def run(capsys, demo_store):
    def call(*arguments):
        try:
            status = main([*map(str, arguments), "--store", str(demo_store)])
        except SystemExit as stopped:
            status = stopped.code
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def test_charts_lists_every_block(run):
    status, out, _ = run("charts")
    assert status == 0 and [line.split("\t")[0] for line in out.splitlines()] == list(recipes())


def test_into_a_folder_the_file_has_the_name_that_a_page_gives_it(run, tmp_path):
    assert run("export", "map", "--scope", "fy=2569", "--format", "csv", "--out", tmp_path)[0] == 0
    (made,) = tmp_path.iterdir()
    assert made.suffix == ".csv" and "2569" in made.name and made.stat().st_size > 1_000


def test_export_takes_the_page_s_choices_either_way(run, tmp_path):
    scope = "fy=2569&region=south"
    assert run("export", "map", "--scope", f"{scope}&measure=awards", "--format", "csv", "--out", tmp_path / "a.csv")[0] == 0
    assert run("export", "map", "--scope", scope, "--option", "measure=awards", "--format", "csv", "--out", tmp_path / "b.csv")[0] == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


@pytest.mark.parametrize(
    "arguments, named",
    [
        (("export", "no-such", "--format", "csv", "--out", "x"), "no-such"),
        (("export", "map", "--option", "nonsense=1", "--format", "csv", "--out", "x"), "nonsense"),
        (("export", "map", "--option", "nonsense", "--format", "csv", "--out", "x"), "nonsense"),
        (("export", "map", "--scope", "fy=2999", "--format", "csv", "--out", "x"), "2999"),
        (("export", "map", "--scope", "measure=no_such", "--format", "csv", "--out", "x"), "no_such"),
        (("export", "map", "--format", "docx", "--out", "x"), "docx"),
        (("export", "map", "--format", "csv", "--out", "/proc/none/x.csv"), "x.csv"),
        (("pack", "--parts", "no-such", "--out", "x"), "no-such"),
        (("pack", "--definition", "/no/such.json", "--out", "x"), "such.json"),
        (("pack", "--template", __file__, "--out", "/tmp/la21-never-written"), "test_export_commands.py"),
    ],
)
def test_a_wrong_call_is_one_clear_line_and_status_2(run, arguments, named):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert named in err and "Traceback" not in err and len(err.strip().splitlines()) == 1


def test_pack_for_each_region_and_again_from_what_was_kept(run, tmp_path, monkeypatch):
    monkeypatch.setattr(browser, "available", lambda: False)
    kept = tmp_path / "kept.json"
    arguments = ("pack", "--scope", "fy=2569", "--parts", "figures,map", "--for-each", "region", "--out", tmp_path / "first")
    assert run(*arguments, "--save", kept)[0] == 0
    names = sorted(path.name for path in (tmp_path / "first").iterdir())
    assert len(names) == 16 and {name.rsplit(".", 1)[1] for name in names} == {"pptx", "pdf", "xlsx", "html"}
    assert run("pack", "--definition", kept, "--for-each", "region", "--out", tmp_path / "second")[0] == 0
    assert sorted(path.name for path in (tmp_path / "second").iterdir()) == names


def test_publish_data_writes_the_description(run, tmp_path):
    assert run("publish-data", "--out", tmp_path)[0] == 0 and (tmp_path / "datapackage.json").exists()
