"""A seeded sample of what `make torture` does whole: kills, readers during imports, the same files again."""

from tests.ingest.histories import import_again, read_while_importing
from tests.ingest.kills import PHASES, kill_imports


def test_a_killed_import_leaves_the_old_store_or_the_new_one(registry_store, tmp_path):
    found = kill_imports(registry_store, tmp_path, times=len(PHASES), seed=6)
    assert found["killed"] == len(PHASES) and found["old"] and found["new"]


def test_readers_never_fail_and_never_see_a_mixture(registry_store, tmp_path):
    seen = read_while_importing(registry_store, tmp_path, imports=2, processes=1, threads=4)
    assert seen["readers"] == 4 and seen["page_views"] >= 4


def test_the_same_files_again_change_nothing(registry_store, tmp_path):
    assert import_again(registry_store, tmp_path)["unchanged"] == 880
